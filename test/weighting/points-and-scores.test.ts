import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import type { DictionaryColumn } from '../../src/cases/case-table.js';
import { decimalOf, divideDecimals, formatDecimal, parseDecimal } from '../../src/kernel/decimal.js';
import { type Policy, policySchema } from '../../src/policy/policy-schema.js';
import { calibrateWeights } from '../../src/weighting/calibrate-weights.js';
import { pointsUnit, scoreUnit } from '../../src/weighting/calibrated-unit.js';
import { hospitalCostCoefficients } from '../../src/weighting/hospital-cost-coefficients.js';
import { weightTableOfText } from '../../src/weighting/read-weight-table.js';
import { weighableGroups } from '../../src/weighting/weighable-groups.js';
import { weightFileText } from '../../src/weighting/weight-file.js';
import { coefficientFor } from '../../src/weighting/weight-for.js';
import { weightRuleText } from '../../src/weighting/weight-rule.js';
import type { WeightTable } from '../../src/weighting/weight-table.js';
import { unitOfPolicy, weightColumns } from '../../src/weighting/weights-of-history.js';
import { sharedReference } from '../shared-reference.js';
import { CATALOGUE, type HistoryCase, historyOf, NO_TRIM, repeat } from './weighting-example.js';

const of = (table: WeightTable, group: string) => {
  const weight = table.rows.find((row) => row.group === group)?.weight;
  return weight === undefined ? undefined : formatDecimal(weight);
};

/** City mean 12,000, mean of AA11 6,000 (rules 1.9). */
const CITY: readonly HistoryCase[] = [
  ...repeat(6, { group: 'AA11', yuan: 6000 }),
  ...repeat(6, { group: 'BB19', yuan: 18_000 }),
];

describe('base points (rules 1.9 and 1.10)', () => {
  test('group mean 6,000 over a city mean of 12,000 is 50 points', () => {
    const table = calibrateWeights({ ...historyOf(CITY), unit: pointsUnit(2) });
    expect(table.unit).toBe('points');
    expect(of(table, 'AA11')).toBe('50.00');
    expect(of(table, 'BB19')).toBe('150.00');
    expect(table.ruleText!.en).toContain('points = group mean / overall mean × 100, rounded half-up to 2 decimals');
  });

  test('an unstable group takes its median 3,000 in one form and its mean 6,000 in the other: 25 and 50 points', () => {
    // Four cases are fewer than five: unstable. Their mean is 6,000, their median 3,000.
    const cases = [
      ...[2000, 3000, 3000, 16_000].map((yuan) => ({ group: 'AA11', yuan })),
      ...repeat(6, { group: 'BB19', yuan: 16_000 }),
    ];
    const byMedian = calibrateWeights({ ...historyOf(cases), unit: pointsUnit(4, 'median') });
    const byMean = calibrateWeights({ ...historyOf(cases, { ...NO_TRIM, fallback: 'none' }), unit: pointsUnit(4) });
    expect(byMedian.regionMeanFen).toBe(1_200_000);
    expect(byMedian.rows[0]!.status).toBe('unstable');
    expect([of(byMedian, 'AA11'), of(byMean, 'AA11')]).toEqual(['25.0000', '50.0000']);
    // A stable group's points never come from its median.
    expect(of(byMedian, 'BB19')).toBe('133.3333');
    expect(byMedian.ruleText!.zh).toContain('非稳定组取中位数');
  });

  test('the median is of kept costs, between the middle two, and exact to the half fen', () => {
    const weights = {
      ...NO_TRIM,
      trim: { method: 'iqr', k: 1.5, quantile: 7, lower_included: true, upper_included: true } as const,
      min_cases: 20,
    };
    const list = [4000, 5000, 5200, 5500, 6000, 6500, 7000, 30_000].map((yuan) => ({ group: 'BB19', yuan }));
    const table = calibrateWeights({ ...historyOf(list, weights), unit: pointsUnit(4, 'median') });
    // 30,000 is trimmed: the median of seven is 5,500, the overall mean 5,600.
    expect(of(table, 'BB19')).toBe('98.2143');
    const even = calibrateWeights({
      ...historyOf(
        [
          { group: 'BB19', yuan: 0.01 },
          { group: 'BB19', yuan: 0.02 },
        ],
        { ...NO_TRIM, min_cases: 3 },
      ),
      unit: pointsUnit(4, 'median'),
    });
    expect(of(even, 'BB19')).toBe('100.0000');
  });

  test('decimals are those of rounding.points: 0 to 6', () => {
    const cases = [...repeat(5, { group: 'AA11', yuan: 1 }), ...repeat(5, { group: 'BB19', yuan: 2 })];
    const at = (decimals: number) => of(calibrateWeights({ ...historyOf(cases), unit: pointsUnit(decimals) }), 'AA11');
    expect([at(0), at(2), at(6)]).toEqual(['67', '66.67', '66.666667']);
  });
});

