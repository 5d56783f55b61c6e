import { type CaseTable, type Column, findColumn, needColumn } from '../../cases/case-table.js';
import { MISSING_DAY } from '../../kernel/day.js';
import { METHOD_OUTLIER, METHOD_STANDARD } from '../../pricing/priced-columns.js';
import type { BehaviourModel } from './behaviour-cases.js';
import type { BehaviourOf } from './behaviour-schema.js';
import { casesWhere, viewCases } from './case-view.js';
import { drawRows } from './draw-rows.js';
import { takeRows } from './take-rows.js';

/** The second stay is of the same patient: rules on readmissions see it. */
const SUFFIXES = { case_id: '+2', settlement_id: '+2' };

/**
 * Split admissions (分解住院): a share of the stays of at least so many days, paid through their group and dearer than
 * the standard, becomes two stays of the same patient in the same group. Every amount is halved (an odd fen stays with
 * the first), days too (an odd day likewise); the first is discharged on the day on which the second is admitted.
 * @source rules 11 M23 names the conduct; its share is the user's assumption
 */
export const splitStays: BehaviourModel<BehaviourOf<'split_admissions'>> = (cases, parameters, context) => {
  const { share, least_days: leastDays, where } = parameters;
  const { priced, seed, stream, tally } = context;
  const { table } = cases;
  const view = viewCases(table);
  const isIn = casesWhere(cases, where, context);
  const days = needColumn(table, 'los_days', 'integer', 'behaviour').values;
  const isMeant = (row: number): boolean =>
    isIn[row] === 1 &&
    days[row]! >= leastDays &&
    (priced.method[row] === METHOD_STANDARD || priced.method[row] === METHOD_OUTLIER) &&
    view.charges[row]! > priced.standardFen[row]!;
  const isSplit = drawRows(table.caseCount, view.account, (row) => (isMeant(row) ? share : 0), seed, stream);
  const copies: number[] = [];
  for (let row = 0; row < table.caseCount; row++) {
    if (isSplit[row] === 0) continue;
    copies.push(row);
    tally.add('split', view.place(row), view.charges[row]!, { cases: 1, charges: 0, recorded: 0 });
  }
  const rows = Uint32Array.from([...Array(table.caseCount).keys(), ...copies]);
  const taken = takeRows(cases, { rows, firstCopy: table.caseCount, suffixes: SUFFIXES });
  halve(taken.table, copies, table.caseCount);
  return taken;
};

/** Shares amounts and days of split stays between their two rows; the table is this module's own. */
function halve(table: CaseTable, firsts: readonly number[], firstCopy: number): void {
  for (const column of Object.values(table.columns)) {
    if (column.kind !== 'money') continue;
    firsts.forEach((row, i) => {
      const whole = column.values[row]!;
      const second = Math.trunc(whole / 2);
      column.values[firstCopy + i] = second;
      column.values[row] = whole - second;
    });
  }
  const days = (table.columns.los_days as Extract<Column, { kind: 'integer' }>).values;
  const admit = findColumn(table, 'admit_date', 'day')?.values;
  const discharge = findColumn(table, 'discharge_date', 'day')?.values;
  firsts.forEach((row, i) => {
    const second = Math.floor(days[row]! / 2);
    const first = days[row]! - second;
    days[firstCopy + i] = second;
    days[row] = first;
    if (admit === undefined || discharge === undefined) return;
    if (admit[row] === MISSING_DAY || discharge[row] === MISSING_DAY) return;
    const middle = Math.min(admit[row]! + first, discharge[row]!);
    discharge[row] = middle;
    admit[firstCopy + i] = middle;
  });
}
