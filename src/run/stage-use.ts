import type { StoredUse } from './stages/stage-store.js';

/** A stage of a scenario: it ran, an earlier scenario's result serves, or that of an earlier run. */
export interface StageUse {
  readonly stage: string;
  readonly use: StoredUse | 'reused';
}
