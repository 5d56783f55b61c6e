import { expect, test } from 'vitest';
import { nearestNames } from '../../src/kernel/nearest-names.js';

test('a swapped letter, a beginning and a wrong case find their name first; equal distances go by code point', () => {
  expect(nearestNames('hihg', ['low', 'high', 'kept'])[0]).toBe('high');
  expect(nearestNames('until', ['path', 'add', 'until_date'], 1)).toEqual(['until_date']);
  expect(nearestNames('RATE', ['rate', 'retention'], 1)).toEqual(['rate']);
  expect(nearestNames('x', ['c', 'a', 'b'])).toEqual(['a', 'b', 'c']);
  expect(nearestNames('x', [])).toEqual([]);
});
