import type { CaseTable, Column } from '../../cases/case-table.js';
import type { GroupColumns } from '../../grouping/group-columns.js';
import { type Day, MISSING_DAY } from '../../kernel/day.js';
import { RandomStream } from '../../kernel/random.js';
import { sharedInt32 } from '../../kernel/shared-arrays.js';
import { takeRows } from '../behaviour/take-rows.js';
import type { RestOfYear } from './rest-of-year.js';

/** What a possible year adds to the cases so far: rows of the year so far, each leaving again on a day of the rest. */
export interface DrawnRows {
  readonly rows: Uint32Array;
  readonly days: Int32Array;
}

/** Rows of the year so far, in the order of the file. */
export function rowsSoFar({ departments }: RestOfYear): Uint32Array {
  const count = departments.reduce((sum, { rows }) => sum + rows.length, 0);
  const kept = new Uint32Array(count);
  let at = 0;
  for (const { rows } of departments) for (const row of rows) kept[at++] = row;
  return kept.sort();
}

/**
 * The rest of one possible year: cases of the same department drawn from those so far with replacement, as many as a
 * Poisson number around what is expected, on days of the rest of the year. Depends on seed and replicate alone.
 */
export function drawRows(
  { departments, asOf, lastDay, pastDays }: RestOfYear,
  seed: number,
  replicate: number,
): DrawnRows {
  const random = new RandomStream(seed, replicate);
  const expected = departments.reduce((sum, department) => sum + department.expected, 0);
  let rows = new Uint32Array(Math.ceil(expected * 1.1) + 1000);
  let days = new Int32Array(rows.length);
  let size = 0;
  for (const { rows: own, expected: mean } of departments) {
    const count = lastDay <= asOf ? 0 : aroundExpected(mean, random);
    if (size + count > rows.length) {
      const length = 2 * (size + count);
      [rows, days] = [widened(rows, new Uint32Array(length)), widened(days, new Int32Array(length))];
    }
    for (const until = size + count; size < until; size++) {
      rows[size] = own[random.integer(own.length)]!;
      days[size] =
        pastDays.length === 0 ? asOf + 1 + random.integer(lastDay - asOf) : pastDays[random.integer(pastDays.length)]!;
    }
  }
  return { rows: rows.subarray(0, size), days: days.subarray(0, size) };
}

function widened<Values extends Uint32Array | Int32Array>(from: Values, into: Values): Values {
  into.set(from);
  return into;
}

/** Copies have ids of their own, so that no stay is linked to its original. */
export const copySuffix = (replicate: number): string => `#f${replicate}`;

/** A day about a stay that is drawn again moves with its discharge, and stays in the year. */
export function movedDay(day: Day, discharge: Day, newDischarge: Day, lastDay: Day): Day {
  return day === MISSING_DAY ? day : Math.min(lastDay, day + newDischarge - discharge);
}

/** One possible year as a table of its own, every column of it: the cases so far as they are, then what was drawn. */
export function drawYear(
  table: CaseTable,
  groups: GroupColumns,
  rest: RestOfYear,
  seed: number,
  replicate: number,
): { readonly table: CaseTable; readonly groups: GroupColumns } {
  const [kept, drawn] = [rowsSoFar(rest), drawRows(rest, seed, replicate)];
  const rows = new Uint32Array(kept.length + drawn.rows.length);
  rows.set(kept);
  rows.set(drawn.rows, kept.length);
  const suffix = copySuffix(replicate);
  const suffixes = { case_id: suffix, patient_key: suffix, settlement_id: suffix };
  const { table: taken, groups: takenGroups } = takeRows({ table, groups }, { rows, firstCopy: kept.length, suffixes });
  const from = taken.columns.discharge_date;
  if (from?.kind !== 'day') return { table: taken, groups: takenGroups };
  const columns: Record<string, Column> = { ...taken.columns };
  for (const [name, column] of Object.entries(taken.columns)) {
    if (column.kind !== 'day') continue;
    const values = sharedInt32(taken.caseCount);
    values.set(column.values);
    drawn.days.forEach((day, n) => {
      const row = kept.length + n;
      values[row] = movedDay(values[row]!, from.values[row]!, day, rest.lastDay);
    });
    columns[name] = { kind: 'day', values };
  }
  return { table: { ...taken, columns }, groups: takenGroups };
}

/** A Poisson number by its normal form, which is close enough from some tens on and never below 0. */
function aroundExpected(expected: number, random: RandomStream): number {
  return Math.max(0, Math.round(expected + Math.sqrt(expected) * random.normal()));
}
