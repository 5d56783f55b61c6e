import fc from 'fast-check';
import { sampleStandardDeviation, standardDeviation } from 'simple-statistics';
import { describe, expect, test } from 'vitest';
import { type TrimPolicy, trimFences } from '../../src/weighting/trim-fences.js';

const EDGES = { lower_included: true, upper_included: true };
const IQR: TrimPolicy = { method: 'iqr', k: 1.5, quantile: 7, ...EDGES };
const RULES_LIST = [4000, 5000, 5200, 5500, 6000, 6500, 7000, 30000];

/** Costs in yuan → the ones that are kept. */
function kept(yuan: readonly number[], trim: TrimPolicy): number[] {
  const sorted = Float64Array.from(yuan, (value) => Math.round(value * 100)).sort();
  const { lowest, highest } = trimFences(sorted, 0, sorted.length, trim);
  return [...sorted].filter((value) => value >= lowest && value <= highest).map((value) => value / 100);
}

describe('trimming by the interquartile range (rules 1.3)', () => {
  test('keeps 2,937.50 to 8,837.50: of the list only 30,000 falls out, mean 5,600', () => {
    expect(kept(RULES_LIST, IQR)).toEqual([4000, 5000, 5200, 5500, 6000, 6500, 7000]);
    const { lowest, highest } = trimFences(
      Float64Array.from(RULES_LIST, (v) => v * 100),
      0,
      8,
      IQR,
    );
    expect([lowest, highest]).toEqual([293_750, 883_750]);
    expect(kept(RULES_LIST, IQR).reduce((a, b) => a + b) / 7).toBe(5600);
  });

  test('rule 6 has wider fences on the same list: 2,312.50 to 9,612.50', () => {
    const fences = trimFences(
      Float64Array.from(RULES_LIST, (v) => v * 100),
      0,
      8,
      { ...IQR, quantile: 6 },
    );
    expect(fences).toEqual({ lowest: 231_250, highest: 961_250 });
  });

  test('a bill on the upper fence is kept, and trimmed where the policy excludes the edge; one fen above always goes', () => {
    // Quartiles of 1 000 … 5 000 are 2 000 and 4 000: fences −1 000 and 7 000; the bill of 7 000 moves them to 7 500.
    const list = [100, 200, 300, 400, 700];
    expect(trimFences(Float64Array.from(list), 0, 5, IQR)).toEqual({ lowest: -100, highest: 700 });
    expect(trimFences(Float64Array.from(list), 0, 5, { ...IQR, upper_included: false })).toEqual({
      lowest: -100,
      highest: 699,
    });
    expect(trimFences(Float64Array.from([100, 200, 300, 400, 701]), 0, 5, IQR).highest).toBe(700);
  });

  test('a group of equal bills loses nothing, also with excluded edges', () => {
    const strict = { ...IQR, lower_included: false, upper_included: false };
    expect(kept([50, 50, 50, 50], strict)).toEqual([50, 50, 50, 50]);
    expect(kept([1, 50, 50, 50, 50, 50, 900], strict)).toEqual([50, 50, 50, 50, 50]);
    expect(kept([50], strict)).toEqual([50]);
  });
});

describe('trimming by percentiles', () => {
  const upper95: TrimPolicy = { method: 'percentile', lower: 0, upper: 0.95, quantile: 7, ...EDGES };

  test('P95 of the list is 21,950.00 to the fen: the fence keeps exactly that amount', () => {
    const sorted = Float64Array.from(RULES_LIST, (v) => v * 100);
    expect(trimFences(sorted, 0, 8, upper95).highest).toBe(2_195_000);
    expect(trimFences(sorted, 0, 8, { ...upper95, upper_included: false }).highest).toBe(2_194_999);
  });

  test('a bill of 21,950.00 on a P95 of 21,950.00 is kept', () => {
    // 21 bills: position 20 × 0.95 = 19, so P95 is the 20th bill itself.
    const bills = [...Array.from({ length: 19 }, (_, i) => 100 + i), 21_950, 30_000];
    expect(kept(bills, upper95).at(-1)).toBe(21_950);
    expect(kept(bills, { ...upper95, upper_included: false }).at(-1)).toBe(118);
  });

  test('2.5 and 97.5 percentiles of 1 … 41 keep 2 … 40, both edges on a bill', () => {
    const bills = Array.from({ length: 41 }, (_, i) => i + 1);
    const trim: TrimPolicy = { method: 'percentile', lower: 0.025, upper: 0.975, quantile: 7, ...EDGES };
    expect(kept(bills, trim)).toEqual(bills.slice(1, 40));
    expect(kept(bills, { ...trim, lower_included: false, upper_included: false })).toEqual(bills.slice(2, 39));
  });

  test('both percentiles of two bills lie between them: trimming takes no whole group, so both stay; of three the middle', () => {
    const trim: TrimPolicy = { method: 'percentile', lower: 0.025, upper: 0.975, quantile: 7, ...EDGES };
    expect(kept([4_000, 6_000], trim)).toEqual([4_000, 6_000]);
    expect(kept([4_000, 6_000], { ...trim, lower_included: false, upper_included: false })).toEqual([4_000, 6_000]);
    expect(kept([4_000, 5_000, 6_000], trim)).toEqual([5_000]);
  });
});

