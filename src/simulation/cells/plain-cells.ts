import { BLOCK_SHIFT, type CaseCells } from './case-cells.js';
import type { CellAccounts } from './cell-accounts.js';
import type { CellSlots } from './cell-slots.js';
import type { CellSums } from './cell-sums.js';
import { lowerBound, rangeSum } from './prefix-sums.js';
import {
  ROW_CONSTANT,
  ROW_DIVISOR,
  ROW_HIGH_BAND,
  ROW_HIGH_START,
  ROW_LOW_BAND,
  ROW_LOW_END,
  ROW_OF_COST,
  ROW_STANDARD,
  ROW_WIDTH,
} from './slot-rows.js';

/** Outliers stand at the ends of a cell: so many are looked at one by one before the edge is searched for. */
const NEAR = 24;

export interface PlainQuestion {
  readonly cells: CaseCells;
  readonly accounts: CellAccounts;
  readonly slots: CellSlots;
  /** By slot (slot-rows.ts). */
  readonly rows: Float64Array;
  /** By band of the table: -1 below the standard, 1 above it, 0 neither. */
  readonly sides: Int8Array;
  /** Cases by band × hospital, where some band has a quota. */
  readonly inBand: Float64Array | undefined;
}

/**
 * Adds up the cells whose bands are plain (slot-rows.ts). A cell's cases are summed at once, and only those beyond the
 * edges at both its ends are looked at, and the blocks in which somebody has paid more than the pay; of most cells a few
 * amounts are touched. Each case that is looked at is rounded by itself: the sums are those of the full pass.
 * @returns cells that are left, ascending
 */
export function sumPlainCells(question: PlainQuestion, sums: CellSums): Uint32Array {
  const { cells, accounts, slots, rows, sides, inBand } = question;
  const { slotOf } = slots;
  const { start, cost, pooled, exempt, cellCount } = cells;
  const { blockPatient, cellPatient, cellLeast, cellMost, cellCost, cellPooled, cost: costBefore } = cells.sums;
  const { placeOf } = accounts;
  const { group_paid_cases: groupPaid, low_outlier_cases: lowCases, high_outlier_cases: highCases } = sums;
  const { floored_cases: floored, standard: standardSum, fund } = sums;
  const hospitalCount = cells.hospitals.length;
  const others = new Uint32Array(cellCount);
  let otherCount = 0;
  for (let cell = 0; cell < cellCount; cell++) {
    const first = start[cell]!;
    const end = start[cell + 1]!;
    if (first === end) continue;
    const row = slotOf[cell]! * ROW_WIDTH;
    const lowEnd = row < 0 || exempt[cell] === 1 ? Number.NEGATIVE_INFINITY : rows[row + ROW_LOW_END]!;
    if (row < 0 || Number.isNaN(rows[row + ROW_LOW_END])) {
      others[otherCount++] = cell;
      continue;
    }
    const standard = rows[row + ROW_STANDARD]!;
    const highStart = rows[row + ROW_HIGH_START]!;
    const place = placeOf[cell]!;

    // Σ (pay − cost): what the fund pays of a case is that and its recorded part.
    let above = 0;
    let low = first;
    if (cellLeast[cell]! < lowEnd) {
      const near = Math.min(end, first + NEAR);
      while (low < near && cost[low]! < lowEnd) above += cost[low++]!;
      if (low === near && low < end) {
        low = lowerBound(cost, low, end, lowEnd);
        above = rangeSum(costBefore, cost, first, low);
      }
    }
    let high = end;
    if (cellMost[cell]! >= highStart) {
      const near = Math.max(low, end - NEAR);
      while (high > near && cost[high - 1]! >= highStart) high -= 1;
      if (high === near && high > low) high = lowerBound(cost, low, high, highStart);
    }
    above += (high - low) * standard - cellCost[cell]!;

    const mostPatient = cellPatient[cell]!;
    if (high < end) {
      const ofCost = rows[row + ROW_OF_COST]!;
      const constant = rows[row + ROW_CONSTANT]!;
      const divisor = rows[row + ROW_DIVISOR]!;
      for (let at = high; at < end; at++) {
        const charged = cost[at]!;
        // Both operands are exact integers below 2^53, so that the floor of their quotient is exact.
        const doubled = 2 * (charged * ofCost + constant);
        const pay =
          doubled >= 0
            ? Math.floor((doubled + divisor) / (2 * divisor))
            : -Math.floor((divisor - doubled) / (2 * divisor));
        above += pay;
        if (mostPatient <= pay) continue;
        const missing = charged - pooled[at]! - pay;
        if (missing <= 0) continue;
        floored[place]! += 1;
        above += missing;
      }
      highCases[place]! += sides[rows[row + ROW_HIGH_BAND]!]! > 0 ? end - high : 0;
    }
    if (mostPatient > standard && low < high) {
      for (let block = low >> BLOCK_SHIFT; block <= (high - 1) >> BLOCK_SHIFT; block++) {
        if (blockPatient[block]! <= standard) continue;
        const stop = Math.min(high, (block + 1) << BLOCK_SHIFT);
        for (let at = Math.max(low, block << BLOCK_SHIFT); at < stop; at++) {
          const missing = cost[at]! - pooled[at]! - standard;
          if (missing <= 0) continue;
          floored[place]! += 1;
          above += missing;
        }
      }
    }
    if (low > first) lowCases[place]! += sides[rows[row + ROW_LOW_BAND]!]! < 0 ? low - first : 0;
    groupPaid[place]! += end - first;
    standardSum[place]! += (end - first) * standard;
    fund[place]! += above + cellPooled[cell]!;
    if (inBand === undefined) continue;
    const hospital = cells.hospital[cell]!;
    if (low > first) inBand[rows[row + ROW_LOW_BAND]! * hospitalCount + hospital]! += low - first;
    if (high < end) inBand[rows[row + ROW_HIGH_BAND]! * hospitalCount + hospital]! += end - high;
  }
  return others.subarray(0, otherCount);
}
