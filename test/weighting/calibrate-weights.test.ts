import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { STATUS_UNGROUPED, STATUS_UNRELATED } from '../../src/grouping/group-columns.js';
import { decimalToNumber, formatDecimal } from '../../src/kernel/decimal.js';
import { calibrateWeights } from '../../src/weighting/calibrate-weights.js';
import type { WeightTable } from '../../src/weighting/weight-table.js';
import { CATALOGUE, type HistoryCase, historyOf, NO_TRIM, repeat, WEIGHTS } from './weighting-example.js';

const rowOf = (table: WeightTable, group: string) => table.rows.find((row) => row.group === group)!;
const weightOf = (table: WeightTable, group: string) => {
  const { weight } = rowOf(table, group);
  return weight === undefined ? undefined : formatDecimal(weight);
};

/** 1,000 cases: 600 at 8,000, 300 at 15,000, 100 at 40,000 (rules 1.1). */
const RULES_1_1: readonly HistoryCase[] = [
  ...repeat(600, { group: 'AA11', yuan: 8000 }),
  ...repeat(300, { group: 'BB19', yuan: 15_000 }),
  ...repeat(100, { group: 'CC19', yuan: 40_000 }),
];

describe('relative weights (rules 1.1 and 1.5)', () => {
  const table = calibrateWeights(historyOf(RULES_1_1));

  test('group means over a region mean of 13,300 are 0.6015, 1.1278 and 3.0075', () => {
    expect(table.regionMeanFen).toBe(1_330_000);
    expect(['AA11', 'BB19', 'CC19'].map((group) => weightOf(table, group))).toEqual(['0.6015', '1.1278', '3.0075']);
  });

  test('at 8 decimals the weights are 0.60150376, 1.12781955, 3.00751880, and Σ n·RW is 1,000 to their rounding', () => {
    const fine = calibrateWeights(historyOf(RULES_1_1, NO_TRIM, 8));
    expect(['AA11', 'BB19', 'CC19'].map((group) => weightOf(fine, group))).toEqual([
      '0.60150376',
      '1.12781955',
      '3.00751880',
    ]);
    const total = fine.rows.reduce(
      (sum, row) => sum + (row.weight === undefined ? 0 : row.cases * decimalToNumber(row.weight)),
      0,
    );
    expect(Math.abs(total - 1000)).toBeLessThan(1000 * 0.5e-8);
  });

  test('Σ n·RW is N for any untrimmed history, within half a last decimal a case', () => {
    const entry = fc.record({
      group: fc.constantFrom('AA11', 'AA13', 'AA15', 'BB19', 'CC19'),
      yuan: fc.integer({ min: 1, max: 5_000_000 }).map((fen) => fen / 100),
    });
    fc.assert(
      fc.property(fc.array(entry, { minLength: 1, maxLength: 60 }), (cases) => {
        const found = calibrateWeights(historyOf(cases, { ...NO_TRIM, fallback: 'none' }, 6));
        const scaled = found.rows.reduce((sum, row) => sum + row.keptCases * (row.weight?.digits ?? 0), 0);
        expect(Math.abs(scaled - cases.length * 1e6)).toBeLessThanOrEqual(cases.length / 2);
      }),
    );
  });

  test('a weight is rounded once, from the sums: means of 1/3 fen leave no trace', () => {
    // Group mean 100/3, region mean 400/6: RW is exactly 0.5; from means rounded to the fen it would be 0.4925.
    const cases = [0.33, 0.33, 0.34, 1, 1, 1].map((yuan, i) => ({ group: i < 3 ? 'AA11' : 'BB19', yuan }));
    expect(weightOf(calibrateWeights(historyOf(cases)), 'AA11')).toBe('0.5000');
  });

  test('the order of cases does not matter, and the input is unchanged', () => {
    const input = historyOf(RULES_1_1);
    const costs = input.costFen.slice();
    const shuffled = historyOf([...RULES_1_1].reverse());
    expect(calibrateWeights(shuffled)).toEqual(calibrateWeights(input));
    expect(input.costFen).toEqual(costs);
  });

  test('groups without an ADRG of their own (0000, QY) have no row; the others are in code order', () => {
    expect(table.rows.map((row) => row.group)).toEqual(['AA11', 'AA13', 'AA15', 'BB19', 'CC19']);
  });
});

