import { type CaseTable, findColumn } from '../cases/case-table.js';
import { MISSING_DAY } from '../kernel/day.js';
import { type Details, fillText, type Text } from '../kernel/errors.js';
import type { Finding } from '../kernel/finding.js';
import { NO_NUMBER, type StayOrder } from './link-columns.js';

type FindingEntry = Text & { readonly severity: Finding['severity'] };

const FINDINGS = {
  stays_without_patient: {
    severity: 'warning',
    zh: '有 {count} 个病例缺少 patient_key，第一个为第 {row} 行（不计表头）；它们不与任何住院关联，是否再入院无从判断。请补上患者标识。',
    en: '{count} cases have no patient_key, the first in row {row} (not counting the heading); they are linked to no stay, and whether they are readmissions is not known. Supply the key of the patient.',
  },
  stays_without_days: {
    severity: 'warning',
    zh: '有 {count} 个病例缺少入院或出院日期，第一个为第 {row} 行（不计表头）；它们不与任何住院关联，是否再入院无从判断。请补上日期。',
    en: '{count} cases have no day of admission or of discharge, the first in row {row} (not counting the heading); they are linked to no stay, and whether they are readmissions is not known. Supply the day.',
  },
  stays_end_before_start: {
    severity: 'warning',
    zh: '有 {count} 个病例的出院日期早于入院日期，第一个为第 {row} 行（不计表头）；它们不与任何住院关联。请更正日期。',
    en: '{count} cases were discharged before they were admitted, the first in row {row} (not counting the heading); they are linked to no stay. Correct the days.',
  },
  stays_without_number: {
    severity: 'warning',
    zh: '有 {count} 个病例缺少 {column}，第一个为第 {row} 行（不计表头）；它们没有年度住院次数，也不计入同一患者其他住院的次数。请补上日期。',
    en: '{count} cases have no {column}, the first in row {row} (not counting the heading); they have no stay number of the year and are not counted in those of the patient’s other stays. Supply the day.',
  },
  stays_without_hospital: {
    severity: 'warning',
    zh: '有 {count} 个病例缺少 hospital_id，第一个为第 {row} 行（不计表头）；是否与其他机构的住院时间重叠无从判断。请补上医疗机构代码。',
    en: '{count} cases have no hospital_id, the first in row {row} (not counting the heading); whether they overlap stays elsewhere is not known. Supply the id of the hospital.',
  },
} as const satisfies Record<string, FindingEntry>;

/** Counts the rows that got no links or no number, each under its first cause, and names the first of each. */
export function linkFindings(
  table: CaseTable,
  order: StayOrder,
  numbers: Uint16Array,
  yearBy: 'discharge_date' | 'settlement_date',
): Finding[] {
  const admit = findColumn(table, 'admit_date', 'day')!.values;
  const discharge = findColumn(table, 'discharge_date', 'day')!.values;
  const hospitals = findColumn(table, 'hospital_id', 'dictionary');
  const findings: Finding[] = [];
  const tell = (code: keyof typeof FINDINGS, path: string, isFault: (row: number) => boolean): void => {
    let count = 0;
    let first = -1;
    for (let row = 0; row < table.caseCount; row++) {
      if (!isFault(row)) continue;
      if (count++ === 0) first = row;
    }
    if (count === 0) return;
    const entry: FindingEntry = FINDINGS[code];
    const details: Details = { count, row: table.sourceRow[first]!, column: path };
    findings.push({
      code,
      severity: entry.severity,
      path,
      zh: fillText(entry.zh, details),
      en: fillText(entry.en, details),
    });
  };
  const isWithoutPatient = (row: number): boolean => order.patient[row]! < 0;
  const isWithoutDays = (row: number): boolean => admit[row] === MISSING_DAY || discharge[row] === MISSING_DAY;
  tell('stays_without_patient', 'patient_key', isWithoutPatient);
  tell('stays_without_days', 'admit_date', (row) => !isWithoutPatient(row) && isWithoutDays(row));
  tell(
    'stays_end_before_start',
    'discharge_date',
    (row) => !isWithoutPatient(row) && !isWithoutDays(row) && order.isUsable[row] === 0,
  );
  if (yearBy !== 'discharge_date') {
    tell('stays_without_number', yearBy, (row) => !isWithoutPatient(row) && numbers[row] === NO_NUMBER);
  }
  if (hospitals !== undefined) {
    tell('stays_without_hospital', 'hospital_id', (row) => order.isUsable[row] === 1 && hospitals.codes[row] === 0);
  }
  return findings;
}
