import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { renderSimulation } from '../../src/cli/render-simulation.js';
import { inlineExecutor } from '../../src/kernel/executor.js';
import type { ResultTable } from '../../src/kernel/result-table.js';
import { resolveTimeline } from '../../src/policy/resolve-timeline.js';
import { LIGHT_COLOURS } from '../../src/report/charts/chart-style.js';
import { reportCharts } from '../../src/report/charts/report-charts.js';
import { withBehaviour } from '../../src/run/behaviour-run.js';
import { demoPolicy, makeDemoRegion, regionOf } from '../../src/run/demo-region.js';
import { silentProgress } from '../../src/run/progress.js';
import { type RegionRunResult, simulateRegion } from '../../src/run/region-run.js';
import type { RunContext } from '../../src/run/run-context.js';
import { writeResults } from '../../src/run/write-results.js';
import { withYears } from '../../src/run/years-run.js';
import { behavioursSchema } from '../../src/simulation/behaviour/behaviour-schema.js';
import { outlookSchema } from '../../src/simulation/years/outlook-schema.js';
import { temporaryFolder } from '../temporary-folder.js';

const folder = temporaryFolder();
const SIZE = { cases: 1_200, seed: 5, historyColumns: 'all' } as const;
const context: RunContext = { executor: inlineExecutor, progress: silentProgress, timings: [], language: 'zh' };
const synthetic = makeDemoRegion(SIZE);
const region = regionOf(synthetic, SIZE);
const policy = demoPolicy(synthetic.budgets);
const patches = [{ path: 'rate.value.employee', scale: 0.9 }];
const policies = {
  baseline: resolveTimeline(policy, []),
  reform: resolveTimeline(policy, [{ id: 'rate', title: { zh: '费率', en: 'rate' }, patches }]),
};
const compared = await simulateRegion(region, policies, undefined, context);
const { year } = policies.baseline;
const range = { from: year, until: year + 10 };
const outlook = outlookSchema.parse({
  id: 'test',
  ageing: { old_share: 0.211, old_share_step: 0.006, old_cost_ratio: 4, old_cost_ratio_spread: 0.5 },
  income_growth: { first: 0.107, last: 0.062, spread: 0.01 },
  cost_growth: { first: 0.082, last: 0.031, spread: 0.01 },
  recalibration: 'yearly',
  spending: 'cost',
  opening_balance: { employee: 0, resident: 0 },
  replicates: 100,
});

const named = ({ tables }: RegionRunResult, name: string): ResultTable =>
  tables.find(({ schema }) => schema.name === name)!;

test('M18: the base year of each side and fund is the simulated one; the side with behaviour stands beside them', async () => {
  const behaviours = behavioursSchema.parse([{ kind: 'prevention', elasticity: -0.5, spending_change: 0.2 }]);
  const behaved = await withBehaviour(compared, behaviours, context);
  const result = await withYears(behaved, { outlook, range }, context);
  const years = named(result, 'years');
  const [sides, insurances, shown] = ['side', 'insurance', 'year'].map(
    (name) => years.columns[name] as readonly string[],
  );
  expect([...new Set(sides)]).toEqual(['baseline', 'reform', 'with_behaviour']);
  for (const [side, table, prefix] of [
    ['baseline', 'fund', 'baseline_'],
    ['reform', 'fund', 'reform_'],
    ['with_behaviour', 'with_behaviour_fund', 'reform_'],
  ] as const) {
    const fund = named(result, table);
    (fund.columns.insurance as readonly string[]).forEach((insurance, at) => {
      const row = sides!.findIndex(
        (one, i) => one === side && insurances![i] === insurance && shown![i] === String(year),
      );
      expect((years.columns.spending as Float64Array)[row]).toBe((fund.columns[`${prefix}fund`] as Float64Array)[at]);
    });
  }
  expect(result.additions!.at(-1)!.manifest.years).toMatchObject({ from: year, until: year + 10, outlook: 'test' });
  expect(named(result, 'years_crossing').rowCount).toBe(9);
});

