import { parentPort, workerData } from 'node:worker_threads';
import { EngineError } from '../../kernel/errors.js';
import { LiveRegion } from '../../run/live-region.js';
import { silentProgress } from '../../run/progress.js';
import { createExecutor } from '../../run/worker-pool.js';
import { failureFrames, problemOf } from '../problem.js';
import type { LiveOrder, LiveQuestion, LiveWord } from './live-in-thread.js';

/** Entry of a live region's own thread: opens it once, then answers one question after another. */
const { source, workerCount, dataFolder } = workerData as LiveOrder;
const tell = (word: LiveWord): void => parentPort!.postMessage(word);
const executor = createExecutor(workerCount);

const failure = (number: number, error: unknown): LiveWord =>
  error instanceof EngineError
    ? { kind: 'failed', number, problem: problemOf(error, 'en', dataFolder) }
    : { kind: 'unexpected', number, frames: failureFrames(error) };

try {
  const context = { executor, progress: silentProgress, timings: [], language: 'en' as const };
  const region = await LiveRegion.open(source, context);
  let last = Promise.resolve();
  parentPort!.on('message', ({ number, reforms, clearing }: LiveQuestion) => {
    last = last.then(async () => {
      try {
        tell({ kind: 'answer', number, answer: await region.ask(reforms, clearing) });
      } catch (error) {
        tell(failure(number, error));
      }
    });
  });
  tell({ kind: 'open', baseline: region.baseline });
} catch (error) {
  tell(failure(0, error));
  await executor.close();
}
