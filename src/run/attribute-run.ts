import { EngineError } from '../kernel/errors.js';
import { compareCodePoints } from '../kernel/hash.js';
import type { ResultTable } from '../kernel/result-table.js';
import type { PolicyTimeline } from '../policy/policy-timeline.js';
import {
  attributionTable,
  type LeverName,
  type LeverOutcome,
  leverOutcome,
} from '../simulation/attribution/lever-tables.js';
import { MOST_LEVERS, neededSets, ruleFor } from '../simulation/attribution/shapley.js';
import type { PriceCut } from '../simulation/levers/cut-prices.js';
import { SCENARIO_ERRORS } from '../simulation/simulation-errors.js';
import { cutRegion } from './cut-region.js';
import { silentProgress, stage } from './progress.js';
import type { Region } from './region-data.js';
import type { RunContext } from './run-context.js';
import { ScenarioRunner } from './scenario-run.js';
import type { ScenarioSide } from './scenario-side.js';

/** What a reform is made of, one by one: its patches in order, then price cuts. */
export interface Levers {
  readonly names: readonly LeverName[];
  /** The baseline with only the patches of a set on it; bit i is lever i. */
  readonly timelineOf: (set: number) => PolicyTimeline;
  readonly cutsOf: (set: number) => readonly PriceCut[];
}

/**
 * Works every set of levers that the attribution needs through the year, and says what each lever did.
 * @param sameCases  a runner of the region as it is, whose groups serve here too
 * @throws attribution_needs_levers, attribution_too_many, attribution_set_refused
 */
export async function attributeRun(
  region: Region,
  levers: Levers,
  side: ScenarioSide,
  sameCases: ScenarioRunner,
  context: RunContext,
): Promise<ResultTable> {
  const count = levers.names.length;
  if (count === 0) throw SCENARIO_ERRORS.attribution_needs_levers();
  if (count > MOST_LEVERS) throw SCENARIO_ERRORS.attribution_too_many({ most: MOST_LEVERS, count });
  const rule = ruleFor(count);
  const sets = neededSets(count, rule);
  // Refused before anything runs.
  const timelines = new Map(sets.map((set) => [set, timelineOf(levers, set)]));
  const quiet: RunContext = { ...context, progress: silentProgress, timings: [], store: undefined };
  const text = { zh: '逐项归因', en: 'effect of each change' };
  const outcomes = await stage(context, 'attribute', text, { total: sets.length, unit: 'none' }, async (advance) => {
    const found = new Map<number, LeverOutcome>();
    // Sets of the same cuts follow one another, so that one region at cut prices is held at a time.
    // Which cases a cut is about is said in groups of the scheme.
    const schemeOf = (set: number): string => timelines.get(set)!.segments.at(-1)!.policy.scheme;
    const cutsOf = new Map(sets.map((set) => [set, JSON.stringify([levers.cutsOf(set), schemeOf(set)])]));
    const ordered = [...sets].sort((a, b) => compareCodePoints(cutsOf.get(a)!, cutsOf.get(b)!) || a - b);
    let held: { readonly cuts: string; readonly runner: ScenarioRunner } | undefined;
    for (const set of ordered) {
      const timeline = timelines.get(set)!;
      const cuts = cutsOf.get(set)!;
      if (held?.cuts !== cuts) {
        const cut = await cutRegion(region, sameCases, timeline, levers.cutsOf(set));
        held = { cuts, runner: new ScenarioRunner(cut, undefined, quiet, sameCases) };
      }
      found.set(set, leverOutcome((await held.runner.run(timeline, side)).settlement));
      advance(found.size);
    }
    return found;
  });
  return attributionTable(levers.names, rule, outcomes);
}

/** @throws attribution_set_refused where some patches do not hold without others */
function timelineOf({ names, timelineOf: make }: Levers, set: number): PolicyTimeline {
  try {
    return make(set);
  } catch (cause) {
    if (!(cause instanceof EngineError)) throw cause;
    const kept = names
      .filter((_, i) => Math.floor(set / 2 ** i) % 2 === 1)
      .map(({ order, label }) => `${order}: ${label}`);
    throw SCENARIO_ERRORS.attribution_set_refused(
      { levers: kept.join('; '), reason_zh: cause.text('zh'), reason_en: cause.text('en') },
      { cause },
    );
  }
}
