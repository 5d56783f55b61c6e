import { EngineError } from '../kernel/errors.js';
import type { ResultTable } from '../kernel/result-table.js';
import type { PolicyTimeline } from '../policy/policy-timeline.js';
import {
  attributionTable,
  type LeverName,
  type LeverOutcome,
  leverOutcome,
} from '../simulation/attribution/lever-tables.js';
import { neededSets, ruleFor } from '../simulation/attribution/shapley.js';
import type { PriceCut } from '../simulation/levers/cut-prices.js';
import { SCENARIO_ERRORS } from '../simulation/simulation-errors.js';
import { cutRegion } from './cut-region.js';
import { silentProgress, stage } from './progress.js';
import type { Region } from './region-data.js';
import type { RunContext } from './run-context.js';
import { ScenarioRunner, type ScenarioSide } from './scenario-run.js';

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
 * @throws attribution_needs_levers, attribution_set_refused
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
  const rule = ruleFor(count);
  const sets = neededSets(count, rule);
  // Refused before anything runs.
  const timelines = new Map(sets.map((set) => [set, timelineOf(levers, set)]));
  const quiet: RunContext = { ...context, progress: silentProgress, timings: [] };
  const text = { zh: '逐项归因', en: 'effect of each change' };
  const outcomes = await stage(context, 'attribute', text, { total: sets.length, unit: 'none' }, async (advance) => {
    const runners = new Map<string, ScenarioRunner>();
    const found = new Map<number, LeverOutcome>();
    for (const set of sets) {
      const timeline = timelines.get(set)!;
      const cuts = levers.cutsOf(set);
      const key = JSON.stringify(cuts);
      let runner = runners.get(key);
      if (runner === undefined) {
        const cut = await cutRegion(region, sameCases, timeline, cuts);
        runner = new ScenarioRunner(cut, undefined, quiet, sameCases);
        runners.set(key, runner);
      }
      found.set(set, leverOutcome((await runner.run(timeline, side)).settlement));
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
