import type { ResultTable } from '../../kernel/result-table.js';

/** The rows of one hospital; a table without hospitals, or none asked for, as it is. */
export function rowsOfHospital(table: ResultTable, hospital: string | undefined): ResultTable {
  const ids = table.columns.hospital_id as readonly string[] | undefined;
  if (hospital === undefined || ids === undefined) return table;
  const rows = ids.flatMap((id, row) => (id === hospital ? [row] : []));
  const columns = Object.entries(table.columns).map(([name, values]) => [
    name,
    values instanceof Float64Array ? Float64Array.from(rows, (row) => values[row]!) : rows.map((row) => values[row]!),
  ]);
  return { ...table, rowCount: rows.length, columns: Object.fromEntries(columns) };
}
