import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { parseDay } from '../../src/kernel/day.js';
import { inlineExecutor } from '../../src/kernel/executor.js';
import { packageRoot } from '../../src/kernel/package-root.js';
import type { Reform } from '../../src/policy/policy-schema.js';
import type { PolicyTimeline } from '../../src/policy/policy-timeline.js';
import { possibleYearClearer } from '../../src/run/forecast/possible-year-clearer.js';
import { pricedOnce } from '../../src/run/forecast/priced-once.js';
import { pricedRegion } from '../../src/run/priced-region.js';
import { silentProgress } from '../../src/run/progress.js';
import { tableContext } from '../../src/run/region-run.js';
import type { RunContext } from '../../src/run/run-context.js';
import { ScenarioRunner } from '../../src/run/scenario-run.js';
import { timelineWith } from '../../src/run/simulate-run.js';
import { tableRows } from '../../src/simulation/build-tables.js';
import { drawYear } from '../../src/simulation/forecast/draw-year.js';
import { clearsFromSums } from '../../src/simulation/forecast/possible-sums.js';
import { restOfYear } from '../../src/simulation/forecast/rest-of-year.js';

const example = (...names: string[]): string => join(packageRoot(), 'examples', ...names);
const context: RunContext = { executor: inlineExecutor, progress: silentProgress, timings: [], language: 'zh' };
const weights = example('monitor', 'weights.csv');
const SEED = 7;

/** A year of the example as of a day, and what it is forecast under. */
async function yearOf(policy: string, reforms: readonly (string | Reform)[], asOf: string) {
  const reform = reforms.length === 0 ? undefined : timelineWith(policy, reforms);
  const register = example('monitor', 'register.csv');
  const options = { files: [example('monitor', 'cases.csv')], policy, weights, register, reforms: [] };
  const priced = await pricedRegion(options, ['admit_date', 'los_days'], context, reform === undefined ? [] : [reform]);
  const rest = restOfYear(priced.timeline.year, priced.region.year, undefined, parseDay(asOf)!);
  return { priced, rest, policies: { timeline: priced.timeline, reform, weights } };
}

/** Income and charges of the departments of one possible year that is grouped, priced and cleared whole. */
async function wholeYear(
  { priced, rest }: Awaited<ReturnType<typeof yearOf>>,
  timeline: PolicyTimeline,
  replicate: number,
) {
  const { region, result } = priced;
  const { table } = drawYear(region.year, result.groups, rest, SEED, replicate);
  const possible = { ...region, year: table };
  const cleared = await new ScenarioRunner(possible, weights, context).run(timeline);
  return tableRows('departments', cleared.settlement, tableContext(possible, cleared)).map(
    ({ hospital_id, department, cases, income, total_cost, cmi }) => [
      JSON.stringify([hospital_id, department]),
      ...[cases, income, total_cost, cmi],
    ],
  );
}

describe('a possible year of cases priced once', () => {
  const october = example('forecast', 'october.yaml');
  const budgetRate = {
    id: 'budget-rate',
    title: { zh: '按预算', en: 'by the budget' },
    patches: [
      { path: 'rate', value: { kind: 'budget' }, source: { document: '示例', trust: 'chosen' } },
      { path: 'pools.employee.fund_share', value: 0.7, source: { document: '示例', trust: 'chosen' } },
      { path: 'pools.resident.fund_share', value: 0.6, source: { document: '示例', trust: 'chosen' } },
    ],
  } as unknown as Reform;
  test.each([
    // Quotas of outliers look at cases: rows are taken. Without them sums of cells are enough.
    ['example-national-base', [], '2026-06-30', 'rows'],
    ['example-national-base', [october], '2026-06-30', 'rows'],
    ['demo-region', [], '2026-09-30', 'sums'],
    ['demo-region', [october], '2026-03-31', 'sums'],
    // A rate from the budget looks at every case of the year: the reform's side is priced whole.
    ['demo-region', [budgetRate], '2026-06-30', 'sums'],
  ] as const)('%s %j as of %s has the fen of one that is priced whole', async (policy, reforms, asOf, way) => {
    const year = await yearOf(policy, reforms, asOf);
    const { priced, rest, policies } = year;
    const base = { ...priced.result.input, priced: priced.result.priced };
    expect(await pricedOnce(priced.result, rest, context.executor)).toBeDefined();
    expect(clearsFromSums(base)).toBe(way === 'sums');
    const clear = await possibleYearClearer(priced, rest, policies, SEED, context);
    // Later years are written over earlier ones, longer and shorter: none may leave a trace in the next.
    for (const replicate of [0, 1, 2, 0]) {
      const { departments } = await clear(replicate);
      const found = [...departments].map(([place, { cases, income, cost, cmi }]) => [place, cases, income, cost, cmi]);
      expect(found).toEqual(await wholeYear(year, policies.timeline, replicate));
      if (policies.reform === undefined) continue;
      const reformed = await wholeYear(year, policies.reform, replicate);
      expect([...departments.values()].map(({ reformIncome }) => reformIncome)).toEqual(
        reformed.map(([, , income]) => income),
      );
    }
  });
});

test('a rate from the budget and a scheme that changes within the year are priced whole', async () => {
  const { priced, rest } = await yearOf('demo-region', [], '2026-06-30');
  const { result } = priced;
  const withRate = (rate: object): PolicyTimeline => ({
    ...result.timeline,
    segments: result.timeline.segments.map((one) => ({ ...one, policy: { ...one.policy, rate } as never })),
  });
  const once = (timeline: PolicyTimeline) => pricedOnce({ ...result, timeline }, rest, context.executor);
  expect(await once(withRate({ kind: 'budget', denominator: 'plain_weight' }))).toBeUndefined();
  expect(await once(withRate({ kind: 'floating', opening: 'budget', form: 'total', period: 'year' }))).toBeUndefined();
  const twice = { ...result.scheme, parts: [...result.scheme.parts, ...result.scheme.parts] };
  expect(await pricedOnce({ ...result, scheme: twice }, rest, context.executor)).toBeUndefined();
  expect(await once(result.timeline)).toBeDefined();
});
