import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import {
  formatCount,
  formatDecimals,
  formatMoney,
  formatPercent,
  formatPercentNumber,
  formatShifted,
} from '../../src/report/format-number.js';

describe('numbers for people', () => {
  test('fen read as yuan with separators, two decimals and a real minus: 1,234.50, −0.05, 0.00, —', () => {
    expect([123450, -5, 0, -0, Number.NaN].map((fen) => formatMoney(fen, 'yuan'))).toEqual([
      '1,234.50',
      '−0.05',
      '0.00',
      '0.00',
      '—',
    ]);
  });

  test('every half-fen amount from 0.005 to 999.985 yuan rounds away from zero, as pay does', () => {
    for (let k = 0; k < 99_999; k++) {
      const text = `${Math.trunc((k * 10 + 5) / 1000)}.${String((k * 10 + 5) % 1000).padStart(3, '0')}`;
      const hundredths = k + 1;
      const expected = `${Math.trunc(hundredths / 100)}.${String(hundredths % 100).padStart(2, '0')}`;
      if (formatDecimals(Number(text), 2) !== expected)
        expect(`${text} → ${formatDecimals(Number(text), 2)}`).toBe(expected);
      if (formatDecimals(-Number(text), 2) !== `−${expected}`)
        expect(formatDecimals(-Number(text), 2)).toBe(`−${expected}`);
    }
  });

  test('0.285 is 0.29 and −0.125 is −0.13, where toFixed and Math.round disagree', () => {
    expect(formatDecimals(0.285, 2)).toBe('0.29');
    expect(formatDecimals(-0.125, 2)).toBe('−0.13');
    expect(formatDecimals(1.005, 2)).toBe('1.01');
  });

  test('万元 are divided exactly: 5,000 fen is 0.01 (0.005 away from zero), 4,999 fen is 0.00 without a sign', () => {
    expect(formatMoney(5000, 'wan')).toBe('0.01');
    expect(formatMoney(-4999, 'wan')).toBe('0.00');
    expect(formatMoney(9_007_199_254_740_991, 'wan')).toBe('9,007,199,254.74');
  });

  test('a change wears its plus, zero has none', () => {
    expect([5, -5, 0].map((fen) => formatMoney(fen, 'yuan', 'always'))).toEqual(['+0.05', '−0.05', '0.00']);
    expect(formatCount(12345, 'always')).toBe('+12,345');
  });

  test('a share reads as percent, half away from zero: 0.03045 is 3.05%', () => {
    expect(formatPercent(0.03045)).toBe('3.05%');
    expect(formatPercentNumber(-0.5, 0)).toBe('−50');
    expect(formatPercent(Number.NaN)).toBe('—');
  });

  test('doubles written with an exponent are read too: 1e21, 1e-7', () => {
    expect(formatDecimals(1e21, 0)).toBe('1,000,000,000,000,000,000,000');
    expect(formatDecimals(1e-7, 8)).toBe('0.00000010');
    expect(formatDecimals(Number.POSITIVE_INFINITY, 2)).toBe('—');
  });

  test('property: what is shown is the nearest decimal to the printed double, never more than half a unit away', () => {
    fc.assert(
      fc.property(
        fc.double({ min: -1e9, max: 1e9, noNaN: true }),
        fc.integer({ min: 0, max: 6 }),
        (value, decimals) => {
          const shown = Number(formatShifted(value, 0, decimals).replaceAll(',', '').replace('−', '-'));
          expect(Math.abs(shown - value)).toBeLessThanOrEqual(0.5 * 10 ** -decimals * (1 + 1e-6) + 1e-7);
        },
      ),
    );
  });
});
