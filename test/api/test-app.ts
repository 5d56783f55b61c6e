import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { type AppOptions, createApp } from '../../src/api/app.js';
import type { App } from '../../src/api/app-type.js';
import { performJob, type RunWorker } from '../../src/api/run-job.js';
import { type QueueOptions, RunQueue } from '../../src/api/run-queue.js';
import { inlineExecutor } from '../../src/kernel/executor.js';
import { silentProgress } from '../../src/run/progress.js';
import type { RunContext } from '../../src/run/run-context.js';

/** What the command line hands a run, for comparing with it. */
export const runContext = (): RunContext => ({
  executor: inlineExecutor,
  progress: silentProgress,
  timings: [],
  language: 'en',
});

/** Runs jobs in this thread. */
export const workInline: RunWorker = (job, out, surroundings) => performJob(job, out, inlineExecutor, surroundings);

export interface TestServer {
  readonly app: App;
  readonly queue: RunQueue;
  readonly folder: string;
  readonly close: () => Promise<void>;
}

/** An application over a data folder of its own; every answer is held against its schema. */
export async function testServer(
  options: { readonly queue?: Partial<QueueOptions>; readonly app?: Partial<AppOptions> } = {},
): Promise<TestServer> {
  const folder = mkdtempSync(join(tmpdir(), 'drgdip-api-'));
  const queue = new RunQueue({ dataFolder: folder, work: workInline, ...options.queue });
  // A machine that tests share with others is late now and then; what shedding does has a test of its own.
  const latestTurn = 120_000;
  const app = await createApp({ queue, language: 'en', log: 'none', answers: 'checked', latestTurn, ...options.app });
  return {
    app,
    queue,
    folder,
    close: async () => {
      await queue.close();
      await app.close();
      rmSync(folder, { recursive: true, force: true });
    },
  };
}

export const SCHEME = 'chs-drg-2.0';
