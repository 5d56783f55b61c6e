import { existsSync, rmSync, statSync } from 'node:fs';
import { basename, dirname, join, resolve } from 'node:path';
import { refuseInputAsOutput } from '../output-folder.js';
import type { RunContext } from '../run-context.js';
import { OPTION_ERRORS } from '../run-errors.js';
import { keepUnfinished } from '../unfinished-output.js';
import { StageStore } from './stage-store.js';

/** Where a run keeps finished stages, so that after a kill the same command goes on from them. */
export type StageKeeping =
  /** A folder of the user's own, for any runs; nothing in it is ever removed. */
  | { readonly kind: 'cache'; readonly folder: string }
  /** Hidden beside the output, and removed when the run ends in any way but a kill; `keep`: left there. */
  | { readonly kind: 'beside_output'; readonly afterwards: 'remove' | 'keep' };

/** Fewer cases are read and grouped again sooner than they are worth a file of cases beside the output. */
const WORTH_KEEPING = 1_000_000;

/** The hidden folder of stages of an output. */
export function stagesBeside(out: string): string {
  const target = resolve(out);
  return join(dirname(target), `.stages-${basename(target)}`);
}

/**
 * Runs with a store of stages. What lies beside the output goes when the run is over, cancelled or failed: cases must not
 * linger where nobody asked for them. Only a process that was killed leaves it, for the next run on that output.
 * @throws cache_not_folder, output_is_input
 */
export async function withStages<Result>(
  keeping: StageKeeping | undefined,
  out: string,
  context: RunContext,
  work: (context: RunContext) => Promise<Result>,
): Promise<Result> {
  if (keeping === undefined) return await work(context);
  if (keeping.kind === 'cache') {
    const { folder } = keeping;
    if (statSync(folder, { throwIfNoEntry: false })?.isDirectory() === false) {
      throw OPTION_ERRORS.cache_not_folder({ folder });
    }
    refuseInputAsOutput(out, [folder]);
    return await work({ ...context, store: new StageStore(resolve(folder), 0) });
  }
  const folder = stagesBeside(out);
  if (keeping.afterwards === 'keep') return await work({ ...context, store: new StageStore(folder, 0) });
  let release: (() => void) | undefined;
  // Only once there is something to remove: a run that listens to Ctrl-C hears it between two pieces of work.
  const claim = (): void => {
    release ??= keepUnfinished(folder);
  };
  if (existsSync(folder)) claim();
  try {
    return await work({ ...context, store: new StageStore(folder, WORTH_KEEPING, claim) });
  } finally {
    rmSync(folder, { recursive: true, force: true });
    release?.();
  }
}
