import type { CaseTable, TextColumn } from '../cases/case-table.js';
import { needColumn } from '../cases/case-table.js';
import { MISSING_DAY } from '../kernel/day.js';
import { sharedInt32, sharedUint8 } from '../kernel/shared-arrays.js';
import type { StayOrder } from './link-columns.js';
import { compareRowTexts, numberTexts } from './number-texts.js';
import { sortByKey } from './sort-by-key.js';

/** All rows with a patient, each patient's together, by admission, discharge and case_id; missing days stand first. */
export interface PatientRows {
  readonly rows: Int32Array;
  readonly starts: Int32Array;
}

/**
 * Puts the rows of a table in order of patient and time: radix sorts over whole numbers, texts compared only where
 * patient and both days are equal. The order of rows in the table decides nothing, as no case_id stands twice.
 * @throws column_missing naming patient_key, case_id, admit_date or discharge_date
 */
export function orderStays(table: CaseTable, stage: string): { order: StayOrder; patients: PatientRows } {
  const keys = needColumn(table, 'patient_key', 'text', stage);
  const admit = needColumn(table, 'admit_date', 'day', stage).values;
  const discharge = needColumn(table, 'discharge_date', 'day', stage).values;
  const ids = needColumn(table, 'case_id', 'text', stage);
  const { caseCount } = table;
  const { numbers: patient, count: patientCount } = numberTexts(keys, caseCount);
  const isUsable = sharedUint8(caseCount);
  let rows: Int32Array = new Int32Array(caseCount);
  let rowCount = 0;
  for (let row = 0; row < caseCount; row++) {
    if (patient[row]! < 0) continue;
    rows[rowCount++] = row;
    isUsable[row] = admit[row] !== MISSING_DAY && discharge[row]! >= admit[row]! ? 1 : 0;
  }
  rows = rows.subarray(0, rowCount);
  let spare: Int32Array = new Int32Array(rowCount);
  const sort = (by: Int32Array, least: number, most: number): void => {
    ({ sorted: rows, spare } = sortByKey(rows, spare, by, least, most));
  };
  for (const days of [discharge, admit]) {
    const { least, most } = rangeOfDays(days);
    // One below the first day: there stand the missing ones.
    if (most !== MISSING_DAY) sort(days, least - 1, most);
  }
  sort(patient, 0, patientCount - 1);
  orderTies(rows, ids, patient, admit, discharge);
  const patients = { rows, starts: startsOf(rows, patient, patientCount) };
  return { order: { ...severalStays(patients, isUsable), patient, patientCount, isUsable }, patients };
}

/** First and last day that are there; both MISSING_DAY where none is. */
export function rangeOfDays(days: Int32Array): { least: number; most: number } {
  let least = MISSING_DAY;
  let most = MISSING_DAY;
  for (let row = 0; row < days.length; row++) {
    const day = days[row]!;
    if (day === MISSING_DAY) continue;
    if (day > most) most = day;
    if (least === MISSING_DAY || day < least) least = day;
  }
  return { least, most };
}

function orderTies(
  rows: Int32Array,
  ids: TextColumn,
  patient: Int32Array,
  admit: Int32Array,
  discharge: Int32Array,
): void {
  const isTied = (a: number, b: number): boolean =>
    patient[a] === patient[b] && admit[a] === admit[b] && discharge[a] === discharge[b];
  for (let from = 0, to = 0; from < rows.length; from = to) {
    for (to = from + 1; to < rows.length && isTied(rows[from]!, rows[to]!); ) to++;
    if (to - from > 1) rows.subarray(from, to).sort((a, b) => compareRowTexts(ids, a, b));
  }
}

function startsOf(rows: Int32Array, patient: Int32Array, patientCount: number): Int32Array {
  const starts = new Int32Array(patientCount + 1);
  let next = 0;
  for (let i = 0; i < rows.length; i++) if (i === 0 || patient[rows[i]!] !== patient[rows[i - 1]!]) starts[next++] = i;
  starts[next] = rows.length;
  return starts;
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
