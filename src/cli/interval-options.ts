import type { Command } from 'commander';
import type { Language } from '../kernel/errors.js';
import type { IntervalRequest } from '../run/interval-run.js';
import { OPTION_ERRORS } from '../run/run-errors.js';
import { RESAMPLINGS } from '../simulation/intervals/replicate-values.js';
import { wholeNumber } from './options.js';

/** Options of intervals as written. */
export interface IntervalWords {
  readonly intervals?: string;
  readonly level?: string;
  readonly resample?: string;
}

export function addIntervalOptions(command: Command, language: Language): void {
  const zh = language === 'zh';
  command
    .option(
      '--intervals <n>',
      zh ? '在对比表中给出区间：重抽样次数，如 200' : 'intervals in the comparison tables: replicates, e.g. 200',
    )
    .option('--level <share>', zh ? '区间的置信水平（默认 0.95）' : 'level of the intervals (default 0.95)')
    .option(
      '--resample <cases|hospitals|both>',
      zh
        ? '重抽样对象：机构内病例（默认）、机构、两者'
        : 'what is resampled: cases within hospitals (default), hospitals, both',
    );
}

/**
 * What the options ask for; undefined without --intervals.
 * @throws option_value
 */
export function readIntervals({ intervals, level, resample }: IntervalWords): IntervalRequest | undefined {
  if (intervals === undefined) {
    const lone = level === undefined ? resample : level;
    if (lone === undefined) return undefined;
    throw OPTION_ERRORS.option_missing({ option: '--intervals', command: 'simulate' });
  }
  const share = level === undefined ? 0.95 : /^0?\.\d+$/.test(level) ? Number(level) : Number.NaN;
  if (!(share > 0 && share < 1)) {
    throw OPTION_ERRORS.option_value({ option: '--level', value: level ?? '', expected: '0 < … < 1' });
  }
  const resampling = RESAMPLINGS.find((word) => word === (resample ?? 'cases'));
  if (resampling === undefined) {
    throw OPTION_ERRORS.option_value({
      option: '--resample',
      value: resample ?? '',
      expected: RESAMPLINGS.join(' | '),
    });
  }
  return { replicates: wholeNumber(intervals, '--intervals', 10, 10_000, 200), level: share, resampling };
}
