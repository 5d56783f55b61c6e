import type { GroupCatalogue } from '../grouping/group-columns.js';
import { divideRound, roundDecimal } from '../kernel/decimal.js';
import { sharedFloat64 } from '../kernel/shared-arrays.js';
import { scaleRoundFen } from './exact-fen.js';
import { weightsByGroup } from './group-weights.js';
import type { PayClass } from './pay-classes.js';
import type { PoolRate } from './pool-rates.js';
import type { PricingPeriod } from './pricing-periods.js';

/** Weight × 10^decimals of every period × group, for sums and CMI. 0 where there is none. */
export function scaledWeights(
  periods: readonly PricingPeriod[],
  catalogue: GroupCatalogue,
  decimals: number,
): Float64Array {
  const scaled = sharedFloat64(periods.length * catalogue.codes.length);
  periods.forEach((period, p) => {
    weightsByGroup(period.weights, catalogue).forEach((weight, g) => {
      scaled[p * catalogue.codes.length + g] = roundDecimal(weight, decimals).digits;
    });
  });
  return scaled;
}

/** Mean cost of every period × group, whole fen; NaN where the group has none. */
export function groupMeans(periods: readonly PricingPeriod[], catalogue: GroupCatalogue): Float64Array {
  const means = sharedFloat64(periods.length * catalogue.codes.length);
  periods.forEach((period, p) => {
    const byCode = new Map(period.weights.rows.map((row) => [row.group, row.meanFen]));
    catalogue.codes.forEach((code, g) => {
      const mean = byCode.get(code) ?? Number.NaN;
      means[p * catalogue.codes.length + g] = Math.round(mean);
    });
  });
  return means;
}

/**
 * The standard payment (支付标准) of every pay class × group: weight × rate × hospital coefficient, exact, rounded once
 * half up to fen. Where one standard holds for all groups: that amount × coefficient.
 * @returns Float64Array at class × groupCount + group, integer fen; 0 where a group has no weight
 * @source rules §1.7
 * @example weight 0.8526 × 12,252.70 × 1 → 1,044,665 fen
 */
export function standardPayments(
  periods: readonly PricingPeriod[],
  classes: readonly PayClass[],
  rates: readonly PoolRate[],
  catalogue: GroupCatalogue,
): Float64Array {
  const groupCount = catalogue.codes.length;
  const standards = sharedFloat64(classes.length * groupCount);
  const weights = periods.map((period) => weightsByGroup(period.weights, catalogue));
  classes.forEach((payClass, c) => {
    const { rate, isPerCase } = rateOfClass(rates, payClass);
    // Everything but the weight is one factor of the class: fen = weight digits × factor / 10^scale.
    const factor = BigInt(rate.digits) * BigInt(payClass.coefficient.digits) * 100n;
    const factorScale = rate.scale + payClass.coefficient.scale;
    const factorNumber = Number(factor);
    const isSmall = factorNumber < 2 ** 53;
    for (let g = 0; g < groupCount; g++) {
      const weight = isPerCase ? { digits: 1, scale: 0 } : weights[payClass.period]![g]!;
      const scale = weight.scale + factorScale;
      standards[c * groupCount + g] =
        isSmall && scale < 15
          ? scaleRoundFen(weight.digits, factorNumber, 10 ** scale)
          : Number(divideRound(BigInt(weight.digits) * factor, 10n ** BigInt(scale)));
    }
  });
  return standards;
}

export function rateOfClass(rates: readonly PoolRate[], payClass: PayClass): PoolRate {
  return rates.find((rate) => rate.period === payClass.period && rate.insurance === payClass.insurance)!;
}
