import { describe, expect, test } from 'vitest';
import { inlineExecutor } from '../../src/kernel/executor.js';
import type { ResultTable } from '../../src/kernel/result-table.js';
import { parsePolicy } from '../../src/policy/load-policy.js';
import type { Patch } from '../../src/policy/policy-schema.js';
import { resolveTimeline } from '../../src/policy/resolve-timeline.js';
import { demoPolicyText, makeDemoRegion, regionOf } from '../../src/run/demo-region.js';
import { silentProgress } from '../../src/run/progress.js';
import { type RegionRunResult, simulateRegion } from '../../src/run/region-run.js';
import type { RunContext } from '../../src/run/run-context.js';

const SIZE = { cases: 1_000, seed: 6, historyColumns: 'all' } as const;
const context: RunContext = { executor: inlineExecutor, progress: silentProgress, timings: [], language: 'en' };
const synthetic = makeDemoRegion(SIZE);
const region = regionOf(synthetic, SIZE);
const TEXT = demoPolicyText(synthetic.budgets);
/** The same policy with its rate from the budget. */
const BUDGET_TEXT = TEXT.replace(/\nrate:\n(?: .*\n)+/, '\nrate: {kind: budget}\n').replace(
  /(\{ ?insurance: (employee|resident), fund: [\d.]+)/g,
  '$1, fund_share: 0.6',
);

async function simulate(text: string, patches: readonly Patch[]): Promise<RegionRunResult> {
  const policy = parsePolicy(text, 'policy.yaml');
  const reform = resolveTimeline(policy, [{ id: 'lever', title: { zh: '杠杆', en: 'lever' }, patches: [...patches] }]);
  return await simulateRegion(region, { baseline: resolveTimeline(policy, []), reform }, undefined, context);
}

const named = ({ tables }: RegionRunResult, name: string): ResultTable =>
  tables.find(({ schema }) => schema.name === name)!;
const last = (result: RegionRunResult, name: string): number =>
  (named(result, 'fund').columns[name] as Float64Array).at(-1)!;

const quota: Patch = {
  path: 'outliers.bands.high.quota',
  value: { share: 0.01, base: 'hospital' },
};

describe('every lever moves money, and what hospitals receive is what fund and patients pay', () => {
  test.each<[string, Patch, 'up' | 'down' | 'moves']>([
    ['rate', { path: 'rate.value.employee', scale: 0.97 }, 'down'],
    ['weight of one group', { path: 'tables.weights.ES35', scale: 1.5 }, 'up'],
    ['weights by pattern', { path: 'tables.weights.F*', scale: 0.8 }, 'down'],
    ['coefficient of a level', { path: 'hospital_coefficient.by_level.3', value: 1.05 }, 'up'],
    ['edge of a band', { path: 'outliers.bands.high.from', value: 2 }, 'moves'],
    [
      'share above a band',
      { path: 'outliers.bands.high.pay', value: 'standard + 0.9 * (cost - multiple * standard)' },
      'up',
    ],
    ['share of the overrun', { path: 'retention.bands.shared.fund_share_of_overrun', value: 0.9 }, 'up'],
    ['quota of a band', quota, 'moves'],
    ['payment of what has no group', { path: 'ungrouped', value: 'zero' }, 'down'],
    ['scheme from a date', { path: 'scheme', value: 'chs-drg-3.0', from_date: '2026-09-01' }, 'moves'],
    ['trimming of weights', { path: 'weights.trim.k', value: 3 }, 'moves'],
  ])('%s', async (_, patch, direction) => {
    const result = await simulate(TEXT, [patch]);
    const change = last(result, 'change_fund');
    expect(result.reconciliation.reconciled).toBe(true);
    expect(change).not.toBe(0);
    if (direction !== 'moves') expect(Math.sign(change)).toBe(direction === 'up' ? 1 : -1);
    expect(last(result, 'reform_income')).toBe(last(result, 'reform_fund') + last(result, 'reform_patient'));
  });

  test('a rate from the budget under a reform: a tenth more budget is a tenth more rate, heavier groups lower it', async () => {
    const ratesOf = (result: RegionRunResult, side: string): number[] => {
      const fund = named(result, 'fund');
      return [...(fund.columns[`${side}_rate`] as Float64Array)].slice(0, 2);
    };
    const more = await simulate(BUDGET_TEXT, [{ path: 'pools.employee.fund', scale: 1.1 }]);
    const [before, after] = [ratesOf(more, 'baseline'), ratesOf(more, 'reform')];
    expect(after[0]! / before[0]!).toBeGreaterThan(1.05);
    expect(after[1]).toBe(before[1]);
    const heavier = await simulate(BUDGET_TEXT, [{ path: 'tables.weights.*', scale: 2 }]);
    expect(ratesOf(heavier, 'reform')[0]! / ratesOf(heavier, 'baseline')[0]!).toBeCloseTo(0.5, 3);
  });

  test('a budget split anew between two pools moves both rates the other way and leaves the whole', async () => {
    const [employee, resident] = synthetic.budgets;
    const moved = 0.1 * employee!.fund;
    const result = await simulate(BUDGET_TEXT, [
      { path: 'pools.employee.fund', value: employee!.fund - moved },
      { path: 'pools.resident.fund', value: resident!.fund + moved },
    ]);
    const fund = named(result, 'fund');
    const change = fund.columns.change_rate as Float64Array;
    expect([Math.sign(change[0]!), Math.sign(change[1]!)]).toEqual([-1, 1]);
    const budgets = [...(fund.columns.reform_budget as Float64Array)];
    expect(budgets.at(-1)).toBe((fund.columns.baseline_budget as Float64Array).at(-1));
  });
});

describe('structure and price where the rate changes within the year', () => {
  test('a rate 10 % lower from July is price alone: structure moves by the rounding of its cases, at most 10 fen an account', async () => {
    const result = await simulate(TEXT, [{ path: 'rate.value', scale: 0.9, from_date: '2026-07-01' }]);
    const { columns } = named(result, 'payment_parts');
    const [structure, price] = [columns.structure_change as Float64Array, columns.price_change as Float64Array];
    const standard = named(result, 'insurance').columns.change_standard as Float64Array;
    const sum = (values: Float64Array): number => values.reduce((total, value) => total + value, 0);
    // Each case's standard is rounded to fen at either rate.
    expect(Math.max(...structure.map(Math.abs))).toBeLessThanOrEqual(10);
    expect(sum(standard)).toBeLessThan(-10_000);
    expect(sum(structure) + sum(price)).toBe(sum(standard));
  });

  test('the same where the rate in force changes by date and the reform takes 10 % off one half', async () => {
    const dated = TEXT.replace(
      /value: \{employee: ([\d.]+), resident: ([\d.]+)\}/,
      'value: {by_date: [{from: 2026-01-01, value: {employee: $1, resident: $2}}, {from: 2026-07-01, value: {employee: 9000.00, resident: 9000.00}}]}',
    );
    expect(dated).not.toBe(TEXT);
    const result = await simulate(dated, [{ path: 'rate.value', scale: 0.9, until_date: '2026-07-01' }]);
    const { columns } = named(result, 'payment_parts');
    expect(Math.max(...(columns.structure_change as Float64Array).map(Math.abs))).toBeLessThanOrEqual(10);
    const moved = (columns.price_change as Float64Array).reduce((total, value) => total + value, 0);
    const standard = named(result, 'insurance').columns.change_standard as Float64Array;
    expect(Math.abs(moved - standard.reduce((total, value) => total + value, 0))).toBeLessThan(200);
  });
});