describe('trimming by standard deviations (rules 1.3)', () => {
  const sigma: TrimPolicy = { method: 'sigma', k: 3, of: 'log_cost', deviation: 'population', ...EDGES };
  const sorted = Float64Array.from(RULES_LIST, (v) => v * 100);

  test('3σ of ln(cost): upper bound 39,155 with the population sd, 44,177 with the sample sd; nothing is trimmed', () => {
    expect(Math.round(trimFences(sorted, 0, 8, sigma).highest / 100)).toBe(39_155);
    expect(Math.round(trimFences(sorted, 0, 8, { ...sigma, deviation: 'sample' }).highest / 100)).toBe(44_177);
    expect(kept(RULES_LIST, sigma)).toHaveLength(8);
    expect(kept(RULES_LIST, { ...sigma, deviation: 'sample' })).toHaveLength(8);
  });

  test('up to 10 bills 3σ never trims, whatever they are, raw or ln, population or sample', () => {
    const options = fc.record({
      of: fc.constantFrom('cost' as const, 'log_cost' as const),
      deviation: fc.constantFrom('population' as const, 'sample' as const),
    });
    const bills = fc.array(fc.integer({ min: 1, max: 1e10 }), { minLength: 2, maxLength: 10 });
    fc.assert(
      fc.property(bills, options, (list, option) => {
        const values = Float64Array.from(list).sort();
        const { lowest, highest } = trimFences(values, 0, values.length, { ...sigma, ...option });
        expect(values[0]! >= lowest && values.at(-1)! <= highest).toBe(true);
      }),
    );
  });

  test('nine equal bills and one other: |z| is exactly 3, so the other is kept; with an excluded edge it goes', () => {
    for (const other of [1, 7_777_777, 100_000_000]) {
      const values = Float64Array.from([500, 500, 500, 500, 500, 500, 500, 500, 500, other]).sort();
      const trim = { ...sigma, of: 'cost' as const };
      const inclusive = trimFences(values, 0, 10, trim);
      expect(values[0]! >= inclusive.lowest && values[9]! <= inclusive.highest).toBe(true);
      const strict = trimFences(values, 0, 10, { ...trim, lower_included: false, upper_included: false });
      expect(other >= strict.lowest && other <= strict.highest).toBe(false);
      expect(500 >= strict.lowest && 500 <= strict.highest).toBe(true);
      const logarithm = trimFences(values, 0, 10, sigma);
      expect(values[0]! >= logarithm.lowest && values[9]! <= logarithm.highest).toBe(true);
    }
  });

  test('one bill has no sample sd: simple-statistics throws, so it is never asked, and the bill is kept', () => {
    expect(() => sampleStandardDeviation([8])).toThrow();
    expect(standardDeviation([8])).toBe(0);
    for (const of of ['cost', 'log_cost'] as const)
      expect(kept([8], { ...sigma, of, deviation: 'sample' })).toEqual([8]);
  });

  test('with 11 bills the odd one out is beyond 3σ and goes', () => {
    const bills = [...Array.from({ length: 10 }, () => 500), 90_000];
    expect(kept(bills, { ...sigma, of: 'cost' })).toHaveLength(10);
    expect(kept(bills, sigma)).toHaveLength(10);
  });

  test('fences of the raw cost are the outermost whole fen within k·sd, on exact integers', () => {
    const bills = fc.array(fc.integer({ min: 1, max: 1e12 }), { minLength: 3, maxLength: 25 });
    fc.assert(
      fc.property(bills, fc.constantFrom(1, 1.5, 2, 2.5), (list, k) => {
        const values = Float64Array.from(list).sort();
        fc.pre(values[0] !== values.at(-1));
        const { lowest, highest } = trimFences(values, 0, values.length, { ...sigma, of: 'cost', k });
        const n = BigInt(values.length);
        const total = list.reduce((sum, value) => sum + BigInt(value), 0n);
        const squares = list.reduce((sum, value) => sum + BigInt(value) ** 2n, 0n);
        const isWithin = (value: number): boolean =>
          (n * BigInt(value) - total) ** 2n * 100n <= BigInt(k * 10) ** 2n * (n * squares - total ** 2n);
        expect([isWithin(lowest), isWithin(lowest - 1)]).toEqual([true, false]);
        expect([isWithin(highest), isWithin(highest + 1)]).toEqual([true, false]);
      }),
    );
  });
});

test('no trimming keeps everything', () => {
  expect(kept(RULES_LIST, { method: 'none' })).toHaveLength(8);
});
