import type { CaseTable, Column } from '../../cases/case-table.js';
import {
  sharedFloat64,
  sharedInt8,
  sharedInt16,
  sharedInt32,
  sharedUint8,
  sharedUint16,
  sharedUint32,
} from '../../kernel/shared-arrays.js';
import { CHARGE_PARTS } from './charge-parts.js';
import { DEPARTMENTS } from './departments.js';
import { GrowingCodes } from './growing-codes.js';
import { REGION_NAME } from './hospitals.js';
import type { RegionModel } from './region-model.js';
import { INSURANCES } from './targets.js';

/** `weighting` leaves out the parts of the bill, who paid it and the hospital’s own cost: enough to make weights. */
export type ColumnChoice = 'all' | 'weighting';

/** Columns of one year while they are filled; money in fen. */
export interface YearColumns {
  readonly choice: ColumnChoice;
  readonly caseId: Uint8Array;
  readonly patientKey: Uint8Array;
  readonly hospital: Uint16Array;
  readonly hospitalLevel: Uint16Array;
  readonly department: Uint16Array;
  readonly insurance: Uint16Array;
  readonly insuredClass: Uint16Array;
  readonly assistanceClass: Uint16Array;
  readonly admitDate: Int32Array;
  readonly dischargeDate: Int32Array;
  readonly sex: Int8Array;
  readonly ageYears: Int16Array;
  readonly ageDays: Int16Array;
  readonly birthWeight: Int32Array;
  readonly admissionWeight: Int32Array;
  readonly losDays: Int16Array;
  readonly dischargeType: Int8Array;
  readonly icuDays: Int16Array;
  readonly ventilationHours: Int32Array;
  readonly stayNumber: Int16Array;
  readonly dx: GrowingCodes;
  readonly px: GrowingCodes;
  readonly totalCost: Float64Array;
  /** By name; empty arrays when the choice is `weighting`. */
  readonly money: Readonly<Record<MoneyName, Float64Array>>;
  /** Group that the case was drawn for, index into the model's group codes. */
  readonly drawnGroup: Uint16Array;
}

const PAYERS = [
  'self_funded',
  'first_paid',
  'deductible',
  'pooled_fund',
  'critical_illness',
  'assistance',
  'civil_servant',
  'personal_account',
  'cash',
  'hospital_cost',
] as const;
export type MoneyName = (typeof CHARGE_PARTS)[number] | (typeof PAYERS)[number];
const MONEY_NAMES: readonly MoneyName[] = [...CHARGE_PARTS, ...PAYERS];

/** Texts of persons' classes; the index is PERSON's value. */
export const INSURED_CLASSES = ['', 'working', 'retired', 'resident', 'student'] as const;
export const ASSISTANCE_CLASSES = ['', 'low_income'] as const;

export const CASE_ID_BYTES = 13;
export const PATIENT_KEY_BYTES = 11;

export function allocateYear(caseCount: number, choice: ColumnChoice): YearColumns {
  const moneyCount = choice === 'all' ? caseCount : 0;
  return {
    choice,
    caseId: sharedUint8(caseCount * CASE_ID_BYTES),
    patientKey: sharedUint8(caseCount * PATIENT_KEY_BYTES),
    hospital: sharedUint16(caseCount),
    hospitalLevel: sharedUint16(caseCount),
    department: sharedUint16(caseCount),
    insurance: sharedUint16(caseCount),
    insuredClass: sharedUint16(caseCount),
    assistanceClass: sharedUint16(caseCount),
    admitDate: sharedInt32(caseCount),
    dischargeDate: sharedInt32(caseCount),
    sex: sharedInt8(caseCount),
    ageYears: sharedInt16(caseCount),
    ageDays: sharedInt16(caseCount).fill(-1),
    birthWeight: sharedInt32(caseCount).fill(-1),
    admissionWeight: sharedInt32(caseCount).fill(-1),
    losDays: sharedInt16(caseCount),
    dischargeType: sharedInt8(caseCount),
    icuDays: sharedInt16(caseCount),
    ventilationHours: sharedInt32(caseCount),
    stayNumber: sharedInt16(caseCount),
    dx: new GrowingCodes(caseCount, 6),
    px: new GrowingCodes(caseCount, 2),
    totalCost: sharedFloat64(caseCount),
    money: Object.fromEntries(MONEY_NAMES.map((name) => [name, sharedFloat64(moneyCount)])) as Record<
      MoneyName,
      Float64Array
    >,
    drawnGroup: sharedUint16(caseCount),
  };
}

/** The finished table; the columns are not copied. */
export function tableOf(columns: YearColumns, caseCount: number, model: RegionModel): CaseTable {
  const levels = hospitalLevels(model);
  const table: Record<string, Column> = {
    case_id: { kind: 'text', offsets: evenOffsets(caseCount, CASE_ID_BYTES), bytes: columns.caseId },
    patient_key: { kind: 'text', offsets: evenOffsets(caseCount, PATIENT_KEY_BYTES), bytes: columns.patientKey },
    hospital_id: {
      kind: 'dictionary',
      codes: columns.hospital,
      values: ['', ...model.hospitals.map(({ hospitalId }) => hospitalId)],
    },
    hospital_level: { kind: 'dictionary', codes: columns.hospitalLevel, values: ['', ...levels] },
    department: { kind: 'dictionary', codes: columns.department, values: ['', ...DEPARTMENTS] },
    insurance: { kind: 'dictionary', codes: columns.insurance, values: ['', ...INSURANCES] },
    region: { kind: 'dictionary', codes: sharedUint16(caseCount).fill(1), values: ['', REGION_NAME] },
    admit_date: { kind: 'day', values: columns.admitDate },
    discharge_date: { kind: 'day', values: columns.dischargeDate },
    sex: { kind: 'integer', values: columns.sex },
    age_years: { kind: 'integer', values: columns.ageYears },
    age_days: { kind: 'integer', values: columns.ageDays },
    birth_weight_g: { kind: 'integer', values: columns.birthWeight },
    admission_weight_g: { kind: 'integer', values: columns.admissionWeight },
    los_days: { kind: 'integer', values: columns.losDays },
    discharge_type: { kind: 'integer', values: columns.dischargeType },
    dx: { kind: 'codes', ...columns.dx.finish(), values: model.diagnoses },
    px: { kind: 'codes', ...columns.px.finish(), values: model.procedures },
    total_cost: { kind: 'money', values: columns.totalCost },
    icu_days: { kind: 'integer', values: columns.icuDays },
    ventilation_hours: { kind: 'integer', values: columns.ventilationHours },
    stay_number: { kind: 'integer', values: columns.stayNumber },
    insured_class: { kind: 'dictionary', codes: columns.insuredClass, values: INSURED_CLASSES },
    assistance_class: { kind: 'dictionary', codes: columns.assistanceClass, values: ASSISTANCE_CLASSES },
  };
  if (columns.choice === 'all')
    for (const name of MONEY_NAMES) table[name] = { kind: 'money', values: columns.money[name] };
  const sourceRow = sharedUint32(caseCount);
  for (let row = 0; row < caseCount; row++) sourceRow[row] = row + 1;
  return { caseCount, columns: table, sourceRow };
}

/** Level texts of the region's hospitals, in order of appearance. */
export function hospitalLevels(model: RegionModel): string[] {
  return [...new Set(model.hospitals.map(({ level }) => level))];
}

function evenOffsets(caseCount: number, bytes: number): Uint32Array {
  const offsets = sharedUint32(caseCount + 1);
  for (let row = 0; row <= caseCount; row++) offsets[row] = row * bytes;
  return offsets;
}
