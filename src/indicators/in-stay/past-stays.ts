import { type CaseTable, findColumn } from '../../cases/case-table.js';
import { GROUP_STATUSES, type GroupColumns } from '../../grouping/group-columns.js';

/** What stays of each group took so far, by group index; a group without one is not in it. */
export type PastStays = ReadonlyMap<number, { readonly cases: number; readonly meanDays: number }>;

const GROUPED = GROUP_STATUSES.indexOf('grouped');

/** Mean days of the discharged stays of each group, over stays whose days are known. */
export function pastStays(table: CaseTable, groups: GroupColumns): PastStays {
  const days = findColumn(table, 'los_days', 'integer')?.values;
  const sums = new Map<number, { cases: number; days: number }>();
  for (let row = 0; row < table.caseCount; row++) {
    const own = days?.[row] ?? -1;
    if (own < 0 || groups.status[row] !== GROUPED) continue;
    const sum = sums.get(groups.group[row]!) ?? { cases: 0, days: 0 };
    sum.cases++;
    sum.days += Math.max(1, own);
    sums.set(groups.group[row]!, sum);
  }
  return new Map([...sums].map(([group, { cases, days: all }]) => [group, { cases, meanDays: all / cases }]));
}
