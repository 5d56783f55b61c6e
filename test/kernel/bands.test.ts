import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { chainedBands, checkBands, findBand, formatBand, separateBands } from '../../src/kernel/bands.js';

const nameAt = (bands: ReturnType<typeof separateBands>, amount: number, basis: number) =>
  bands[findBand(bands, amount, basis)]?.name ?? 'normal';

describe('outlier bands, standard 10,000.00', () => {
  const bands = separateBands([
    { name: 'low', to: 0.4, to_included: false },
    { name: 'high', from: 3, from_included: false },
  ]);
  test.each([
    [399_999, 'low'],
    [400_000, 'normal'],
    [400_001, 'normal'],
    [2_999_999, 'normal'],
    [3_000_000, 'normal'],
    [3_000_001, 'high'],
  ])('a cost of %i fen is %s', (cost, name) => {
    expect(nameAt(bands, cost, 1_000_000)).toBe(name);
  });

  test('0.3 of 3.00 yuan is exactly 0.90: strict does not own it, inclusive does (a tolerant or a double test errs)', () => {
    // As doubles 0.1 * 3 * 10 is above 3, and mathjs calls them equal.
    expect(nameAt(separateBands([{ name: 'low', to: 0.3 }]), 90, 300)).toBe('normal');
    expect(nameAt(separateBands([{ name: 'low', to: 0.3, to_included: true }]), 90, 300)).toBe('low');
  });

  test('one fen above 3 × 90,071,992,547,409.91 yuan is still seen', () => {
    expect(nameAt(bands, 3 * 3_002_399_751_580_330, 3_002_399_751_580_330)).toBe('normal');
    expect(nameAt(bands, 9_007_199_254_740_991, 3_002_399_751_580_330)).toBe('high');
  });

  test('a basis of 0 puts a positive cost above every edge', () => {
    expect(nameAt(bands, 1, 0)).toBe('high');
  });
});

describe('retention bands: <0.8, to 1.0, to 1.1, beyond', () => {
  const bands = chainedBands([
    { name: 'low', to: 0.8, to_included: false },
    { name: 'kept', to: 1 },
    { name: 'shared', to: 1.1 },
    { name: 'beyond' },
  ]);
  test.each([
    [7_999, 'low'],
    [8_000, 'kept'],
    [10_000, 'kept'],
    [10_001, 'shared'],
    [11_000, 'shared'],
    [11_001, 'beyond'],
    [99_999, 'beyond'],
    [0, 'low'],
  ])('recorded %i of standard 10,000 is %s', (recorded, name) => {
    expect(nameAt(bands, recorded, 10_000)).toBe(name);
  });

  test('implied lower edges are the other side of the edge before', () => {
    expect(bands.map(formatBand)).toEqual(['(-, 0.8)', '[0.8, 1]', '(1, 1.1]', '(1.1, -)']);
    expect(checkBands(bands, 'retention.bands', 'everything')).toEqual([]);
  });

  test('chained bands take every ratio exactly once', () => {
    fc.assert(
      fc.property(fc.nat(40_000), (recorded) => {
        const owners = bands.filter((_, i) => findBand([bands[i]!], recorded, 10_000) === 0);
        expect(owners).toHaveLength(1);
      }),
    );
  });
});

describe('faults of a band list', () => {
  const codes = (
    documents: Parameters<typeof separateBands>[0],
    cover: 'gaps_are_normal' | 'everything' = 'gaps_are_normal',
  ) =>
    checkBands(
      cover === 'everything' ? chainedBands(documents) : separateBands(documents),
      'outliers.bands',
      cover,
    ).map(({ code, path }) => `${code} ${path}`);
  test.each([
    ['from 3 to 2 is empty', [{ name: 'a', from: 3, to: 2 }], ['band_empty outliers.bands.a']],
    ['from 3 to 3, upper edge not owned, is empty', [{ name: 'a', from: 3, to: 3 }], ['band_empty outliers.bands.a']],
    ['from 3 to 3, both owned, is one value', [{ name: 'a', from: 3, to: 3, to_included: true }], []],
    [
      'a name used twice',
      [
        { name: 'a', to: 0.4 },
        { name: 'a', from: 3 },
      ],
      ['band_name_twice outliers.bands.a'],
    ],
    [
      'to 2.5 and from 2',
      [
        { name: 'a', from: 1, to: 2.5 },
        { name: 'b', from: 2 },
      ],
      ['band_overlap outliers.bands.b'],
    ],
    [
      'an edge owned twice',
      [
        { name: 'a', from: 1, to: 2, to_included: true },
        { name: 'b', from: 2 },
      ],
      ['band_overlap outliers.bands.b'],
    ],
    [
      'an edge owned once',
      [
        { name: 'a', from: 1, to: 2, to_included: true },
        { name: 'b', from: 2, from_included: false },
      ],
      [],
    ],
    [
      'high before low',
      [
        { name: 'high', from: 3 },
        { name: 'low', to: 0.4 },
      ],
      ['band_overlap outliers.bands.low'],
    ],
    [
      '5 to 6 before 2 to 3',
      [
        { name: 'a', from: 5, to: 6 },
        { name: 'b', from: 2, to: 3 },
      ],
      ['band_order outliers.bands.b'],
    ],
    [
      'a gap between outlier bands is the normal band',
      [
        { name: 'low', to: 0.4 },
        { name: 'high', from: 3 },
      ],
      [],
    ],
  ])('%s', (_, documents, expected) => {
    expect(codes(documents)).toEqual(expected);
  });

  test('bands that must cover everything may leave no gap, not even of one value', () => {
    expect(
      codes(
        [
          { name: 'a', to: 1 },
          { name: 'b', from: 1.1 },
        ],
        'everything',
      ),
    ).toEqual(['band_gap outliers.bands.b']);
    expect(
      codes(
        [
          { name: 'a', to: 1, to_included: false },
          { name: 'b', from: 1, from_included: false },
        ],
        'everything',
      ),
    ).toEqual(['band_gap outliers.bands.b']);
    expect(codes([{ name: 'a', from: 0.5 }], 'everything')).toEqual(['band_gap outliers.bands.a']);
    expect(codes([{ name: 'a', to: 2 }], 'everything')).toEqual(['band_gap outliers.bands.a']);
  });
});
