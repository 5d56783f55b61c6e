import type { CaseTable, Column } from '../../cases/case-table.js';
import type { GroupColumns } from '../../grouping/group-columns.js';
import { MISSING_DAY } from '../../kernel/day.js';
import { RandomStream } from '../../kernel/random.js';
import { sharedInt32 } from '../../kernel/shared-arrays.js';
import { takeRows } from '../behaviour/take-rows.js';
import type { RestOfYear } from './rest-of-year.js';

/**
 * One possible year: the cases so far as they are, and for the rest of the year cases of the same department drawn from
 * them with replacement, as many as a Poisson number around what is expected, on days of the rest of the year. What is
 * drawn depends on seed and replicate alone. Copies have ids of their own, so that no stay is linked to its original.
 */
export function drawYear(
  table: CaseTable,
  groups: GroupColumns,
  { departments, asOf, lastDay, pastDays }: RestOfYear,
  seed: number,
  replicate: number,
): CaseTable {
  const random = new RandomStream(seed, replicate);
  const kept = departments.flatMap(({ rows }) => rows).sort((a, b) => a - b);
  const drawn: number[] = [];
  const newDays: number[] = [];
  for (const { rows, expected } of departments) {
    const count = lastDay <= asOf ? 0 : aroundExpected(expected, random);
    for (let n = 0; n < count; n++) {
      drawn.push(rows[random.integer(rows.length)]!);
      newDays.push(
        pastDays.length === 0 ? asOf + 1 + random.integer(lastDay - asOf) : pastDays[random.integer(pastDays.length)]!,
      );
    }
  }
  const suffix = `#f${replicate}`;
  const choice = {
    rows: Uint32Array.from([...kept, ...drawn]),
    firstCopy: kept.length,
    suffixes: { case_id: suffix, patient_key: suffix, settlement_id: suffix },
  };
  const { table: taken } = takeRows({ table, groups }, choice);
  const from = taken.columns.discharge_date;
  if (from?.kind !== 'day') return taken;
  const columns: Record<string, Column> = { ...taken.columns };
  for (const [name, column] of Object.entries(taken.columns)) {
    if (column.kind !== 'day') continue;
    const values = sharedInt32(taken.caseCount);
    values.set(column.values);
    newDays.forEach((day, n) => {
      const row = kept.length + n;
      if (values[row] === MISSING_DAY) return;
      // What lies about the stay moves with it, and stays in the year.
      values[row] = Math.min(lastDay, values[row]! + day - from.values[row]!);
    });
    columns[name] = { kind: 'day', values };
  }
  return { ...taken, columns };
}

/** A Poisson number by its normal form, which is close enough from some tens on and never below 0. */
function aroundExpected(expected: number, random: RandomStream): number {
  return Math.max(0, Math.round(expected + Math.sqrt(expected) * random.normal()));
}