describe('trimming before weights (rules 1.3)', () => {
  const list = [4000, 5000, 5200, 5500, 6000, 6500, 7000, 30000].map((yuan) => ({ group: 'BB19', yuan }));

  test('IQR drops 30,000: mean 5,600 instead of 8,650', () => {
    const row = rowOf(calibrateWeights(historyOf(list, WEIGHTS)), 'BB19');
    expect([row.cases, row.keptCases, row.meanFen]).toEqual([8, 7, 560_000]);
    expect(rowOf(calibrateWeights(historyOf(list)), 'BB19').meanFen).toBe(865_000);
  });

  test('3σ on 8 cases reports 0 trimmed and does not fail', () => {
    const trim = {
      method: 'sigma',
      k: 3,
      of: 'log_cost',
      deviation: 'population',
      lower_included: true,
      upper_included: true,
    } as const;
    const table = calibrateWeights(historyOf(list, { ...WEIGHTS, trim }));
    expect([table.cases, table.keptCases]).toEqual([8, 8]);
  });

  test('trimming is inside each group: one group’s usual cost is another’s outlier', () => {
    const other = repeat(8, { group: 'CC19', yuan: 30_000 });
    const table = calibrateWeights(historyOf([...list, ...other], WEIGHTS));
    expect([rowOf(table, 'BB19').keptCases, rowOf(table, 'CC19').keptCases]).toEqual([7, 8]);
  });
});

describe('what never makes a weight', () => {
  test('each case is left out under the first reason: long stay, paid outside, no cost, not grouped', () => {
    const table = calibrateWeights(
      historyOf([
        ...repeat(5, { group: 'BB19', yuan: 100 }),
        { group: 'BB19', yuan: 900, los: 60 },
        { group: 'BB19', yuan: 900, los: 61, isOutside: true },
        { group: 'BB19', yuan: 900, isOutside: true },
        { group: 'BB19', yuan: 0 },
        { group: 'BB19', yuan: Number.NaN },
        { group: 'BB19', yuan: -5 },
        { group: '0000', yuan: 900, status: STATUS_UNGROUPED },
        { group: 'AQY', yuan: 900, status: STATUS_UNRELATED },
        { group: 'BB19', yuan: 100, los: -1 },
      ]),
    );
    expect(table.excluded).toEqual({
      long_stay: 1,
      payment_kind: 1,
      no_cost: 3,
      not_grouped: 2,
      paid_year: 0,
      no_date: 0,
    });
    // A stay of exactly 60 days and one of unknown length are in.
    expect(rowOf(table, 'BB19').cases).toBe(7);
    expect(rowOf(table, 'BB19').meanFen).toBe(Math.round(150_000 / 7));
  });

  test('the paid year never weighs itself', () => {
    const cases = [2024, 2025, 2026, 2027].map((year) => ({ group: 'BB19', yuan: year, year }));
    const table = calibrateWeights({ ...historyOf(cases), paidYear: 2026 });
    expect(table.excluded?.paid_year).toBe(2);
    expect(rowOf(table, 'BB19').meanFen).toBe(202_450);
  });

  test('a history of which nothing is left is an error that says why', () => {
    const cases = [
      { group: '0000', yuan: 900, status: STATUS_UNGROUPED },
      { group: 'BB19', yuan: 0 },
    ];
    expect(() => calibrateWeights(historyOf(cases))).toThrow('no_cost 1, not_grouped 1');
    expect(() => calibrateWeights(historyOf([]))).toThrow('no case of the history');
  });
});

