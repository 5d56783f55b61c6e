import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { attributeLevers, neededSets, ruleFor } from '../../../src/simulation/attribution/shapley.js';

describe('the effect of each lever of a reform', () => {
  test('two levers worth 100 and 60 alone, 200 together: 120 and 80, not 100 and 100', () => {
    const outcome = [0, 100, 60, 200];
    expect([...attributeLevers(2, 'shapley', (set) => outcome[set]!)]).toEqual([120, 80]);
    expect([...attributeLevers(2, 'ordered', (set) => outcome[set]!)]).toEqual([100, 100]);
  });

  test('three equal levers that move one fen together: the fen goes to the first, nothing is left over', () => {
    expect([...attributeLevers(3, 'shapley', (set) => (set === 7 ? 1 : 0))]).toEqual([1, 0, 0]);
    expect([...attributeLevers(3, 'shapley', (set) => (set === 7 ? -1 : 0))]).toEqual([0, 0, -1]);
  });

  test('6 levers are weighed over all orders, 7 in their own: 64 sets and 8', () => {
    expect([ruleFor(6), ruleFor(7)]).toEqual(['shapley', 'ordered']);
    expect(neededSets(6, 'shapley').length).toBe(64);
    expect(neededSets(7, 'ordered')).toEqual([0, 1, 3, 7, 15, 31, 63, 127]);
    expect(neededSets(0, 'shapley')).toEqual([0]);
  });

  test('any outcomes of up to 6 levers: parts add up to the whole change, and a lever that does nothing gets nothing', () => {
    const amounts = fc.array(fc.integer({ min: -1e12, max: 1e12 }), { minLength: 64, maxLength: 64 });
    fc.assert(
      fc.property(
        fc.integer({ min: 1, max: 6 }),
        amounts,
        fc.constantFrom('shapley', 'ordered'),
        (levers, values, rule) => {
          const all = 2 ** levers - 1;
          const parts = attributeLevers(levers, rule, (set) => values[set]!);
          expect(parts.reduce((sum, part) => sum + part, 0)).toBe(values[all]! - values[0]!);
          // The last lever made idle: outcomes do not depend on it.
          const idle = attributeLevers(levers, rule, (set) => values[set & (all >> 1)]!);
          expect(idle[levers - 1]).toBe(0);
        },
      ),
      { seed: 18, numRuns: 300 },
    );
  });

  test('levers that only add: each has its own effect whatever the rule', () => {
    const own = [5, -70, 1_000_001, 3];
    const outcome = (set: number): number => own.reduce((sum, value, i) => sum + ((set >> i) & 1) * value, 42);
    for (const rule of ['shapley', 'ordered'] as const) expect([...attributeLevers(4, rule, outcome)]).toEqual(own);
  });
});
