import type { Text } from '../kernel/errors.js';
import type { ResultTable } from '../kernel/result-table.js';
import type { CellsReason } from '../simulation/cells/cells-can-carry.js';
import type { Goal } from '../simulation/sweep/goal.js';
import type { Vary } from '../simulation/sweep/parse-vary.js';
import type { GoalAnswer } from '../simulation/sweep/seek-goal.js';
import type { SweepStages } from './stage-use.js';
import type { ClearingOfSweep } from './sweep-points.js';

/** manifest.json of a sweep. */
export interface SweepManifest {
  readonly kind: 'sweep';
  readonly scheme: { readonly id: string; readonly hash: string };
  readonly files: Readonly<Record<string, string>>;
}

/** A sweep, worked out. */
export interface SweepRunResult {
  readonly folder: string;
  readonly table: ResultTable;
  readonly varied: readonly Vary[];
  readonly goal: { readonly goal: Goal; readonly answer: GoalAnswer } | undefined;
  /** Points by cells and by full passes, with why. */
  readonly cellPoints: number;
  readonly passPoints: number;
  readonly reasons: readonly CellsReason[];
  readonly clearing: ClearingOfSweep;
  /** Warnings of the policy's check that points bring and the baseline has not. */
  readonly notices: readonly Text[];
  readonly stages: SweepStages;
  readonly manifest: SweepManifest;
}
