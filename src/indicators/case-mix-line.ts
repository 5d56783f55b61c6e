import type { WeightUnit } from '../weighting/weight-table.js';

/** Points are made so that a mean case has about this many; the same of scores, where no case of a region has one. */
const MEAN_POINTS = 100;
const MEAN_SCORE = 1000;

/** From what mean of points or scores on a row counts as high; a CMI of weights counts so from 1. */
export interface CaseMixLine {
  readonly unit: Exclude<WeightUnit, 'weight'>;
  /** The line is weightScaled ÷ cases, kept whole so that the edge is exact. */
  readonly weightScaled: number;
  readonly cases: number;
}

/**
 * The line that parts the quadrants of a region under points or scores: 100 points a case, as the point method scales
 * them; under scores the region's own mean score a case, because each region scales its scores as it likes (rules 2.1
 * has three conversions, one of them not about 1,000). Absent for weights, whose line is 1 (rules 8.2).
 * @param region  sums of the whole region: scaled weights of cases paid through groups, and how many they are
 */
export function caseMixLineOf(
  unit: WeightUnit | undefined,
  weightDecimals: number,
  region: { readonly weight_scaled: number; readonly group_paid_cases: number },
): CaseMixLine | undefined {
  if (unit === undefined || unit === 'weight') return undefined;
  const scale = 10 ** weightDecimals;
  if (unit === 'points') return { unit, weightScaled: MEAN_POINTS * scale, cases: 1 };
  const { weight_scaled, group_paid_cases } = region;
  if (!(weight_scaled > 0)) return { unit, weightScaled: MEAN_SCORE * scale, cases: 1 };
  return { unit, weightScaled: weight_scaled, cases: group_paid_cases };
}
