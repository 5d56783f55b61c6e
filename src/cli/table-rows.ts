import type { ResultTable } from '../kernel/result-table.js';

/** A table as objects by row, for JSON; a blank number is null. */
export function tableRows(table: ResultTable): Record<string, string | number | null>[] {
  return Array.from({ length: table.rowCount }, (_, row) =>
    Object.fromEntries(
      table.schema.columns.map(({ name }) => {
        const value = table.columns[name]![row]!;
        return [name, typeof value === 'number' && Number.isNaN(value) ? null : value];
      }),
    ),
  );
}

/** The rows of each table by the table's name, for JSON. */
export function tablesByName(tables: readonly ResultTable[]): Record<string, Record<string, string | number | null>[]> {
  return Object.fromEntries(tables.map((table) => [table.schema.name, tableRows(table)]));
}
