import { canonicalJson, sha256 } from '../kernel/hash.js';
import type { PolicyTimeline } from '../policy/policy-timeline.js';
import type { PriceCut } from './levers/cut-prices.js';

/**
 * A question: the same cases under a baseline and under a reform. Both are whole timelines, the reform's with its
 * patches in it, so that a stage only ever sees one policy.
 */
export interface Scenario {
  readonly baseline: PolicyTimeline;
  readonly reform: PolicyTimeline;
  readonly seed: number;
  /** Prices that fall on the reform's side. */
  readonly priceCuts: readonly PriceCut[];
  /** SHA-256 over baseline, patches, price cuts and seed: equal questions have equal hashes, whatever their files are called. */
  readonly hash: string;
  /** True where the patches change nothing: every change must then be zero. */
  readonly isEmpty: boolean;
}

/** Makes a scenario; the order of the two policies matters, the names of their files do not. */
export function createScenario(
  baseline: PolicyTimeline,
  reform: PolicyTimeline,
  seed: number,
  priceCuts: readonly PriceCut[] = [],
): Scenario {
  const cuts = priceCuts.length === 0 ? {} : { price_cuts: priceCuts };
  return {
    baseline,
    reform,
    seed,
    priceCuts,
    hash: sha256(canonicalJson({ baseline: baseline.hash, reform: reform.hash, seed, ...cuts })),
    isEmpty: baseline.hash === reform.hash && priceCuts.length === 0,
  };
}
