import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { scaleRoundFen } from '../../src/pricing/exact-fen.js';

/** amount × digits / power, half away from zero, by whole numbers of any size. */
function exactly(amount: number, digits: number, power: number): number {
  const product = BigInt(amount) * BigInt(digits);
  const magnitude = product < 0n ? -product : product;
  const rounded = (2n * magnitude + BigInt(power)) / (2n * BigInt(power));
  return Number(product < 0n ? -rounded : rounded);
}

describe('amount × digits / power in fen', () => {
  test.each([
    [1_000_050, 7, 10, 700_035],
    [5, 1, 10, 1],
    [4, 1, 10, 0],
    [-5, 1, 10, -1],
    [-4, 1, 10, 0],
    [15, 1, 10, 2],
    [0, 7, 10, 0],
    [1, 1, 1, 1],
    [2 ** 26, 2 ** 26 - 1, 1, 2 ** 52 - 2 ** 26],
    [2 ** 26, 2 ** 26, 1, 2 ** 52],
    [2 ** 52 - 1, 1, 2, 2 ** 51],
    [1, 1, 10 ** 15, 0],
    [1, 1, 10 ** 16, 0],
    [2 ** 52 - 1, 1, 10 ** 16, 0],
    [2 ** 52 - 1, 1, 2 ** 52, 1],
    [2 ** 52 - 1, 1, 2 ** 53 - 2, 1],
    [2 ** 52 - 2, 1, 2 ** 53 - 2, 0],
    [2 ** 52 - 1, -1, 2 ** 53 - 2, -1],
    [9_007_199_254_740_991, 10, 10, 9_007_199_254_740_991],
    [9_007_199_254_740_991, 11, 100, 990_791_918_021_509],
  ])('%s × %s / %s is %s', (amount, digits, power, expected) => {
    expect(scaleRoundFen(amount, digits, power)).toBe(expected);
    expect(exactly(amount, digits, power)).toBe(expected);
  });

  test('is that of whole numbers of any size on 20,000 draws, near whole quotients and near 2^52 and 2^53 too', () => {
    const amount = fc.oneof(
      fc.integer({ min: -(10 ** 9), max: 10 ** 9 }),
      fc.maxSafeInteger(),
      fc.integer({ min: -5, max: 5 }).map((step) => 2 ** 52 + step),
    );
    const power = fc.integer({ min: 0, max: 16 }).map((zeros) => 10 ** zeros);
    const digits = fc.oneof(fc.integer({ min: 0, max: 10 ** 6 }), fc.integer({ min: 0, max: 12 }));
    fc.assert(
      fc.property(amount, digits, power, (a, d, p) => {
        const expected = exactly(a, d, p);
        if (Number.isSafeInteger(expected)) expect(scaleRoundFen(a, d, p)).toBe(expected === 0 ? 0 : expected);
      }),
      { numRuns: 20_000, seed: 23 },
    );
    // Numerators one below, at and one above a multiple of the divisor: where a quotient of doubles could err.
    fc.assert(
      fc.property(fc.integer({ min: 1, max: 10 ** 6 }), fc.integer({ min: 1, max: 9 }), (quotient, zeros) => {
        for (const step of [-1, 0, 1]) {
          const numerator = quotient * 10 ** zeros + step;
          expect(scaleRoundFen(numerator, 1, 10 ** zeros)).toBe(exactly(numerator, 1, 10 ** zeros));
        }
      }),
      { numRuns: 2_000, seed: 23 },
    );
  });
});
