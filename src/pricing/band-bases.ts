import { divideRound } from '../kernel/decimal.js';
import { sharedFloat64 } from '../kernel/shared-arrays.js';
import { insuranceOfPool } from '../policy/pool-key.js';
import { weightsForClass } from '../weighting/weight-for.js';
import { groupMeansOf } from './group-means.js';
import type { PayClass } from './pay-classes.js';
import type { PricingInput } from './pricing-input.js';
import type { PricingPeriod } from './pricing-periods.js';
import type { UnitParts } from './unit-parts.js';

export interface BandBases {
  /** By pay class × group, fen: the mean that `group_mean` and `cost_to_mean` stand for; NaN where there is none. */
  readonly means: Float64Array;
  /** By pay class × group, fen: what band edges are multiples of, where it is not the standard of the case. */
  readonly bases: Float64Array;
}

/**
 * The means and bases of outlier bands. `standard` is the case's own standard and stands in no table; group_mean: the
 * weight table's mean, that of its most exact key for the class, else the row's; level_mean: last year's mean of the group at the same level and insurance, else the next wider
 * cell (group-means.ts); score: the group's own points or score at their value, NaN for a group without.
 * @throws group_means_missing where a policy's basis is level_mean and there is no group-means.csv
 */
export function bandBases(
  input: PricingInput,
  periods: readonly PricingPeriod[],
  classes: readonly PayClass[],
  parts: UnitParts,
): BandBases {
  const { codes } = input.catalogue;
  const means = sharedFloat64(classes.length * codes.length);
  const bases = sharedFloat64(classes.length * codes.length);
  const tableMeans = periods.map(({ weights }) => new Map(weights.rows.map((row) => [row.group, row.meanFen])));
  const keyed = (payClass: PayClass) => {
    const { hospitalId, levelClass: level, record } = payClass;
    const insurance = insuranceOfPool(payClass.insurance);
    return weightsForClass(periods[payClass.period]!.weights, { hospitalId, level, insurance, grade: record?.level });
  };
  const levelMeans = groupMeansOf(input, periods);
  classes.forEach((payClass, c) => {
    const { policy } = periods[payClass.period]!;
    const { basis, thin_cases: thin } = policy.outliers;
    const published = keyed(payClass);
    codes.forEach((code, g) => {
      const at = c * codes.length + g;
      means[at] =
        basis === 'level_mean'
          ? levelMeans.find(code, payClass, policy.year - 1, thin ?? 1).meanFen
          : Math.round(published.mean(code) ?? tableMeans[payClass.period]!.get(code) ?? Number.NaN);
      bases[at] = basis === 'score' ? scoreFen(parts, c, at) : means[at]!;
    });
  });
  return { means, bases };
}

/** Points or score of a group at the value of its class, fen, rounded half up. */
function scoreFen(parts: UnitParts, payClass: number, at: number): number {
  if (parts.weight[at] === 0) return Number.NaN;
  const digits = BigInt(parts.weight[at]!) * BigInt(parts.rate[payClass]!) * 100n;
  return Number(divideRound(digits, 10n ** BigInt(parts.weightScale + parts.rateScale)));
}