describe('hospital cost coefficients (rules 1.9)', () => {
  const cases = [
    { group: 'AA11', yuan: 6600 },
    { group: 'AA11', yuan: 5400 },
    { group: 'BB19', yuan: 18_000 },
  ];
  const hospitals: DictionaryColumn = {
    kind: 'dictionary',
    codes: Uint16Array.from([1, 2, 2]),
    values: ['', 'H1', 'H2'],
  };
  const variants = hospitalCostCoefficients(historyOf(cases), hospitals, 4);
  const table: WeightTable = { ...calibrateWeights({ ...historyOf(cases), unit: pointsUnit(4) }), variants };

  test('hospital mean 6,600 over the city’s 6,000 is 1.1; a group new to the hospital has none, which stands for 1', () => {
    expect(coefficientFor(table, 'AA11', { hospitalId: 'H1' })).toEqual({ digits: 11, scale: 1 });
    expect(coefficientFor(table, 'AA11', { hospitalId: 'H2' })).toEqual({ digits: 9, scale: 1 });
    expect(coefficientFor(table, 'BB19', { hospitalId: 'H2' })).toEqual({ digits: 1, scale: 0 });
    expect(coefficientFor(table, 'BB19', { hospitalId: 'H1' })).toBeUndefined();
    expect(coefficientFor(table, 'AA11', { hospitalId: 'H3' })).toBeUndefined();
  });

  test('base 50 × 1.1 is 55.00 points', () => {
    const city = calibrateWeights({ ...historyOf(CITY), unit: pointsUnit(2) });
    const base = city.rows[0]!.weight!;
    expect((base.digits * 11) / 1000).toBe(55);
  });

  test('the file of points with coefficients reads back as it was', () => {
    const text = weightFileText(table);
    expect(text).toContain('# unit: points\n');
    expect(text.split('\n').find((line) => line.startsWith('group,'))).toMatch(
      /,coefficient:hospital=H1,coefficient:hospital=H2$/,
    );
    const back = weightTableOfText(text, 'points.csv', CATALOGUE, 4);
    expect(back.table.unit).toBe('points');
    expect(back.table.variants).toEqual(variants);
  });

  test('weighted by cases, the coefficients of a group average to 1 on the costs that made them', () => {
    const many = [700, 800, 900, 1000, 1600].map((yuan) => ({ group: 'AA11', yuan }));
    const column: DictionaryColumn = {
      kind: 'dictionary',
      codes: Uint16Array.from([1, 1, 2, 2, 2]),
      values: ['', 'H1', 'H2'],
    };
    const found = hospitalCostCoefficients(historyOf(many), column, 6);
    const [first, second] = found.map(({ coefficients }) => coefficients!.get('AA11')!);
    expect([first, second]).toEqual([decimalOf(0.75), divideDecimals(decimalOf(350), decimalOf(300), 6)]);
  });
});

