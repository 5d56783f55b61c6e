import { Worker } from 'node:worker_threads';
import type { Text } from '../kernel/errors.js';
import type { ProgressUnit } from '../run/progress.js';
import type { Problem } from './problem.js';
import type { RunJob, RunOutcome, RunWorker } from './run-job.js';
import { ThreadFailure } from './run-queue.js';

/** What a run's thread is given. */
export interface ThreadOrder {
  readonly job: RunJob;
  readonly out: string;
  readonly workerCount: number;
  readonly dataFolder: string;
  /** Shared: 1 once the run is cancelled. A message would wait until the thread is free to hear it. */
  readonly cancelFlag: Int32Array;
}

/** What it tells. */
export type ThreadMessage =
  | { readonly kind: 'begin'; readonly text: Text; readonly total: number; readonly unit: ProgressUnit }
  | { readonly kind: 'advance'; readonly done: number; readonly total: number | undefined }
  | { readonly kind: 'done'; readonly outcome: RunOutcome }
  | { readonly kind: 'failed'; readonly problem: Problem }
  | { readonly kind: 'unexpected'; readonly frames: readonly string[] };

/** How often the thread's flag follows the queue's word. */
const CANCEL_CHECK_MILLISECONDS = 50;

/**
 * Runs each job in a thread of its own, so that the server answers while a run computes, and its memory goes when it
 * ends. The thread has its own worker pool.
 */
export function runInThread(workerCount: number, dataFolder: string): RunWorker {
  return (job, out, { progress, isCancelled }) =>
    new Promise((resolve, reject) => {
      const cancelFlag = new Int32Array(new SharedArrayBuffer(4));
      const order: ThreadOrder = { job, out, workerCount, dataFolder, cancelFlag };
      const thread = new Worker(new URL('./run-thread.js', import.meta.url), { workerData: order });
      const watch = setInterval(() => {
        if (isCancelled()) Atomics.store(cancelFlag, 0, 1);
      }, CANCEL_CHECK_MILLISECONDS);
      let settle = (): void => reject(new Error('the thread of the run ended without a word'));
      thread.on('message', (message: ThreadMessage) => {
        switch (message.kind) {
          case 'begin':
            return progress.begin(message.text, message.total, message.unit);
          case 'advance':
            return progress.advance(message.done, message.total);
          case 'done':
            settle = () => resolve(message.outcome);
            return;
          case 'failed':
            settle = () => reject(new ThreadFailure(message.problem));
            return;
          default:
            settle = () =>
              reject(Object.assign(new Error('unexpected failure'), { stack: message.frames.join('\n  ') }));
        }
      });
      thread.on('error', (error) => {
        settle = () => reject(error);
      });
      // The promise is settled when the thread is gone: the next run starts on a free machine.
      thread.on('exit', () => {
        clearInterval(watch);
        settle();
      });
    });
}
