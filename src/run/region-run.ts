import { caseMixLineOf } from '../indicators/case-mix-line.js';
import type { Day } from '../kernel/day.js';
import type { Text } from '../kernel/errors.js';
import type { ResultTable } from '../kernel/result-table.js';
import type { PolicyTimeline } from '../policy/policy-timeline.js';
import { buildTables, type TableContext } from '../simulation/build-tables.js';
import { clearingTables } from '../simulation/clearing-tables.js';
import { communityTables } from '../simulation/community-tables.js';
import { compareSettlements } from '../simulation/compare-settlements.js';
import type { IntervalOptions } from '../simulation/intervals/add-intervals.js';
import type { PriceCut } from '../simulation/levers/cut-prices.js';
import {
  caseTotals,
  type Reconciliation,
  reconcileTables,
  reconciliationError,
} from '../simulation/reconcile-tables.js';
import { createScenario, type Scenario } from '../simulation/scenario.js';
import { regionSplitTable } from '../simulation/splits/region-split-table.js';
import { regionsTable } from '../simulation/splits/regions-table.js';
import { tablesInUnitWords } from '../simulation/unit-words.js';
import { applyWeightPatches } from '../weighting/apply-weight-patches.js';
import { attributeRun, type Levers } from './attribute-run.js';
import { cutRegion } from './cut-region.js';
import { furtherTables, shortTables } from './further-tables.js';
import { mayLetGo, sharesGroupsAndWeights } from './let-go-of-cases.js';
import { stage } from './progress.js';
import type { Region } from './region-data.js';
import type { RunAddition } from './run-addition.js';
import type { RunContext } from './run-context.js';
import { type ScenarioResult, ScenarioRunner } from './scenario-run.js';

/** A region's year under one policy, or under a baseline and a reform of it, with tables that reconcile. */
export interface RegionRunResult {
  readonly region: Region;
  readonly baseline: ScenarioResult;
  /** Absent in a single run. */
  readonly reform: ScenarioResult | undefined;
  readonly scenario: Scenario | undefined;
  /** SHA-256 of the policy alone, where a single run has reforms on it. */
  readonly policyHash?: string | undefined;
  /** What is asked, where a scenario says it in its own words. */
  readonly question?: Text | undefined;
  /** How the intervals of the comparison were made, where they were asked for. */
  readonly intervals?: IntervalOptions | undefined;
  /** Behaviour and many years, where they were asked for. */
  readonly additions?: readonly RunAddition[] | undefined;
  /** Hospitals that a behaviour lets leave the insurance, each with its first day outside. */
  readonly leaving?: ReadonlyMap<string, Day> | undefined;
  readonly tables: readonly ResultTable[];
  readonly reconciliation: Reconciliation;
}

/**
 * Clears the year under one policy.
 * @throws tables_not_reconciled (exit 3) where any sum differs between tables or from the cases themselves
 */
export async function settleRegion(
  region: Region,
  timeline: PolicyTimeline,
  weightFile: string | undefined,
  context: RunContext,
): Promise<RegionRunResult> {
  const baseline = await new ScenarioRunner(region, weightFile, context).run(timeline);
  return await stage(context, 'tables', { zh: '汇总与对账', en: 'tables and reconciliation' }, 0, () => {
    const tablesOf = tableContext(region, baseline);
    const regions = regionsTable(baseline.cleared, baseline.settlement, tablesOf);
    const tables = [...buildTables(baseline.settlement, tablesOf), ...(regions === undefined ? [] : [regions])];
    const communities = communityTables(baseline.settlement);
    // The first of them splits the year's fund by pool; the others have sums of their own.
    const added = [...tables, ...communities.slice(0, 1)];
    const reconciliation = reconciled(added, caseTotals(region.year, baseline.priced));
    const split = regionSplitTable(baseline.cleared, baseline.settlement);
    const all = [...tables, ...split, ...clearingTables(baseline.settlement), ...communities];
    const worded = tablesInUnitWords(all, methodOf(timeline));
    return { region, baseline, reform: undefined, scenario: undefined, tables: worded, reconciliation };
  });
}

/** What a comparison asks beside two policies. */
export interface ComparisonOptions {
  /** Prices that fall on the reform's side. */
  readonly priceCuts?: readonly PriceCut[] | undefined;
  /** Where the effect of each patch and cut is asked for. */
  readonly levers?: Levers | undefined;
  /** What is asked, in the scenario's own words. */
  readonly question?: Text | undefined;
  /** Columns that policies need of a case, where the run owns the region and nothing after it groups or weighs. */
  readonly neededAfterGroups?: readonly string[] | undefined;
}

/**
 * The same cases under a baseline and under a reform of it or another policy, and every difference.
 * @param weights  files of weights of each side; absent: they come from the history
 * @throws tables_not_reconciled (exit 3), and the codes of cutRegion and attributeRun
 */
