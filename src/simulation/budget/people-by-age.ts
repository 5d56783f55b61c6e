import type { InputRow } from '../../cases/tables/input-table.js';
import { type Day, formatDay } from '../../kernel/day.js';
import { BUDGET_ERRORS } from './budget-errors.js';
import type { InsuranceBudget } from './budget-schema.js';

type AgeBand = NonNullable<InsuranceBudget['ages']>[number];

/** One band for everybody, where the budget knows no ages. */
const EVERYBODY: readonly AgeBand[] = [{ name: 'all', cost: 1 }];

/** The bands of an insurance, which must follow each other from 0 on. @throws budget_ages_wrong */
export function ageBandsOf({ insurance, ages }: InsuranceBudget): readonly AgeBand[] {
  const sorted = [...(ages ?? EVERYBODY)].sort((a, b) => (a.from ?? 0) - (b.from ?? 0));
  let next = 0;
  for (const { from = 0, until } of sorted) {
    if (from !== next) throw BUDGET_ERRORS.budget_ages_wrong({ insurance, age: Math.min(from, next) });
    next = until === undefined ? Number.POSITIVE_INFINITY : until + 1;
  }
  if (Number.isFinite(next)) throw BUDGET_ERRORS.budget_ages_wrong({ insurance, age: next });
  return sorted;
}

/**
 * People of an insurance on a day by age band, from population.csv.
 * @returns heads of each band, in the bands' order
 * @throws budget_people_missing, budget_people_band where a row lies in two bands
 */
export function peopleByAge(
  rows: readonly InputRow[],
  insurance: string,
  bands: readonly AgeBand[],
  day: Day,
): readonly number[] {
  const heads = bands.map(() => 0);
  let found = 0;
  for (const row of rows) {
    const isInForce =
      Number(row.from ?? Number.NEGATIVE_INFINITY) <= day && Number(row.until ?? Number.POSITIVE_INFINITY) >= day;
    if (row.insurance !== insurance || !isInForce) continue;
    found += 1;
    const from = Number(row.age_from ?? 0);
    const until = Number(row.age_until ?? Number.POSITIVE_INFINITY);
    const place = bands.findIndex(
      (band) => from >= (band.from ?? 0) && until <= (band.until ?? Number.POSITIVE_INFINITY),
    );
    if (place < 0) {
      const band = `${from}–${Number.isFinite(until) ? until : ''}`;
      const ages = bands.map((one) => `${one.from ?? 0}–${one.until ?? ''}`).join(', ');
      throw BUDGET_ERRORS.budget_people_band({ insurance, band, ages });
    }
    heads[place]! += Number(row.insured);
  }
  if (found === 0 || heads.every((count) => count === 0)) {
    throw BUDGET_ERRORS.budget_people_missing({ insurance, day: formatDay(day) });
  }
  return heads;
}
