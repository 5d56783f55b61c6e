import { describe, expect, test } from 'vitest';
import { formatDay, parseDay } from '../../src/kernel/day.js';

const read = (text: string): string | undefined => {
  const day = parseDay(text);
  return day === undefined ? undefined : formatDay(day);
};

describe('days of registers, tables beside the cases, policies and options', () => {
  test.each([
    ['2026-11-02', '2026-11-02'],
    ['2026/1/5', '2026-01-05'],
    ['2026.1.5', '2026-01-05'],
    ['20261102', '2026-11-02'],
    [' 2026-11-02 08:30 ', '2026-11-02'],
    ['2024-02-29', '2024-02-29'],
  ])('%s is the day %s', (text, expected) => {
    expect(read(text)).toBe(expected);
  });

  // 202611 was the 1st of January 2026, 202612 the 2nd, 2026115 the 5th of November.
  test.each([
    '202611',
    '202612',
    '202602',
    '2026115',
    '20261-1',
    '2026-115',
    '2026-11',
    '2026',
    '2026-02-29',
    '2026-13-01',
  ])('%s is no day', (text) => {
    expect(read(text)).toBeUndefined();
  });
});
