import { loadPolicy } from '../policy/load-policy.js';
import type { Reform } from '../policy/policy-schema.js';
import type { PolicyTimeline } from '../policy/policy-timeline.js';
import { openAnyScheme } from '../schemes/open-any-scheme.js';
import { refuseFolder, refuseInputAsOutput } from './output-folder.js';
import { checkedTimeline } from './refuse-findings.js';
import { inputPaths, type RegionRunOptions, readRegion } from './region-data.js';
import { simulateRegion } from './region-run.js';
import type { RunContext } from './run-context.js';
import { type WrittenResult, writeResults } from './write-results.js';

/** Baseline against reform on the user's own files, written as a result folder. */
export async function runSimulate(options: RegionRunOptions, context: RunContext): Promise<WrittenResult> {
  refuseFolder(options.out, 'result');
  refuseInputAsOutput(options.out, inputPaths(options));
  const baseline = timelineWith(options.policy, []);
  const reform = timelineWith(options.policy, options.reforms ?? []);
  const { policy } = baseline.segments.at(-1)!;
  const region = await readRegion(options, openAnyScheme(policy.scheme), policy.year, context);
  const result = await simulateRegion(region, { baseline, reform }, options.weights, context);
  return await writeResults(options.out, result, context, options.statements);
}

/**
 * A policy with reforms on it, each a path or a reform itself.
 * @throws policy_refused where its check finds an error, and the errors of reading policies and reforms
 */
export function timelineWith(policy: string, reforms: readonly (string | Reform)[]): PolicyTimeline {
  return checkedTimeline(loadPolicy(policy), reforms);
}
