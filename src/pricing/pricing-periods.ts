import { findColumn, needColumn } from '../cases/case-table.js';
import { columnSchema } from '../cases/columns.js';
import { registerChangeDays } from '../cases/register.js';
import { type Day, formatDay, MISSING_DAY } from '../kernel/day.js';
import { sharedUint16 } from '../kernel/shared-arrays.js';
import type { Policy } from '../policy/policy-schema.js';
import { applyWeightPatches } from '../weighting/apply-weight-patches.js';
import type { WeightTable } from '../weighting/weight-table.js';
import { PRICING_ERRORS } from './pricing-errors.js';
import type { PricingInput } from './pricing-input.js';

/** A stretch of the year in which the policy, the weights and the register stay the same. `until` exclusive. */
export interface PricingPeriod {
  readonly from: Day;
  readonly until: Day;
  readonly policy: Policy;
  readonly weights: WeightTable;
}

/** Which period a case falls into. */
export interface CasePeriods {
  /** Day of each case, or undefined where one period holds for all. */
  readonly day: Int32Array | undefined;
  readonly firstDay: Day;
  /** Period of each day of the year, from firstDay on. */
  readonly periodOfDay: Uint16Array;
}

/** Cuts the year where the policy, a patched weight or a row of the register changes; each period has its weights. */
export function cutPeriods(input: Pick<PricingInput, 'timeline' | 'weights' | 'register'>): PricingPeriod[] {
  const { segments, weightPatches } = input.timeline;
  const edges = new Set<Day>(registerChangeDays(input.register));
  for (const patch of weightPatches) edges.add(patch.from).add(patch.until);
  const sorted = [...edges].sort((a, b) => a - b);
  const periods: PricingPeriod[] = [];
  for (const segment of segments) {
    const cuts = sorted.filter((day) => day > segment.from && day < segment.until);
    const starts = [segment.from, ...cuts];
    const ends = [...cuts, segment.until];
    for (let i = 0; i < starts.length; i++) {
      const weights =
        weightPatches.length === 0 ? input.weights : applyWeightPatches(input.weights, weightPatches, starts[i]!);
      periods.push({ from: starts[i]!, until: ends[i]!, policy: segment.policy, weights });
    }
  }
  return periods;
}

/**
 * Finds the period of each case by the day that the policy's `year_by` names. A policy that is constant over the year
 * needs no day of discharge; a day that is there must lie in the policy's year all the same. The day of settlement is
 * needed wherever a policy names it.
 * @throws column_missing, cases_without_policy_day, cases_outside_policy_year
 */
export function findCasePeriods(
  input: Pick<PricingInput, 'table'>,
  periods: readonly Omit<PricingPeriod, 'weights'>[],
): CasePeriods {
  const name = periods[0]!.policy.year_by;
  const firstDay = periods[0]!.from;
  const until = periods.at(-1)!.until;
  // The day of settlement is asked for by name: without it the cases would quietly be taken as of this year.
  const isNeeded = periods.length > 1 || name !== 'discharge_date';
  const column = isNeeded ? needColumn(input.table, name, 'day', 'year_by') : findColumn(input.table, name, 'day');
  if (column !== undefined) checkDays(input, column.values, name, periods);
  const periodOfDay = sharedUint16(periods.length > 1 ? until - firstDay : 0);
  for (let p = 0; p < periods.length && periods.length > 1; p++) {
    periodOfDay.fill(p, periods[p]!.from - firstDay, periods[p]!.until - firstDay);
  }
  return { day: periods.length > 1 ? column!.values : undefined, firstDay, periodOfDay };
}

function checkDays(
  input: Pick<PricingInput, 'table'>,
  days: Int32Array,
  column: string,
  periods: readonly Omit<PricingPeriod, 'weights'>[],
): void {
  const from = periods[0]!.from;
  const until = periods.at(-1)!.until;
  let missing = 0;
  let firstMissing = -1;
  let outside = 0;
  let firstOutside = -1;
  for (let row = 0; row < input.table.caseCount; row++) {
    const day = days[row]!;
    if (day === MISSING_DAY) {
      if (missing++ === 0) firstMissing = row;
    } else if (day < from || day >= until) {
      if (outside++ === 0) firstOutside = row;
    }
  }
  if (outside > 0) {
    throw PRICING_ERRORS.cases_outside_policy_year({
      count: outside,
      column,
      ...columnLabels(column),
      from: formatDay(from),
      last: formatDay(until - 1),
      row: input.table.sourceRow[firstOutside]!,
      day: formatDay(days[firstOutside]!),
    });
  }
  if (missing > 0 && periods.length > 1) {
    const row = input.table.sourceRow[firstMissing]!;
    throw PRICING_ERRORS.cases_without_policy_day({
      count: missing,
      column,
      ...columnLabels(column),
      periods: periods.length,
      row,
    });
  }
}

function columnLabels(column: string): { readonly label_zh: string; readonly label_en: string } {
  const label = columnSchema(column)?.label;
  return { label_zh: label?.zh ?? column, label_en: label?.en ?? column };
}
