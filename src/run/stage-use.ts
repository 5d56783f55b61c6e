import type { StoredUse } from './stages/stage-store.js';

/** A stage of a scenario: it ran, an earlier scenario's result serves, or that of an earlier run. */
export interface StageUse {
  readonly stage: string;
  readonly use: StoredUse | 'reused';
}

/** How the stages of a sweep came to be. */
export interface SweepStages {
  /** Of the cases and the baseline: made, or taken from those that an earlier run kept. */
  readonly baseline: readonly StageUse[];
  /** Of the points that were worked out case by case: what some point ran, and what every point took from the baseline. */
  readonly points: { readonly ran: readonly string[]; readonly reused: readonly string[] };
}
