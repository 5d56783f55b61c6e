import { decimalOf } from '../kernel/decimal.js';
import { type Rational, roundRational } from '../kernel/formula/rational.js';
import { type ExactSums, scaledVariance } from './exact-sums.js';
import { roundedSquareRoot } from './square-root.js';

/** sd / mean, squared: n·Σx² − (Σx)² over (Σx)², times n / (n − 1) in the sample form. */
function squaredCv(sums: ExactSums, deviation: 'population' | 'sample'): Rational {
  const count = BigInt(sums.count);
  return deviation === 'population'
    ? { numerator: scaledVariance(sums), denominator: sums.sum ** 2n }
    : { numerator: scaledVariance(sums) * count, denominator: sums.sum ** 2n * (count - 1n) };
}

const DISPLAY_DECIMALS = 6;

/** CV = sd / mean to six decimals, exact until the one rounding; NaN below two cases. */
export function coefficientOfVariation(sums: ExactSums, deviation: 'population' | 'sample'): number {
  return sums.count < 2 ? Number.NaN : roundedSquareRoot(squaredCv(sums, deviation), DISPLAY_DECIMALS);
}

/** CV > limit, exactly. */
export function isCvAbove(sums: ExactSums, limit: number, deviation: 'population' | 'sample'): boolean {
  if (sums.count < 2) return false;
  const square = squaredCv(sums, deviation);
  const edge = decimalOf(limit);
  return square.numerator * 10n ** BigInt(2 * edge.scale) > square.denominator * BigInt(edge.digits) ** 2n;
}

/** Squares are kept in units of 2^−40 fen²: every group's share is cut below that. */
const SQUARE_UNIT = 1n << 40n;

/** RIV = (TSS − WSS) / TSS; NaN where all kept costs are equal. */
export function reductionInVariance(groups: readonly ExactSums[], region: ExactSums): number {
  const squares = (sums: ExactSums): bigint =>
    sums.count === 0 ? 0n : (scaledVariance(sums) * SQUARE_UNIT) / BigInt(sums.count);
  const all = squares(region);
  if (all === 0n) return Number.NaN;
  const within = groups.reduce((sum, sums) => sum + squares(sums), 0n);
  return (
    Number(roundRational({ numerator: all - within, denominator: all }, DISPLAY_DECIMALS)) / 10 ** DISPLAY_DECIMALS
  );
}
