import { type CaseTable, needColumn } from '../cases/case-table.js';
import { MISSING_DAY } from '../kernel/day.js';
import { sharedInt32, sharedUint8 } from '../kernel/shared-arrays.js';
import { compareRowTexts } from './compare-row-texts.js';
import { groupTexts } from './group-texts.js';
import { insertInOrder } from './insert-in-order.js';
import type { StayOrder } from './link-columns.js';

/** All rows with a patient, each patient's together, by admission, discharge and case_id; missing days stand first. */
export interface PatientRows {
  readonly rows: Int32Array;
  readonly starts: Int32Array;
}

/** Up to so many stays of a patient are put in order by insertion. */
const FEW = 12;

/**
 * Puts the rows of a table in order of patient and time: patients are brought together by a radix sort, then each one's
 * stays are sorted. The order of rows in the table decides nothing, as no case_id stands twice.
 * @throws column_missing naming patient_key, case_id, admit_date or discharge_date
 */
export function orderStays(table: CaseTable, stage: string): { order: StayOrder; patients: PatientRows } {
  const keys = needColumn(table, 'patient_key', 'text', stage);
  const admit = needColumn(table, 'admit_date', 'day', stage).values;
  const discharge = needColumn(table, 'discharge_date', 'day', stage).values;
  const ids = needColumn(table, 'case_id', 'text', stage);
  const { caseCount } = table;
  const patient = sharedInt32(caseCount).fill(-1);
  const isUsable = sharedUint8(caseCount);
  const patients = groupTexts(keys, caseCount);
  const { rows, starts } = patients;
  // MISSING_DAY is the smallest number, so that missing days stand first.
  const compare = (a: number, b: number): number =>
    admit[a]! - admit[b]! || discharge[a]! - discharge[b]! || compareRowTexts(ids, a, b);
  for (let number = 0; number + 1 < starts.length; number++) {
    const from = starts[number]!;
    const to = starts[number + 1]!;
    if (to - from > FEW) rows.subarray(from, to).sort(compare);
    else if (to - from > 1) insertInOrder(rows, from, to, compare);
    for (let i = from; i < to; i++) {
      const row = rows[i]!;
      patient[row] = number;
      isUsable[row] = admit[row] !== MISSING_DAY && discharge[row]! >= admit[row]! ? 1 : 0;
    }
  }
  return {
    order: { ...severalStays(patients, isUsable), patient, patientCount: starts.length - 1, isUsable },
    patients,
  };
}

/** Most patients have one stay, which no question on other stays concerns. */
function severalStays({ rows, starts }: PatientRows, isUsable: Uint8Array): { rows: Int32Array; starts: Int32Array } {
  const kept = new Int32Array(rows.length);
  const keptStarts = new Int32Array(starts.length);
  let end = 0;
  let runs = 0;
  for (let p = 0; p + 1 < starts.length; p++) {
    const start = end;
    for (let i = starts[p]!; i < starts[p + 1]!; i++) if (isUsable[rows[i]!] === 1) kept[end++] = rows[i]!;
    if (end - start > 1) keptStarts[runs++] = start;
    else end = start;
  }
  const shared = { rows: sharedInt32(end), starts: sharedInt32(runs + 1) };
  shared.rows.set(kept.subarray(0, end));
  shared.starts.set(keptStarts.subarray(0, runs));
  shared.starts[runs] = end;
  return shared;
}
