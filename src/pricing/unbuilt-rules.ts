import type { Policy } from '../policy/policy-schema.js';

/**
 * Parts of the policy document that the schema knows and this version does not yet carry out: a run that meets one is
 * refused, never priced as if it were not there. A part that is built leaves this list.
 */
const UNBUILT: readonly { readonly path: string; readonly isUsed: (policy: Policy) => boolean }[] = [
  { path: 'method', isUsed: ({ method }) => method !== 'drg-rate' },
  { path: 'case_coefficients', isUsed: (policy) => policy.case_coefficients !== undefined },
  { path: 'case_cost', isUsed: (policy) => policy.case_cost !== undefined },
  { path: 'group_values', isUsed: (policy) => policy.group_values !== undefined },
  { path: 'special_cases', isUsed: (policy) => policy.special_cases !== undefined },
  { path: 'supplements', isUsed: (policy) => policy.supplements !== undefined },
  { path: 'hospital_coefficient.by_grade', isUsed: ({ hospital_coefficient: c }) => c.by_grade !== undefined },
  { path: 'hospital_coefficient.components', isUsed: ({ hospital_coefficient: c }) => c.components !== undefined },
  {
    path: 'hospital_coefficient.group_coefficients',
    isUsed: ({ hospital_coefficient: c }) => c.group_coefficients !== undefined,
  },
  {
    path: 'hospital_coefficient.floor',
    isUsed: ({ hospital_coefficient: c }) => c.floor !== undefined || c.cap !== undefined || c.decimals !== undefined,
  },
  { path: 'outliers.basis', isUsed: ({ outliers }) => outliers.basis === 'level_mean' || outliers.basis === 'score' },
  { path: 'outliers.low_exempt_los_days', isUsed: ({ outliers }) => outliers.low_exempt_los_days !== undefined },
  {
    path: 'outliers.bands',
    isUsed: ({ outliers }) =>
      outliers.bands.some(
        ({ when, fallback, quota }) =>
          when !== undefined ||
          fallback !== undefined ||
          (quota !== undefined &&
            (quota.share === undefined || quota.base !== 'hospital' || quota.order === 'case_id')),
      ),
  },
  { path: 'rate.kind', isUsed: ({ rate }) => rate.kind === 'floating' || rate.kind === 'elastic' },
  {
    path: 'clearing.steps',
    isUsed: ({ clearing }) => clearing.steps.some((step) => typeof step !== 'string' || step === 'point_value'),
  },
  { path: 'clearing.monthly', isUsed: ({ clearing }) => clearing.monthly !== undefined },
  { path: 'retention.against', isUsed: ({ retention }) => retention.against !== undefined },
  { path: 'pools', isUsed: ({ pools }) => pools.some((pool) => pool.adjustment_fund !== undefined) },
  {
    path: 'weights',
    isUsed: ({ weights }) =>
      weights.conversion !== undefined || weights.structure !== undefined || weights.adjustments !== undefined,
  },
];

/** Paths of the parts in use that cannot be carried out yet. */
export function unbuiltRules(policy: Policy): readonly string[] {
  return UNBUILT.filter(({ isUsed }) => isUsed(policy)).map(({ path }) => path);
}
