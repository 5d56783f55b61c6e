import { loadPolicy } from '../policy/load-policy.js';
import { schemesOfPolicy } from '../policy/schemes-of-policy.js';
import { BY_DATE, type DatedScheme, readSchemeDates } from '../schemes/dated-schemes.js';
import { OPTION_ERRORS } from './run-errors.js';

export interface SchemeChoice {
  /** A name, a folder, or `by_date`. */
  readonly scheme?: string | undefined;
  /** `A:,B:2027-01-01`. */
  readonly dates?: string | undefined;
  /** A policy names its scheme, or its schemes by date. */
  readonly policy?: string | undefined;
}

/**
 * What to group under: the scheme named; with `by_date` the dates given or those of the policy; without a scheme what
 * the policy says.
 * @throws option_missing, option_value, scheme_dates_unreadable, scheme_dates_order, and errors of reading the policy
 */
export function chooseScheme(
  { scheme, dates, policy }: SchemeChoice,
  command: string,
): string | readonly DatedScheme[] {
  if (dates !== undefined) {
    if (scheme !== undefined && scheme !== BY_DATE) {
      throw OPTION_ERRORS.option_value({ option: '--scheme', value: scheme, expected: `${BY_DATE} (--scheme-dates)` });
    }
    return readSchemeDates(dates);
  }
  if (scheme !== undefined && scheme !== BY_DATE) return scheme;
  if (policy === undefined) {
    throw OPTION_ERRORS.option_missing({ option: scheme === BY_DATE ? '--scheme-dates' : '--scheme', command });
  }
  return schemesOfPolicy(loadPolicy(policy));
}
