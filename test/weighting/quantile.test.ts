import fc from 'fast-check';
import { quantileSorted } from 'simple-statistics';
import { describe, expect, test } from 'vitest';
import { decimalOf } from '../../src/kernel/decimal.js';
import { type QuantileRule, quantileOfSorted } from '../../src/weighting/quantile.js';

const RULES_LIST = [4000, 5000, 5200, 5500, 6000, 6500, 7000, 30000];
const fen = (yuan: readonly number[]) => Float64Array.from(yuan, (value) => value * 100);

function quantile(yuan: readonly number[], share: number, rule: QuantileRule): number {
  const { numerator, denominator } = quantileOfSorted(fen(yuan), 0, yuan.length, decimalOf(share), rule);
  return Number(numerator) / Number(denominator) / 100;
}

describe('quantiles of an even-length list (rules 1.3)', () => {
  test('rule 7, as QUARTILE.INC: P25 5,150 and P75 6,625', () => {
    expect(quantile(RULES_LIST, 0.25, 7)).toBe(5150);
    expect(quantile(RULES_LIST, 0.75, 7)).toBe(6625);
  });

  test('rule 6, as QUARTILE.EXC: P25 5,050 and P75 6,875', () => {
    expect(quantile(RULES_LIST, 0.25, 6)).toBe(5050);
    expect(quantile(RULES_LIST, 0.75, 6)).toBe(6875);
  });

  test('simple-statistics is pinned to the release whose quartiles are 5,150 and 6,625', () => {
    expect(quantileSorted(RULES_LIST, 0.25)).toBe(5150);
    expect(quantileSorted(RULES_LIST, 0.75)).toBe(6625);
  });

  test('P95 is exactly 21,950.00, where doubles give 21,949.99999999999', () => {
    const { numerator, denominator } = quantileOfSorted(fen(RULES_LIST), 0, 8, decimalOf(0.95), 7);
    expect(numerator).toBe(2_195_000n * denominator);
  });

  test('the ends: shares 0 and 1 are the smallest and largest value, rule 6 stops there before its ends', () => {
    for (const rule of [6, 7] as const) {
      expect(quantile(RULES_LIST, 0, rule)).toBe(4000);
      expect(quantile(RULES_LIST, 1, rule)).toBe(30000);
    }
    expect(quantile(RULES_LIST, 0.1, 6)).toBe(4000);
    expect(quantile([7], 0.25, 6)).toBe(7);
    expect(() => quantile([], 0.5, 7)).toThrow(RangeError);
  });

  test('a slice of a longer array is read by itself', () => {
    const values = Float64Array.from([9e9, ...fen(RULES_LIST), 1]);
    const { numerator, denominator } = quantileOfSorted(values, 1, 9, decimalOf(0.25), 7);
    expect(Number(numerator / denominator)).toBe(515_000);
  });

  test('rule 7 agrees with the textbook formula on doubles for any list, to a millionth', () => {
    fc.assert(
      fc.property(
        fc.array(fc.integer({ min: 1, max: 1e9 }), { minLength: 1, maxLength: 60 }),
        fc.integer({ min: 0, max: 1000 }),
        (list, thousandths) => {
          const sorted = Float64Array.from(list).sort();
          const share = thousandths / 1000;
          const position = (sorted.length - 1) * share;
          const below = Math.min(sorted.length - 1, Math.floor(position + 1e-9));
          const above = Math.min(sorted.length - 1, below + 1);
          const expected = sorted[below]! + Math.max(0, position - below) * (sorted[above]! - sorted[below]!);
          const { numerator, denominator } = quantileOfSorted(sorted, 0, sorted.length, decimalOf(share), 7);
          expect(Math.abs(Number(numerator) / Number(denominator) - expected)).toBeLessThan(1e-3);
        },
      ),
    );
  });
});
