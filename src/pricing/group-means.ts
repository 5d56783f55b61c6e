import type { InputRow } from '../cases/tables/input-table.js';
import { insuranceOfPool } from '../policy/pool-key.js';
import type { PayClass } from './pay-classes.js';
import { PRICING_ERRORS } from './pricing-errors.js';
import type { PricingInput } from './pricing-input.js';
import type { PricingPeriod } from './pricing-periods.js';

/** Which cell of group-means.csv gave a mean: its own, a wider one, or none. */
export type MeanCell = 'exact' | 'without_insurance' | 'without_level' | 'without_either' | 'none';

export interface FoundMean {
  /** NaN where no cell has one. */
  readonly meanFen: number;
  readonly cell: MeanCell;
}

export interface GroupMeans {
  /** The mean of a group at a level and insurance in a year; cells of fewer than `thinCases` cases are passed over. */
  find(group: string, place: Pick<PayClass, 'levelClass' | 'insurance'>, year: number, thinCases: number): FoundMean;
}

/** Whether some period measures bands by last year's mean at the same level. */
export function asksForLevelMeans(periods: readonly Pick<PricingPeriod, 'policy'>[]): boolean {
  return periods.some(({ policy }) => policy.outliers.basis === 'level_mean');
}

/**
 * Looks means up by group, level, year and insurance, then without insurance, without level, without either.
 * @throws group_means_missing where a policy's basis is level_mean and there is no group-means.csv
 */
export function groupMeansOf(
  input: Pick<PricingInput, 'groupMeans' | 'catalogue'>,
  periods: readonly Pick<PricingPeriod, 'policy'>[],
): GroupMeans {
  if (asksForLevelMeans(periods) && input.groupMeans === undefined) {
    throw PRICING_ERRORS.group_means_missing({}, { path: 'outliers.basis' });
  }
  const cells = new Map<string, InputRow>();
  const keyOf = (group: string, level: unknown, year: number, insurance: unknown) =>
    JSON.stringify([group, level === undefined ? '' : String(level), year, insurance ?? '']);
  for (const row of input.groupMeans ?? []) {
    if (row.scheme !== input.catalogue.schemeId) continue;
    cells.set(keyOf(String(row.group), row.level_class, Number(row.year), row.insurance), row);
  }
  return {
    find(group, { levelClass, insurance: pool }, year, thinCases) {
      const insurance = insuranceOfPool(pool);
      const wider = [
        ['exact', levelClass, insurance],
        ['without_insurance', levelClass, undefined],
        ['without_level', undefined, insurance],
        ['without_either', undefined, undefined],
      ] as const;
      for (const [cell, level, of] of wider) {
        const row = cells.get(keyOf(group, level, year, of));
        if (row !== undefined && Number(row.cases) >= thinCases) return { meanFen: Number(row.mean_cost), cell };
      }
      return { meanFen: Number.NaN, cell: 'none' };
    },
  };
}
