import { formatDecimal, parseDecimal, roundDecimal } from '../../../kernel/decimal.js';

/** Formats that files name by number only; others of these numbers are dates or depend on the language. */
const BUILT_IN: ReadonlyMap<number, string> = new Map([
  [0, 'General'],
  [1, '0'],
  [2, '0.00'],
  [3, '#,##0'],
  [4, '#,##0.00'],
  [9, '0%'],
  [10, '0.00%'],
  [11, '0.00E+00'],
  [12, '# ?/?'],
  [13, '# ??/??'],
  [37, '#,##0'],
  [38, '#,##0'],
  [39, '#,##0.00'],
  [40, '#,##0.00'],
  [48, '##0.0E+0'],
  [49, '@'],
]);
const DATE_IDS: readonly (readonly [number, number])[] = [
  [14, 22],
  [27, 36],
  [45, 47],
  [50, 58],
];

/** The format that a number of the file format stands for; "General" for unknown ones. */
export function builtInFormat(id: number): string {
  if (DATE_IDS.some(([from, to]) => id >= from && id <= to)) return 'yyyy-mm-dd';
  return BUILT_IN.get(id) ?? 'General';
}

const LITERALS = /"[^"]*"|\\.|_.|\*.|\[(?!h+\]|m+\]|s+\])[^\]]*\]/gi;

/** True for a format that shows a number as a date or time: a letter of y, m, d, h, s outside quotes and brackets. */
export function isDateFormat(format: string): boolean {
  if (format === 'General' || format === '@') return false;
  const [positive = ''] = format.replace(LITERALS, '').split(';');
  return !/general/i.test(positive) && /[ymdhs]/i.test(positive);
}

/** Zeros with at most one dot, then digits shown only where they are there; letters in quotes or after \ around. */
const FIXED_FORMAT = /^((?:"[^"]*"|\\.)*)(0+)(?:\.(0*)([#?]*))?((?:"[^"]*"|\\.)*)$/;

/**
 * A number as a format of zeros shows it, digit for digit: 3.31 under "00.00" is "03.31", 47 under "0.0" is "47.0".
 * Undefined for every other format, for negative numbers, and where the format hides digits that are stored: what a
 * code cell shows is then not what was typed.
 */
export function renderFixed(value: number, format: string | undefined): string | undefined {
  const fixed = FIXED_FORMAT.exec(format ?? '');
  const decimal = parseDecimal(value);
  if (!fixed || decimal === undefined || value < 0) return undefined;
  const [, before = '', whole = '', fraction = '', optional = '', after = ''] = fixed;
  const least = fraction.length;
  if (decimal.scale > least + optional.length) return undefined;
  const scale = Math.max(least, decimal.scale);
  // A dot with nothing behind it would be shown as well: no code ends so.
  if (scale === 0 && format!.includes('.')) return undefined;
  const digits = formatDecimal(roundDecimal(decimal, scale));
  const width = whole.length + (scale > 0 ? scale + 1 : 0);
  return `${literal(before)}${digits.padStart(width, '0')}${literal(after)}`;
}

function literal(text: string): string {
  return text.replace(
    /"([^"]*)"|\\(.)/g,
    (_, quoted: string | undefined, escaped: string | undefined) => quoted ?? escaped ?? '',
  );
}
