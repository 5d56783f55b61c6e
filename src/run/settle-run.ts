import { loadPolicy } from '../policy/load-policy.js';
import type { PolicyTimeline } from '../policy/policy-timeline.js';
import { resolveTimeline } from '../policy/resolve-timeline.js';
import { openAnyScheme } from '../schemes/open-any-scheme.js';
import { refuseFolder, refuseInputAsOutput } from './output-folder.js';
import { regionNeeds } from './policy-facts.js';
import { checkSchemesAndWeights } from './read-scenario-weights.js';
import { inputPaths, type RegionRunOptions, readRegion } from './region-data.js';
import { type RegionRunResult, settleRegion } from './region-run.js';
import type { RunContext } from './run-context.js';
import { timelineWith } from './simulate-run.js';
import { withStages } from './stages/keep-stages.js';
import { type WrittenResult, writeResults } from './write-results.js';

/** Clears the year of the user's own files under a policy (with reforms on it, if any), written as a result folder with its statements. */
export async function runSettle(options: RegionRunOptions, context: RunContext): Promise<WrittenResult> {
  refuseFolder(options.out, 'result');
  refuseInputAsOutput(options.out, inputPaths(options));
  const timeline = timelineWith(options.policy, options.reforms ?? []);
  checkSchemesAndWeights(timeline, options.weights, options.history);
  return await withStages(options.stages, options.out, context, async (kept) =>
    writeResults(options.out, await settleFiles(options, timeline, kept), kept, options.statements ?? 'table'),
  );
}

/** What regions.csv is made of, where the file has it: no rule needs to ask for it. */
const REGION_TABLE_COLUMNS = ['insured_region', 'care_region', 'direct_settlement'];

async function settleFiles(
  options: RegionRunOptions,
  timeline: PolicyTimeline,
  context: RunContext,
): Promise<RegionRunResult> {
  const { policy } = timeline.segments.at(-1)!;
  const needs = regionNeeds([timeline]);
  const columns = [...new Set([...needs.columns, ...REGION_TABLE_COLUMNS])];
  const read = { ...needs, columns };
  const region = await readRegion(options, openAnyScheme(policy.scheme), policy.year, context, read);
  const result = await settleRegion(region, timeline, options.weights, context);
  if (timeline.reforms.length === 0) return result;
  return { ...result, policyHash: resolveTimeline(loadPolicy(options.policy), []).hash };
}