describe('scores (rules 2.1 and 2.2)', () => {
  // Yearly means of BB19 9,000, 9,500 and 10,200; of all cases 11,000, 11,400 and 12,000.
  const years: readonly HistoryCase[] = [
    { group: 'BB19', yuan: 9000, year: 2023 },
    { group: 'CC19', yuan: 13_000, year: 2023 },
    { group: 'BB19', yuan: 9500, year: 2024 },
    { group: 'CC19', yuan: 13_300, year: 2024 },
    { group: 'BB19', yuan: 10_200, year: 2025 },
    { group: 'CC19', yuan: 13_800, year: 2025 },
  ];
  const weights = { ...NO_TRIM, years: [1, 2, 7], fallback: 'none' as const };

  test('1:2:7 on yearly means: 9,940 / 11,780 × 1,000 is 843.8031', () => {
    const table = calibrateWeights({ ...historyOf(years, weights), unit: scoreUnit(4) });
    expect(table.unit).toBe('score');
    expect(of(table, 'BB19')).toBe('843.8031');
    expect([table.rows.find((row) => row.group === 'BB19')!.meanFen, table.regionMeanFen]).toEqual([
      994_000, 1_178_000,
    ]);
    expect(of(calibrateWeights({ ...historyOf(years, weights), unit: scoreUnit(6) }), 'BB19')).toBe('843.803056');
  });

  test('against a benchmark disease of 13,620 it is 729.8091; against a quota of 100 yuan 99.40, not times 1,000', () => {
    const against = (base: Parameters<typeof scoreUnit>[1]) =>
      of(calibrateWeights({ ...historyOf(years, weights), unit: scoreUnit(4, base) }), 'BB19');
    expect(against({ group: 'CC19' })).toBe('729.8091');
    expect(against({ quotaFen: 10_000 })).toBe('99.4000');
    expect(() => against({ group: 'AA13' })).toThrow('benchmark group AA13');
    expect(() => against({ group: 'none' })).toThrow('benchmark group none');
  });

  test('the benchmark itself scores 1,000 and says so in the rule', () => {
    const table = calibrateWeights({ ...historyOf(years, weights), unit: scoreUnit(2, { group: 'CC19' }) });
    expect(of(table, 'CC19')).toBe('1000.00');
    expect(table.ruleText!.en).toContain('group mean / mean of the benchmark CC19 × 1000');
  });

  test('drug and consumable scores: 3,000 over 2,000 is 1.5, 0 over 400 is 0; a missing part is left out, not 0', () => {
    const cases = [...repeat(2, { group: 'BB19', yuan: 9000 }), ...repeat(2, { group: 'CC19', yuan: 13_000 })];
    const parts = {
      drug: Float64Array.from([300_000, Number.NaN, 100_000, 200_000]),
      consumable: Float64Array.from([0, 0, 80_000, 80_000]),
    };
    const table = calibrateWeights({ ...historyOf(cases), unit: scoreUnit(4), parts });
    const [bb, cc] = ['BB19', 'CC19'].map((group) => table.rows.find((row) => row.group === group)!);
    // Drugs: 3,000 of one known case; all known ones 3,000, 1,000 and 2,000.
    expect([bb!.drugScore, cc!.drugScore]).toEqual([decimalOf(1.5), decimalOf(0.75)]);
    expect([bb!.consumableScore, cc!.consumableScore]).toEqual([decimalOf(0), decimalOf(2)]);
    expect(table.rows[0]!.drugScore).toBeUndefined();
    const back = weightTableOfText(weightFileText(table), 'scores.csv', CATALOGUE, 4);
    expect(back.findings.filter((finding) => finding.severity === 'error')).toEqual([]);
    expect(back.table.rows).toEqual(table.rows);
  });

  test('a scheme without ADRGs weighs every group but the ungrouped one, and none falls back on all others', () => {
    const flat = { ...CATALOGUE, adrgs: CATALOGUE.codes.map(() => '') };
    expect(weighableGroups(flat)).toEqual([1, 2, 3, 4, 5, 6]);
    const table = calibrateWeights({
      ...historyOf([...CITY, { group: 'CC19', yuan: 12_000 }]),
      catalogue: flat,
      unit: scoreUnit(4),
    });
    expect(table.rows.find((row) => row.group === 'CC19')).toMatchObject({ status: 'unstable' });
    expect(of(table, 'CC19')).toBe('1000.0000');
  });
});

