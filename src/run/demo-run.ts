import { loadReform } from '../policy/load-policy.js';
import type { Reform } from '../policy/policy-schema.js';
import { type DemoMethod, demoPolicy, demoReformPath, makeDemoRegion, regionOf } from './demo-region.js';
import { refuseFolder } from './output-folder.js';
import { stage } from './progress.js';
import { checkedTimeline } from './refuse-findings.js';
import { simulateRegion } from './region-run.js';
import type { RunContext } from './run-context.js';
import { OPTION_ERRORS } from './run-errors.js';
import { type WrittenResult, writeResults } from './write-results.js';
import type { StatementOutput } from './write-statements.js';

export interface DemoRunOptions {
  /** Cases in the simulated year; the three years before it have as many each. */
  readonly cases: number;
  readonly seed: number;
  readonly out: string;
  /** How the region pays; default DRG. */
  readonly method?: DemoMethod | undefined;
  /** Another method in the place of a reform: the same cases under both. */
  readonly against?: DemoMethod | undefined;
  /** Paths of reforms or reforms themselves; absent: the demo's own. */
  readonly reforms?: readonly (string | Reform)[] | undefined;
  /** Statements beside the tables; absent: none. */
  readonly statements?: StatementOutput | undefined;
}

/** The main job on a region made from a seed: baseline against reform, from cases to report. */
export async function runDemo(options: DemoRunOptions, context: RunContext): Promise<WrittenResult> {
  const { cases, seed, method = 'drg', against } = options;
  if (against !== undefined && options.reforms !== undefined) throw OPTION_ERRORS.against_with_reform();
  refuseFolder(options.out, 'result');
  // Read before the region is made, so that nobody waits for a mistyped reform.
  const reforms = (against === undefined ? (options.reforms ?? [demoReformPath()]) : []).map((reform) =>
    typeof reform === 'string' ? loadReform(reform) : reform,
  );
  checkedTimeline(demoPolicy([], method), reforms);
  const size = { cases, seed, historyColumns: 'weighting' as const };
  const synthetic = await stage(
    context,
    'generate',
    { zh: '生成模拟地区', en: 'making the synthetic region' },
    4 * cases,
    () => makeDemoRegion(size),
  );
  const policy = demoPolicy(synthetic.budgets, method);
  const other = against === undefined ? policy : demoPolicy(synthetic.budgets, against);
  const policies = { baseline: checkedTimeline(policy, []), reform: checkedTimeline(other, reforms) };
  const result = await simulateRegion(regionOf(synthetic, size), policies, undefined, context);
  return await writeResults(options.out, result, context, options.statements);
}
