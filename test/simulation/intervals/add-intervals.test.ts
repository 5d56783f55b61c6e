import { beforeAll, describe, expect, it } from 'vitest';
import { type Executor, inlineExecutor } from '../../../src/kernel/executor.js';
import type { ResultTable } from '../../../src/kernel/result-table.js';
import { parseReform } from '../../../src/policy/load-policy.js';
import { resolveTimeline } from '../../../src/policy/resolve-timeline.js';
import { demoPolicy, makeDemoRegion, regionOf } from '../../../src/run/demo-region.js';
import { silentProgress } from '../../../src/run/progress.js';
import { type RegionRunResult, simulateRegion } from '../../../src/run/region-run.js';
import { addIntervals, type IntervalOptions, LEAST_CASES } from '../../../src/simulation/intervals/add-intervals.js';
import { poissonWeight } from '../../../src/simulation/intervals/poisson-weight.js';
import { quantile7 } from '../../../src/simulation/intervals/replicate-values.js';

const SIZE = { cases: 1_500, seed: 3, historyColumns: 'weighting' } as const;
const synthetic = makeDemoRegion(SIZE);
const region = regionOf(synthetic, SIZE);
const policy = demoPolicy(synthetic.budgets);
const context = { executor: inlineExecutor, progress: silentProgress, timings: [], language: 'zh' } as const;
const OPTIONS: IntervalOptions = { replicates: 100, level: 0.9, resampling: 'cases', seed: 1 };

/** Hands the units out in odd ranges, last first. */
const oddExecutor: Executor = {
  workerCount: 0,
  run: async (pass, payload, rowCount) => {
    for (let to = rowCount; to > 0; to -= 37) pass.rows(payload, Math.max(0, to - 37), to);
  },
};

const simulate = (patches: string): Promise<RegionRunResult> => {
  const yaml = `id: question\ntitle: {zh: 问题, en: question}\npatches: ${patches}\n`;
  const reform = resolveTimeline(policy, [parseReform(yaml, 'question.yaml')]);
  return simulateRegion(region, { baseline: resolveTimeline(policy, []), reform }, undefined, {
    ...context,
    timings: [],
  });
};
const intervals = async (result: RegionRunResult, options: Partial<IntervalOptions> = {}, executor = inlineExecutor) =>
  await addIntervals(
    result.tables,
    { baseline: result.baseline, reform: result.reform! },
    region.register,
    { ...OPTIONS, ...options },
    executor,
  );
const named = (tables: readonly ResultTable[], name: string) => tables.find(({ schema }) => schema.name === name)!;
const ends = (table: ResultTable) =>
  table.schema.columns.map(({ name }) => name).filter((name) => /^(low|high)_/.test(name));
const bytes = (tables: readonly ResultTable[]) =>
  tables.flatMap((table) =>
    ends(table).map((name) => Buffer.from((table.columns[name] as Float64Array).slice().buffer).toString('hex')),
  );

let reform: RegionRunResult;
beforeAll(async () => {
  reform = await simulate('[{path: rate.value, scale: 0.97}]');
});

