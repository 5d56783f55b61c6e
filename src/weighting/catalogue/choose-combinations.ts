/** Combinations of related procedures, as sets of bits, with the cases that have exactly this set. */
export interface Combination {
  readonly set: number;
  readonly cases: number;
}

const sizeOf = (set: number): number => {
  let size = 0;
  for (let rest = set; rest !== 0; rest &= rest - 1) size += 1;
  return size;
};

const isWithin = (set: number, other: number): boolean => (set & other) === set;

/**
 * Which combinations stand by themselves. A case goes to the largest standing combination that it has whole; of equally
 * large ones to the first of `compare`. From the largest combinations down, the one with fewest cases falls as long as
 * it has fewer than needed (the last of `compare` among equals), and its cases go on; so every one that stands has
 * enough, counted as grouping will count them.
 * @param found  combinations of a cell, none empty, each once
 * @returns standing combinations in the order of `compare`
 */
export function chooseCombinations(
  found: readonly Combination[],
  need: number,
  compare: (a: number, b: number) => number,
): number[] {
  const supportOf = (set: number) =>
    found.reduce((sum, other) => (isWithin(set, other.set) ? sum + other.cases : sum), 0);
  // A combination whose cases and those of all that hold it are too few can never stand.
  const standing = found
    .filter(({ set }) => supportOf(set) >= need)
    .map(({ set }) => ({ set, size: sizeOf(set) }))
    .sort((a, b) => b.size - a.size || compare(a.set, b.set));
  let largest = standing[0]?.size ?? 0;
  while (largest > 0) {
    const cases = new Map<number, number>();
    for (const one of found) {
      const taker = standing.find(({ set }) => isWithin(set, one.set));
      if (taker?.size === largest) cases.set(taker.set, (cases.get(taker.set) ?? 0) + one.cases);
    }
    let weakest = -1;
    standing.forEach(({ set, size }, place) => {
      if (size !== largest || (cases.get(set) ?? 0) >= need) return;
      const most = weakest < 0 ? Number.POSITIVE_INFINITY : (cases.get(standing[weakest]!.set) ?? 0);
      if ((cases.get(set) ?? 0) <= most) weakest = place;
    });
    if (weakest >= 0) standing.splice(weakest, 1);
    else largest -= 1;
  }
  return standing.map(({ set }) => set).sort(compare);
}

/** The combination that takes a case with these procedures: the largest it has whole, then the first; 0 none. */
export function takerOf(standing: readonly number[], set: number): number {
  let taker = 0;
  for (const one of standing) if (isWithin(one, set) && sizeOf(one) > sizeOf(taker)) taker = one;
  return taker;
}
