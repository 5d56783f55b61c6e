import type { Language } from '../kernel/errors.js';
import type { RunContext } from '../run/run-context.js';
import { createProgress } from './context.js';
import { type Options, wholeNumber } from './options.js';

/** Opens the executor and progress for one command and closes them whatever happens. */
export async function withContext<Result>(
  language: Language,
  options: Options,
  work: (context: RunContext) => Promise<Result>,
): Promise<Result> {
  const { createExecutor, defaultWorkerCount } = await import('../run/worker-pool.js');
  const workers = wholeNumber(options.workers, '--workers', 0, 256, defaultWorkerCount());
  const executor = createExecutor(workers);
  const progress = await createProgress(language, options);
  try {
    return await work({ executor, progress, timings: [], language });
  } finally {
    await executor.close();
  }
}
