import type { Reform } from '../../policy/policy-schema.js';
import type { PolicyTimeline } from '../../policy/policy-timeline.js';
import type { LiveAnswer, LiveSource } from '../../run/live-region.js';
import type { ClearingOfSweep } from '../../run/sweep-points.js';

/** A region kept for live questions, wherever it is kept. */
export interface LiveRoom {
  readonly baseline: PolicyTimeline;
  ask(reforms: readonly Reform[], clearing: ClearingOfSweep): Promise<LiveAnswer>;
  close(): void;
}

/** Reads and prices a region; a server does it in a thread of its own. */
export type LiveOpener = (source: LiveSource) => Promise<LiveRoom>;