test('the page of the balance carried has a line and two ends for each side, no script, and equal bytes twice', async () => {
  const result = await withYears(compared, { outlook, range }, context);
  const write = result.additions!.at(-1)!.pages!['years.html']!;
  const paths = ['first.html', 'second.html'].map((name) => join(folder, name));
  for (const path of paths) await write(path, 'en');
  const [first, second] = paths.map((path) => readFileSync(path, 'utf8'));
  expect(first).toBe(second);
  for (const name of ['baseline', 'reform', 'baseline (lower end)', 'reform (upper end)'])
    expect(first).toContain(name);
  expect(first).not.toContain('<script');
});

test('years alone: no reform repeats the baseline, and terminal and report show years, not the zeros of an empty comparison', async () => {
  const same = { baseline: policies.baseline, reform: resolveTimeline(policy, []) };
  const empty = await simulateRegion(region, same, undefined, context);
  const result = await withYears(empty, { outlook, range }, context);
  const years = named(result, 'years');
  expect(new Set(years.columns.side as readonly string[])).toEqual(new Set(['baseline']));
  const written = await writeResults(join(folder, 'alone'), result, context);
  const { model } = written;
  expect(model.title.zh).toMatch(new RegExp(`：多年展望，${year} 至 ${year + 10} 年$`));
  expect(Object.keys(model.charts)).toEqual(['balanceOverYears']);
  expect(model.tables.slice(0, 2).map(({ schema }) => schema.name)).toEqual(['years', 'years_crossing']);
  for (const { schema } of model.tables)
    expect(schema.columns.filter(({ name }) => name.startsWith('change_'))).toEqual([]);
  const text = renderSimulation(written, 'zh', 120);
  expect(text).toContain('多年展望（全部资金池合计）');
  expect(text).toMatch(new RegExp(`^${year + 10} +[\\d,.−]+ `, 'm'));
  expect(text).toContain('累计结余何时转负');
  expect(text).not.toContain('空改革');
  expect(text).not.toContain('收入下降最多');
  expect(text).not.toContain('never');
  expect(text).toContain('95% 区间：');
  expect(text).toContain(`打开多年展望  ${join(folder, 'alone', 'years.html')}`);
  // Nothing was to change: no reform is named, and no stage is said to have been reused for it.
  expect(text).not.toContain('，改革 ');
  expect(text).not.toContain('改革侧');
  const [chart] = reportCharts(model, { language: 'zh', unit: 'wan', colours: LIGHT_COLOURS });
  expect(chart!.id).toBe('balance-years');
  expect(chart!.rows).toHaveLength(11);
  const series = chart!.option.series as { stack?: string; data: (number | null)[] }[];
  const [carried, low, high] = series.map(({ data }) => data.at(-1)!);
  const [base, room] = series.filter(({ stack }) => stack === 'baseline').map(({ data }) => data.at(-1)!);
  expect(base).toBe(low);
  expect(base! + room!).toBeCloseTo(high!, 6);
  expect(low! < carried! && carried! < high!).toBe(true);
});

test('years beside a reform: the years stand first in the terminal, the comparison and its charts after them', async () => {
  const result = await withYears(compared, { outlook, range }, context);
  const written = await writeResults(join(folder, 'beside'), result, context);
  const text = renderSimulation(written, 'en', 160);
  expect(text.indexOf('Outlook over years (all pools')).toBeGreaterThan(0);
  expect(text.indexOf('Hospitals that lose most')).toBeGreaterThan(text.indexOf('Outlook over years (all pools'));
  expect(Object.keys(written.model.charts)[0]).toBe('balanceOverYears');
  expect(Object.keys(written.model.charts)).toHaveLength(4);
});

test('an outlook of another first year and a fund without its opening balance are refused', async () => {
  const later = { from: year + 1, until: year + 5 };
  await expect(withYears(compared, { outlook, range: later }, context)).rejects.toMatchObject({
    code: 'outlook_first_year',
  });
  const poor = { ...outlook, opening_balance: { employee: 0 } };
  await expect(withYears(compared, { outlook: poor, range }, context)).rejects.toMatchObject({
    code: 'outlook_balance_missing',
  });
  expect(await withYears(compared, undefined, context)).toBe(compared);
});
