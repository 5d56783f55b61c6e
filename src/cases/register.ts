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
  /** Numbers of further columns by heading: coefficient, score, quota_amount, cmi …; a blank cell is not there. */
  readonly numbers?: ReadonlyMap<string, Decimal>;
}

/** hospital_id → its record; rows dated by from/until are resolved for the run's year. */
export type HospitalRegister = ReadonlyMap<string, HospitalRecord>;
