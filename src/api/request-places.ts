import type { FastifyRequest } from 'fastify';
import type { EngineError } from '../kernel/errors.js';

/** Fields of a request that failures of the rooms below are about; they themselves know of no request. */
const FIELD_OF_CODE: Readonly<Record<string, string>> = {
  reform_invalid: '/reforms',
  vary_unreadable: '/vary',
  goal_unreadable: '/goal',
  goal_unmeasurable: '/goal',
  policy_invalid: '/policy',
  policy_day_outside_year: '/at',
  weights_refused: '/weights',
  column_missing: '/cases',
  cases_outside_policy_year: '/cases',
  goal_without_subject: '/goal',
  vary_count: '/vary',
  vary_twice: '/vary',
  vary_needs_range: '/vary',
  vary_needs_values: '/vary',
  coding_records_without_match: '/records',
  feedback_empty: '/bureau',
  feedback_without_match: '/bureau',
  forecast_day_outside: '/as_of',
  feedback_without_amount: '/bureau',
};

/** Tables of a request by the name that they have where they are read. */
const TABLES: Readonly<Record<string, string>> = {
  cases: '/cases',
  weights: '/weights',
  hospitals: '/hospitals',
  register: '/hospitals',
  records: '/records',
  review: '/review',
  persons: '/persons',
  bureau: '/bureau',
};
const TABLE_FILE = new RegExp(`\\b(${Object.keys(TABLES).join('|')})\\.csv(?::(\\d+))?(?::(\\w+))?`, 'g');

/** The same failure at another place of the request. */
export function atPlace(error: EngineError, path: string): EngineError {
  if (error.path === path) return error;
  const Kind = error.constructor as typeof EngineError;
  const { code, entry, details, cause } = error;
  return new Kind(code, entry, details, { path, ...(cause === undefined ? {} : { cause }) });
}

/**
 * A failure with its place as a pointer into the request: a name of the address under /query or /path, and a table by
 * its field. What is at no place of the request stays as it is.
 */
export function inRequest(error: EngineError, { body, query, params }: FastifyRequest): EngineError {
  const { path } = error;
  if (path !== undefined && /^\/(query|path)\//.test(path)) return error;
  const place = path === undefined ? FIELD_OF_CODE[error.code] : Object.hasOwn(TABLES, path) ? TABLES[path] : path;
  const field = place === undefined ? undefined : /^\/(\w+)/.exec(place)?.[1];
  if (place === undefined || field === undefined) return error;
  if (has(body, field)) return atPlace(error, place);
  if (has(query, field)) return atPlace(error, `/query${place}`);
  // The scheme or policy of an address is named by its last part.
  return has(params, 'id') && isShelf(field) ? atPlace(error, '/path/id') : error;
}

const has = (part: unknown, field: string): boolean =>
  typeof part === 'object' && part !== null && Object.hasOwn(part, field);
const isShelf = (field: string): boolean => field === 'scheme' || field === 'policy';

/**
 * Words about tables that were files for as long as they were read: `records.csv:2:points` is /records/1/points.
 * @param linesAbove  lines above the first row by name of the table, where its rows are told by lines
 */
export function withoutTableFiles(words: string, linesAbove: Readonly<Record<string, number>> = {}): string {
  return words.replace(TABLE_FILE, (_, name: string, row: string | undefined, column: string | undefined) => {
    const index = row === undefined ? undefined : Number(row) - 1 - (linesAbove[name] ?? 0);
    return [TABLES[name], index, column].filter((part) => part !== undefined).join('/');
  });
}
