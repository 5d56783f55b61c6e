import { compareCodePoints } from '../kernel/compare-code-points.js';
import type { Language } from '../kernel/errors.js';
import type { ResultColumnSchema, ResultTable } from '../kernel/result-table.js';
import { textWord } from './report-cell.js';

export interface TableOrder {
  readonly column: string;
  readonly direction: 'ascending' | 'descending';
}

/**
 * Row numbers of a table after filter and order. The filter looks for its text, case aside, in every text cell as
 * shown. Missing numbers come last in both directions; equal values keep the table's own order.
 */
export function orderRows(
  table: ResultTable,
  filter: string,
  order: TableOrder | undefined,
  language: Language,
): number[] {
  const texts = table.schema.columns.filter(({ type }) => type === 'text');
  const wanted = filter.trim().toLowerCase();
  const rows: number[] = [];
  for (let row = 0; row < table.rowCount; row++) {
    if (wanted === '' || texts.some((column) => cellText(table, column, row, language).includes(wanted)))
      rows.push(row);
  }
  if (order === undefined) return rows;
  const values = table.columns[order.column];
  if (values === undefined) return rows;
  const sign = order.direction === 'ascending' ? 1 : -1;
  if (!(values instanceof Float64Array)) {
    return rows.sort((a, b) => sign * compareCodePoints(values[a]!, values[b]!) || a - b);
  }
  return rows.sort((a, b) => {
    const left = values[a]!;
    const right = values[b]!;
    const missing = Number(Number.isNaN(left)) - Number(Number.isNaN(right));
    if (missing !== 0) return missing;
    return (Number.isNaN(left) ? 0 : sign * (left - right)) || a - b;
  });
}

function cellText(table: ResultTable, column: ResultColumnSchema, row: number, language: Language): string {
  const value = table.columns[column.name]![row] as string;
  return `${value} ${textWord(column, value, language)}`.toLowerCase();
}
