import { type CaseTable, findColumn, needColumn, type TextColumn, textAt } from '../../cases/case-table.js';
import { compareRowTexts } from '../../links/compare-row-texts.js';
import { groupTexts } from '../../links/group-texts.js';
import { BENEFIT_ERRORS } from './benefit-errors.js';
import type { BenefitInput } from './stay-facts.js';

/** What stays are ordered by: the day, then discharge, admission (where there is one) and case_id. */
export interface StayOrder {
  readonly day: Int32Array;
  readonly discharge: Int32Array;
  readonly admit: Int32Array | undefined;
  readonly ids: TextColumn;
}

const STAGE = 'benefit';
/** Days of three columns stand side by side in one exact number, of so many values each; days beyond are held at the ends. */
const DAYS = 2 ** 17;

/** @throws column_missing */
export function stayOrder(table: CaseTable, orderBy: 'settlement_date' | 'discharge_date'): StayOrder {
  return {
    day: needColumn(table, orderBy, 'day', STAGE).values,
    discharge: needColumn(table, 'discharge_date', 'day', STAGE).values,
    admit: findColumn(table, 'admit_date', 'day')?.values,
    ids: needColumn(table, 'case_id', 'text', STAGE),
  };
}

/** The three days of a stay as one number that never contradicts their order; equal ones need compareStays. */
export function orderNumber({ day, discharge, admit }: StayOrder, row: number): number {
  const last = admit === undefined ? 0 : digitOf(admit[row]!);
  return (digitOf(day[row]!) * DAYS + digitOf(discharge[row]!)) * DAYS + last;
}

/** A missing day stands first. */
function digitOf(day: number): number {
  return Math.min(DAYS - 1, Math.max(0, day + DAYS / 2));
}

export function compareStays({ day, discharge, admit, ids }: StayOrder, a: number, b: number): number {
  return (
    day[a]! - day[b]! ||
    discharge[a]! - discharge[b]! ||
    (admit === undefined ? 0 : admit[a]! - admit[b]!) ||
    compareRowTexts(ids, a, b)
  );
}

/** @throws benefit_person_missing where there is one */
export function refusePersonless({ table }: BenefitInput): void {
  const { offsets } = needColumn(table, 'patient_key', 'text', STAGE);
  let count = 0;
  let first = -1;
  for (let row = 0; row < table.caseCount; row++) {
    if (offsets[row] !== offsets[row + 1]) continue;
    if (count++ === 0) first = row;
  }
  if (count === 0) return;
  throw BENEFIT_ERRORS.benefit_person_missing({ count, row: table.sourceRow[first]! }, { path: 'patient_key' });
}

/**
 * Tells of persons with two insurance types: the first by row of the table, whatever the order of persons.
 * @throws benefit_two_insurances where there is one
 */
export function refuseTwoInsurances({ table, stayCount = table.caseCount }: BenefitInput): void {
  const { codes, values } = needColumn(table, 'insurance', 'dictionary', STAGE);
  const { rows, starts } = groupTexts(needColumn(table, 'patient_key', 'text', STAGE), table.caseCount);
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
  if (other >= stayCount) {
    const visit = textAt(needColumn(table, 'case_id', 'text', STAGE), other);
    const details = { count, visit, first: second.insurance, second: first.insurance };
    throw BENEFIT_ERRORS.benefit_visit_two_insurances(details, { path: 'insurance' });
  }
  throw BENEFIT_ERRORS.benefit_two_insurances(
    { count, row: first.row, first: first.insurance, other: second.row, second: second.insurance },
    { path: 'insurance' },
  );
}
