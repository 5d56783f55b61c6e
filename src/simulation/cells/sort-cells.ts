import type { CaseCells } from './case-cells.js';

/** Amounts below this fit 32 bits: 42,949,672.95 yuan. */
const NARROW = 2 ** 32;

/**
 * Lays the amounts of cases out by cell, ascending by cost, then pooled fund. Where every amount fits 32 bits, both
 * stand in one word of 64 and are sorted natively; else a comparator does it.
 */
export function sortCells(
  cellCount: number,
  placeOf: ArrayLike<number>,
  cost: Float64Array,
  pooled: Float64Array,
): Pick<CaseCells, 'unpriced' | 'start' | 'cost' | 'pooled'> {
  const unpriced = new Uint32Array(cellCount);
  const start = new Uint32Array(cellCount + 1);
  let isNarrow = true;
  for (let row = 0; row < cost.length; row++) {
    const cell = placeOf[row]!;
    if (isMissing(cost[row]!, pooled[row]!)) unpriced[cell]! += 1;
    else {
      start[cell + 1]! += 1;
      isNarrow &&= cost[row]! >= 0 && cost[row]! < NARROW && pooled[row]! >= 0 && pooled[row]! < NARROW;
    }
  }
  for (let cell = 0; cell < cellCount; cell++) start[cell + 1]! += start[cell]!;
  const next = start.slice();
  const place = (row: number): number => (isMissing(cost[row]!, pooled[row]!) ? -1 : next[placeOf[row]!]!++);
  const amounts = (isNarrow ? narrow : wide)(start, place, cost, pooled);
  return { unpriced, start, ...amounts };
}

const isMissing = (cost: number, pooled: number): boolean => Number.isNaN(cost) || Number.isNaN(pooled);

/** Bytes of a number of 64 bits: the high half lies second on little-endian machines, first on others. */
const HIGH = new Uint8Array(Uint16Array.of(1).buffer)[0] === 1 ? 1 : 0;

function narrow(start: Uint32Array, place: (row: number) => number, cost: Float64Array, pooled: Float64Array) {
  const count = start.at(-1)!;
  const words = new BigUint64Array(count);
  const halves = new Uint32Array(words.buffer);
  for (let row = 0; row < cost.length; row++) {
    const at = place(row);
    if (at < 0) continue;
    halves[2 * at + HIGH] = cost[row]!;
    halves[2 * at + 1 - HIGH] = pooled[row]!;
  }
  for (let cell = 0; cell + 1 < start.length; cell++) {
    if (start[cell + 1]! - start[cell]! > 1) words.subarray(start[cell], start[cell + 1]).sort();
  }
  const sorted = { cost: new Uint32Array(count), pooled: new Uint32Array(count) };
  for (let at = 0; at < count; at++) {
    sorted.cost[at] = halves[2 * at + HIGH]!;
    sorted.pooled[at] = halves[2 * at + 1 - HIGH]!;
  }
  return sorted;
}

function wide(start: Uint32Array, place: (row: number) => number, cost: Float64Array, pooled: Float64Array) {
  const count = start.at(-1)!;
  const rows = new Uint32Array(count);
  for (let row = 0; row < cost.length; row++) {
    const at = place(row);
    if (at >= 0) rows[at] = row;
  }
  for (let cell = 0; cell + 1 < start.length; cell++) {
    rows.subarray(start[cell], start[cell + 1]).sort((a, b) => cost[a]! - cost[b]! || pooled[a]! - pooled[b]!);
  }
  return {
    cost: Float64Array.from(rows, (row) => cost[row]!),
    pooled: Float64Array.from(rows, (row) => pooled[row]!),
  };
}
