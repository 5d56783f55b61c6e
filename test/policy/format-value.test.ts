import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { formatFen } from '../../src/policy/format-value.js';
import { formatMoney } from '../../src/report/format-number.js';

describe('amounts in running text', () => {
  it('0, 5 and 99,999 fen, a million yuan, and below zero', () => {
    expect([0, 5, 99_999, 100_000, 100_000_000, -123_456_789].map(formatFen)).toEqual([
      ...['0.00', '0.05', '999.99', '1,000.00', '1,000,000.00', '−1,234,567.89'],
    ]);
  });
  it('a missing amount is a dash, never 0', () => {
    expect(formatFen(Number.NaN)).toBe('—');
  });
  it('any amount up to 2^53 reads as it does in tables', () => {
    fc.assert(
      fc.property(fc.maxSafeInteger(), (fen) => {
        expect(formatFen(fen)).toBe(formatMoney(fen, 'yuan'));
      }),
      { numRuns: 2_000 },
    );
  });
});
