import { addIntervals, type IntervalOptions } from '../simulation/intervals/add-intervals.js';
import { stage } from './progress.js';
import type { RegionRunResult } from './region-run.js';
import type { RunContext } from './run-context.js';

/** How sure a comparison is: what --intervals asks for; the seed is the run's. */
export type IntervalRequest = Omit<IntervalOptions, 'seed'>;

/** The same result with the ends of intervals in its comparison tables; a run under one policy has none. */
export async function withIntervals(
  result: RegionRunResult,
  request: IntervalRequest | undefined,
  context: RunContext,
): Promise<RegionRunResult> {
  const { baseline, reform, region } = result;
  if (request === undefined || reform === undefined) return result;
  const options: IntervalOptions = { ...request, seed: region.seed ?? 1 };
  const text = { zh: '抽样估计区间', en: 'resampling for intervals' };
  const tables = await stage(context, 'intervals', text, 0, () =>
    addIntervals(result.tables, { baseline, reform }, region.register, options, context.executor),
  );
  return { ...result, tables, intervals: options };
}
