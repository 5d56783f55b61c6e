import { createHash } from 'node:crypto';
import { dayOf, MISSING_DAY, utcDate } from '../../kernel/day.js';
import { sharedInt32, sharedUint8, sharedUint32 } from '../../kernel/shared-arrays.js';
import { type CaseTable, type Column, findColumn, type IntegerColumn, type TextColumn, textAt } from '../case-table.js';
import { hashPatients } from '../privacy/hash-patients.js';

/** What a grade leaves of cases. */
export interface DataGrade {
  readonly columns: 'all' | readonly string[];
  readonly ids: 'kept' | 'hashed' | 'none';
  readonly dates: 'day' | 'month' | 'none';
  readonly ages: 'years' | 'bands';
}

/** Texts that point to one stay. */
const IDS = ['case_id', 'settlement_id'];
const BAND_YEARS = 5;
const OLDEST_BAND = 90;
/** Dates move by up to so many days either way. */
export const MOST_SHIFT = 182;

/**
 * Cases as a grade lets them out: columns that it keeps, ids as it says, patient keys salted and hashed wherever they
 * are kept, dates and ages as coarse as it wants. Nothing given is changed.
 * @param shift  per_patient: all dates of a patient move by one number of days, so that stays keep their distances
 */
export function gradeCases(table: CaseTable, grade: DataGrade, salt: string, shift: 'none' | 'per_patient'): CaseTable {
  const shifts = shift === 'none' ? undefined : shiftsOf(table, salt);
  const columns: Record<string, Column> = {};
  for (const [name, column] of Object.entries(table.columns)) {
    if (grade.columns !== 'all' && !grade.columns.includes(name)) continue;
    const kept = gradedColumn(name, column, grade, salt, shifts, table.caseCount);
    if (kept !== undefined) columns[name] = kept;
  }
  return { ...table, columns };
}

function gradedColumn(
  name: string,
  column: Column,
  { ids, dates, ages }: DataGrade,
  salt: string,
  shifts: Int32Array | undefined,
  rows: number,
): Column | undefined {
  if (name === 'patient_key' && column.kind === 'text') {
    return ids === 'none' ? undefined : hashPatients(column, rows, salt).column;
  }
  if (IDS.includes(name) && column.kind === 'text') {
    if (ids === 'none') return name === 'case_id' ? numbered(rows) : undefined;
    return ids === 'hashed' ? hashPatients(column, rows, `${salt} ${name}`).column : column;
  }
  if (column.kind === 'day') {
    if (dates === 'none') return undefined;
    const values = sharedInt32(rows);
    column.values.forEach((day, row) => {
      const moved = day === MISSING_DAY ? day : day + (shifts?.[row] ?? 0);
      values[row] = moved === MISSING_DAY || dates === 'day' ? moved : firstOfMonth(moved);
    });
    return { kind: 'day', values };
  }
  if (ages === 'bands' && column.kind === 'integer') {
    // Days of age and birth weights tell one child from another.
    if (['age_days', 'birth_weight_g', 'admission_weight_g'].includes(name)) return undefined;
    if (name === 'age_years') return banded(column);
  }
  return column;
}

function firstOfMonth(day: number): number {
  const date = utcDate(day);
  return dayOf(date.getUTCFullYear(), date.getUTCMonth() + 1, 1)!;
}

function banded({ values }: IntegerColumn): IntegerColumn {
  const bands = sharedInt32(values.length);
  values.forEach((years, row) => {
    bands[row] = years < 0 ? years : Math.min(OLDEST_BAND, years - (years % BAND_YEARS));
  });
  return { kind: 'integer', values: bands };
}

/** 1, 2, 3 … in place of ids, since every file of cases has them. */
function numbered(rows: number): TextColumn {
  const texts = Array.from({ length: rows }, (_, row) => new TextEncoder().encode(String(row + 1)));
  const offsets = sharedUint32(rows + 1);
  texts.forEach(({ length }, row) => {
    offsets[row + 1] = offsets[row]! + length;
  });
  const bytes = sharedUint8(offsets[rows]!);
  texts.forEach((text, row) => {
    bytes.set(text, offsets[row]);
  });
  return { kind: 'text', offsets, bytes };
}

/** Days by which the dates of each row move: a function of salt and patient; of salt and case where no patient is known. */
function shiftsOf(table: CaseTable, salt: string): Int32Array {
  const patients = findColumn(table, 'patient_key', 'text');
  const cases = findColumn(table, 'case_id', 'text');
  return Int32Array.from({ length: table.caseCount }, (_, row) => {
    const patient = patients === undefined ? '' : textAt(patients, row);
    const who = patient === '' ? `case ${cases === undefined ? row : textAt(cases, row)}` : `patient ${patient}`;
    const draw = createHash('sha256').update(`${salt}\nshift\n${who}`).digest().readUInt32BE(0);
    return (draw % (2 * MOST_SHIFT + 1)) - MOST_SHIFT;
  });
}
