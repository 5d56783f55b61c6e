import { existsSync, readFileSync, statSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { refusePipe } from '../../kernel/refuse-pipe.js';
import { readDocument } from '../scenario-file/read-document.js';
import { OUTLOOK_ERRORS } from './outlook-errors.js';
import { type Outlook, outlookSchema } from './outlook-schema.js';

/** Beyond this a macro model of rates says nothing. */
const MOST_YEARS = 50;

export interface YearRange {
  readonly from: number;
  readonly until: number;
}

/**
 * Reads an outlook; population.csv is looked for beside it.
 * @throws outlook_not_found, outlook_invalid, outlook_old_share_missing
 */
export function loadOutlook(path: string): Outlook {
  if (!existsSync(path) || !statSync(path).isFile()) throw OUTLOOK_ERRORS.outlook_not_found({ name: path });
  refusePipe(path);
  const outlook = readDocument(readFileSync(path, 'utf8'), path, outlookSchema, OUTLOOK_ERRORS.outlook_invalid);
  const { population } = checkedOutlook(outlook);
  if (population === undefined) return outlook;
  const beside = join(dirname(path), population);
  return { ...outlook, population: existsSync(beside) ? beside : population };
}

/** @throws outlook_old_share_missing where nothing says how many are old */
export function checkedOutlook(outlook: Outlook): Outlook {
  if (outlook.population === undefined && outlook.ageing.old_share === undefined)
    throw OUTLOOK_ERRORS.outlook_old_share_missing();
  return outlook;
}

/** "2026..2036". @throws outlook_years */
export function parseYears(text: string): YearRange {
  const match = /^(\d{4})\.\.(\d{4})$/.exec(text.trim());
  const [from, until] = [Number(match?.[1]), Number(match?.[2])];
  if (match === null || until <= from || until - from > MOST_YEARS)
    throw OUTLOOK_ERRORS.outlook_years({ value: text, most: MOST_YEARS });
  return { from, until };
}
