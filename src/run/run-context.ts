import type { Language } from '../kernel/errors.js';
import type { Executor } from '../kernel/executor.js';
import type { KeptPreparation } from './kept-preparation.js';
import type { Progress, Timings } from './progress.js';
import type { StageStore } from './stages/stage-store.js';

/** What every run is handed besides its own options. */
export interface RunContext {
  readonly executor: Executor;
  readonly progress: Progress;
  readonly timings: Timings;
  readonly language: Language;
  /** Finished stages of earlier runs; absent: none are kept. */
  readonly store?: StageStore | undefined;
  /** What earlier runs of this process prepared; absent: each prepares what it needs. */
  readonly prepared?: KeptPreparation | undefined;
}
