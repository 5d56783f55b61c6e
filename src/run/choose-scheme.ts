import type { AnySwitches } from '../schemes/any-scheme.js';
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
export async function chooseScheme(
  { scheme, dates, policy }: SchemeChoice,
  command: string,
): Promise<string | readonly DatedScheme[]> {
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
  // Loaded only when asked for: most groupings need no policy.
  const { loadPolicy } = await import('../policy/load-policy.js');
  const { schemesOfPolicy } = await import('../policy/schemes-of-policy.js');
  return schemesOfPolicy(loadPolicy(policy));
}

/**
 * Switches of grouping: those given, over those of the policy where its scheme is the one to group under, so that
 * `group --policy` makes the groups that pricing makes.
 */
export async function chooseSwitches({ scheme, policy }: SchemeChoice, given: AnySwitches): Promise<AnySwitches> {
  if (policy === undefined || (scheme !== undefined && scheme !== BY_DATE)) return given;
  const { loadPolicy } = await import('../policy/load-policy.js');
  const { grouping } = loadPolicy(policy).document as { readonly grouping?: AnySwitches };
  return { ...grouping, ...given };
}
