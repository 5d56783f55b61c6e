import { csvCell, defusedText } from '../cases/write/csv-line.js';

/**
 * How texts stand in a CSV: `defused` for files that people open, `exact` for one that only becomes Parquet, which no
 * spreadsheet runs.
 */
export type CsvTexts = 'defused' | 'exact';

/** The writer of text cells for such a file. */
export const textWriter = (texts: CsvTexts): ((value: string) => string) => (texts === 'exact' ? csvCell : csvText);

/** Does a text with this first byte look like a formula? The rule of `csvText` for texts kept as bytes. */
export function startsFormula(byte: number): boolean {
  return byte === 0x3d || byte === 0x2b || byte === 0x2d || byte === 0x40 || byte === 0x09 || byte === 0x0d;
}

/** A text cell of a CSV: defused by an apostrophe, then quoted where it must be. */
export function csvText(value: string): string {
  return csvCell(defusedText(value));
}

/** Shortest decimal text without exponent: 1e-7 → 0.0000001; SQL and every spreadsheet read that, not all the other. */
export function plainNumber(value: number): string {
  if (Object.is(value, -0)) return '0';
  const text = String(value);
  const match = /^(-?)(\d)(?:\.(\d+))?e([+-]\d+)$/.exec(text);
  if (!match) return text;
  const digits = match[2]! + (match[3] ?? '');
  const exponent = Number(match[4]);
  if (exponent < 0) return `${match[1]}0.${'0'.repeat(-exponent - 1)}${digits}`;
  return match[1]! + digits.padEnd(exponent + 1, '0');
}
