import { CATALOGUE_ERRORS } from './catalogue-errors.js';
import { YEAR_FACTORS } from './catalogue-rules.js';

/**
 * The years of a history, which must follow each other and be three at most, and the factor of each.
 * @param found   years with usable cases, rising
 * @param factors stated ones, old to new; absent: the last so many of 1:2:7
 * @throws catalogue_year_without_cases, catalogue_too_many_years, catalogue_year_factors
 */
export function catalogueYears(found: readonly number[], factors: readonly number[] | undefined): readonly number[] {
  const years = found.join(', ');
  const first = found[0]!;
  const last = found.at(-1)!;
  for (let year = first; year <= last; year++)
    if (!found.includes(year)) throw CATALOGUE_ERRORS.catalogue_year_without_cases({ year, first, last, found: years });
  const most = YEAR_FACTORS.length;
  if (found.length > most) throw CATALOGUE_ERRORS.catalogue_too_many_years({ found: found.length, years, most });
  if (factors === undefined) return YEAR_FACTORS.slice(most - found.length);
  if (factors.length !== found.length)
    throw CATALOGUE_ERRORS.catalogue_year_factors({ factors: factors.length, found: found.length, years });
  return factors;
}
