import type { InputRow } from '../../cases/tables/input-table.js';
import { dayOf } from '../../kernel/day.js';
import { OUTLOOK_ERRORS } from './outlook-errors.js';

export interface AgeStructure {
  readonly insured: number;
  readonly oldShare: number;
}

/**
 * People and the share of the old by insurance, from population.csv as it stands on the last day of the base year.
 * @throws outlook_population_band where a band has young and old people in it
 */
export function ageStructure(rows: readonly InputRow[], oldAge: number, year: number): Map<string, AgeStructure> {
  const day = dayOf(year, 12, 31)!;
  const found = new Map<string, { insured: number; old: number }>();
  for (const row of rows) {
    if (Number(row.from ?? Number.NEGATIVE_INFINITY) > day || Number(row.until ?? Number.POSITIVE_INFINITY) < day)
      continue;
    const insurance = String(row.insurance);
    const from = Number(row.age_from ?? 0);
    const until = Number(row.age_until ?? Number.POSITIVE_INFINITY);
    if (from < oldAge && until >= oldAge) {
      const band = `${from}–${Number.isFinite(until) ? until : ''}`;
      throw OUTLOOK_ERRORS.outlook_population_band({ insurance, band, age: oldAge });
    }
    const sums = found.get(insurance) ?? { insured: 0, old: 0 };
    found.set(insurance, sums);
    sums.insured += Number(row.insured);
    if (from >= oldAge) sums.old += Number(row.insured);
  }
  return new Map(
    [...found].map(([insurance, { insured, old }]) => [
      insurance,
      { insured, oldShare: insured === 0 ? 0 : old / insured },
    ]),
  );
}
