import { availableParallelism } from 'node:os';
import type { Piscina } from 'piscina';
import { type Executor, inlineExecutor, type PassProgress, ROWS_PER_TASK, type RowPass } from '../kernel/executor.js';
import { POOL_ERRORS } from './run-errors.js';
import { TaskQueue } from './task-queue.js';

/** An executor that owns threads and must be closed. */
export interface ClosableExecutor extends Executor {
  /** Waits for the tasks under way, then ends the threads. Runs that are not finished fail with run_cancelled. */
  close(): Promise<void>;
}

/** As many workers as the machine has cores to spare. */
export function defaultWorkerCount(): number {
  return availableParallelism();
}

const WORKERS = new URL('../../workers/', import.meta.url);

/**
 * Row passes on a piscina pool over SharedArrayBuffer columns. The queue and the admission limit are our own, since
 * piscina's is not first in, first out and does not bound tasks that carry a signal. Cancelling stops handing out
 * tasks and waits for those under way: a killed thread would leave shared columns half-written.
 * @param workerCount 0 runs in this thread
 * @param workers  folder of the worker entries, one `<pass>.js` each
 */
export function createExecutor(workerCount: number, signal?: AbortSignal, workers: URL = WORKERS): ClosableExecutor {
  return workerCount === 0 ? inThisThread(signal) : new PoolExecutor(workerCount, signal, workers);
}

function inThisThread(signal: AbortSignal | undefined): ClosableExecutor {
  return {
    workerCount: 0,
    run: async (pass, payload, rowCount, progress) => {
      if (signal?.aborted) throw POOL_ERRORS.run_cancelled();
      await inlineExecutor.run(pass, payload, rowCount, (done, count) => {
        if (signal?.aborted) throw POOL_ERRORS.run_cancelled();
        progress?.(done, count);
      });
    },
    close: async () => {},
  };
}

class PoolExecutor implements ClosableExecutor {
  private readonly queue: TaskQueue;
  private readonly underWay = new Set<Promise<unknown>>();
  private pool: Promise<Piscina> | undefined;
  private isClosed = false;

  constructor(
    readonly workerCount: number,
    private readonly signal: AbortSignal | undefined,
    private readonly workers: URL,
  ) {
    this.queue = new TaskQueue(workerCount);
  }

  async run<Payload>(
    pass: RowPass<Payload>,
    payload: Payload,
    rowCount: number,
    progress?: PassProgress,
  ): Promise<void> {
    const filename = new URL(`${pass.name}.js`, this.workers).href;
    const size = taskRows(rowCount, this.workerCount);
    let next = 0;
    let done = 0;
    let failure: unknown;
    const lane = async (): Promise<void> => {
      while (next < rowCount && failure === undefined) {
        if (this.isStopped()) throw POOL_ERRORS.run_cancelled();
        const from = next;
        const to = Math.min(rowCount, from + size);
        next = to;
        await this.queue.run(() => this.work(filename, { payload, from, to }));
        done += to - from;
        progress?.(done, rowCount);
      }
    };
    const lanes = Array.from({ length: this.workerCount }, () =>
      lane().catch((error: unknown) => {
        failure ??= error;
      }),
    );
    // All lanes are waited for, also after a failure: nobody may write into the columns of a run that is over.
    await Promise.all(lanes);
    if (failure !== undefined) throw failure;
  }

  async close(): Promise<void> {
    this.isClosed = true;
    await Promise.allSettled(this.underWay);
    await (await this.pool)?.destroy();
    this.pool = undefined;
  }

  private isStopped(): boolean {
    return this.isClosed || this.signal?.aborted === true;
  }

  private async work(filename: string, task: object): Promise<void> {
    // Asked again, because the turn may have come long after the question. A destroyed pool would start threads anew.
    if (this.isStopped()) throw POOL_ERRORS.run_cancelled();
    // Threads start as tasks ask for them and stay: a small run needs few.
    this.pool ??= startPool(this.workerCount);
    const running = this.pool
      .then((pool) => pool.run(task, { filename }))
      .catch((error: unknown) => {
        const reason = error instanceof Error ? error.message : String(error);
        throw POOL_ERRORS.worker_failed({ reason }, { cause: error });
      });
    this.underWay.add(running);
    try {
      await running;
    } finally {
      this.underWay.delete(running);
    }
  }
}

async function startPool(workerCount: number): Promise<Piscina> {
  // Loaded when the first task is there: a command that needs no threads should not wait for the pool's code.
  const { Piscina } = await import('piscina');
  const pool = new Piscina({ minThreads: 1, maxThreads: workerCount, idleTimeout: 60_000 });
  // A thread that breaks outside of a task is replaced; the task it broke fails by itself.
  pool.on('error', () => {});
  return pool;
}

const LEAST_ROWS = 1_024;
const TASKS_A_WORKER = 4;

/** Rows a task: a few tasks for each worker, so that the last one to finish is not waited for long. */
export function taskRows(rowCount: number, workerCount: number): number {
  const rows = Math.ceil(rowCount / (workerCount * TASKS_A_WORKER));
  return Math.min(ROWS_PER_TASK, Math.max(LEAST_ROWS, rows));
}
