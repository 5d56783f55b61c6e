import { type Day, formatDay } from '../kernel/day.js';
import { POLICY_ERRORS } from './policy-errors.js';
import { type PolicyParameter, segmentParameters, weightParameter } from './policy-sources.js';
import type { PolicyTimeline } from './policy-timeline.js';

/**
 * Every value as it holds on one day, weight patches included.
 * @throws policy_day_outside_year
 */
export function showPolicy(timeline: PolicyTimeline, day: Day): readonly PolicyParameter[] {
  const segment = timeline.segments.find(({ from, until }) => from <= day && day < until);
  if (segment === undefined) {
    throw POLICY_ERRORS.policy_day_outside_year({ day: formatDay(day), year: timeline.year });
  }
  const patches = timeline.weightPatches.filter(({ from, until }) => from <= day && day < until);
  return [...segmentParameters(segment), ...patches.map((patch) => weightParameter(patch, timeline))];
}
