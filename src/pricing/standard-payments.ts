import { roundDecimal } from '../kernel/decimal.js';
import { sharedFloat64 } from '../kernel/shared-arrays.js';
import type { ClassWeights } from './class-weights.js';
import { scaleRoundFen } from './exact-fen.js';
import type { PayClass } from './pay-classes.js';
import type { PoolRate } from './pool-rates.js';
import { publishedAt, type UnitParts, valueUnits } from './unit-parts.js';

/** Weight × 10^decimals of every pay class × group, for sums and CMI. 0 where there is none. */
export function scaledWeights({ weight, weightScale }: ClassWeights, decimals: number): Float64Array {
  const scaled = sharedFloat64(weight.length);
  for (let at = 0; at < scaled.length; at++) {
    scaled[at] = roundDecimal({ digits: weight[at]!, scale: weightScale }, decimals).digits;
  }
  return scaled;
}

/**
 * The standard payment (支付标准) of every pay class × group: weight × rate × hospital coefficient, exact, rounded once
 * half up to fen; points and scores are rounded to their own decimals before they are valued. Where one standard holds
 * for all groups: that amount × coefficient. Where the policy pays by published standards: the published one, as it is.
 * @param used  class × groupCount + group of those wanted; absent: all
 * @returns Float64Array at class × groupCount + group, integer fen; 0 where a group has no weight
 * @source rules §1.7
 * @example weight 0.8526 × 12,252.70 × 1 → 1,044,665 fen
 */
export function standardPayments(parts: UnitParts, classCount: number, used?: Uint32Array): Float64Array {
  const { groupCount } = parts;
  const standards = sharedFloat64(classCount * groupCount);
  const valued = new Float64Array(2);
  const count = used?.length ?? standards.length;
  for (let i = 0; i < count; i++) {
    const at = used === undefined ? i : used[i]!;
    const published = publishedAt(parts, at);
    if (published > 0) {
      standards[at] = published;
      continue;
    }
    const c = Math.floor(at / groupCount);
    const isPerCase = parts.isPerCase[c] === 1;
    const weight = isPerCase ? 1 : parts.weight[at]!;
    // Everything but the weight is one factor: fen = weight digits × factor / 10^decimals, the hundred fen of a yuan taken
    // off both, so that few products are too large for a double.
    const factor = parts.rate[c]! * parts.coefficient[at]!;
    const decimals = (isPerCase ? 0 : parts.weightScale) + parts.coefficientScale + parts.rateScale - 2;
    if (parts.unitDecimals < 0 && factor < 2 ** 53 && decimals >= 0 && decimals < 15) {
      standards[at] = scaleRoundFen(weight, factor, 10 ** decimals);
      continue;
    }
    valueUnits(parts, c, at - c * groupCount, 1, 0, 0, valued);
    standards[at] = valued[1]!;
  }
  return standards;
}

export function rateOfClass(rates: readonly PoolRate[], payClass: PayClass): PoolRate {
  return rates.find((rate) => rate.period === payClass.period && rate.insurance === payClass.insurance)!;
}
