import type { PolicyTimeline } from '../policy/policy-timeline.js';
import type { PricingInput } from '../pricing/pricing-input.js';
import { openAnyScheme } from '../schemes/open-any-scheme.js';
import { regionNeeds } from './policy-facts.js';
import { checkSchemesAndWeights } from './read-scenario-weights.js';
import { type Region, type RegionRunOptions, readRegion } from './region-data.js';
import type { RunContext } from './run-context.js';
import { type PricedScenario, ScenarioRunner } from './scenario-run.js';
import { timelineWith } from './simulate-run.js';

/** A year read and priced case by case, before any clearing. */
export interface PricedRegion {
  readonly region: Region;
  readonly timeline: PolicyTimeline;
  readonly result: PricedScenario & { readonly input: PricingInput };
  /** Prices the same cases under another timeline. */
  readonly runner: ScenarioRunner;
}

/**
 * Reads the cases that the options name and prices them under their policy.
 * @param further  columns that are read besides, where the file has them
 * @param others  timelines that the same cases are to be priced under later: what they read of a case is read as well
 */
export async function pricedRegion(
  options: Omit<RegionRunOptions, 'out'>,
  further: readonly string[],
  context: RunContext,
  others: readonly PolicyTimeline[] = [],
): Promise<PricedRegion> {
  const timeline = timelineWith(options.policy, options.reforms ?? []);
  const { policy } = timeline.segments.at(-1)!;
  checkSchemesAndWeights(timeline, options.weights, options.history);
  const needs = regionNeeds([timeline, ...others]);
  const columns = [...new Set([...needs.columns, ...further])];
  const region = await readRegion(options, openAnyScheme(policy.scheme), policy.year, context, { ...needs, columns });
  const runner = new ScenarioRunner(region, options.weights, context);
  return { region, timeline, result: await runner.price(timeline), runner };
}
