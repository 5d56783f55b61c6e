import type { ColumnKind } from '../../columns.js';
import type { CellFault } from '../case-builder.js';
import type { GridValue } from './grid-sheet.js';
import { isDateFormat, renderFixed } from './number-format.js';
import { serialDayText } from './serial-day.js';

/** Digits of a number that a spreadsheet keeps. */
const LONGEST_NUMBER = 15;
const LINE_BREAKS = /\s*[\r\n]+\s*/g;

export interface GridTextOptions {
  readonly isDate1904: boolean;
  /** Stands between the codes of one cell; line breaks of a cell become it. */
  readonly listSign: string;
}

/**
 * A cell as the text that a CSV would hold, or the reason why it cannot be told: error values, formulas without a
 * stored result, codes that are numbers without a format of zeros, ids of more digits than a spreadsheet keeps.
 */
export function gridCellText(
  value: GridValue | undefined,
  kind: ColumnKind,
  options: GridTextOptions,
): string | CellFault {
  if (value === undefined) return '';
  if (typeof value === 'string') {
    return kind === 'codes' ? value.trim().replace(LINE_BREAKS, options.listSign) : value;
  }
  if (value.kind !== 'number') {
    return { reason: value.kind === 'error' ? 'cell_error' : 'cell_formula_without_value', value: value.text };
  }
  const { value: number, format } = value;
  if (isDateFormat(format)) {
    const day = serialDayText(number, options.isDate1904);
    if (day === undefined) return { reason: 'cell_not_a_date', value: String(number) };
    return kind === 'codes' ? { reason: 'cell_code_is_number', value: day } : day;
  }
  if (kind === 'codes') {
    return renderFixed(number, format) ?? { reason: 'cell_code_is_number', value: String(number) };
  }
  if (kind === 'text' || kind === 'dictionary') {
    if (Number.isInteger(number) && Math.abs(number) >= 10 ** LONGEST_NUMBER) {
      return { reason: 'cell_digits_lost', value: String(number) };
    }
    return renderFixed(number, format) ?? String(number);
  }
  return String(number);
}
