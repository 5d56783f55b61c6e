import { findColumn, needColumn, type TextColumn } from '../../cases/case-table.js';
import { MISSING_DAY } from '../../kernel/day.js';
import { sharedInt32 } from '../../kernel/shared-arrays.js';
import { compareRowTexts } from '../../links/compare-row-texts.js';
import { groupTexts } from '../../links/group-texts.js';
import { insertInOrder } from '../../links/insert-in-order.js';
import type { PricingInput } from '../pricing-input.js';
import { BENEFIT_ERRORS } from './benefit-errors.js';
import { refuseBlanks } from './stay-key.js';

/** Each person's stays together, in the order in which they are settled. */
export interface PersonStays {
  readonly rows: Int32Array;
  /** Where each person's stays begin in `rows`; one more entry ends the last. */
  readonly starts: Int32Array;
}

const STAGE = 'benefit';
/** Up to so many stays of a person are put in order by insertion. */
const FEW = 12;

/**
 * Brings the stays of each person together and orders them by the day, then by discharge, admission (where there is one)
 * and case_id. The order of rows in the table decides nothing, as no case_id stands twice.
 * @throws column_missing, benefit_value_missing, benefit_person_missing, benefit_two_insurances
 */
export function orderPersons(input: PricingInput, orderBy: 'settlement_date' | 'discharge_date'): PersonStays {
  const { table } = input;
  const keys = needColumn(table, 'patient_key', 'text', STAGE);
  refusePersonless(input, keys);
  const day = needColumn(table, orderBy, 'day', STAGE).values;
  refuseBlanks(input, orderBy, (row) => day[row] === MISSING_DAY);
  const discharge = needColumn(table, 'discharge_date', 'day', STAGE).values;
  const admit = findColumn(table, 'admit_date', 'day')?.values;
  const ids = needColumn(table, 'case_id', 'text', STAGE);
  const compare = (a: number, b: number): number =>
    day[a]! - day[b]! ||
    discharge[a]! - discharge[b]! ||
    (admit === undefined ? 0 : admit[a]! - admit[b]!) ||
    compareRowTexts(ids, a, b);
  const grouped = groupTexts(keys, table.caseCount);
  const rows = sharedInt32(grouped.rows.length);
  const starts = sharedInt32(grouped.starts.length);
  rows.set(grouped.rows);
  starts.set(grouped.starts);
  for (let person = 0; person + 1 < starts.length; person++) {
    const [from, to] = [starts[person]!, starts[person + 1]!];
    if (to - from > FEW) rows.subarray(from, to).sort(compare);
    else if (to - from > 1) insertInOrder(rows, from, to, compare);
  }
  refuseTwoInsurances(input, rows, starts);
  return { rows, starts };
}

function refusePersonless({ table }: PricingInput, { offsets }: TextColumn): void {
  let count = 0;
  let first = -1;
  for (let row = 0; row < table.caseCount; row++) {
    if (offsets[row] !== offsets[row + 1]) continue;
    if (count++ === 0) first = row;
  }
  if (count === 0) return;
  throw BENEFIT_ERRORS.benefit_person_missing({ count, row: table.sourceRow[first]! }, { path: 'patient_key' });
}

/** The first by row of the table, whatever the order of persons. */
function refuseTwoInsurances({ table }: PricingInput, rows: Int32Array, starts: Int32Array): void {
  const { codes, values } = needColumn(table, 'insurance', 'dictionary', STAGE);
  let count = 0;
  let least = -1;
  let other = -1;
  for (let person = 0; person + 1 < starts.length; person++) {
    const one = rows[starts[person]!]!;
    for (let i = starts[person]! + 1; i < starts[person + 1]!; i++) {
      const next = rows[i]!;
      if (codes[next] === codes[one]) continue;
      count += 1;
      const [low, high] = [Math.min(one, next), Math.max(one, next)];
      if (least < 0 || low < least) [least, other] = [low, high];
      break;
    }
  }
  if (count === 0) return;
  const tell = (row: number) => ({ row: table.sourceRow[row]!, insurance: values[codes[row]!]! || '—' });
  const [first, second] = [tell(least), tell(other)];
  throw BENEFIT_ERRORS.benefit_two_insurances(
    { count, row: first.row, first: first.insurance, other: second.row, second: second.insurance },
    { path: 'insurance' },
  );
}
