import type { ResultTable } from '../kernel/result-table.js';
import { REPORT_ERRORS } from './report-errors.js';

/**
 * A table is written only when every column of its schema is there, as long as the table, and every amount is a whole
 * number of fen: a half-fen that slips in would be rounded differently by each format.
 * @throws report_column_missing, report_money_not_whole
 */
export function checkTable(table: ResultTable): void {
  for (const { name, type } of table.schema.columns) {
    const column = table.columns[name];
    const isText = type === 'text';
    if (column === undefined || column.length !== table.rowCount || column instanceof Float64Array === isText) {
      throw REPORT_ERRORS.report_column_missing({
        table: table.schema.name,
        column: name,
        expected: table.rowCount,
        found: column?.length ?? 0,
      });
    }
    if (type !== 'money' && type !== 'count') continue;
    for (let row = 0; row < table.rowCount; row++) {
      const value = column[row] as number;
      if (!Number.isNaN(value) && !Number.isSafeInteger(value)) {
        throw REPORT_ERRORS.report_money_not_whole({ table: table.schema.name, column: name, row: row + 1, value });
      }
    }
  }
}
