import { describe, expect, test } from 'vitest';
import type { PoolResult } from '../../src/settlement/settlement.js';
import { isSplit, type RegionSplit, splitBasis, splitByRegions } from '../../src/settlement/split-budget.js';

const split = (more: Partial<RegionSplit>): RegionSplit => ({ shares: {}, ...more }) as RegionSplit;
const parts = (shares: Readonly<Record<string, number>>, fen: number): number[] =>
  splitByRegions(split({ shares }), fen).map((part) => part.fen);

describe('an amount split between regions by agreed percentages', () => {
  test('100.00 by 42, 28 and 30 % is 42.00, 28.00 and 30.00; each part names region and share', () => {
    expect(splitByRegions(split({ shares: { a: 0.42, b: 0.28, c: 0.3 } }), 10_000)).toEqual([
      { region: 'a', share: 0.42, fen: 4_200 },
      { region: 'b', share: 0.28, fen: 2_800 },
      { region: 'c', share: 0.3, fen: 3_000 },
    ]);
  });

  test('what is left goes to the largest remainder, ties to the region that is written first; the parts add up', () => {
    expect(parts({ a: 0.5, b: 0.5 }, 1)).toEqual([1, 0]);
    expect(parts({ b: 0.5, a: 0.5 }, 3)).toEqual([2, 1]);
    expect(parts({ a: 0.3333, b: 0.3333, c: 0.3334 }, 100)).toEqual([33, 33, 34]);
    expect(parts({ a: 0.125, b: 0.875 }, 10)).toEqual([1, 9]);
    // Shares of different scale are parts of one whole: 0.5 is 500 of a thousand, 0.125 is 125.
    expect(parts({ a: 0.5, b: 0.125, c: 0.375 }, 1_000)).toEqual([500, 125, 375]);
    expect(parts({ a: 0.42, b: 0.58 }, -101).reduce((sum, fen) => sum + fen, 0)).toBe(-101);
    expect(parts({ a: 1 }, 7)).toEqual([7]);
  });

  test('of a pool its budget, its balance or what it paid is split, as the policy says', () => {
    const pool = { fundBudget: 1, balance: -2, paidFund: 3 } as PoolResult;
    const basis = (of: RegionSplit['of']) => splitBasis(split({ of }), pool);
    expect([basis('budget'), basis('balance'), basis('paid_fund')]).toEqual([1, -2, 3]);
  });

  test('a split without insurances is about every pool, one with them about those alone', () => {
    const about = (insurances: RegionSplit['insurances'], insurance: string) =>
      isSplit({ ...split({}), insurances } as RegionSplit, { insurance } as PoolResult);
    expect(about(undefined, 'employee')).toBe(true);
    expect(about(['employee'], 'employee')).toBe(true);
    expect(about(['employee'], 'resident')).toBe(false);
  });
});
