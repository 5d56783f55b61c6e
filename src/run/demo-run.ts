import { loadReform } from '../policy/load-policy.js';
import type { Reform } from '../policy/policy-schema.js';
import { demoPolicy, demoReformPath, makeDemoRegion, regionOf } from './demo-region.js';
import { refuseFolder } from './output-folder.js';
import { stage } from './progress.js';
import { checkedTimeline } from './refuse-findings.js';
import { simulateRegion } from './region-run.js';
import type { RunContext } from './run-context.js';
import { type WrittenResult, writeResults } from './write-results.js';
import type { StatementOutput } from './write-statements.js';

export interface DemoRunOptions {
  /** Cases in the simulated year; the three years before it have as many each. */
  readonly cases: number;
  readonly seed: number;
  readonly out: string;
  /** Paths of reforms or reforms themselves; absent: the demo's own. */
  readonly reforms?: readonly (string | Reform)[] | undefined;
  /** Statements beside the tables; absent: none. */
  readonly statements?: StatementOutput | undefined;
}

/** The main job on a region made from a seed: baseline against reform, from cases to report. */
export async function runDemo(options: DemoRunOptions, context: RunContext): Promise<WrittenResult> {
  const { cases, seed } = options;
  refuseFolder(options.out, 'result');
  // Read before the region is made, so that nobody waits for a mistyped reform.
  const reforms = (options.reforms ?? [demoReformPath()]).map((reform) =>
    typeof reform === 'string' ? loadReform(reform) : reform,
  );
  checkedTimeline(demoPolicy([]), reforms);
  const size = { cases, seed, historyColumns: 'weighting' as const };
  const synthetic = await stage(
    context,
    'generate',
    { zh: '生成模拟地区', en: 'making the synthetic region' },
    4 * cases,
    () => makeDemoRegion(size),
  );
  const policy = demoPolicy(synthetic.budgets);
  const policies = { baseline: checkedTimeline(policy, []), reform: checkedTimeline(policy, reforms) };
  const result = await simulateRegion(regionOf(synthetic, size), policies, undefined, context);
  return await writeResults(options.out, result, context, options.statements);
}
