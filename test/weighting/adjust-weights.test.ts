import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { decimalOf, formatDecimal } from '../../src/kernel/decimal.js';
import { adjustWeights } from '../../src/weighting/adjust-weights.js';
import { adjustmentFactors } from '../../src/weighting/adjustment-factors.js';
import { calibrateWeights } from '../../src/weighting/calibrate-weights.js';
import { COST_PARTS, type CostPart } from '../../src/weighting/calibration-input.js';
import type { WeightTable } from '../../src/weighting/weight-table.js';
import { historyOf, NO_TRIM, repeat } from './weighting-example.js';

const WORDS = { zh: '调整', en: 'adjusted' };
const RULES_1_1 = [
  ...repeat(600, { group: 'AA11', yuan: 8000 }),
  ...repeat(300, { group: 'BB19', yuan: 15_000 }),
  ...repeat(100, { group: 'CC19', yuan: 40_000 }),
];
const table = calibrateWeights(historyOf(RULES_1_1));
const FACTORS = new Map([
  ['AA11', decimalOf(0.9)],
  ['BB19', decimalOf(1)],
  ['CC19', decimalOf(1.2)],
]);
const weightsOf = (found: WeightTable) =>
  found.rows.flatMap((row) => (row.weight === undefined || row.cases === 0 ? [] : [formatDecimal(row.weight)]));

describe('weights adjusted by structure, difficulty or policy target (rules 1.4)', () => {
  test('0.9, 1.0 and 1.2 make 0.5286, 1.1013 and 3.5242, with the total weight kept', () => {
    const adjusted = adjustWeights(table, FACTORS, WORDS);
    expect(weightsOf(adjusted.table)).toEqual(['0.5286', '1.1013', '3.5242']);
    // Published weights add up to 999.9900 before and 999.9700 after: apart by their rounding alone.
    expect([adjusted.scaledBefore, adjusted.scaledAfter]).toEqual([9_999_900n, 9_999_700n]);
    expect(adjusted.table.hash).not.toBe(table.hash);
    expect(adjusted.table.ruleText!.zh).toContain('；调整');
    expect(weightsOf(table)).toEqual(['0.6015', '1.1278', '3.0075']);
  });

  test('from weights of 8 decimals Σ cases × weight is 1,000 before and after, to their rounding', () => {
    const fine = calibrateWeights(historyOf(RULES_1_1, NO_TRIM, 8));
    const { scaledAfter, decimals, table: found } = adjustWeights(fine, FACTORS, WORDS);
    // 7,200, 15,000 and 48,000 over 13,620; the last in the eighth decimal from the published 3.00751880.
    expect(weightsOf(found)).toEqual(['0.52863436', '1.10132159', '3.52422908']);
    expect(Math.abs(Number(scaledAfter) / 10 ** decimals - 1000)).toBeLessThan(1e-5);
  });

  test('one factor for all changes nothing; the total moves by half a last decimal a case at most, whatever the factors', () => {
    const all = new Map(['AA11', 'BB19', 'CC19'].map((group) => [group, decimalOf(1.37)]));
    expect(weightsOf(adjustWeights(table, all, WORDS).table)).toEqual(weightsOf(table));
    const factor = fc.integer({ min: 1, max: 5000 }).map((thousandths) => decimalOf(thousandths / 1000));
    fc.assert(
      fc.property(factor, factor, factor, (a, b, c) => {
        const found = adjustWeights(
          table,
          new Map([
            ['AA11', a],
            ['BB19', b],
            ['CC19', c],
          ]),
          WORDS,
        );
        expect(Number(found.scaledAfter - found.scaledBefore)).toBeLessThanOrEqual(500);
        expect(Number(found.scaledBefore - found.scaledAfter)).toBeLessThanOrEqual(500);
      }),
    );
  });

  test('weights by level move with their group; a table without cases is refused', () => {
    const variants = [{ key: { level: '3' as const }, weights: new Map([['CC19', { digits: 40_000, scale: 4 }]]) }];
    const adjusted = adjustWeights({ ...table, variants }, FACTORS, WORDS).table;
    // 4.0000 × 1.2 × 999.99 / 1,024.05.
    expect(formatDecimal(adjusted.variants![0]!.weights!.get('CC19')!)).toBe('4.6872');
    const without = { ...table, rows: table.rows.map((row) => ({ ...row, cases: 0 })) };
    expect(() => adjustWeights(without, FACTORS, WORDS)).toThrow('no counts of cases');
  });
});

describe('factors of groups', () => {
  const parts = (values: Readonly<Partial<Record<CostPart, readonly number[]>>>, count: number) =>
    Object.fromEntries(COST_PARTS.map((part) => [part, Float64Array.from(values[part] ?? Array(count).fill(0))]));
  const cases = [
    { group: 'AA11', yuan: 100 },
    { group: 'AA11', yuan: 100 },
    { group: 'BB19', yuan: 100 },
  ];
  const input = {
    ...historyOf(cases),
    parts: parts({ service: [5000, 3000, 10_000], drug: [5000, 7000, 0] }, 3),
  };
  const made = calibrateWeights(historyOf(cases));

  test('services 40 % × 1.5 and drugs 60 % × 0.8 are a factor of 1.08; services alone 1.5', () => {
    const { factors, withoutParts } = adjustmentFactors(made, { structure: { service: 1.5, drug: 0.8 } }, input);
    expect(factors.get('AA11')).toEqual({ digits: 1_080_000_000_000, scale: 12 });
    expect(factors.get('BB19')).toEqual({ digits: 1_500_000_000_000, scale: 12 });
    expect(withoutParts).toBe(0);
  });

  test('a case with a missing part is left out and counted; a group of such cases alone is named and taken as 1', () => {
    const gaps = { ...input, parts: { ...input.parts, drug: Float64Array.from([5000, 7000, Number.NaN]) } };
    const found = adjustmentFactors(made, { structure: { service: 1.5, drug: 0.8 } }, gaps);
    expect([found.withoutParts, found.groupsWithoutParts]).toEqual([1, ['BB19']]);
    expect(found.factors.has('BB19')).toBe(false);
    expect(() => adjustmentFactors(made, { structure: { drug: 0.8 } }, historyOf(cases))).toThrow(
      'cost_service, cost_nursing',
    );
  });

  test('patterns multiply with each other and with the structure; one that matches nothing is refused with the nearest codes', () => {
    const adjustments = [
      { groups: ['AA1*'], factor: 1.1 },
      { groups: ['*'], factor: 0.5 },
    ];
    const { factors, words } = adjustmentFactors(made, { structure: { service: 1.5, drug: 0.8 }, adjustments }, input);
    expect(factors.get('AA11')).toEqual({ digits: 594_000_000_000, scale: 12 });
    expect(factors.get('BB19')).toEqual({ digits: 750_000_000_000, scale: 12 });
    expect(words.en).toContain('service × 1.5, drug × 0.8, AA1* × 1.1, * × 0.5');
    expect(() => adjustmentFactors(made, { adjustments: [{ groups: ['AA91'], factor: 2 }] })).toThrow(/AA91.*AA11/);
  });
});
