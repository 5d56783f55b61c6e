import { isPaidByItem, otherPaymentFen } from '../../pricing/other-payments.js';
import { PAY_BY_ITEM, PAY_FORMULA, PAY_STANDARD } from '../../pricing/outlier-bands.js';
import type { PricePayload } from '../../pricing/price-payload.js';
import { bandEdges, cellStretches, cutCell } from './band-positions.js';
import type { CellSums } from './cell-sums.js';
import type { PlainQuestion } from './plain-cells.js';
import { createRangePay, type Rounding } from './range-pay.js';

/**
 * Adds up cells under any bands that cells carry, and those outside the groups: each is cut at every edge, and its
 * stretches are paid one by one.
 * @param left  the cells to add, ascending
 * @returns the bound of what was not rounded case by case, fen
 */
export function sumOtherCells(
  { cells, accounts, slots, sides, inBand }: PlainQuestion,
  payload: PricePayload,
  left: Uint32Array,
  rounding: Rounding,
  sums: CellSums,
): number {
  if (left.length === 0) return 0;
  const { facts, bands, otherPayments, levelOfClass, standards } = payload;
  const { bases } = payload.bases;
  const { placeOf } = accounts;
  const { group_paid_cases: groupPaid, low_outlier_cases: low, high_outlier_cases: high, standard: standardSum } = sums;
  const { fund, carved_out_fund: carvedOut } = sums;
  const hospitalCount = cells.hospitals.length;
  const stretches = cellStretches(bands);
  const edges = bandEdges(bands, standards.length);
  const range = createRangePay(cells, placeOf, payload, sums, rounding);
  for (let i = 0; i < left.length; i++) {
    const cell = left[i]!;
    const first = cells.start[cell]!;
    const end = cells.start[cell + 1]!;
    if (first === end) continue;
    const place = placeOf[cell]!;
    const period = slots.periodOf[cell]!;
    const slot = slots.slotOf[cell]!;
    if (slot < 0) {
      const before = fund[place]!;
      if (isPaidByItem(otherPayments, period, -slot)) range.byItem(cell, first, end);
      else range.each(cell, first, end, (cost) => otherPaymentFen(otherPayments, period, -slot, cost));
      carvedOut[place]! += fund[place]! - before;
      continue;
    }
    const payClass = Math.floor(slot / facts.groupCount);
    const standard = standards[slot]!;
    groupPaid[place]! += end - first;
    standardSum[place]! += standard * (end - first);
    const basis = bands.isOnStandard[period] === 1 ? standard : bases[slot]!;
    cutCell(bands, edges, period, levelOfClass[payClass]!, slot, basis, cells, cell, stretches);
    for (let s = 0; s < stretches.count; s++) {
      const from = stretches.from[s]!;
      const to = stretches.from[s + 1]!;
      const band = stretches.band[s]!;
      if (from === to) continue;
      if (band < 0) {
        range.constant(cell, from, to, standard);
        continue;
      }
      if (inBand !== undefined) inBand[band * hospitalCount + cells.hospital[cell]!]! += to - from;
      if (sides[band]! < 0) low[place]! += to - from;
      else if (sides[band]! > 0) high[place]! += to - from;
      const payCode = bands.pay[band]!;
      if (payCode === PAY_BY_ITEM) range.byItem(cell, from, to);
      else if (payCode === PAY_STANDARD) range.constant(cell, from, to, standard);
      else range.formula(payCode - PAY_FORMULA, cell, slot, from, to);
    }
  }
  return range.finish();
}
