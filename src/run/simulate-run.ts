import type { Text } from '../kernel/errors.js';
import { loadPolicy } from '../policy/load-policy.js';
import type { Reform } from '../policy/policy-schema.js';
import type { PolicyTimeline } from '../policy/policy-timeline.js';
import { openAnyScheme } from '../schemes/open-any-scheme.js';
import { BEHAVIOUR_ERRORS } from '../simulation/behaviour/behaviour-errors.js';
import type { Behaviour } from '../simulation/behaviour/behaviour-schema.js';
import { loadBehaviours } from '../simulation/behaviour/load-behaviours.js';
import type { PriceCut } from '../simulation/levers/cut-prices.js';
import { loadScenario } from '../simulation/scenario-file/load-scenario.js';
import { loadOutlook, parseYears } from '../simulation/years/load-outlook.js';
import { OUTLOOK_ERRORS } from '../simulation/years/outlook-errors.js';
import { withBehaviour } from './behaviour-run.js';
import { type ConsequencesRequest, readConsequences } from './consequences/read-consequences.js';
import { withConsequences } from './consequences/with-consequences.js';
import { type IntervalRequest, withIntervals } from './interval-run.js';
import { leversOf } from './levers-of-reforms.js';
import { refuseFolder, refuseInputAsOutput } from './output-folder.js';
import { regionNeeds } from './policy-facts.js';
import { policyInYear } from './policy-in-year.js';
import { checkSchemesAndWeights } from './read-scenario-weights.js';
import { checkedTimeline } from './refuse-findings.js';
import { inputPaths, type RegionNeeds, type RegionRunOptions, readRegion } from './region-data.js';
import { type RegionRunResult, simulateRegion } from './region-run.js';
import type { RunContext } from './run-context.js';
import { OPTION_ERRORS } from './run-errors.js';
import { withStages } from './stages/keep-stages.js';
import { type WrittenResult, writeResults } from './write-results.js';
import { checkFirstYear, withYears, type YearsRequest } from './years-run.js';

export interface SimulateRunOptions extends RegionRunOptions {
  /** Prices that fall on the reform's side. */
  readonly priceCuts?: readonly PriceCut[] | undefined;
  /** levers: a table of what each patch and cut did. */
  readonly attribution?: 'levers' | undefined;
  /** What is asked, in the scenario's own words. */
  readonly question?: Text | undefined;
  /** Ends of intervals in the comparison tables. */
  readonly intervals?: IntervalRequest | undefined;
  /** What people and hospitals do in answer, reported apart; none unless asked. */
  readonly behaviours?: readonly Behaviour[] | undefined;
  /** An outlook over years on top of the comparison. */
  readonly years?: YearsRequest | undefined;
  /** Confirmed findings, points on persons and scores, laid on both sides as further tables. */
  readonly consequences?: ConsequencesRequest | undefined;
  /** Further files that are read, never to be written over. */
  readonly alsoRead?: readonly string[] | undefined;
}

/** A scenario file as the options of a run: policy, reforms, cuts and seed are the file's. */
export function scenarioOptions(path: string): Omit<SimulateRunOptions, 'files' | 'out'> {
  const scenario = loadScenario(path);
  return {
    policy: scenario.policy,
    ...(scenario.year === undefined ? {} : { policyYear: scenario.year }),
    against: scenario.against,
    reforms: scenario.reforms,
    priceCuts: scenario.priceCuts,
    attribution: scenario.attribute ? 'levers' : undefined,
    question: scenario.title,
    behaviours: scenario.behaviours,
    ...(scenario.years === undefined
      ? {}
      : { years: { outlook: scenario.years.outlook, range: scenario.years.range } }),
    alsoRead: scenario.files,
    ...(scenario.seed === undefined ? {} : { seed: scenario.seed }),
  };
}

/**
 * An outlook from a file and its years, as options of a run.
 * @throws outlook_half_given where one is given without the other; the codes of loadOutlook and parseYears
 */
export function yearsOptions(
  outlookPath: string | undefined,
  years: string | undefined,
  alsoRead: readonly string[] = [],
): Pick<SimulateRunOptions, 'years' | 'alsoRead'> {
  if (outlookPath === undefined && years === undefined) return {};
  if (years === undefined) throw OUTLOOK_ERRORS.outlook_half_given({ given: '--outlook', missing: '--years' });
  if (outlookPath === undefined) throw OUTLOOK_ERRORS.outlook_half_given({ given: '--years', missing: '--outlook' });
  const outlook = loadOutlook(outlookPath);
  const files = [outlookPath, ...(outlook.population === undefined ? [] : [outlook.population])];
  return { years: { outlook, range: parseYears(years) }, alsoRead: [...alsoRead, ...files] };
}

/**
 * Behaviours from a file of their own, as options of a run.
 * @throws behaviour_twice where a scenario has some too
 */
