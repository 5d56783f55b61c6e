import type { Text } from '../../kernel/errors.js';
import type { ResultTable } from '../../kernel/result-table.js';
import { formatCount } from '../../report/format-number.js';

/** Rows of a table that the workbook and the page show; the CSV and Parquet files have all. */
const MOST_SHOWN = 2000;

/** The first rows of each table, as workbook and page show them. */
export function shortenTables(tables: readonly ResultTable[]): ResultTable[] {
  return tables.map((table) => firstRows(table, MOST_SHOWN));
}

/** For each table that is cut: how many rows it has, and where all of them are. */
export function shortenedNotices(tables: readonly ResultTable[]): Text[] {
  return tables
    .filter(({ rowCount }) => rowCount > MOST_SHOWN)
    .map(({ schema, rowCount }) => ({
      zh: `表“${schema.title.zh}”共 ${formatCount(rowCount)} 行，这里显示前 ${formatCount(MOST_SHOWN)} 行；全部在 ${schema.name}.csv。`,
      en: `the table "${schema.title.en}" has ${formatCount(rowCount)} rows, of which the first ${formatCount(MOST_SHOWN)} are shown here; all are in ${schema.name}.csv.`,
    }));
}

/** A table cut to so many rows; a shorter one as it is. */
export function firstRows(table: ResultTable, most: number): ResultTable {
  if (table.rowCount <= most) return table;
  const columns = Object.entries(table.columns).map(([name, values]) => [name, values.slice(0, most)]);
  return { ...table, rowCount: most, columns: Object.fromEntries(columns) };
}
