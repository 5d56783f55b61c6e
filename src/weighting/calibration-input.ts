import { type CaseTable, type DayColumn, findColumn, needColumn } from '../cases/case-table.js';
import type { GroupCatalogue, GroupColumns } from '../grouping/group-columns.js';
import { type Day, dayOf, MISSING_DAY, yearOf } from '../kernel/day.js';
import type { Policy } from '../policy/policy-schema.js';
import type { CalibratedUnit } from './calibrated-unit.js';

/** Parts of a case's cost (费用构成), each a column `cost_…`. */
export const COST_PARTS = ['service', 'nursing', 'diagnostic', 'treatment', 'drug', 'consumable', 'other'] as const;
export type CostPart = (typeof COST_PARTS)[number];

/** What weights are made from: one entry a case of the history in every array. */
export interface CalibrationInput {
  readonly groups: GroupColumns;
  readonly catalogue: GroupCatalogue;
  /** Total charges, fen; NaN missing. */
  readonly costFen: Float64Array;
  /** -1 missing; absent: no case is left out for its length. */
  readonly losDays?: Int8Array | Int16Array | Int32Array | undefined;
  /** Calendar year of each case, 0 where its date is missing; needed where the policy weighs years. */
  readonly calendarYears?: Uint16Array | undefined;
  /** 1 where the case is paid by item, day or package, outside the groups. */
  readonly isPaidOutside?: Uint8Array | undefined;
  /** The year that is paid: its cases never make its own weights. */
  readonly paidYear?: number | undefined;
  readonly weights: Policy['weights'];
  /** `rounding.weight` of the policy. */
  readonly weightDecimals: number;
  /** Absent: relative weights at `weightDecimals`. */
  readonly unit?: CalibratedUnit | undefined;
  /** Parts of each cost, fen, NaN missing: for drug and consumable scores and for the structure of costs. */
  readonly parts?: Readonly<Partial<Record<CostPart, Float64Array>>> | undefined;
}

const KINDS_OUTSIDE = new Set(['item', 'day', 'package']);

/**
 * Takes from a table of cases what calibration reads: total_cost, and los_days, payment_kind and the policy's date
 * where the table has them.
 * @throws column_missing when there is no total_cost
 */
export function calibrationInput(
  history: CaseTable,
  groups: GroupColumns,
  catalogue: GroupCatalogue,
  policy: Pick<Policy, 'year_by' | 'year' | 'weights' | 'rounding'>,
): CalibrationInput {
  const days = findColumn(history, policy.year_by, 'day');
  return {
    groups,
    catalogue,
    costFen: needColumn(history, 'total_cost', 'money', 'weights').values,
    losDays: findColumn(history, 'los_days', 'integer')?.values,
    calendarYears: days === undefined ? undefined : calendarYearsOf(days),
    isPaidOutside: paidOutside(history),
    paidYear: policy.year,
    weights: policy.weights,
    weightDecimals: policy.rounding.weight,
  };
}

/** The parts of costs that a table of cases has. */
export function costPartsOf(history: CaseTable): Partial<Record<CostPart, Float64Array>> {
  const parts: Partial<Record<CostPart, Float64Array>> = {};
  for (const part of COST_PARTS) {
    const column = findColumn(history, `cost_${part}`, 'money');
    if (column !== undefined) parts[part] = column.values;
  }
  return parts;
}

function paidOutside(history: CaseTable): Uint8Array | undefined {
  const kinds = findColumn(history, 'payment_kind', 'dictionary');
  if (kinds === undefined) return undefined;
  const isOutside = kinds.values.map((kind) => (KINDS_OUTSIDE.has(kind) ? 1 : 0));
  const flags = new Uint8Array(history.caseCount);
  for (let row = 0; row < flags.length; row++) flags[row] = isOutside[kinds.codes[row]!]!;
  return flags;
}

/** Calendar year of each day, by a table of years instead of a date object a row; 0 where the day is missing. */
function calendarYearsOf(column: DayColumn): Uint16Array {
  const days = column.values;
  let first: Day = Number.POSITIVE_INFINITY;
  let last: Day = Number.NEGATIVE_INFINITY;
  for (let row = 0; row < days.length; row++) {
    const day = days[row]!;
    if (day === MISSING_DAY) continue;
    if (day < first) first = day;
    if (day > last) last = day;
  }
  const years = new Uint16Array(days.length);
  if (first > last) return years;
  const yearOfDay = new Uint16Array(last - first + 1);
  let year = yearOf(first);
  let nextYear = dayOf(year + 1, 1, 1)!;
  for (let day = first; day <= last; day++) {
    if (day === nextYear) {
      year += 1;
      nextYear = dayOf(year + 1, 1, 1)!;
    }
    yearOfDay[day - first] = year;
  }
  for (let row = 0; row < days.length; row++) {
    if (days[row] !== MISSING_DAY) years[row] = yearOfDay[days[row]! - first]!;
  }
  return years;
}
