import { parentPort, workerData } from 'node:worker_threads';
import { EngineError } from '../kernel/errors.js';
import { createExecutor } from '../run/worker-pool.js';
import { failureFrames, problemOf } from './problem.js';
import type { ThreadMessage, ThreadOrder } from './run-in-thread.js';
import { performJob } from './run-job.js';

/** Entry of a run's own thread: does one job, tells its progress and its end, and is over. */
const { job, out, workerCount, dataFolder, cancelFlag } = workerData as ThreadOrder;
const tell = (message: ThreadMessage): void => parentPort!.postMessage(message);
const LEAST_MILLISECONDS = 50;
let lastTold = 0;

const executor = createExecutor(workerCount);
try {
  const outcome = await performJob(job, out, executor, {
    progress: {
      begin: (text, total, unit) => tell({ kind: 'begin', text, total, unit }),
      advance: (done, total) => {
        const now = performance.now();
        if (now - lastTold < LEAST_MILLISECONDS) return;
        lastTold = now;
        tell({ kind: 'advance', done, total });
      },
      end: () => {},
    },
    isCancelled: () => Atomics.load(cancelFlag, 0) === 1,
  });
  tell({ kind: 'done', outcome });
} catch (error) {
  if (error instanceof EngineError) tell({ kind: 'failed', problem: problemOf(error, 'en', dataFolder) });
  else tell({ kind: 'unexpected', frames: failureFrames(error) });
} finally {
  await executor.close();
}
