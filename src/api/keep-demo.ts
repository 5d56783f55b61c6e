import { existsSync } from 'node:fs';
import { join } from 'node:path';
import type { Language } from '../kernel/errors.js';
import type { RunQueue, RunRecord } from './run-queue.js';
import type { UploadStore } from './uploads/upload-store.js';

/** Id of the run that a server makes itself, so that there is something to look at from the first minute. */
export const DEMO_RUN = 'demo';
const DEMO_SEED = 1;

/**
 * Sees to it that the demo region is there: the run `demo` with its tables, and its files as the upload `demo`. They
 * are made in the background as any run, once; a later start with the same version and size finds them.
 * @param cases  of the year; 0: no demo
 */
export function keepDemo(queue: RunQueue, uploads: UploadStore, cases: number, language: Language): void {
  if (cases === 0) return;
  const filesTo = uploads.demoFolder;
  const job = {
    kind: 'demo',
    cases,
    seed: DEMO_SEED,
    reforms: undefined,
    language,
    filesTo,
  } as const;
  queue.keep(DEMO_RUN, job, () => existsSync(join(filesTo, 'manifest.json')));
}

/** How far the demo is, for whoever waits for it; `none` where the server makes none. */
export function demoState(queue: RunQueue): 'none' | RunRecord['state'] {
  return queue.list().find(({ id }) => id === DEMO_RUN)?.state ?? 'none';
}
