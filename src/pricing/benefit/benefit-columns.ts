import type { Policy } from '../../policy/policy-schema.js';
import { PERSON_COLUMNS } from '../../policy/schema/benefit.js';
import { RATIO_COLUMNS } from './fund-rule.js';
import { testsOfPeriods } from './stay-facts.js';

/** What a person used before the file begins. */
const EARLIER_COLUMNS = ['earlier_pooled_fund', 'earlier_burden', 'earlier_stays'];

/** Columns of the case that the patient's side of a policy reads, besides those that every run reads. */
export function benefitColumns(policy: Policy): string[] {
  const { benefit } = policy;
  const isByRatio = benefit.fund_pays === 'standard_times_ratio' || benefit.fund_pays === 'charged_by_standard';
  const isComputed = benefit.mode === 'computed';
  if (!isByRatio && !isComputed) return [];
  const tests = testsOfPeriods([{ policy }]);
  const columns: string[] = [...RATIO_COLUMNS, ...PERSON_COLUMNS.filter((name) => tests.some((test) => test[name]))];
  if (isComputed) {
    columns.push('patient_key', 'case_id', 'discharge_date', benefit.order_by ?? 'settlement_date');
    columns.push('civil_servant', 'personal_account');
    if (benefit.stay_numbers === 'recorded') columns.push('stay_number');
    if (benefit.carry_over !== undefined) columns.push('admit_date', 'referral');
    if (benefit.earlier_spending !== undefined) columns.push(...EARLIER_COLUMNS);
  }
  if (tests.some(({ care }) => care !== undefined)) columns.push('insured_region', 'care_region');
  if (tests.some(({ age_from: from, age_to: to }) => from !== undefined || to !== undefined)) columns.push('age_years');
  return columns;
}
