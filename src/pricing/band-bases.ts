import type { InputRow } from '../cases/tables/input-table.js';
import { divideRound } from '../kernel/decimal.js';
import { sharedFloat64 } from '../kernel/shared-arrays.js';
import type { PayClass } from './pay-classes.js';
import { PRICING_ERRORS } from './pricing-errors.js';
import type { PricingInput } from './pricing-input.js';
import type { PricingPeriod } from './pricing-periods.js';
import type { UnitParts } from './unit-parts.js';

/** How often a mean was found in its own cell of group-means.csv, and in each wider one. */
export interface MeanFallbacks {
  exact: number;
  without_insurance: number;
  without_level: number;
  without_either: number;
  none: number;
}

export interface BandBases {
  /** By pay class × group, fen: the mean that `group_mean` and `cost_to_mean` stand for; NaN where there is none. */
  readonly means: Float64Array;
  /** By pay class × group, fen: what band edges are multiples of, where it is not the standard of the case. */
  readonly bases: Float64Array;
  /** Over the pay classes and weighted groups of periods whose basis is level_mean. */
  readonly fallbacks: MeanFallbacks;
}

/**
 * The means and bases of outlier bands. `standard` is the case's own standard and stands in no table; group_mean: the
 * weight table's mean; level_mean: last year's mean of the group at the same level and insurance, else the next wider
 * cell (without insurance, without level, without either), counted; score: the group's own points or score at their value.
 * @throws group_means_missing where a policy's basis is level_mean and there is no group-means.csv
 */
export function bandBases(
  input: PricingInput,
  periods: readonly PricingPeriod[],
  classes: readonly PayClass[],
  parts: UnitParts,
): BandBases {
  const { codes } = input.catalogue;
  const means = sharedFloat64(classes.length * codes.length);
  const bases = sharedFloat64(classes.length * codes.length);
  const fallbacks: MeanFallbacks = { exact: 0, without_insurance: 0, without_level: 0, without_either: 0, none: 0 };
  const tableMeans = periods.map(({ weights }) => new Map(weights.rows.map((row) => [row.group, row.meanFen])));
  const cells = meanCells(input, periods);
  classes.forEach((payClass, c) => {
    const { policy } = periods[payClass.period]!;
    const { basis, thin_cases: thin } = policy.outliers;
    codes.forEach((code, g) => {
      const at = c * codes.length + g;
      const isWeighted = parts.weight[at]! > 0;
      if (basis === 'level_mean') {
        const found = cells.find(code, payClass, policy.year - 1, thin ?? 1);
        means[at] = found.meanFen;
        if (isWeighted) fallbacks[found.cell] += 1;
      } else means[at] = Math.round(tableMeans[payClass.period]!.get(code) ?? Number.NaN);
      bases[at] = basis === 'score' ? scoreFen(parts, c, at) : means[at]!;
    });
  });
  return { means, bases, fallbacks };
}

/** Points or score of a group at the value of its class, fen, rounded half up. */
function scoreFen(parts: UnitParts, payClass: number, at: number): number {
  const digits = BigInt(parts.weight[at]!) * BigInt(parts.rate[payClass]!) * 100n;
  return Number(divideRound(digits, 10n ** BigInt(parts.weightScale + parts.rateScale)));
}

interface FoundMean {
  readonly meanFen: number;
  readonly cell: keyof MeanFallbacks;
}

/** Looks means up by group, level, year and insurance, and in wider cells where one is absent or thin. */
function meanCells(input: PricingInput, periods: readonly PricingPeriod[]) {
  const isNeeded = periods.some(({ policy }) => policy.outliers.basis === 'level_mean');
  if (isNeeded && input.groupMeans === undefined) {
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
    find(group: string, { levelClass, insurance }: PayClass, year: number, thinCases: number): FoundMean {
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
