import { findColumn } from '../cases/case-table.js';
import { dayOf, MISSING_DAY } from '../kernel/day.js';
import type { SettlementInput } from './settlement-input.js';

/** Months of the days of the policy's year, for loops over cases: see monthOfDayOf. */
export interface CaseMonths {
  /** Day of each case; undefined where no case has one. */
  readonly days: Int32Array | undefined;
  readonly firstDay: number;
  /** Month, 0 to 11, of each day of the year from firstDay on. */
  readonly monthOfDay: Uint8Array;
}

/** What monthOfDayOf reads: the date that `year_by` names, and the months of the policy's year. */
export function caseMonths({ table, timeline }: SettlementInput): CaseMonths {
  const { year_by: yearBy } = timeline.segments[0]!.policy;
  const days = findColumn(table, yearBy, 'day')?.values;
  const starts = Array.from({ length: 12 }, (_, month) => dayOf(timeline.year, month + 1, 1)!);
  const firstDay = starts[0]!;
  const monthOfDay = new Uint8Array(dayOf(timeline.year + 1, 1, 1)! - firstDay);
  for (const [month, start] of starts.entries()) monthOfDay.fill(month, start - firstDay);
  return { days, firstDay, monthOfDay };
}

/** The month of a day; one before the year, or none, counts in the first, one after it in the last. */
export function monthOfDayOf({ firstDay, monthOfDay }: CaseMonths, day: number): number {
  if (day === MISSING_DAY || day < firstDay) return 0;
  return monthOfDay[Math.min(day - firstDay, monthOfDay.length - 1)]!;
}

/**
 * The month of each case in the policy's year, 0 to 11, by the date that `year_by` names; a case without that date
 * counts in the first month, as pricing takes it by the first stretch of the year.
 */
export function monthOfCases(input: SettlementInput): (row: number) => number {
  const months = caseMonths(input);
  const { days } = months;
  return days === undefined ? () => 0 : (row) => monthOfDayOf(months, days[row]!);
}
