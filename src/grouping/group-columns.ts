import { sharedUint8, sharedUint16 } from '../kernel/shared-arrays.js';

/** Result of grouping, one entry a case. `group` indexes the GroupCatalogue of the scheme; 0 is `0000`. */
export interface GroupColumns {
  readonly group: Uint16Array;
  /** Index into GROUP_STATUSES. */
  readonly status: Uint8Array;
  /** Index into GROUP_REASONS; 0 is none. */
  readonly reason: Uint8Array;
}

/** Every group a scheme can give, index 0 being the ungrouped `0000`; QY and X00 rows are entries too. */
export interface GroupCatalogue {
  readonly schemeId: string;
  readonly schemeHash: string;
  readonly codes: readonly string[];
  /** mdc and adrg as they are written in results (empty for 0000; adrg empty for X00). */
  readonly mdcs: readonly string[];
  readonly adrgs: readonly string[];
  readonly names: readonly string[];
}

export const GROUP_STATUSES = ['grouped', 'unrelated_procedure', 'ungrouped', 'rejected'] as const;
export type GroupStatus = (typeof GROUP_STATUSES)[number];
export const STATUS_GROUPED = 0;
export const STATUS_UNRELATED = 1;
export const STATUS_UNGROUPED = 2;

/** One code a cause, in order of precedence when several hold. */
export const GROUP_REASONS = [
  '',
  'no_principal',
  'unknown_principal',
  'not_allowed_as_principal',
  'missing_sex',
  'sex_conflict',
  'missing_age_years',
  'missing_age_days',
  'missing_birth_weight_g',
  'missing_admission_weight_g',
  'missing_los_days',
  'missing_discharge_type',
  'in_no_group',
] as const;
export type GroupReason = (typeof GROUP_REASONS)[number];

export function allocateGroupColumns(caseCount: number): GroupColumns {
  return { group: sharedUint16(caseCount), status: sharedUint8(caseCount), reason: sharedUint8(caseCount) };
}

/** One case as texts: what the literal interpreter and explain take. -1 is missing, as in the columns. */
export interface CaseRecord {
  readonly case_id: string;
  readonly sex: number;
  readonly age_years: number;
  readonly age_days: number;
  readonly birth_weight_g: number;
  readonly admission_weight_g: number;
  readonly los_days: number;
  readonly discharge_type: number;
  /** Principal first; already normalised. */
  readonly dx: readonly string[];
  readonly px: readonly string[];
}

export interface GroupAnswer {
  readonly mdc: string;
  readonly adrg: string;
  readonly group: string;
  readonly status: GroupStatus;
  readonly reason: GroupReason;
}
