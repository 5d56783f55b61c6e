import { type Decimal, decimalOf } from '../../kernel/decimal.js';
import {
  addRationals,
  compareRationals,
  multiplyRationals,
  type Rational,
  rationalOf,
} from '../../kernel/formula/rational.js';
import type { Range } from '../../policy/schema/common.js';

export const whole = (value: bigint | number): Rational => ({ numerator: BigInt(value), denominator: 1n });
export const exactly = (value: number): Rational => rationalOf(decimalOf(value));
/** Fen as an amount of yuan, for formulas. */
export const yuanOf = (fen: bigint): Decimal => ({ digits: Number(fen), scale: 2 });

export const sumOf = (values: readonly Rational[]): Rational => values.reduce(addRationals, whole(0));
export const productOf = (values: readonly Rational[]): Rational => values.reduce(multiplyRationals, whole(1));
export const greater = (a: Rational, b: Rational): Rational => (compareRationals(a, b) < 0 ? b : a);
export const lesser = (a: Rational, b: Rational): Rational => (compareRationals(a, b) > 0 ? b : a);

/** A fraction whose denominator is a power of ten, as a decimal without needless zeros. */
export function decimalOfTenths({ numerator, denominator }: Rational): Decimal {
  let digits = numerator;
  let scale = denominator.toString().length - 1;
  while (scale > 0 && digits % 10n === 0n) {
    digits /= 10n;
    scale -= 1;
  }
  return { digits: Number(digits), scale };
}

/** Whether amount / basis lies in a range, by cross-multiplication; a missing one lies in none. */
export function isInRange(range: Range, amount: Rational | undefined, basis: Rational | undefined): boolean {
  if (amount === undefined || basis === undefined) return false;
  const side = (edge: number) => compareRationals(amount, multiplyRationals(exactly(edge), basis));
  if (range.from !== undefined) {
    const at = side(range.from);
    if (at < 0 || (at === 0 && !range.from_included)) return false;
  }
  if (range.to !== undefined) {
    const at = side(range.to);
    if (at > 0 || (at === 0 && !range.to_included)) return false;
  }
  return true;
}

/** A pattern of codes: `*` stands for any run of characters; a missing text fits no pattern but an empty one. */
export function isFitting(pattern: string, text: string): boolean {
  if (text === '') return pattern === '';
  return fitsFrom(pattern, text);
}

function fitsFrom(pattern: string, text: string): boolean {
  if (pattern === '') return text === '';
  if (pattern.startsWith('*')) {
    return fitsFrom(pattern.slice(1), text) || (text !== '' && fitsFrom(pattern, text.slice(1)));
  }
  return text !== '' && text[0] === pattern[0] && fitsFrom(pattern.slice(1), text.slice(1));
}
