import { findColumn } from '../cases/case-table.js';
import { dayOf, MISSING_DAY } from '../kernel/day.js';
import type { SettlementInput } from './settlement-input.js';

/**
 * The month of each case in the policy's year, 0 to 11, by the date that `year_by` names; a case without that date
 * counts in the first month, as pricing takes it by the first stretch of the year.
 */
export function monthOfCases({ table, timeline }: SettlementInput): (row: number) => number {
  const { year_by: yearBy } = timeline.segments[0]!.policy;
  const days = findColumn(table, yearBy, 'day')?.values;
  if (days === undefined) return () => 0;
  const starts = Array.from({ length: 12 }, (_, month) => dayOf(timeline.year, month + 1, 1)!);
  const first = starts[0]!;
  const length = dayOf(timeline.year + 1, 1, 1)! - first;
  const monthOfDay = new Uint8Array(length);
  for (const [month, start] of starts.entries()) monthOfDay.fill(month, start - first);
  return (row) => {
    const day = days[row]!;
    if (day === MISSING_DAY || day < first) return 0;
    return monthOfDay[Math.min(day - first, length - 1)]!;
  };
}
