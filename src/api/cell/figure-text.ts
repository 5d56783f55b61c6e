import { formatDecimal } from '../../kernel/decimal.js';
import { formatYuan } from '../../kernel/money.js';
import type { ResultColumnSchema, ResultTable } from '../../kernel/result-table.js';
import { plainNumber } from '../../report/csv-text.js';

export type AmountUnit = 'yuan' | 'wan';
const FEN_OF_WAN_DECIMALS = 6;

/** Fen as a bare number in yuan, or exactly in 万元; "" where missing. A spreadsheet computes with it as it stands. */
export function amountText(fen: number, unit: AmountUnit): string {
  if (Number.isNaN(fen)) return '';
  return unit === 'yuan' ? formatYuan(fen) : formatDecimal({ digits: fen, scale: FEN_OF_WAN_DECIMALS });
}

/** One value of a result table as a bare text; "" where missing. */
export function figureText(table: ResultTable, column: ResultColumnSchema, row: number, unit: AmountUnit): string {
  const value = table.columns[column.name]![row]!;
  if (typeof value === 'string') return value;
  if (column.type === 'money') return amountText(value, unit);
  return Number.isFinite(value) ? plainNumber(value) : '';
}
