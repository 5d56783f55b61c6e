import { describe, expect, test } from 'vitest';
import { inlineExecutor } from '../../src/kernel/executor.js';
import { listPolicies, loadPolicy } from '../../src/policy/load-policy.js';
import { policySources } from '../../src/policy/policy-sources.js';
import { resolveTimeline } from '../../src/policy/resolve-timeline.js';
import { trustCounts, trustLine } from '../../src/report/trust-counts.js';
import { makeDemoRegion, regionOf } from '../../src/run/demo-region.js';
import { policyShow } from '../../src/run/policy-run.js';
import { silentProgress } from '../../src/run/progress.js';
import { tableContext } from '../../src/run/region-run.js';
import type { RunContext } from '../../src/run/run-context.js';
import { ScenarioRunner } from '../../src/run/scenario-run.js';
import { buildTables } from '../../src/simulation/build-tables.js';
import { communityTables } from '../../src/simulation/community-tables.js';
import { caseTotals, reconcileTables } from '../../src/simulation/reconcile-tables.js';
import { addFurtherColumns } from '../../src/simulation/region/further-columns.js';

const context: RunContext = { executor: inlineExecutor, progress: silentProgress, timings: [], language: 'en' };
const options = { cases: 300, seed: 11, historyColumns: 'all' } as const;
const made = regionOf(makeDemoRegion(options), options);
/** The demo region, with the one column of a preset that it has on request only: `generate --columns new_tech_cost`. */
const region = {
  ...made,
  year: addFurtherColumns(made.year, ['new_tech_cost'], { seed: options.seed, year: 2026 }),
};
/** Cases are grouped once under each scheme. */
const runner = new ScenarioRunner(region, undefined, context);

describe('each preset runs on the demo region and says which of its values are cited', () => {
  test.each(listPolicies())('%s reconciles', { timeout: 60_000 }, async (id) => {
    const timeline = resolveTimeline(loadPolicy(id), []);
    const result = await runner.run(timeline);
    const tables = [
      ...buildTables(result.settlement, tableContext(region, result)),
      ...communityTables(result.settlement).slice(0, 1),
    ];
    const { reconciled, checks } = reconcileTables(tables, caseTotals(result.cleared.table, result.priced));
    expect([reconciled, checks.length > 50]).toEqual([true, true]);
    expect(tables.find(({ schema }) => schema.name === 'hospitals')!.rowCount).toBeGreaterThan(5);
    const sources = policySources(timeline).map(({ source }) => source);
    const shown = policyShow(id, [], undefined, 'en', false).split('\n')[1]!;
    expect(shown).toMatch(/^Values of the policy: .*\d+ chosen/);
    expect(shown).not.toContain('without a source');
    // A preset has a source for every value but its name.
    expect(trustCounts(sources).get('none') ?? 0).toBeLessThanOrEqual(6);
    const counts = trustCounts(sources);
    expect([...counts.values()].reduce((sum, count) => sum + count, 0)).toBe(sources.length);
  });

  test('counts by trust, the best known first, in both languages', () => {
    const sources = [
      { document: 'a', trust: 'unverified' as const },
      { document: 'b', trust: 'cited' as const },
      undefined,
    ];
    expect(trustLine(sources, 'en')).toBe('Values of the policy: 1 cited, 1 unverified, 1 without a source');
    expect(trustLine(sources, 'zh')).toBe('政策的值：有文件依据 1 项、未核实 1 项、未注明来源 1 项');
  });

  test('the form of what each preset is known by stands in its counts', () => {
    const of = (id: string) =>
      Object.fromEntries(trustCounts(policySources(resolveTimeline(loadPolicy(id), [])).map(({ source }) => source)));
    expect(of('example-drg-chongqing-2025').cited).toBeGreaterThan(1);
    expect(of('example-drg-linfen-2026')).toMatchObject({ cited: 1, unverified: 6 });
    expect(of('example-drg-harbin-2024')).toMatchObject({ cited: 1, unverified: 3 });
    expect(of('example-benefit-huizhou').press).toBeGreaterThan(20);
  });
});
