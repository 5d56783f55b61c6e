import { type BandTable, isHighBand, isLowBand } from '../../pricing/outlier-bands.js';
import { cutPeriods } from '../../pricing/pricing-periods.js';
import { shareOfCases } from '../../settlement/quota.js';
import { quotaRules } from '../../settlement/quota-rules.js';
import type { CaseCells } from './case-cells.js';
import type { WhatIfInput } from './cell-payload.js';
import type { CellSums } from './cell-sums.js';
import { type CellsReason, quotaReason } from './cells-can-carry.js';

/** By entry of the band table: -1 for a band below the basis, 1 above it, 0 for others. */
export function bandSides(input: WhatIfInput, table: BandTable): Int8Array {
  const sides = new Int8Array(table.pay.length);
  let b = 0;
  for (const { policy } of cutPeriods(input)) {
    for (const band of policy.outliers.bands) sides[b++] = isLowBand(band) ? -1 : isHighBand(band) ? 1 : 0;
  }
  return sides;
}

/** The first quota that is used up; undefined where every case that a band would pay is paid by it. */
export function quotaUsedUp(
  cells: CaseCells,
  input: WhatIfInput,
  table: BandTable,
  inBand: Float64Array,
  sums: CellSums,
): CellsReason | undefined {
  const rules = quotaRules(input.timeline);
  if (rules.length === 0 || !table.hasQuota.includes(1)) return undefined;
  const names = cutPeriods(input).flatMap(({ policy }) => policy.outliers.bands.map(({ name }) => name));
  const count = cells.hospitals.length;
  const discharges = new Float64Array(count);
  for (let cell = 0; cell < cells.cellCount; cell++) discharges[cells.hospital[cell]!]! += sums.cases[cell]!;
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
    if (over >= 0) return quotaReason(name, cells.hospitals[over]!);
  }
  return undefined;
}
