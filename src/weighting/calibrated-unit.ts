import type { Decimal } from '../kernel/decimal.js';
import { decimalOf } from '../kernel/decimal.js';
import type { Fen } from '../kernel/money.js';
import type { WeightUnit } from './weight-table.js';

/**
 * What calibration makes of a group's mean cost: mean / base × multiplier, rounded to `decimals`.
 */
export interface CalibratedUnit {
  readonly unit: WeightUnit;
  /** What a group of the base's cost comes to. */
  readonly multiplier: Decimal;
  /** The mean of all kept cases, the mean of one benchmark group, or an amount. */
  readonly base: 'overall_mean' | { readonly group: string } | { readonly quotaFen: Fen };
  /** What an unstable group's cost is: its mean, or the median of its kept cases. */
  readonly unstable: 'mean' | 'median';
  readonly decimals: number;
}

/** Relative weight: group mean / overall mean. @source rules 1.1 */
export function weightUnit(decimals: number): CalibratedUnit {
  return { unit: 'weight', multiplier: decimalOf(1), base: 'overall_mean', unstable: 'mean', decimals };
}

/**
 * Base points (基准点数): group mean / overall mean × 100. `unstable: 'median'` takes the median cost of unstable groups,
 * the form of one province.
 * @param decimals  `rounding.points` of the policy
 * @source rules 1.9 (published description) and 1.10 (unverified)
 * @example group mean 6,000 over an overall mean of 12,000: 50 points
 */
export function pointsUnit(decimals: number, unstable: 'mean' | 'median' = 'mean'): CalibratedUnit {
  return { unit: 'points', multiplier: decimalOf(100), base: 'overall_mean', unstable, decimals };
}

/**
 * Score (分值): group mean / overall mean × 1,000; / mean of a benchmark disease × 1,000; or / a fixed quota, not
 * multiplied.
 * @source rules 2.1 (three published conversions)
 * @example group 9,940 over all 11,780: 843.8031
 */
export function scoreUnit(decimals: number, base: CalibratedUnit['base'] = 'overall_mean'): CalibratedUnit {
  const isQuota = typeof base === 'object' && 'quotaFen' in base;
  return { unit: 'score', multiplier: decimalOf(isQuota ? 1 : 1000), base, unstable: 'mean', decimals };
}
