import { canonicalJson } from '../../kernel/hash.js';
import { groupingSwitches } from '../../policy/grouping-switches.js';
import type { PolicyTimeline } from '../../policy/policy-timeline.js';
import type { Settlement } from '../../settlement/settlement.js';
import { settleYear } from '../../settlement/steps.js';
import { type TableRow, tableRows } from '../../simulation/build-tables.js';
import { type DrawnRows, drawRows, drawYear, rowsSoFar } from '../../simulation/forecast/draw-year.js';
import type { DrawnSums, DrawnYear } from '../../simulation/forecast/forecast-tables.js';
import { clearsFromSums, PossibleSums } from '../../simulation/forecast/possible-sums.js';
import { PossibleYears } from '../../simulation/forecast/possible-years.js';
import type { RestOfYear } from '../../simulation/forecast/rest-of-year.js';
import { weightFileText } from '../../weighting/weight-file.js';
import type { PricedRegion } from '../priced-region.js';
import { silentProgress } from '../progress.js';
import type { Region } from '../region-data.js';
import { tableContext } from '../region-run.js';
import type { RunContext } from '../run-context.js';
import { type ScenarioResult, ScenarioRunner } from '../scenario-run.js';
import { pricedOnce } from './priced-once.js';

/** Income of the departments and hospitals of a possible year. */
interface Cleared {
  readonly departments: readonly TableRow[];
  readonly hospitals: readonly TableRow[];
}

/** Clears one possible year under one policy. */
type ClearYear = (drawn: DrawnRows, replicate: number) => Promise<Cleared>;

export interface ForecastPolicies {
  readonly timeline: PolicyTimeline;
  readonly reform: PolicyTimeline | undefined;
  /** A weight table; absent: weights come from the history. */
  readonly weights: string | undefined;
}

/**
 * Makes possible years of a region and clears each, under the policy and under the reform. Where a case is priced by
 * itself alone, its group and price are taken from the year so far, and only clearing is done anew; where the rate, the
 * benefits or a test look at other cases of the year, each possible year is grouped and priced whole. Both ways give the
 * same bytes.
 */
export async function possibleYearClearer(
  priced: PricedRegion,
  rest: RestOfYear,
  policies: ForecastPolicies,
  seed: number,
  context: RunContext,
): Promise<(replicate: number) => Promise<DrawnYear>> {
  // Stages of a possible year are nobody's to keep, and their progress is told by the year.
  const quiet: RunContext = { ...context, store: undefined, progress: silentProgress, timings: [] };
  const kept = rowsSoFar(rest);
  const whole = wholeYears(priced, rest, policies, seed, quiet);
  const clearerOf = async (timeline: PolicyTimeline): Promise<ClearYear> =>
    (await onceClearer(priced, rest, kept, timeline, quiet)) ?? ((_, replicate) => whole(timeline, replicate));
  const before = await clearerOf(policies.timeline);
  const after = policies.reform === undefined ? undefined : await clearerOf(policies.reform);
  return async (replicate) => {
    const drawn = drawRows(rest, seed, replicate);
    return sumsOf(await before(drawn, replicate), after === undefined ? undefined : await after(drawn, replicate));
  };
}

/** Takes groups and prices from the year so far; undefined where a price may look at other cases. */
async function onceClearer(
  { region, runner }: PricedRegion,
  rest: RestOfYear,
  kept: Uint32Array,
  timeline: PolicyTimeline,
  context: RunContext,
): Promise<ClearYear | undefined> {
  const scenario = await runner.price(timeline);
  const once = await pricedOnce(scenario, rest, context.executor);
  if (once === undefined) return undefined;
  const { ledger, population, visits } = region;
  const base = { ...scenario.input, priced: scenario.priced, ledger, population, visits };
  const cleared = (settlement: Settlement): Cleared =>
    rowsOf(region, { ...scenario, cleared: base, settlement, stages: [] });
  if (clearsFromSums(base)) {
    const sums = new PossibleSums(once, rest, kept, base);
    return async (drawn, replicate) => cleared(sums.settle(drawn, replicate));
  }
  const years = new PossibleYears(once, rest, kept);
  return async (drawn, replicate) => cleared(settleYear({ ...base, ...years.year(drawn, replicate) }));
}

/** Groups and prices each possible year whole. */
function wholeYears(
  { region, runner, timeline: own, result }: PricedRegion,
  rest: RestOfYear,
  { timeline: base, reform, weights }: ForecastPolicies,
  seed: number,
  context: RunContext,
): (timeline: PolicyTimeline, replicate: number) => Promise<Cleared> {
  // Groups do not depend on the day where one scheme holds all year: then they are those of the cases drawn.
  const schemes = [base, ...(reform === undefined ? [] : [reform])].flatMap(({ segments }) =>
    segments.map(({ policy }) => canonicalJson([policy.scheme, groupingSwitches(policy)])),
  );
  const { compiled } = result.scheme.parts[0]!;
  const isOneScheme = new Set(schemes).size === 1 && result.scheme.parts.length === 1;
  const switches = canonicalJson(groupingSwitches(own.segments.at(-1)!.policy));
  // Weights from the history are made once, unless a reform may ask for others.
  const isOneTable = region.history !== undefined && reform === undefined && result.scheme.parts.length === 1;
  const ownWeights = isOneTable ? { name: 'weights', text: weightFileText(result.weights) } : undefined;
  let made: { readonly replicate: number; readonly runner: ScenarioRunner; readonly possible: Region } | undefined;
  return async (timeline, replicate) => {
    if (made?.replicate !== replicate) {
      const { table: year, groups } = drawYear(region.year, result.groups, rest, seed, replicate);
      const given = { scheme: compiled.id, schemeHash: compiled.hash, switches, groups };
      const possible: Region = { ...region, year, ...(isOneScheme ? { given } : {}) };
      const source = isOneScheme ? weights : (weights ?? ownWeights);
      made = {
        replicate,
        possible,
        runner: new ScenarioRunner(possible, source, context, isOneScheme ? runner : undefined),
      };
    }
    return rowsOf(made.possible, await made.runner.run(timeline));
  };
}

function rowsOf(region: Region, result: ScenarioResult): Cleared {
  const of = tableContext(region, result);
  return {
    departments: tableRows('departments', result.settlement, of),
    hospitals: tableRows('hospitals', result.settlement, of),
  };
}

function sumsOf(before: Cleared, after: Cleared | undefined): DrawnYear {
  const keyed = (
    keyOf: (row: TableRow) => string,
    rows: readonly TableRow[],
    reformed: readonly TableRow[] | undefined,
  ): Map<string, DrawnSums> => {
    const reformIncome = new Map((reformed ?? []).map((row) => [keyOf(row), Number(row.income)]));
    return new Map(
      rows.map((row) => {
        const sums = {
          cases: Number(row.cases),
          income: Number(row.income),
          cost: Number(row.total_cost),
          cmi: Number(row.cmi),
          costMargin: Number(row.cost_margin),
        };
        const income = reformIncome.get(keyOf(row));
        return [keyOf(row), income === undefined ? sums : { ...sums, reformIncome: income }];
      }),
    );
  };
  return {
    departments: keyed(
      (row) => JSON.stringify([row.hospital_id, row.department]),
      before.departments,
      after?.departments,
    ),
    hospitals: keyed((row) => String(row.hospital_id), before.hospitals, after?.hospitals),
  };
}
