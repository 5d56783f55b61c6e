import { BLOCK_SHIFT, type CaseCells, type PrefixSums } from './case-cells.js';
import { CELL_ERRORS } from './cell-errors.js';

type Amounts = Uint32Array | Float64Array;

/**
 * Makes the sums that cells are read by; they are never stored, since a pass over the amounts gives them again.
 * @throws cells_sum_too_large where a total leaves the exact integers
 */
export function prefixSums({ start, cost, pooled }: Pick<CaseCells, 'start' | 'cost' | 'pooled'>): PrefixSums {
  const blocks = (cost.length >> BLOCK_SHIFT) + 1;
  const cellCount = start.length - 1;
  const sums = {
    cost: new Float64Array(blocks + 1),
    pooled: new Float64Array(blocks + 1),
    blockPatient: new Float64Array(blocks).fill(Number.NEGATIVE_INFINITY),
    cellPatient: new Float64Array(cellCount).fill(Number.NEGATIVE_INFINITY),
    cellLeast: new Float64Array(cellCount),
    cellMost: new Float64Array(cellCount),
    cellCost: new Float64Array(cellCount),
    cellPooled: new Float64Array(cellCount),
  };
  let isNegative = false;
  let [totalCost, totalPooled, mostCost] = [0, 0, 0];
  for (let cell = 0; cell < cellCount; cell++) {
    let [cellCost, cellPooled, most] = [0, 0, Number.NEGATIVE_INFINITY];
    for (let at = start[cell]!; at < start[cell + 1]!; at++) {
      const block = at >> BLOCK_SHIFT;
      const patient = cost[at]! - pooled[at]!;
      if (patient > most) most = patient;
      if (patient > sums.blockPatient[block]!) sums.blockPatient[block] = patient;
      if (pooled[at]! < 0) isNegative = true;
      cellCost += cost[at]!;
      cellPooled += pooled[at]!;
      sums.cost[block + 1]! += cost[at]!;
      sums.pooled[block + 1]! += pooled[at]!;
    }
    sums.cellLeast[cell] = cost[start[cell]!] ?? Number.NaN;
    sums.cellMost[cell] = cost[start[cell + 1]! - 1] ?? Number.NaN;
    if (start[cell + 1]! > start[cell]!) {
      mostCost = Math.max(mostCost, Math.abs(sums.cellLeast[cell]!), Math.abs(sums.cellMost[cell]!));
    }
    sums.cellCost[cell] = cellCost;
    sums.cellPooled[cell] = cellPooled;
    sums.cellPatient[cell] = most;
    totalCost += Math.abs(cellCost);
    totalPooled += Math.abs(cellPooled);
  }
  for (let block = 0; block < blocks; block++) {
    sums.cost[block + 1]! += sums.cost[block]!;
    sums.pooled[block + 1]! += sums.pooled[block]!;
  }
  if (Math.max(totalCost, totalPooled) >= Number.MAX_SAFE_INTEGER) throw CELL_ERRORS.cells_sum_too_large();
  return { ...sums, mostCost, hasNegative: isNegative ? 1 : 0 };
}

/** Σ amounts of the positions [from, to). */
export function rangeSum(prefix: Float64Array, amounts: Amounts, from: number, to: number): number {
  if (to - from < 2 << BLOCK_SHIFT) {
    let sum = 0;
    for (let at = from; at < to; at++) sum += amounts[at]!;
    return sum;
  }
  return sumBefore(prefix, amounts, to) - sumBefore(prefix, amounts, from);
}

function sumBefore(prefix: Float64Array, amounts: Amounts, position: number): number {
  const block = position >> BLOCK_SHIFT;
  let sum = prefix[block]!;
  for (let at = block << BLOCK_SHIFT; at < position; at++) sum += amounts[at]!;
  return sum;
}

/** First position in [from, to) whose amount is at least `least`; `to` where none is. Amounts ascend. */
export function lowerBound(amounts: Amounts, from: number, to: number, least: number): number {
  let [low, high] = [from, to];
  while (low < high) {
    const middle = (low + high) >>> 1;
    if (amounts[middle]! < least) low = middle + 1;
    else high = middle;
  }
  return low;
}