export async function simulateRegion(
  region: Region,
  policies: { readonly baseline: PolicyTimeline; readonly reform: PolicyTimeline },
  weights: { readonly baseline: string | undefined; readonly reform: string | undefined } | undefined,
  context: RunContext,
  { priceCuts = [], levers, question, neededAfterGroups }: ComparisonOptions = {},
): Promise<RegionRunResult> {
  const runner = new ScenarioRunner(region, undefined, context);
  const [before, after] = [policies.baseline, policies.reform].map(methodOf);
  // The same cases under two methods: what was paid through groups of the one is paid through those of the other.
  const kinds = before === after ? 'recorded' : 'of_method';
  // Groups of two schemes of one method are never taken for one another: each code is written with its scheme.
  const schemes = [policies.baseline, policies.reform].flatMap(({ segments }) =>
    segments.map(({ policy }) => policy.scheme),
  );
  const labels = before === after && new Set(schemes).size > 1 ? 'of_scheme' : 'plain';
  const mayGo = neededAfterGroups !== undefined && mayLetGo([policies.baseline, policies.reform]);
  const last = mayGo && priceCuts.length === 0 && levers === undefined ? { needed: neededAfterGroups } : undefined;
  const isAlike = weights?.baseline === weights?.reform && sharesGroupsAndWeights(policies.baseline, policies.reform);
  const baseline = await runner.run(policies.baseline, {
    ...{ weights: weights?.baseline, kinds, labels },
    lastToGroup: isAlike ? last : undefined,
  });
  const cut = await cutRegion(region, runner, policies.reform, priceCuts);
  const reformRunner = cut === region ? runner : new ScenarioRunner(cut, undefined, context, runner);
  const reform = await reformRunner.run(policies.reform, {
    ...{ weights: weights?.reform, kinds, labels },
    lastToGroup: last,
  });
  const side = { weights: weights?.reform, kinds, labels } as const;
  const attribution = levers === undefined ? [] : [await attributeRun(region, levers, side, runner, context)];
  return await stage(context, 'tables', { zh: '对比与对账', en: 'comparison and reconciliation' }, 0, () => {
    const contexts = { baseline: tableContext(region, baseline), reform: tableContext(region, reform) };
    const tables = [
      ...compareSettlements(baseline.settlement, reform.settlement, contexts.baseline, contexts.reform),
      ...furtherTables(baseline, reform, contexts),
      ...attribution,
    ];
    const totals = {
      ...prefixed('baseline_', caseTotals(baseline.cleared.table, baseline.priced)),
      ...prefixed('reform_', caseTotals(reform.cleared.table, reform.priced)),
    };
    const scenario = createScenario(policies.baseline, policies.reform, region.seed ?? 0, priceCuts);
    const reconciliation = reconciled(tables, totals);
    const all = [
      ...tables,
      ...shortTables(tables),
      ...regionSplitTable(baseline.cleared, baseline.settlement, 'baseline_'),
      ...regionSplitTable(reform.cleared, reform.settlement, 'reform_'),
      ...clearingTables(baseline.settlement, 'baseline_'),
      ...clearingTables(reform.settlement, 'reform_'),
      ...communityTables(baseline.settlement, 'baseline_'),
      ...communityTables(reform.settlement, 'reform_'),
    ];
    const worded = tablesInUnitWords(all, before, after);
    return { region, baseline, reform, scenario, question, tables: worded, reconciliation };
  });
}

const methodOf = ({ segments }: PolicyTimeline) => segments.at(-1)!.policy.method;

function reconciled(tables: readonly ResultTable[], totals: Readonly<Record<string, number>>): Reconciliation {
  const reconciliation = reconcileTables(tables, totals);
  const error = reconciliationError(reconciliation);
  if (error !== undefined) throw error;
  return reconciliation;
}

function prefixed(prefix: string, totals: Readonly<Record<string, number>>): Record<string, number> {
  return Object.fromEntries(Object.entries(totals).map(([name, value]) => [prefix + name, value]));
}

/** What of the whole region parts hospitals by their case mix. */
function sumsOfRegion({ settlement }: ScenarioResult): { weight_scaled: number; group_paid_cases: number } {
  const { weight_scaled, group_paid_cases } = settlement.cells.sums;
  const total = (values: Float64Array): number => values.reduce((sum, value) => sum + value, 0);
  return { weight_scaled: total(weight_scaled), group_paid_cases: total(group_paid_cases) };
}

/** Names, levels and the weights in force at the end of the year. */
export function tableContext(region: Region, result: ScenarioResult): TableContext {
  const last = result.timeline.segments.at(-1)!;
  const weightDecimals = last.policy.rounding.weight;
  const isWeighted = last.policy.rate.kind !== 'standard';
  const weights = applyWeightPatches(result.weights, result.timeline.weightPatches, last.until - 1);
  return {
    register: region.register,
    catalogue: result.scheme.catalogue,
    weightDecimals,
    weights: isWeighted ? weights : undefined,
    caseMixLine: isWeighted ? caseMixLineOf(weights.unit, weightDecimals, sumsOfRegion(result)) : undefined,
  };
}
