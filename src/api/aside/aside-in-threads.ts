import type { Piscina } from 'piscina';
import { API_POOL_ERRORS } from '../api-errors.js';
import type { Aside, CarriedAnswer, CarriedRequest } from './aside.js';
import type { ComputingOptions } from './computing-app.js';

/** Named with each task: one that cannot be loaded fails the task then, and is not started over and over. */
const THREAD = new URL('./computing-thread.js', import.meta.url).href;
/** One long question must not hold up every other long one. */
const THREADS = 2;
/** Requests under way or waiting; each keeps its body. */
const MOST_AT_ONCE = 16;
/** A thread has opened the schemes that it was asked for; its memory goes when nobody asks. */
const IDLE_MILLISECONDS = 60_000;

/** Answers long requests in threads of their own, so that the server answers all others meanwhile. */
export function asideInThreads(options: ComputingOptions): Aside {
  const underWay = new Set<Promise<CarriedAnswer>>();
  let pool: Promise<Piscina> | undefined;
  const work = async (request: CarriedRequest): Promise<CarriedAnswer> => {
    pool ??= startPool(options);
    return (await (await pool).run(request, { filename: THREAD })) as CarriedAnswer;
  };
  return {
    answer: async (request) => {
      if (underWay.size >= MOST_AT_ONCE) throw API_POOL_ERRORS.too_many_large({ limit: MOST_AT_ONCE });
      const answering = work(request);
      underWay.add(answering);
      try {
        return await answering;
      } finally {
        underWay.delete(answering);
      }
    },
    // A thread that is ended in the middle would leave the files of its request behind.
    close: async () => {
      await Promise.allSettled(underWay);
      await (await pool)?.destroy();
    },
  };
}

async function startPool(options: ComputingOptions): Promise<Piscina> {
  const { Piscina: Pool } = await import('piscina');
  const pool = new Pool({
    minThreads: 0,
    maxThreads: THREADS,
    idleTimeout: IDLE_MILLISECONDS,
    workerData: options,
  });
  // A thread that breaks outside of a task is replaced; the task it broke fails by itself.
  pool.on('error', () => {});
  return pool;
}
