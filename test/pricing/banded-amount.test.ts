import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { bandedFen, divideHalfUp, multiplyDivide } from '../../src/pricing/benefit/banded-amount.js';
import { RATIO_DECIMALS } from '../../src/pricing/benefit/stay-profiles.js';

const POWER = 10n ** BigInt(RATIO_DECIMALS);
const halfUp = (numerator: bigint, denominator: bigint): number =>
  Number((2n * numerator + denominator) / (2n * denominator));
const whole = (max: number) => fc.integer({ min: 0, max });

describe('a share of an amount, rounded half up, is that of whole numbers at any size', () => {
  test('a half goes up, a fen less does not; the largest integers of doubles too', () => {
    expect([divideHalfUp(5, 10), divideHalfUp(4, 10), divideHalfUp(15, 10), divideHalfUp(0, 3)]).toEqual([1, 0, 2, 0]);
    expect(divideHalfUp(2 ** 53 - 1, 2)).toBe(2 ** 52);
    fc.assert(
      fc.property(fc.maxSafeInteger().map(Math.abs), fc.integer({ min: 1, max: 2 ** 31 }), (numerator, denominator) => {
        expect(divideHalfUp(numerator, denominator)).toBe(halfUp(BigInt(numerator), BigInt(denominator)));
      }),
    );
  });

  test('3 × 3,002,399,751,580,331 is 2^53 + 1, which no double holds: half of it is 4,503,599,627,370,497', () => {
    expect(multiplyDivide(3, 3_002_399_751_580_331, 2)).toBe(4_503_599_627_370_497);
    fc.assert(
      fc.property(whole(10 ** 13), whole(10 ** 9), fc.integer({ min: 1, max: 10 ** 9 }), (a, b, c) => {
        expect(multiplyDivide(a, b, c)).toBe(Number((2n * BigInt(a) * BigInt(b) + BigInt(c)) / (2n * BigInt(c))));
      }),
    );
  });

  test('bands up to their edges, an edge itself in the lower one, on stretches of 10^13 fen as on small ones', () => {
    const stretch = fc.oneof(whole(1_000), whole(10 ** 13));
    fc.assert(
      fc.property(
        fc.array(stretch, { minLength: 1, maxLength: 3 }),
        fc.array(whole(10 ** RATIO_DECIMALS), { minLength: 4, maxLength: 4 }),
        stretch,
        stretch,
        (steps, ratios, from, length) => {
          const edges = [...steps.map((_, i) => steps.slice(0, i + 1).reduce((a, b) => a + b, 0)), Infinity];
          const to = from + length;
          let sum = 0n;
          edges.forEach((edge, i) => {
            const [low, high] = [Math.max(from, edges[i - 1] ?? 0), Math.min(to, edge)];
            if (high > low) sum += BigInt(high - low) * BigInt(ratios[i]!);
          });
          expect(bandedFen(edges, ratios, 0, edges.length, from, to)).toBe(halfUp(sum, POWER));
        },
      ),
    );
    // Half of an odd number of fen, whose product doubles round to below the half.
    expect(bandedFen([1, Infinity], [0, 50_000_000], 0, 2, 0, 10_000_000_000_010)).toBe(5_000_000_000_005);
    expect(bandedFen([100, Infinity], [0, 10 ** RATIO_DECIMALS], 0, 2, 0, 100)).toBe(0);
    expect(bandedFen([100, Infinity], [0, 10 ** RATIO_DECIMALS], 0, 2, 0, 101)).toBe(1);
  });
});
