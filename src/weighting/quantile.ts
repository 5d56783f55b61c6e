import type { Decimal } from '../kernel/decimal.js';
import type { Rational } from '../kernel/formula/rational.js';

/** Quantile rules by the number of Hyndman and Fan (1996): 7 is Excel's QUARTILE.INC, 6 is QUARTILE.EXC. */
export type QuantileRule = 6 | 7;

/**
 * The quantile (分位数) of integers in ascending order, exactly: position and interpolation are fractions, so that a
 * fence of exactly 21,950.00 is that amount and not the double below it.
 * Rule 7: position (n − 1)·p from the first value; rule 6: (n + 1)·p − 1. Both interpolate linearly; rule 6 stops at
 * the smallest and largest value where a spreadsheet answers with an error.
 *
 * @param sorted  integers in ascending order (fen), `from` inclusive to `to` exclusive, at least one
 * @param share  from 0 to 1
 * @example 4000, 5000, 5200, 5500, 6000, 6500, 7000, 30000 under rule 7: P25 5150, P75 6625, P95 21950
 */
export function quantileOfSorted(
  sorted: Float64Array,
  from: number,
  to: number,
  share: Decimal,
  rule: QuantileRule,
): Rational {
  const count = BigInt(to - from);
  if (count <= 0n) throw new RangeError('a quantile needs at least one value');
  const unit = 10n ** BigInt(share.scale);
  const digits = BigInt(share.digits);
  let position = rule === 7 ? (count - 1n) * digits : (count + 1n) * digits - unit;
  const last = (count - 1n) * unit;
  if (position < 0n) position = 0n;
  if (position > last) position = last;
  const below = position / unit;
  const remainder = position - below * unit;
  const lower = BigInt(sorted[from + Number(below)]!);
  if (remainder === 0n) return { numerator: lower, denominator: 1n };
  const upper = BigInt(sorted[from + Number(below) + 1]!);
  return { numerator: lower * (unit - remainder) + upper * remainder, denominator: unit };
}