describe('intervals of the comparison tables', () => {
  it('stand in hospitals, levels, insurance and fund, low ≤ high, and leave every other column as it was', async () => {
    const made = await intervals(reform);
    for (const name of ['hospitals', 'levels', 'insurance', 'fund']) {
      const table = named(made, name);
      expect(ends(table).length, name).toBeGreaterThanOrEqual(12);
      for (const low of ends(table).filter((column) => column.startsWith('low_'))) {
        const [a, b] = [table.columns[low], table.columns[low.replace('low_', 'high_')]] as [
          Float64Array,
          Float64Array,
        ];
        for (let row = 0; row < table.rowCount; row++) expect(Number.isNaN(a[row]) || a[row]! <= b[row]!).toBe(true);
      }
      for (const { name: column } of named(reform.tables, name).schema.columns) {
        expect(table.columns[column]).toBe(named(reform.tables, name).columns[column]);
      }
    }
    expect(named(made, 'groups')).toBe(named(reform.tables, 'groups'));
  });

  it('hold the figure itself between their ends in the fund and in every level', async () => {
    const made = await intervals(reform);
    for (const name of ['fund', 'levels']) {
      const { columns, rowCount } = named(made, name);
      for (const figure of ['baseline_fund', 'reform_fund', 'change_fund']) {
        const value = columns[figure] as Float64Array;
        for (let row = 0; row < rowCount; row++) {
          const low = (columns[`low_${figure}`] as Float64Array)[row]!;
          if (Number.isNaN(low)) continue;
          expect(low, `${name} ${figure} ${row}`).toBeLessThanOrEqual(value[row]!);
          expect((columns[`high_${figure}`] as Float64Array)[row]).toBeGreaterThanOrEqual(value[row]!);
        }
      }
    }
  });

  it('are the same bytes for any split of the work, and others for another seed', async () => {
    const whole = bytes(await intervals(reform));
    expect(bytes(await intervals(reform, {}, oddExecutor))).toEqual(whole);
    expect(bytes(await intervals(reform, { seed: 2 }))).not.toEqual(whole);
  });

  it.each(['cases', 'hospitals', 'both'] as const)(
    'of an empty reform are [0, 0] for every change, drawing %s',
    async (resampling) => {
      const made = await intervals(await simulate('[]'), { resampling });
      let seen = 0;
      for (const table of made) {
        for (const column of ends(table).filter((name) => name.includes('_change_'))) {
          for (const value of table.columns[column] as Float64Array) {
            if (Number.isNaN(value)) continue;
            expect(Object.is(value, 0)).toBe(true);
            seen += 1;
          }
        }
      }
      expect(seen).toBeGreaterThan(40);
    },
  );

  it('are blank for hospitals below 10 cases, and for single hospitals where hospitals are drawn', async () => {
    const hospitals = named(await intervals(reform), 'hospitals');
    const cases = hospitals.columns.baseline_cases as Float64Array;
    const priced = [...cases].map(
      (count, row) => count - (hospitals.columns.baseline_unpriced_cases as Float64Array)[row]!,
    );
    expect(priced.filter((count) => count < LEAST_CASES).length).toBeGreaterThan(0);
    (hospitals.columns.low_reform_fund as Float64Array).forEach((low, row) => {
      expect(Number.isNaN(low)).toBe(priced[row]! < LEAST_CASES);
    });
    const drawn = named(await intervals(reform, { resampling: 'hospitals' }), 'hospitals');
    expect((drawn.columns.low_reform_fund as Float64Array).every(Number.isNaN)).toBe(true);
  });

  it('are wider at 99 % than at 50 %, and where hospitals are drawn as well as cases', async () => {
    const width = async (options: Partial<IntervalOptions>) => {
      const { columns, rowCount } = named(await intervals(reform, options), 'fund');
      const at = rowCount - 1;
      return (columns.high_reform_fund as Float64Array)[at]! - (columns.low_reform_fund as Float64Array)[at]!;
    };
    expect(await width({ level: 0.99 })).toBeGreaterThan(await width({ level: 0.5 }));
    expect(await width({ resampling: 'both' })).toBeGreaterThan(await width({ resampling: 'cases' }));
  });
});

describe('the draws', () => {
  it('are Poisson(1): 36.8 % zeros, mean and variance 1 over 100,000 rows', () => {
    let [zeros, sum, squares] = [0, 0, 0];
    for (let row = 0; row < 100_000; row++) {
      const weight = poissonWeight(7, 3, row);
      if (weight === 0) zeros += 1;
      sum += weight;
      squares += weight * weight;
    }
    expect(zeros / 100_000).toBeCloseTo(0.3679, 2);
    expect(sum / 100_000).toBeCloseTo(1, 1);
    expect(squares / 100_000 - (sum / 100_000) ** 2).toBeCloseTo(1, 1);
  });

  it('do not repeat from one replicate to the next: 50,000 pairs correlate by less than 0.02', () => {
    let product = 0;
    for (let row = 0; row < 50_000; row++) product += (poissonWeight(1, 0, row) - 1) * (poissonWeight(1, 1, row) - 1);
    expect(Math.abs(product / 50_000)).toBeLessThan(0.02);
  });

  it('are cut by quantiles of rule 7: 5150 and 6625 of the worked list', () => {
    const list = Float64Array.of(4000, 5000, 5200, 5500, 6000, 6500, 7000, 30000);
    expect(quantile7(list, 0.25)).toBe(5_150);
    expect(quantile7(list, 0.75)).toBe(6_625);
    expect(quantile7(new Float64Array(0), 0.5)).toBeNaN();
  });
});
