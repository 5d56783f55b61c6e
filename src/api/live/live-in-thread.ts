import { Worker } from 'node:worker_threads';
import type { Reform } from '../../policy/policy-schema.js';
import type { PolicyTimeline } from '../../policy/policy-timeline.js';
import type { LiveAnswer, LiveSource } from '../../run/live-region.js';
import type { ClearingOfSweep } from '../../run/sweep-points.js';
import type { Problem } from '../problem.js';
import { ThreadFailure } from '../run-queue.js';
import type { LiveOpener, LiveRoom } from './live-room.js';

/** What a live region's thread is given. */
export interface LiveOrder {
  readonly source: LiveSource;
  readonly workerCount: number;
  readonly dataFolder: string;
}

export interface LiveQuestion {
  readonly number: number;
  readonly reforms: readonly Reform[];
  readonly clearing: ClearingOfSweep;
}

/** What it tells; number 0 is the opening. */
export type LiveWord =
  | { readonly kind: 'open'; readonly baseline: PolicyTimeline }
  | { readonly kind: 'answer'; readonly number: number; readonly answer: LiveAnswer }
  | { readonly kind: 'failed'; readonly number: number; readonly problem: Problem }
  | { readonly kind: 'unexpected'; readonly number: number; readonly frames: readonly string[] };

interface Waiting {
  readonly resolve: (answer: LiveAnswer) => void;
  readonly reject: (error: Error) => void;
}

/** Keeps a live region in a thread of its own, so that the server answers while cases are read and priced. */
export function liveInThread(workerCount: number, dataFolder: string): LiveOpener {
  return (source) =>
    new Promise<LiveRoom>((resolve, reject) => {
      const order: LiveOrder = { source, workerCount, dataFolder };
      const thread = new Worker(new URL('./live-thread.js', import.meta.url), { workerData: order });
      // A server that stops does not wait for it.
      thread.unref();
      const waiting = new Map<number, Waiting>();
      let asked = 0;
      const failAll = (error: Error): void => {
        reject(error);
        for (const { reject: refuse } of waiting.values()) refuse(error);
        waiting.clear();
      };
      thread.on('message', (word: LiveWord) => {
        if (word.kind === 'open') {
          resolve({
            baseline: word.baseline,
            ask: (reforms, clearing) =>
              new Promise<LiveAnswer>((answer, refuse) => {
                asked += 1;
                waiting.set(asked, { resolve: answer, reject: refuse });
                thread.postMessage({ number: asked, reforms, clearing } satisfies LiveQuestion);
              }),
            close: () => void thread.terminate(),
          });
          return;
        }
        const own = waiting.get(word.number);
        waiting.delete(word.number);
        if (word.kind === 'answer') return own?.resolve(word.answer);
        const error =
          word.kind === 'failed'
            ? new ThreadFailure(word.problem)
            : Object.assign(new Error('unexpected failure'), { stack: word.frames.join('\n  ') });
        if (own === undefined) reject(error);
        else own.reject(error);
      });
      thread.on('error', failAll);
      thread.on('exit', () => failAll(new Error('the thread of the region ended')));
    });
}
