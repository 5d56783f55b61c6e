import { loadPolicy, loadReform } from '../policy/load-policy.js';
import type { PolicyFile } from '../policy/policy-file.js';
import type { Reform } from '../policy/policy-schema.js';
import type { PolicyTimeline } from '../policy/policy-timeline.js';
import { bandsInHeadings } from '../report/band-words.js';
import { openAnyScheme } from '../schemes/open-any-scheme.js';
import type { CellsReason } from '../simulation/cells/cells-can-carry.js';
import { checkSubject, type Goal, parseGoal } from '../simulation/sweep/goal.js';
import { checkSweep, parseVary, pointsOf, type Vary } from '../simulation/sweep/parse-vary.js';
import { type GoalAnswer, seekGoal } from '../simulation/sweep/seek-goal.js';
import { SWEEP_ERRORS } from '../simulation/sweep/sweep-errors.js';
import { type SweepPoint, sweepTable } from '../simulation/sweep/sweep-table.js';
import { PointWarnings } from './added-warnings.js';
import { refuseFolder, refuseInputAsOutput } from './output-folder.js';
import { regionNeeds } from './policy-facts.js';
import { silentProgress, stage } from './progress.js';
import { checkedPolicy } from './refuse-findings.js';
import { inputPaths, type RegionRunOptions, readRegion } from './region-data.js';
import type { RunContext } from './run-context.js';
import { ScenarioRunner } from './scenario-run.js';
import { withStages } from './stages/keep-stages.js';
import { type ClearingOfSweep, SweepPoints, type WorkedPoint } from './sweep-points.js';
import type { SweepRunResult } from './sweep-result.js';
import { writeSweep } from './write-sweep.js';

export interface SweepRunOptions extends RegionRunOptions {
  /** As written on the command line. */
  readonly vary: readonly string[];
  readonly goal?: string | undefined;
  /** How far the measure of an equal goal may be off: yuan or share; absent: to a tick of the parameter. */
  readonly tolerance?: number | undefined;
  readonly clearing?: ClearingOfSweep | undefined;
}

/** Points at which the range of a goal is looked at before it is narrowed. */
const SAMPLES = 17;

/**
 * A policy, with reforms on it if any, over values of one or two parameters; or the value at which a goal is met. All
 * that can be refused is refused before a case is read.
 * @throws the codes of sweep-errors.ts, policy_refused and the errors of policies for a path or value that does not fit
 */
export async function runSweep(options: SweepRunOptions, context: RunContext): Promise<SweepRunResult> {
  refuseFolder(options.out, 'sweep');
  refuseInputAsOutput(options.out, inputPaths(options));
  return await withStages(options.stages, options.out, context, async (kept) => sweepFiles(options, kept));
}

