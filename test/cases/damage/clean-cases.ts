/** Invented cases without any fault; texts as a CSV would hold them. */
export type CaseTexts = Record<string, string>;

export const HEADINGS = [
  'case_id',
  'hospital_id',
  'department',
  'insurance',
  'admit_date',
  'discharge_date',
  'sex',
  'age_years',
  'los_days',
  'discharge_type',
  'dx',
  'px',
  'total_cost',
  'cost_drug',
] as const;

const DX = ['J18.900', 'I10.x00x002', 'K35.900x001', 'E11.900', 'I20.000'];
const PX = ['', '47.0900', '03.3100', '36.0700'];

/** `count` cases, different in every column, the same at every call. */
export function cleanCases(count: number): CaseTexts[] {
  return Array.from({ length: count }, (_, i) => cleanCase(i));
}

/** The case at a place of that sequence, for files too large to hold. */
export function cleanCase(i: number): CaseTexts {
  const los = 1 + (i % 9);
  const day = 1 + (i % 18);
  return {
    case_id: `C${String(i + 1).padStart(4, '0')}`,
    hospital_id: `H0${1 + (i % 3)}`,
    department: ['心内科', '普外科', '儿科, 新生儿'][i % 3]!,
    insurance: ['employee', 'resident', 'other'][i % 3]!,
    admit_date: `2026-03-${String(day).padStart(2, '0')}`,
    discharge_date: `2026-03-${String(day + los).padStart(2, '0')}`,
    sex: String(1 + (i % 2)),
    age_years: String((i * 13) % 95),
    los_days: String(los),
    discharge_type: ['1', '2', '5'][i % 3]!,
    dx: [DX[i % 5], DX[(i + 2) % 5]].join('|'),
    px: PX[i % 4]!,
    total_cost: `${1000 + i * 37}.${String((i * 7) % 100).padStart(2, '0')}`,
    cost_drug: `${(i * 11) % 400}.50`,
  };
}