describe('years weighed 1:2:7 (rules 1.2 and 2.1)', () => {
  const years = { ...NO_TRIM, years: [1, 2, 7] };
  /** Yearly group means 9,000, 9,500, 10,200 beside region means 11,000, 11,400, 12,000. */
  const cases: HistoryCase[] = [
    ...repeat(5, { group: 'AA11', yuan: 9000, year: 2023 }),
    ...repeat(5, { group: 'BB19', yuan: 13_000, year: 2023 }),
    ...repeat(5, { group: 'AA11', yuan: 9500, year: 2024 }),
    ...repeat(5, { group: 'BB19', yuan: 13_300, year: 2024 }),
    ...repeat(5, { group: 'AA11', yuan: 10_200, year: 2025 }),
    ...repeat(5, { group: 'BB19', yuan: 13_800, year: 2025 }),
  ];

  test('9,940 / 11,780 = 0.8438, of the yearly means', () => {
    const table = calibrateWeights(historyOf(cases, years));
    expect([rowOf(table, 'AA11').meanFen, table.regionMeanFen]).toEqual([994_000, 1_178_000]);
    expect(weightOf(table, 'AA11')).toBe('0.8438');
    expect(weightOf(calibrateWeights(historyOf(cases, years, 7)), 'AA11')).toBe('0.8438031');
  });

  test('the factors weigh means, not cases: ten times the cases in one year change no mean of the group', () => {
    const more = [...cases, ...repeat(45, { group: 'AA11', yuan: 9000, year: 2023 })];
    expect(rowOf(calibrateWeights(historyOf(more, years)), 'AA11').meanFen).toBe(994_000);
  });

  test('a group without cases in a year is weighed over the years it has', () => {
    const gap = [
      ...cases,
      ...repeat(5, { group: 'CC19', yuan: 3000, year: 2024 }),
      ...repeat(5, { group: 'CC19', yuan: 6000, year: 2025 }),
    ];
    // (2 × 3,000 + 7 × 6,000) / 9
    expect(rowOf(calibrateWeights(historyOf(gap, years)), 'CC19').meanFen).toBe(533_333);
  });

  test('three factors for two years, or without dates, are errors', () => {
    const two = cases.filter((entry) => entry.year !== 2023);
    expect(() => calibrateWeights(historyOf(two, years))).toThrow('3 factors, the history has 2 years (2024, 2025)');
    const none = cases.map(({ group, yuan }) => ({ group, yuan }));
    expect(() => calibrateWeights(historyOf(none, years))).toThrow('needs the date');
  });

  test('a case without a date is left out when years are weighed, and used when they are pooled', () => {
    const undated = [...cases, { group: 'AA11', yuan: 1, year: 0 }];
    expect(calibrateWeights(historyOf(undated, years)).excluded?.no_date).toBe(1);
    expect(calibrateWeights(historyOf(undated)).excluded?.no_date).toBe(0);
  });
});

describe('CV, RIV and stability (rules 1.8)', () => {
  const cases = [
    ...[8, 10, 12].map((yuan) => ({ group: 'AA11', yuan })),
    ...[20, 22, 30].map((yuan) => ({ group: 'BB19', yuan })),
  ];

  test('TSS 358, WSS 64: RIV 0.8212; CV 0.1633 and 0.1800 with the population sd, 0.2000 and 0.2205 with the sample sd', () => {
    const population = calibrateWeights(historyOf(cases));
    expect(population.riv).toBeCloseTo(1 - 64 / 358, 6);
    expect(population.riv.toPrecision(4)).toBe('0.8212');
    const cv = (table: WeightTable) => ['AA11', 'BB19'].map((group) => Number(rowOf(table, group).cv.toPrecision(4)));
    expect(cv(population)).toEqual([0.1633, 0.18]);
    const sample = calibrateWeights(historyOf(cases, { ...NO_TRIM, deviation: 'sample' }));
    expect(cv(sample)).toEqual([0.2, 0.2205]);
    expect(sample.riv).toBe(population.riv);
  });

  test('CV of one case is blank, not 0; RIV of equal costs is blank', () => {
    const table = calibrateWeights(historyOf([{ group: 'BB19', yuan: 5 }]));
    expect(rowOf(table, 'BB19').cv).toBeNaN();
    expect(table.riv).toBeNaN();
  });

  test('exactly min_cases is stable, one fewer is not; a CV of exactly 1 is stable, above it is not', () => {
    const five = calibrateWeights(historyOf(repeat(5, { group: 'BB19', yuan: 100 })));
    expect(rowOf(five, 'BB19').status).toBe('stable');
    const four = calibrateWeights(historyOf(repeat(4, { group: 'BB19', yuan: 100 })));
    expect(rowOf(four, 'BB19').status).toBe('unstable');
    const one = [...repeat(8, { group: 'BB19', yuan: 1 }), ...repeat(2, { group: 'BB19', yuan: 6 })];
    // mean 2, sd √(8·1 + 2·16)/10 = 2: CV exactly 1.
    expect(rowOf(calibrateWeights(historyOf(one)), 'BB19')).toMatchObject({ cv: 1, status: 'stable' });
    const above = [...repeat(8, { group: 'BB19', yuan: 1 }), ...repeat(2, { group: 'BB19', yuan: 6.01 })];
    expect(rowOf(calibrateWeights(historyOf(above)), 'BB19').status).toBe('unstable');
  });

  test('a group with too few cases takes the mean of its ADRG; a group without cases too', () => {
    const table = calibrateWeights(
      historyOf([
        ...repeat(6, { group: 'AA11', yuan: 100 }),
        ...repeat(2, { group: 'AA13', yuan: 500 }),
        ...repeat(8, { group: 'BB19', yuan: 200 }),
      ]),
    );
    // ADRG AA1: 1,600 / 8 = 200; region: 3,200 / 16 = 200.
    expect(rowOf(table, 'AA13')).toMatchObject({ status: 'fallback', meanFen: 50_000, keptCases: 2 });
    expect([weightOf(table, 'AA13'), weightOf(table, 'AA15')]).toEqual(['1.0000', '1.0000']);
    expect(rowOf(table, 'AA15')).toMatchObject({ status: 'fallback', cases: 0 });
    expect(rowOf(table, 'AA15').meanFen).toBeNaN();
    // CC1 has no case at all: no weight, never a guess.
    expect(rowOf(table, 'CC19')).toMatchObject({ status: 'empty', weight: undefined });
  });

  test('an ADRG without enough cases itself is no fallback, and `none` keeps the own mean', () => {
    const few = [...repeat(2, { group: 'AA13', yuan: 500 }), ...repeat(8, { group: 'BB19', yuan: 200 })];
    expect(rowOf(calibrateWeights(historyOf(few)), 'AA13').status).toBe('unstable');
    const enough = [...few, ...repeat(6, { group: 'AA11', yuan: 100 })];
    const none = calibrateWeights(historyOf(enough, { ...NO_TRIM, fallback: 'none' }));
    expect(rowOf(none, 'AA13')).toMatchObject({ status: 'unstable', weight: { digits: 25_000, scale: 4 } });
    expect(rowOf(none, 'AA15').status).toBe('empty');
  });
});

