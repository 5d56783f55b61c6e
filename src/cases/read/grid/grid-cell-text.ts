import type { ColumnKind } from '../../columns.js';
import type { CellFault } from '../cell-fault.js';
import type { GridValue } from './grid-sheet.js';
import { isDateFormat, renderFixed } from './number-format.js';
import { serialDayText } from './serial-day.js';

/** Digits of a number that a spreadsheet keeps. */
const LONGEST_NUMBER = 15;
/** Excel's formats of elapsed time: [h]:mm shows four days as 96:00. */
const ELAPSED_FORMAT = /\[[hms]+\]/i;
const LINE_BREAKS = /\s*[\r\n]+\s*/g;

/** What a cell fills: `hours` is an integer column whose unit is hours. */
export type GridCellKind = ColumnKind | 'hours';

export interface GridTextOptions {
  readonly isDate1904: boolean;
  /** Stands between the codes of one cell; line breaks of a cell become it. */
  readonly listSign: string;
}

/**
 * A cell as the text that a CSV would hold, or the reason why it cannot be told: error values, formulas without a
 * stored result, codes that are numbers without a format of zeros, ids of more digits than a spreadsheet keeps, numbers
 * shown as a date. Elapsed time (96:00 under [h]:mm, stored as 4 days) is its completed hours where hours are wanted.
 */
export function gridCellText(
  value: GridValue | undefined,
  kind: GridCellKind,
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
    if (kind === 'hours' && ELAPSED_FORMAT.test(format) && number >= 0) return completedHours(number);
    if (kind === 'hours' || kind === 'integer' || kind === 'money') {
      return { reason: 'cell_number_is_date', value: String(number) };
    }
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

/** Completed hours of a number of days; to the second first, because 96 hours and 59 minutes have no exact double. */
function completedHours(days: number): string {
  return String(Math.floor(Math.round(days * 86_400) / 3_600));
}
