import { canonicalJson, sha256 } from '../kernel/hash.js';
import type { PolicyTimeline } from '../policy/policy-timeline.js';
import type { ScenarioSide } from './scenario-side.js';

/**
 * Identity of what pricing makes of one region's cases: two timelines with equal keys price every case alike. What
 * pricing never reads (retention, names, sources) is left out, so that a reform of retention alone prices nothing anew.
 */
export function pricingKey(
  timeline: PolicyTimeline,
  schemeHash: string,
  weightsHash: string,
  kinds: ScenarioSide['kinds'],
): string {
  const segments = timeline.segments.map(({ from, until, policy }) => {
    const { retention: _, id: __, title: ___, region: ____, sources: _____, ...priced } = policy;
    return { from, until, policy: priced };
  });
  const { weightPatches, folder } = timeline;
  return sha256(canonicalJson([segments, weightPatches, folder, schemeHash, weightsHash, kinds ?? 'recorded']));
}
