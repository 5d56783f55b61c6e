import type { Day } from '../kernel/day.js';
import type { Decimal } from '../kernel/decimal.js';

/**
 * The register of hospitals (医疗机构登记, register.csv): what is not a case. Level here wins over the case's column.
 * Columns: hospital_id, name, level (text class: 三甲, 三级, 2 …), level_class (3|2|1), kind, from, until.
 */
export interface HospitalRecord {
  readonly hospitalId: string;
  readonly name: string;
  readonly level: string;
  readonly levelClass: 3 | 2 | 1;
  readonly kind: string;
  /** The county community that it belongs to; absent: none. */
  readonly communityId?: string;
  /** Numbers of further columns by heading: coefficient, score, quota_amount, cmi …; a blank cell is not there. */
  readonly numbers?: ReadonlyMap<string, Decimal>;
  /** Every row of the hospital in force in the year, where one alone does not hold for all of it. */
  readonly dated?: readonly DatedHospital[];
}

/** A row of the register within the year; both ends are included. */
export interface DatedHospital {
  readonly from: Day;
  readonly until: Day;
  readonly record: HospitalRecord;
}

/** hospital_id → its record, of rows dated by from/until the last in force in the run's year; see recordOn. */
export type HospitalRegister = ReadonlyMap<string, HospitalRecord>;

/** The record of a hospital in force on a day of the year; undefined where the register has none for it. */
export function recordOn(register: HospitalRegister, hospitalId: string, day: Day): HospitalRecord | undefined {
  const record = register.get(hospitalId);
  if (record?.dated === undefined) return record;
  return record.dated.find(({ from, until }) => from <= day && day <= until)?.record;
}

/** The days on which some hospital's row begins to hold, or holds no more; empty where each holds for the year. */
export function registerChangeDays(register: HospitalRegister): Day[] {
  const days = new Set<Day>();
  for (const { dated } of register.values()) for (const { from, until } of dated ?? []) days.add(from).add(until + 1);
  return [...days];
}
