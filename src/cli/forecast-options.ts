import type { Command } from 'commander';
import type { Day } from '../kernel/day.js';
import type { Language, Text } from '../kernel/errors.js';
import { dayOption } from './day-option.js';
import { wholeNumber } from './options.js';

/** Options of a forecast of the year as written. */
export interface ForecastWords {
  readonly asOf?: string;
  readonly lastYear?: readonly string[];
  readonly replicates?: string;
}

/** Adds them; commands differ in what the day does. */
export function addForecastOptions(command: Command, language: Language, asOf: Text): Command {
  const zh = language === 'zh';
  return command
    .option('--as-of <date>', asOf[language])
    .option('--last-year <file...>', zh ? '往年全年病例，用于季节' : 'cases of whole past years, for the season')
    .option('--replicates <n>', zh ? '推演次数（默认 40）' : 'possible years drawn (default 40)');
}

export interface ForecastRequest {
  readonly asOf: Day | undefined;
  readonly lastYear: readonly string[] | undefined;
  readonly replicates: number;
}

/** What they ask for. @throws option_value */
export function readForecastOptions({ asOf, lastYear, replicates }: ForecastWords): ForecastRequest {
  return {
    asOf: dayOption(asOf, '--as-of', '2026-09-30'),
    lastYear,
    replicates: wholeNumber(replicates, '--replicates', 10, 1000, 40),
  };
}