describe('the unit that a policy asks for', () => {
  const policyOf = (part: object): Policy =>
    policySchema.parse({
      id: 'p',
      title: { zh: '例', en: 'example' },
      region: 'r',
      year: 2026,
      scheme: 'example-scheme',
      pools: [{ insurance: 'employee', fund: 1 }],
      rate: { kind: 'fixed', value: 1 },
      rounding: { weight: 5, points: 3 },
      ...part,
    });
  const unit = (part: object) => unitOfPolicy(policyOf(part));

  test('follows its method: weights × 1 at 5 decimals, points × 100 and scores × 1,000 at 3', () => {
    expect(unit({})).toMatchObject({ unit: 'weight', multiplier: decimalOf(1), decimals: 5 });
    expect(unit({ method: 'drg-points' })).toMatchObject({ unit: 'points', multiplier: decimalOf(100), decimals: 3 });
    expect(unit({ method: 'dip' })).toMatchObject({ unit: 'score', multiplier: decimalOf(1000), decimals: 3 });
  });

  test('takes divisor, multiplier and the cost of unstable groups from weights.conversion', () => {
    const converted = (conversion: object) => unit({ method: 'dip', weights: { conversion } });
    expect(converted({ unstable: 'median' })).toMatchObject({ base: 'overall_mean', unstable: 'median' });
    expect(converted({ divisor: 'group', group: 'CC19', multiplier: 100 })).toMatchObject({
      base: { group: 'CC19' },
      multiplier: decimalOf(100),
    });
    expect(converted({ divisor: 'quota', quota: 123.45 })).toMatchObject({
      base: { quotaFen: 12_345 },
      multiplier: decimalOf(1),
    });
    expect(() =>
      unitOfPolicy({
        ...policyOf({}),
        weights: { ...policyOf({}).weights, conversion: { divisor: 'group', unstable: 'mean' } },
      }),
    ).toThrow('value of group is not given');
  });

  test('asks for the parts of costs only where scores or a structure need them', () => {
    expect(weightColumns(policyOf({}))).toEqual([]);
    expect(weightColumns(policyOf({ weights: { structure: { drug: 0.9 } } }))).toContain('cost_drug');
    expect(weightColumns(policyOf({ method: 'dip' }))).toHaveLength(7);
    expect(weightColumns(policyOf({}), { coefficients: 'hospital' })).toEqual(['hospital_id']);
    const own = (table: string) =>
      policyOf({ hospital_coefficient: { components: [{ name: 'own', table, missing: 1 }] } });
    expect(weightColumns(own('hospital'))).toEqual(['hospital_id']);
    expect(weightColumns(own('level'))).toEqual([]);
  });

  test('the specification’s own trimming is named where the fences are the 2.5 and 97.5 percentiles, and only there', () => {
    const rule = (trim: object) => weightRuleText(policyOf({ weights: { trim } }).weights, unit({}));
    expect(rule({ method: 'percentile' }).en).toContain(
      'quantiles 0.025 … 0.975 (the technical specification’s own trimming)',
    );
    expect(rule({ method: 'percentile' }).zh).toContain('技术规范所列的裁剪法');
    expect(rule({ method: 'percentile', upper: 0.99 }).en).not.toContain('specification');
    expect(rule({ method: 'iqr' }).en).not.toContain('specification');
  });
});

const reference = sharedReference();
const statistics = reference === undefined ? '' : join(reference, 'dip', 'pingdingshan-2025-stats.tsv');

test.each([
  ['I63.9', '3831.444885', '670.049325'],
  ['J18.0', '2495.484442', '436.414386'],
  ['K35.8', '2251.835112', '393.804594'],
  ['Z51.1:99.2503', '4212.932323', '736.764470'],
  ['H25.9:13.4100x001_13.7100x001', '4722.347363', '825.851802'],
  ['KBBZ', '8493.487397', '1485.354916'],
])('published entry %s: mean %s over 5,718.153489 × 1,000 is %s', (_, mean, score) => {
  const thousandfold = { ...parseDecimal(mean)!, scale: parseDecimal(mean)!.scale - 3 };
  expect(formatDecimal(divideDecimals(thousandfold, parseDecimal('5718.153489')!, 6)!)).toBe(score);
});

test.skipIf(!existsSync(statistics))(
  'all 4,536 published scores are mean / 5,718.153489 × 1,000, to 2 millionths',
  () => {
    const [head, ...lines] = readFileSync(statistics, 'utf8').trim().split('\n');
    const columns = head!.split('\t');
    const [fee, score] = ['mean_fee', 'score'].map((name) => columns.indexOf(name));
    const thousand = 1000n;
    const exact = (text: string): bigint => {
      const value = decimalOf(Number(text));
      return BigInt(value.digits) * 10n ** BigInt(12 - value.scale);
    };
    const base = exact('5718.153489');
    let farthest = 0;
    for (const line of lines) {
      const cells = line.split('\t');
      const computed = (exact(cells[fee!]!) * thousand * 10n ** 9n) / base;
      farthest = Math.max(farthest, Math.abs(Number(computed - exact(cells[score!]!) / 1000n)) / 1e9);
    }
    expect(lines).toHaveLength(4536);
    expect(farthest).toBeLessThanOrEqual(2e-6);
  },
);
