import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { compareToMultiple, decimalOf, divideRound, parseDecimal } from '../../src/kernel/decimal.js';
import { allocateFen, formatYuan, multiplyFen, parseYuan, scaleFen } from '../../src/kernel/money.js';

describe('money', () => {
  test('half a fen rounds away from zero, also below zero, for every half-fen amount to 1,000 yuan', () => {
    for (let half = 1; half < 200_000; half += 2) {
      const text = `${Math.floor(half / 2) / 100 >= 0 ? (Math.floor(half / 2) / 100).toFixed(2) : ''}5`;
      expect(parseYuan(text)).toBe((half + 1) / 2);
      expect(parseYuan(`-${text}`)).toBe(-(half + 1) / 2);
    }
  });

  test('0.285 yuan is 0.29 wherever it is shown', () => {
    expect(formatYuan(parseYuan('0.285')!)).toBe('0.29');
  });

  test('an amount that is no number is undefined, never 0', () => {
    for (const text of ['', ' ', '-', '.', '1,000', '12a', 'NaN', 'Infinity', '0x10'])
      expect(parseYuan(text)).toBeUndefined();
  });

  test('fen are written with two decimals and a sign', () => {
    expect([0, 5, -5, 100, -12345, 9007199254740991].map(formatYuan)).toEqual([
      '0.00',
      '0.05',
      '-0.05',
      '1.00',
      '-123.45',
      '90071992547409.91',
    ]);
    expect(formatYuan(Number.NaN)).toBe('');
  });

  test('RW 36.2185 × 12,252.70 is 443,774.41 (worked-examples, Harbin AB19)', () => {
    expect(multiplyFen(1225270, decimalOf(36.2185))).toBe(44377441);
  });

  test('products are exact where doubles are not: 0.7 × 5 fen is 4 (3.5 away from zero)', () => {
    expect(multiplyFen(5, decimalOf(0.7))).toBe(4);
    expect(multiplyFen(-5, decimalOf(0.7))).toBe(-4);
    expect(scaleFen(5, 1, 2)).toBe(3);
  });

  test('one factor at any size and sign gives what integers of any size give', () => {
    const factor = fc.record({
      digits: fc.integer({ min: -(2 ** 52), max: 2 ** 52 }),
      scale: fc.integer({ min: 0, max: 15 }),
    });
    fc.assert(
      fc.property(fc.oneof(fc.maxSafeInteger(), fc.integer({ min: -100_000, max: 100_000 })), factor, (fen, one) => {
        const exact = divideRound(BigInt(fen) * BigInt(one.digits), 10n ** BigInt(one.scale));
        expect(multiplyFen(fen, one)).toBe(Number(exact));
      }),
      { numRuns: 5_000 },
    );
  });

  test('largest remainder: parts add up to the total, whatever the shares', () => {
    fc.assert(
      fc.property(
        fc.integer({ min: -1e12, max: 1e12 }),
        fc.array(fc.integer({ min: 0, max: 1e9 }), { minLength: 1, maxLength: 40 }),
        (total, shares) => {
          const parts = allocateFen(total, shares);
          expect(parts.reduce((sum, part) => sum + part, 0)).toBe(total);
          expect([...parts].every((part) => !Object.is(part, -0))).toBe(true);
        },
      ),
    );
  });

  test('by scores 90/80/70 of 17.5 million: 6,562,500.00 / 5,833,333.33 / 5,104,166.67 (rules 5.3)', () => {
    expect([...allocateFen(1_750_000_000, [90, 80, 70])]).toEqual([656_250_000, 583_333_333, 510_416_667]);
  });
});

describe('decimals', () => {
  test('a double stands for the decimal it is printed as', () => {
    expect(decimalOf(0.7)).toEqual({ digits: 7, scale: 1 });
    expect(parseDecimal('1.2300')).toEqual({ digits: 123, scale: 2 });
    expect(parseDecimal('1e3')).toEqual({ digits: 1000, scale: 0 });
    expect(parseDecimal('-0')).toEqual({ digits: 0, scale: 0 });
  });

  test('a band edge is exact: 0.1 × 3 × 10 is not above 3, and one fen above is', () => {
    const three = decimalOf(3);
    expect(compareToMultiple(3_000_000_000_000, 1_000_000_000_000, three)).toBe(0);
    expect(compareToMultiple(3_000_000_000_001, 1_000_000_000_000, three)).toBe(1);
    expect(compareToMultiple(30, 100, decimalOf(0.3))).toBe(0);
    expect(compareToMultiple(29, 100, decimalOf(0.3))).toBe(-1);
  });
});
