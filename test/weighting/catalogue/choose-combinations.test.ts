import fc from 'fast-check';
import { expect, test } from 'vitest';
import { type Combination, chooseCombinations, takerOf } from '../../../src/weighting/catalogue/choose-combinations.js';

const byNumber = (a: number, b: number) => a - b;

const combinations = fc
  .uniqueArray(fc.record({ set: fc.integer({ min: 1, max: 63 }), cases: fc.integer({ min: 1, max: 20 }) }), {
    selector: ({ set }) => set,
    maxLength: 25,
  })
  .map((list): readonly Combination[] => list);

const countsOf = (found: readonly Combination[], standing: readonly number[]) => {
  const counts = new Map(standing.map((set) => [set, 0]));
  for (const { set, cases } of found) {
    const taker = takerOf(standing, set);
    if (taker !== 0) counts.set(taker, counts.get(taker)! + cases);
  }
  return counts;
};

test('whatever stands has enough cases, counted as grouping counts them, in any order of the list', () => {
  fc.assert(
    fc.property(combinations, fc.integer({ min: 1, max: 40 }), (found, need) => {
      const standing = chooseCombinations(found, need, byNumber);
      for (const [, cases] of countsOf(found, standing)) expect(cases).toBeGreaterThanOrEqual(need);
      expect(chooseCombinations([...found].reverse(), need, byNumber)).toEqual(standing);
      // A combination with enough cases of its own always stands.
      for (const { set, cases } of found) if (cases >= need) expect(standing).toContain(set);
    }),
    { numRuns: 300 },
  );
});

test('of two combinations that need each other’s cases the one with fewer falls, the later of equals', () => {
  // 0b011 and 0b101 have 6 each and share the 5 cases of 0b111, which is too small itself.
  const found = [
    { set: 0b011, cases: 6 },
    { set: 0b101, cases: 6 },
    { set: 0b111, cases: 5 },
  ];
  expect(chooseCombinations(found, 10, byNumber)).toEqual([0b011]);
  expect(chooseCombinations(found, 11, byNumber)).toEqual([0b011]);
  expect(chooseCombinations(found, 12, byNumber)).toEqual([]);
  expect(chooseCombinations(found, 5, byNumber)).toEqual([0b011, 0b101, 0b111]);
});