export function behaviourOptions(
  path: string,
  scenario: Pick<SimulateRunOptions, 'behaviours' | 'alsoRead'> = {},
): Pick<SimulateRunOptions, 'behaviours' | 'alsoRead'> {
  if ((scenario.behaviours ?? []).length > 0) throw BEHAVIOUR_ERRORS.behaviour_twice({ file: path });
  const behaviours = loadBehaviours(path);
  return { behaviours, alsoRead: [...(scenario.alsoRead ?? []), path, ...distanceFiles(behaviours)] };
}

/** Baseline against a reform of it, or against another policy, on the user's own files, written as a result folder. */
export async function runSimulate(options: SimulateRunOptions, context: RunContext): Promise<WrittenResult> {
  refuseFolder(options.out, 'result');
  refuseInputAsOutput(options.out, [...inputPaths(options), ...(options.alsoRead ?? [])]);
  return await withStages(options.stages, options.out, context, async (kept) =>
    writeResults(options.out, await simulateFiles(options, kept), kept, options.statements),
  );
}

/** The same in memory: everything that runSimulate writes. */
export async function simulateFiles(
  options: Omit<SimulateRunOptions, 'out'>,
  context: RunContext,
): Promise<RegionRunResult> {
  const { policyYear } = options;
  const baseline = timelineWith(options.policy, [], policyYear);
  checkFirstYear(options.years, baseline.year);
  const { against } = options;
  const reform =
    against === undefined
      ? timelineWith(options.policy, options.reforms ?? [], policyYear)
      : otherTimeline(baseline, against, options);
  const { policy } = baseline.segments.at(-1)!;
  const { priceCuts = [] } = options;
  const levers = options.attribution === undefined ? undefined : leversOf(options);
  const { behaviours = [] } = options;
  const needs = withParts(regionNeeds([baseline, reform]), priceCuts, behaviours);
  const weights = {
    baseline: options.weights,
    reform: against === undefined ? options.weights : options.againstWeights,
  };
  checkSchemesAndWeights(baseline, weights.baseline, options.history);
  checkSchemesAndWeights(reform, weights.reform, options.history);
  const consequences =
    options.consequences === undefined ? undefined : await readConsequences(options.consequences, options.register);
  const region = await readRegion(options, openAnyScheme(policy.scheme), policy.year, context, needs);
  const result = await simulateRegion(region, { baseline, reform }, weights, context, {
    priceCuts,
    levers,
    question: options.question,
    // The check before leaving looks at past cases too.
    ...(behaviours.length === 0 && consequences === undefined ? { neededAfterGroups: needs.columns } : {}),
  });
  const told = await withIntervals(result, options.intervals, context);
  const behaved = await withBehaviour(told, behaviours, context);
  const outlook = await withYears(behaved, options.years, context);
  return consequences === undefined ? outlook : withConsequences(outlook, consequences);
}

/** What behaviours may look at beside what every run reads; a file need not have them unless one asks. */
const BEHAVIOUR_COLUMNS = ['admit_date', 'los_days', 'region', 'insured_region', 'community_id'];

const distanceFiles = (behaviours: readonly Behaviour[]): string[] =>
  behaviours.flatMap((one) => ('distances' in one && one.distances !== undefined ? [one.distances] : []));

/** Parts of the bill that cuts are about must be read too, and what behaviours look at. */
function withParts(needs: RegionNeeds, cuts: readonly PriceCut[], behaviours: readonly Behaviour[]): RegionNeeds {
  const ofBehaviour = behaviours.length === 0 ? [] : BEHAVIOUR_COLUMNS;
  return { ...needs, columns: [...new Set([...needs.columns, ...cuts.map(({ part }) => part), ...ofBehaviour])] };
}

/**
 * Another policy in the place of a reform: any method, any scheme, the same year.
 * @throws against_with_reform, against_other_year, and the errors of timelineWith
 */
function otherTimeline(
  baseline: PolicyTimeline,
  against: string,
  { reforms, policyYear }: Pick<SimulateRunOptions, 'reforms' | 'policyYear'>,
): PolicyTimeline {
  if ((reforms?.length ?? 0) > 0) throw OPTION_ERRORS.against_with_reform();
  const other = timelineWith(against, [], policyYear);
  if (other.year !== baseline.year) throw OPTION_ERRORS.against_other_year({ year: baseline.year, other: other.year });
  return other;
}

/**
 * A policy with reforms on it, each a path or a reform itself.
 * @throws policy_refused where its check finds an error, and the errors of reading policies and reforms
 */
export function timelineWith(policy: string, reforms: readonly (string | Reform)[], year?: number): PolicyTimeline {
  return checkedTimeline(policyInYear(loadPolicy(policy), year), reforms);
}