async function sweepFiles(options: SweepRunOptions, context: RunContext): Promise<SweepRunResult> {
  const { varied, goal } = checkQuestion(options.vary, options.goal);
  const file = loadPolicy(options.policy);
  const reforms = (options.reforms ?? []).map((reform) => (typeof reform === 'string' ? loadReform(reform) : reform));
  const { timeline: baseline, findings } = checkedPolicy(file, []);
  const warnings = new PointWarnings(findings);
  const timelineAt = (values: readonly number[]) => pointTimeline(file, reforms, varied, values, warnings);
  const points = goal === undefined ? pointsOf(varied) : [[varied[0]!.range!.low], [varied[0]!.range!.high]];
  const timelines = points.map((values) => timelineAt(values));
  const { policy } = baseline.segments.at(-1)!;
  if (goal?.subject?.kind === 'insurance') {
    checkSubject(goal, { hospital: [], level: [], insurance: policy.pools.map(({ insurance }) => insurance) });
  }
  const needs = regionNeeds([baseline, ...timelines]);
  const region = await readRegion(options, openAnyScheme(policy.scheme), policy.year, context, needs);
  const runner = new ScenarioRunner(region, options.weights, { ...context, progress: silentProgress });
  const base = await stage(context, 'baseline', { zh: '计算基线', en: 'the baseline' }, 0, () => runner.run(baseline));
  runner.stopKeeping();
  // What no clearing can change is measured before it.
  const clearing = goal !== undefined && !goal.needsClearing ? 'none' : (options.clearing ?? 'year');
  const work = new SweepPoints(region, runner, base, clearing, timelines[0]!);
  const { hospitals, levels, insurances } = work.baseline;
  if (goal !== undefined) checkSubject(goal, { hospital: hospitals, level: levels, insurance: insurances });

  const worked: { readonly values: readonly number[]; readonly point: WorkedPoint }[] = [];
  let answer: GoalAnswer | undefined;
  const text = { zh: '逐点计算', en: 'working the points out' };
  await stage(context, 'sweep', text, { total: points.length, unit: 'none' }, async (advance) => {
    if (goal === undefined) {
      for (const [i, values] of points.entries()) {
        worked.push({ values, point: await work.work(timelines[i]!) });
        advance(i + 1);
      }
      return;
    }
    answer = await seekGoal(searchOf(goal, varied[0]!, options.tolerance), async (x) => {
      const point = await work.work(timelineAt([x]));
      worked.push({ values: [x], point });
      return goal.value(point.sums, work.baseline);
    });
    worked.sort((a, b) => a.values[0]! - b.values[0]!);
  });
  const paths = varied.map(({ path, decimals, change }) => ({
    path: change === 'value' ? path : `${path}${change === 'scale' ? '*' : '+'}`,
    decimals: goal === undefined ? decimals : decimalsOf(varied[0]!),
  }));
  const rows = worked.map(({ values, point }): SweepPoint => ({ values, ...point }));
  const reasons = new Map<string, CellsReason>();
  for (const { point } of worked) if (point.reason !== undefined) reasons.set(point.reason.code, point.reason);
  const result = {
    folder: options.out,
    table: bandsInHeadings(sweepTable(paths, rows, work.baseline, policy)),
    varied,
    goal: goal === undefined || answer === undefined ? undefined : { goal, answer },
    cellPoints: rows.filter(({ method }) => method === 'cells').length,
    passPoints: rows.filter(({ method }) => method === 'pass').length,
    reasons: [...reasons.values()],
    clearing,
    notices: warnings.notices(),
    stages: { baseline: [...(region.stages ?? []), ...base.stages], points: work.stages },
  };
  const identity = { baseline, reforms, scheme: base.scheme, inputs: region.inputs };
  return { ...result, manifest: await writeSweep(result, identity, context) };
}

/**
 * What a sweep is asked, as far as it can be told without policy and cases.
 * @throws the codes of sweep-errors.ts
 */
export function checkQuestion(
  vary: readonly string[],
  goalText: string | undefined,
): { readonly varied: readonly Vary[]; readonly goal: Goal | undefined } {
  const varied = vary.map(parseVary);
  const goal = goalText === undefined ? undefined : parseGoal(goalText);
  if (goal === undefined) checkSweep(varied);
  else checkGoalRange(goal, varied);
  return { varied, goal };
}

function checkGoalRange(goal: Goal, varied: readonly Vary[]): void {
  if (varied.length !== 1) throw SWEEP_ERRORS.vary_count({ count: varied.length });
  if (varied[0]!.range === undefined) {
    throw SWEEP_ERRORS.vary_needs_range({ goal: goal.text, path: varied[0]!.path });
  }
}

const SIGNS = { value: '=', scale: '*=', add: '+=' } as const;

/** The policy with its reforms and the values of one point. */
function pointTimeline(
  file: PolicyFile,
  reforms: readonly Reform[],
  varied: readonly Vary[],
  values: readonly number[],
  warnings: PointWarnings,
): PolicyTimeline {
  const patches = varied.map(({ path, change }, i) => ({ path, [change]: values[i]! }));
  const point: Reform = { id: 'sweep', title: { zh: '参数扫描', en: 'sweep' }, patches };
  const { timeline, findings } = checkedPolicy(file, [...reforms, point]);
  warnings.add(findings, varied.map(({ path, change }, i) => `${path}${SIGNS[change]}${values[i]!}`).join(', '));
  return timeline;
}

/** Ticks of the answer: fen of a rate, ten-thousandths elsewhere, or finer where the range was written finer. */
function decimalsOf({ path, change, decimals }: Vary): number {
  return Math.max(decimals, path.startsWith('rate.') && change === 'value' ? 2 : 4);
}

function searchOf({ relation, target, unit }: Goal, vary: Vary, tolerance: number | undefined) {
  return {
    ...vary.range!,
    decimals: decimalsOf(vary),
    relation,
    target,
    tolerance: (tolerance ?? 0) * (unit === 'money' ? 100 : 1),
    samples: SAMPLES,
  };
}
