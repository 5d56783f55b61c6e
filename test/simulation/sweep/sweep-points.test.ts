import { beforeAll, describe, expect, it } from 'vitest';
import { inlineExecutor } from '../../../src/kernel/executor.js';
import { parseReform } from '../../../src/policy/load-policy.js';
import type { PolicyTimeline } from '../../../src/policy/policy-timeline.js';
import { resolveTimeline } from '../../../src/policy/resolve-timeline.js';
import { demoPolicy, makeDemoRegion, regionOf } from '../../../src/run/demo-region.js';
import { silentProgress } from '../../../src/run/progress.js';
import type { RunContext } from '../../../src/run/run-context.js';
import { type ScenarioResult, ScenarioRunner } from '../../../src/run/scenario-run.js';
import { SweepPoints } from '../../../src/run/sweep-points.js';
import { sumsOfSettlement } from '../../../src/simulation/sweep/point-sums.js';

const SIZE = { cases: 1_500, seed: 5, historyColumns: 'weighting' } as const;
const context: RunContext = { executor: inlineExecutor, progress: silentProgress, timings: [], language: 'zh' };
const synthetic = makeDemoRegion(SIZE);
const region = regionOf(synthetic, SIZE);
const policy = demoPolicy(synthetic.budgets);
const runner = new ScenarioRunner(region, undefined, context);
const PLAIN = '{path: retention.bands, value: []}';

const SHARES = ['employee', 'resident'].map((pool, i) => `{path: pools.${pool}.fund_share, value: 0.${7 - i}}`);
const FROM_BUDGET = [...SHARES, '{path: rate, value: {kind: budget, denominator: adjusted_weight}}'];

const timeline = (...patches: string[]): PolicyTimeline =>
  resolveTimeline(policy, [
    parseReform(
      `id: point\ntitle: {zh: 点, en: point}\npatches:\n${patches.map((one) => `  - ${one}`).join('\n')}\n`,
      'p',
    ),
  ]);

let base: ScenarioResult;
let plain: ScenarioResult;
beforeAll(async () => {
  base = await runner.run(resolveTimeline(policy, []));
  plain = await runner.run(timeline(PLAIN));
});

describe('points of a sweep on the synthetic region', () => {
  const changes = [
    '{path: rate.value, scale: 0.97}',
    '{path: outliers.bands.high.from, value: 2.5}',
    '{path: outliers.bands.high.pay, value: "standard + 0.6 * (cost - 3 * standard)"}',
    '{path: hospital_coefficient.by_level.2, value: 0.9}',
    '{path: tables.weights.G*, scale: 1.05}',
  ];

  it.each(changes)('from cells equal the full pass in every account: %s', async (change) => {
    const changed = timeline(change);
    const points = new SweepPoints(region, runner, base, 'none', changed);
    const point = await points.work(changed);
    expect(point).toMatchObject({ method: 'cells', boundFen: 0 });
    const full = sumsOfSettlement((await runner.run(changed)).settlement, region.register);
    expect(point.sums.hospitals).toEqual(full.hospitals);
    expect(point.sums.insurances).toEqual(full.insurances);
    for (const measure of ['fund_before_clearing', 'standard', 'high_outlier_cases', 'low_outlier_cases'] as const) {
      expect([...point.sums.sums[measure]]).toEqual([...full.sums[measure]]);
    }
  });

  it('have the balances of a full pass where clearing changes nothing', async () => {
    const changed = timeline(PLAIN, '{path: rate.value, scale: 1.02}');
    const point = await new SweepPoints(region, runner, plain, 'year', changed).work(changed);
    expect(point.method).toBe('cells');
    const { settlement } = await runner.run(changed);
    expect([...point.sums.balances]).toEqual(settlement.pools.map(({ insurance, balance }) => [insurance, balance]));
  });

  it('have a rate from the budget formed anew from cells, and its balances, as the full pass has them', async () => {
    const changed = timeline(PLAIN, ...FROM_BUDGET, '{path: hospital_coefficient.by_level.2, value: 0.8}');
    const own = await runner.run(timeline(PLAIN, ...FROM_BUDGET));
    const point = await new SweepPoints(region, runner, own, 'year', changed).work(changed);
    expect(point).toMatchObject({ method: 'cells', boundFen: 0 });
    const { settlement } = await runner.run(changed);
    expect([...point.sums.balances]).toEqual(settlement.pools.map(({ insurance, balance }) => [insurance, balance]));
    const rates = [own.settlement, settlement].map(({ pools }) => pools[0]!.rateFen);
    expect(rates[1]).toBeGreaterThan(rates[0]!);
  });

  it('take the full pass and say why where clearing decides, or weights or pools change', async () => {
    const reasonOf = async (change: string, on: ScenarioResult) => {
      const changed = timeline(...(on === plain ? [PLAIN] : []), change);
      return (await new SweepPoints(region, runner, on, 'year', changed).work(changed)).reason?.code;
    };
    expect(await reasonOf('{path: rate.value, scale: 0.97}', base)).toBe('clearing');
    expect(await reasonOf('{path: pools.employee.fund, scale: 0.97}', plain)).toBe('pools');
    expect(await reasonOf('{path: weights.min_cases, value: 8}', plain)).toBe('weights');
    // A scheme that pays for the first half of the year only, which the last day does not show.
    const half = '{path: scheme, value: chs-drg-1.1, until_date: 2026-06-30}';
    expect(await reasonOf(half, plain)).toBe('weights');
  });
});
