import { availableParallelism } from 'node:os';
import { Piscina } from 'piscina';
import { EngineError } from '../kernel/errors.js';
import { type Executor, inlineExecutor, ROWS_PER_TASK } from '../kernel/executor.js';
import { POOL_ERRORS } from './run-errors.js';

/** An executor that owns threads and must be closed. */
export interface ClosableExecutor extends Executor {
  close(): Promise<void>;
}

/** As many workers as the machine has cores to spare. */
export function defaultWorkerCount(): number {
  return availableParallelism();
}

/**
 * Row passes on a piscina pool over SharedArrayBuffer columns. The queue and the admission limit are our own, since
 * piscina's is not first in, first out and does not bound tasks that carry a signal. Cancelling stops handing out
 * tasks and waits for those under way: a killed thread would leave shared columns half-written.
 * @param workerCount 0 runs in this thread
 */
export function createExecutor(workerCount: number, signal?: AbortSignal): ClosableExecutor {
  if (workerCount === 0) {
    return {
      workerCount: 0,
      run: async (pass, payload, rowCount, progress) => {
        await inlineExecutor.run(pass, payload, rowCount, (done, count) => {
          if (signal?.aborted) throw POOL_ERRORS.run_cancelled();
          progress?.(done, count);
        });
      },
      close: async () => {},
    };
  }
  const pools = new Map<string, Piscina>();
  return {
    workerCount,
    run: async (pass, payload, rowCount, progress) => {
      const pool = pools.get(pass.name) ?? startPool(pass.name, workerCount);
      pools.set(pass.name, pool);
      let next = 0;
      let done = 0;
      const lane = async (): Promise<void> => {
        while (next < rowCount) {
          if (signal?.aborted) throw POOL_ERRORS.run_cancelled();
          const from = next;
          const to = Math.min(rowCount, from + ROWS_PER_TASK);
          next = to;
          await pool.run({ payload, from, to });
          done += to - from;
          progress?.(done, rowCount);
        }
      };
      const lanes = await Promise.allSettled(Array.from({ length: workerCount }, lane));
      const failure = lanes.find((result) => result.status === 'rejected');
      if (failure !== undefined) {
        const reason: unknown = failure.reason;
        if (reason instanceof EngineError) throw reason;
        throw POOL_ERRORS.worker_failed(
          { reason: reason instanceof Error ? reason.message : String(reason) },
          { cause: reason },
        );
      }
    },
    close: async () => {
      await Promise.all([...pools.values()].map((pool) => pool.destroy()));
      pools.clear();
    },
  };
}

function startPool(name: string, workerCount: number): Piscina {
  return new Piscina({
    filename: new URL(`../../workers/${name}.js`, import.meta.url).href,
    minThreads: workerCount,
    maxThreads: workerCount,
  });
}
