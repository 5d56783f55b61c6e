/** Levers up to which every order is weighed; beyond, they are taken in their own order. */
export const MOST_SHAPLEY_LEVERS = 6;

/** Levers up to which sets of them are exact as bit masks. */
export const MOST_LEVERS = 50;

/** shapley: the mean over all orders; ordered: each lever after those before it. */
export type AttributionRule = 'shapley' | 'ordered';

export const ruleFor = (levers: number): AttributionRule => (levers <= MOST_SHAPLEY_LEVERS ? 'shapley' : 'ordered');

/**
 * Sets of levers whose outcome must be known, as bit masks (bit i: lever i is on), the empty set first and all last:
 * every set for shapley, the rows of prefixes for ordered.
 */
export function neededSets(levers: number, rule: AttributionRule): number[] {
  if (rule === 'ordered') return Array.from({ length: levers + 1 }, (_, k) => 2 ** k - 1);
  return Array.from({ length: 2 ** levers }, (_, mask) => mask);
}

/**
 * What each lever did to one figure, in whole fen; the parts add up to outcome(all) − outcome(none), so that nothing is
 * left over. Shapley parts are fractions of fen: their whole parts are taken (towards −∞) and the fen that are missing
 * go to the largest remainders, ties to the lever that stands first.
 * @param outcome  the figure under a set of levers, integer fen; asked for the sets of neededSets only
 */
export function attributeLevers(levers: number, rule: AttributionRule, outcome: (set: number) => number): Float64Array {
  const parts = new Float64Array(levers);
  if (rule === 'ordered') {
    for (let i = 0; i < levers; i++) parts[i] = outcome(2 ** (i + 1) - 1) - outcome(2 ** i - 1);
    return parts;
  }
  const factorial = factorials(levers);
  const whole = factorial[levers]!;
  const sums = new Array<bigint>(levers).fill(0n);
  for (let set = 0; set < 2 ** levers; set++) {
    const size = bitCount(set);
    for (let i = 0; i < levers; i++) {
      if ((set & (1 << i)) !== 0) continue;
      // |S|! (n − |S| − 1)! orders have exactly the levers of S before this one.
      const orders = factorial[size]! * factorial[levers - size - 1]!;
      sums[i] = sums[i]! + orders * (BigInt(outcome(set | (1 << i))) - BigInt(outcome(set)));
    }
  }
  const remainders = sums.map((sum) => ((sum % whole) + whole) % whole);
  sums.forEach((sum, i) => {
    parts[i] = Number((sum - remainders[i]!) / whole);
  });
  const left = Number(remainders.reduce((total, rest) => total + rest, 0n) / whole);
  const order = [...remainders.keys()].sort((a, b) =>
    remainders[a]! < remainders[b]! ? 1 : remainders[a]! > remainders[b]! ? -1 : a - b,
  );
  for (let k = 0; k < left; k++) parts[order[k]!]! += 1;
  return parts;
}

function factorials(most: number): bigint[] {
  const values = [1n];
  for (let k = 1; k <= most; k++) values.push(values[k - 1]! * BigInt(k));
  return values;
}

function bitCount(set: number): number {
  let count = 0;
  for (let rest = set; rest > 0; rest >>= 1) count += rest & 1;
  return count;
}