describe('the rule goes with the table', () => {
  test('it names years, exclusions, trimming, quantile rule, edges, deviation and decimals in both languages', () => {
    const { rule, ruleText } = calibrateWeights(historyOf(RULES_1_1, WEIGHTS));
    expect(rule).toBe(ruleText?.en);
    for (const part of [
      'all years pooled',
      '60 days',
      'P25 − 1.5·IQR',
      'QUARTILE.INC',
      'edges kept',
      'population',
      '5 kept',
      '4 decimals',
    ])
      expect(rule).toContain(part);
    for (const part of ['合并', '60 天', 'P25−1.5·IQR', 'QUARTILE.INC', '界值保留', '总体标准差', '4 位小数'])
      expect(ruleText?.zh).toContain(part);
  });

  test('other choices read otherwise', () => {
    const rule = (weights: typeof WEIGHTS) => calibrateWeights(historyOf(RULES_1_1, weights)).rule;
    const edges = { lower_included: true, upper_included: false };
    expect(
      rule({ ...WEIGHTS, trim: { method: 'percentile', lower: 0.01, upper: 0.99, quantile: 6, ...edges } }),
    ).toContain('quantiles 0.01 … 0.99, quantile rule 6 (as Excel QUARTILE.EXC), lower edge kept, upper edge trimmed');
    expect(
      rule({
        ...WEIGHTS,
        trim: { method: 'sigma', k: 3, of: 'cost', deviation: 'sample', lower_included: false, upper_included: false },
      }),
    ).toContain('mean ± 3 × sample standard deviation of cost, edges trimmed');
  });
});

test('a million cases in 700 groups are calibrated and every sum is exact', () => {
  const groupCount = 700;
  const count = 1_000_000;
  const catalogue = {
    ...CATALOGUE,
    codes: Array.from({ length: groupCount }, (_, i) => `G${String(i).padStart(4, '0')}`),
    adrgs: Array.from({ length: groupCount }, (_, i) => `G${String(i).padStart(4, '0').slice(0, 3)}`),
    mdcs: Array.from({ length: groupCount }, () => 'G'),
    names: Array.from({ length: groupCount }, () => ''),
  };
  const input = {
    ...historyOf([]),
    catalogue,
    costFen: new Float64Array(count),
    losDays: undefined,
    isPaidOutside: undefined,
  };
  const group = new Uint16Array(count);
  let total = 0n;
  for (let row = 0; row < count; row++) {
    group[row] = (row * 7919) % groupCount;
    const cost = 50_000 + ((row * 48_271) % 2_000_003) + (row % 1000 === 0 ? 90_000_000 : 0);
    input.costFen[row] = cost;
    total += BigInt(cost);
  }
  const started = performance.now();
  const table = calibrateWeights({
    ...input,
    groups: { group, status: new Uint8Array(count), reason: new Uint8Array(count) },
  });
  console.log(`calibrated a million cases in ${Math.round(performance.now() - started)} ms`);
  expect(table.keptCases).toBe(count);
  expect(BigInt(table.regionMeanFen)).toBe((2n * total + BigInt(count)) / BigInt(2 * count));
  expect(table.rows).toHaveLength(groupCount);
});
