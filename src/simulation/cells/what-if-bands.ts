import type { PolicyTimeline } from '../../policy/policy-timeline.js';
import { type BandTable, isHighBand, isLowBand } from '../../pricing/outlier-bands.js';
import type { PricingPeriod } from '../../pricing/pricing-periods.js';
import { shareOfCases } from '../../settlement/quota.js';
import { quotaRules } from '../../settlement/quota-rules.js';
import type { CaseCells } from './case-cells.js';
import type { CellAccounts } from './cell-accounts.js';
import { type CellsReason, quotaReason } from './cells-can-carry.js';

/** By entry of the band table: -1 for a band below the basis, 1 above it, 0 for others. */
export function bandSides(periods: readonly PricingPeriod[], table: BandTable): Int8Array {
  const sides = new Int8Array(table.pay.length);
  let b = 0;
  for (const { policy } of periods) {
    for (const band of policy.outliers.bands) sides[b++] = isLowBand(band) ? -1 : isHighBand(band) ? 1 : 0;
  }
  return sides;
}

/**
 * The first quota that is used up; undefined where every case that a band would pay is paid by it.
 * @param cases  all cases by entry of the accounts, unpriced ones included
 */
export function quotaUsedUp(
  { hospitals }: Pick<CaseCells, 'hospitals'>,
  { cellCount, hospital }: Pick<CellAccounts, 'cellCount' | 'hospital'>,
  timeline: PolicyTimeline,
  periods: readonly PricingPeriod[],
  inBand: Float64Array,
  cases: Float64Array,
): CellsReason | undefined {
  const rules = quotaRules(timeline);
  const names = periods.flatMap(({ policy }) => policy.outliers.bands.map(({ name }) => name));
  const count = hospitals.length;
  const discharges = new Float64Array(count);
  for (let place = 0; place < cellCount; place++) discharges[hospital[place]!]! += cases[place]!;
  for (const { name, quota } of rules) {
    const taken = new Float64Array(count);
    names.forEach((band, b) => {
      if (band === name) for (let h = 0; h < count; h++) taken[h]! += inBand[b * count + h]!;
    });
    const total = (values: Float64Array) => values.reduce((sum, value) => sum + value, 0);
    if (quota.base === 'region') {
      if (total(taken) > shareOfCases(quota.share ?? 0, total(discharges))) return quotaReason(name, '');
      continue;
    }
    const over = taken.findIndex((cases, h) => cases > shareOfCases(quota.share ?? 0, discharges[h]!));
    if (over >= 0) return quotaReason(name, hospitals[over]!);
  }
  return undefined;
}
