import type { DipRecord } from '../../../src/grouping/dip/dip-record.js';

/** A case of these codes, joined by `|`; numbers that are not given are missing. */
export function dipCase(dx: string, px = '', rest: Partial<DipRecord> = {}): DipRecord {
  const codes = (text: string) => (text === '' ? [] : text.split('|'));
  return {
    case_id: '1',
    sex: -1,
    age_years: -1,
    age_days: -1,
    birth_weight_g: -1,
    admission_weight_g: -1,
    los_days: -1,
    discharge_type: -1,
    dx: codes(dx),
    px: codes(px),
    ...rest,
  };
}
