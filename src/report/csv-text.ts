import { csvCell } from '../cases/write/csv-line.js';

/** A text that a spreadsheet would take for a formula when it opens the file. */
const LOOKS_LIKE_FORMULA = /^[=+\-@\t\r]/;

/** A text cell of a CSV: defused by an apostrophe, then quoted where it must be. */
export function csvText(value: string): string {
  return csvCell(LOOKS_LIKE_FORMULA.test(value) ? `'${value}` : value);
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
