import type { Text } from '../kernel/errors.js';
import { inUnitWords } from '../simulation/unit-words.js';
import type { PricedScenario } from './scenario-run.js';

/** Findings on the weights, points or scores of a run that a reader must see. */
export function weightNotices({
  weightFindings,
  timeline,
}: Pick<PricedScenario, 'weightFindings' | 'timeline'>): Text[] {
  const { method } = timeline.segments.at(-1)!.policy;
  return weightFindings.filter(({ severity }) => severity !== 'note').map((finding) => inUnitWords(finding, method));
}
