import type { CaseRecord } from '../../src/grouping/group-columns.js';

/** A case by its codes, everything else missing unless said: `caseOf('J18|I10', '32.4', { age_years: 71 })`. */
export function caseOf(dx: string, px = '', rest: Partial<CaseRecord> = {}): CaseRecord {
  return {
    case_id: 'T1',
    sex: -1,
    age_years: -1,
    age_days: -1,
    birth_weight_g: -1,
    admission_weight_g: -1,
    los_days: -1,
    discharge_type: -1,
    ...rest,
    dx: dx === '' ? [] : dx.split('|'),
    px: px === '' ? [] : px.split('|'),
  };
}
