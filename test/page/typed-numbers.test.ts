import { expect, test } from 'vitest';
import { type Lever, numberTyped, wrongNumber } from '../../src/api/web/levers.js';

const share: Lever = {
  parameter: {
    ...{ path: 'pools.employee.reserve', label: { zh: '风险金', en: 'reserve' }, value: '0.05', raw: 0.05 },
    ...{ unit: { zh: '比例', en: 'share' }, source: null, trust: 'chosen' },
    range: { types: ['number'], minimum: 0, minimum_included: true, maximum: 1, maximum_included: true },
  },
  ...{ group: 'pool', baseline: 0.05, from: 0, to: 1, step: 0.01, decimals: 2 },
};

test('numbers as people type them: thousands, full-width signs of a Chinese keyboard, percent; what could be read two ways is none', () => {
  for (const [text, value] of [
    ['9500', 9_500],
    ['9,500.25', 9_500.25],
    ['９，５００．２５', 9_500.25],
    [' 1 234.5 ', 1_234.5],
    ['.5', 0.5],
    ['5.', 5],
    ['−3', -3],
    ['95%', 0.95],
    ['95％', 0.95],
    ['0.1%', 0.001],
    ['+2', 2],
  ] as const) {
    expect(numberTyped(text), text).toBe(value);
  }
  for (const text of [
    '',
    ' ',
    '九千',
    '0x10',
    '1e4',
    '1,23',
    '12,34,567',
    '1.2.3',
    '5,000,0',
    '--1',
    'Infinity',
    '%',
    ',',
    '.',
  ])
    expect(numberTyped(text), text).toBeNaN();
});

test('an edge that the policy owns is taken, the next number beyond it is not, and both languages say which', () => {
  for (const text of ['0', '1', '100%', '0.00']) expect(wrongNumber(text, share), text).toBeUndefined();
  expect(wrongNumber('-0.0001', share)).toEqual({ zh: '应不小于 0。', en: 'Must be at least 0.' });
  expect(wrongNumber('1.0001', share)).toEqual({ zh: '应不大于 1。', en: 'Must be at most 1.' });
  expect(wrongNumber('101%', share)).toEqual({ zh: '应不大于 1。', en: 'Must be at most 1.' });
  const strict: Lever = {
    ...share,
    parameter: { ...share.parameter, range: { types: ['number'], minimum: 0, minimum_included: false } },
  };
  expect(wrongNumber('0', strict)).toEqual({ zh: '应大于 0。', en: 'Must be above 0.' });
  expect(wrongNumber('0.0001', strict)).toBeUndefined();
});
