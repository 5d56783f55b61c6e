/**
 * Drawing one of n things with given weights in constant time (alias method): `threshold[i]` is the chance of keeping
 * cell i, otherwise `other[i]` is drawn. Deterministic: cells are paired in index order.
 */
export interface AliasTable {
  readonly threshold: Float64Array;
  readonly other: Uint16Array;
}

/** Builds the table; weights are not negative and not all zero, at most 65,536 of them. */
export function buildAliasTable(weights: ArrayLike<number>): AliasTable {
  const count = weights.length;
  let sum = 0;
  for (let i = 0; i < count; i++) sum += weights[i]!;
  if (count === 0 || count > 65_536 || !(sum > 0)) throw new RangeError(`alias table of ${count} weights, sum ${sum}`);
  const threshold = new Float64Array(count);
  const other = new Uint16Array(count);
  const scaled = Float64Array.from({ length: count }, (_, i) => (weights[i]! * count) / sum);
  const small: number[] = [];
  const large: number[] = [];
  for (let i = 0; i < count; i++) (scaled[i]! < 1 ? small : large).push(i);
  while (small.length > 0 && large.length > 0) {
    const low = small.pop()!;
    const high = large[large.length - 1]!;
    threshold[low] = scaled[low]!;
    other[low] = high;
    scaled[high]! -= 1 - scaled[low]!;
    if (scaled[high]! < 1) {
      large.pop();
      small.push(high);
    }
  }
  for (const rest of [...small, ...large]) {
    threshold[rest] = 1;
    other[rest] = rest;
  }
  return { threshold, other };
}

/** One draw from a uniform in [0, 1). */
export function drawAlias(table: AliasTable, uniform: number): number {
  const position = uniform * table.threshold.length;
  const cell = Math.floor(position);
  return position - cell < table.threshold[cell]! ? cell : table.other[cell]!;
}
