import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { allocateFen } from '../../src/kernel/money.js';
import { addAllocated, allocateCells } from '../../src/settlement/allocate-cells.js';

const size = fc.oneof(fc.nat(10), fc.nat(2_000_000), fc.integer({ min: 0, max: 2 ** 45 }));

describe('sharing out over many cells', () => {
  it('gives what the kernel gives, to the fen, on 5,000 amounts of up to 2^51 fen with ties and zeros', () => {
    fc.assert(
      fc.property(
        fc.oneof(fc.integer({ min: -1_000, max: 1_000 }), fc.integer({ min: -(2 ** 51), max: 2 ** 51 })),
        fc.array(size, { maxLength: 40 }),
        (total, shares) => {
          const parts = allocateFen(total, shares);
          expect(allocateCells(total, Float64Array.from(shares))).toEqual(parts);
          // Added to a stretch in the middle, the cells beside it stay as they were.
          const target = new Float64Array(shares.length + 5).fill(7);
          addAllocated(target, 2, total, Float64Array.from(shares));
          expect([...target]).toEqual([7, 7, ...Array.from(parts, (part) => 7 + part), 7, 7, 7]);
        },
      ),
      { numRuns: 5_000, seed: 20261128 },
    );
  });
  it('the same over 64 to 3,000 cells, where remainders are counted by stretches, on 200 amounts', () => {
    fc.assert(
      fc.property(
        fc.integer({ min: -(2 ** 51), max: 2 ** 51 }),
        fc.integer({ min: 64, max: 3_000 }),
        fc.array(size, { minLength: 1, maxLength: 30 }),
        (total, count, some) => {
          // Few sizes over many cells: ties everywhere.
          const shares = Array.from({ length: count }, (_, cell) => some[(cell * 7) % some.length]!);
          expect(allocateCells(total, Float64Array.from(shares))).toEqual(allocateFen(total, shares));
          const distinct = shares.map((share, cell) => share + cell);
          expect(allocateCells(total, Float64Array.from(distinct))).toEqual(allocateFen(total, distinct));
        },
      ),
      { numRuns: 200, seed: 20261128 },
    );
  });
  it('the same where an amount of up to 2^53 − 1 fen over few small shares makes quotients so large that their estimate is off by one', () => {
    fc.assert(
      fc.property(
        fc.integer({ min: 2 ** 48, max: 2 ** 53 - 1 }),
        fc.array(fc.nat(60), { minLength: 1, maxLength: 6 }),
        (total, some) => {
          const alike = some.map(() => some[0]!);
          expect(allocateCells(total, Float64Array.from(alike))).toEqual(allocateFen(total, alike));
          expect(allocateCells(total, Float64Array.from(some))).toEqual(allocateFen(total, some));
        },
      ),
      { numRuns: 5_000, seed: 20261129 },
    );
  });
  it('0.03 over 1,000 cells of 10.00, one of 10.01 and one of 10.02 goes to the largest two and the first of those that tie', () => {
    const shares = Float64Array.from({ length: 1_002 }, (_, cell) => Math.max(1_000, cell + 1));
    const parts = allocateCells(3, shares);
    expect([...parts.entries()].filter(([, part]) => part !== 0)).toEqual([
      [0, 1],
      [1_000, 1],
      [1_001, 1],
    ]);
  });
  it('a product of 2^53 + 1, which no double holds, keeps its remainder', () => {
    // 321 × 28,059,810,762,433 = 2^53 + 1.
    const total = 28_059_810_762_433;
    for (let other = 1; other < 2_000; other++) {
      const shares = Float64Array.of(other, 321);
      expect([...allocateCells(total, shares)]).toEqual([...allocateFen(total, shares)]);
    }
  });
  it('10.00 over three alike: 3.34, 3.33, 3.33; −0.01 goes to the first', () => {
    expect([...allocateCells(1_000, Float64Array.of(7, 7, 7))]).toEqual([334, 333, 333]);
    expect([...allocateCells(-1, Float64Array.of(1, 1))]).toEqual([-1, 0]);
    expect([...allocateCells(100, Float64Array.of(0, 0))]).toEqual([50, 50]);
  });
});
