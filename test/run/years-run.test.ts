import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { inlineExecutor } from '../../src/kernel/executor.js';
import type { ResultTable } from '../../src/kernel/result-table.js';
import { resolveTimeline } from '../../src/policy/resolve-timeline.js';
import { withBehaviour } from '../../src/run/behaviour-run.js';
import { demoPolicy, makeDemoRegion, regionOf } from '../../src/run/demo-region.js';
import { silentProgress } from '../../src/run/progress.js';
import { type RegionRunResult, simulateRegion } from '../../src/run/region-run.js';
import type { RunContext } from '../../src/run/run-context.js';
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
