import type { PolicyTimeline } from '../policy/policy-timeline.js';
import { cutPrices, type PriceCut } from '../simulation/levers/cut-prices.js';
import { SCENARIO_ERRORS } from '../simulation/simulation-errors.js';
import type { Region } from './region-data.js';
import type { ScenarioRunner } from './scenario-run.js';

/**
 * A region at cut prices: the year's cases under every cut, the history under those that weights are to follow.
 * @param runner  of the region as it is: groups say which cases a cut is about
 * @throws price_cut_without_history, price_cut_without_group, column_missing
 */
export async function cutRegion(
  region: Region,
  runner: ScenarioRunner,
  timeline: PolicyTimeline,
  cuts: readonly PriceCut[],
): Promise<Region> {
  if (cuts.length === 0) return region;
  const { scheme, groups } = await runner.groupsFor(timeline, 'year');
  const year = cutPrices(region.year, groups, scheme.catalogue, cuts);
  const moving = cuts.filter(({ calibration }) => calibration === 'with_weights');
  if (moving.length === 0) return { ...region, year };
  if (region.history === undefined) throw SCENARIO_ERRORS.price_cut_without_history();
  const past = await runner.groupsFor(timeline, 'history');
  return { ...region, year, history: cutPrices(region.history, past.groups, scheme.catalogue, moving) };
}
