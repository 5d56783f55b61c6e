import { type CaseTable, type Column, findColumn, needColumn } from '../../cases/case-table.js';
import { MISSING_DAY, yearOf } from '../../kernel/day.js';
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
 * the first), days too (an odd day likewise); the first is discharged on the day on which the second is admitted. A stay
 * whose first part would end in the year before is left whole: that year's account is another.
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
    view.charges[row]! > priced.standardFen[row]! &&
    staysInItsYear(table, row, firstDays(days[row]!));
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

const firstDays = (days: number): number => days - Math.floor(days / 2);

/** The day on which the first part ends and the second begins; undefined: a date is missing. */
function middleDay(table: CaseTable, row: number, days: number): number | undefined {
  const admitted = findColumn(table, 'admit_date', 'day')?.values[row] ?? MISSING_DAY;
  const discharged = findColumn(table, 'discharge_date', 'day')?.values[row] ?? MISSING_DAY;
  if (admitted === MISSING_DAY || discharged === MISSING_DAY) return undefined;
  return Math.min(admitted + days, discharged);
}

function staysInItsYear(table: CaseTable, row: number, days: number): boolean {
  const middle = middleDay(table, row, days);
  if (middle === undefined) return true;
  return yearOf(middle) === yearOf(findColumn(table, 'discharge_date', 'day')!.values[row]!);
}

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
    const first = firstDays(days[row]!);
    days[firstCopy + i] = days[row]! - first;
    days[row] = first;
    const middle = middleDay(table, row, first);
    if (middle === undefined) return;
    discharge![row] = middle;
    admit![firstCopy + i] = middle;
  });
}
