import type { Policy } from '../policy/policy-schema.js';

/**
 * Parts of the policy document that the schema knows and this version does not yet carry out: a run that meets one is
 * refused, never priced as if it were not there. A part that is built leaves this list.
 */
const UNBUILT: readonly { readonly path: string; readonly isUsed: (policy: Policy) => boolean }[] = [
  { path: 'case_cost', isUsed: (policy) => policy.case_cost !== undefined },
  { path: 'group_values', isUsed: (policy) => policy.group_values !== undefined },
  { path: 'special_cases', isUsed: (policy) => policy.special_cases !== undefined },
  { path: 'supplements', isUsed: (policy) => policy.supplements !== undefined },
  { path: 'outliers.low_exempt_los_days', isUsed: ({ outliers }) => outliers.low_exempt_los_days !== undefined },
  {
    path: 'outliers.bands',
    isUsed: ({ outliers }) =>
      outliers.bands.some(
        ({ quota }) =>
          quota !== undefined && (quota.share === undefined || quota.base !== 'hospital' || quota.order === 'case_id'),
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
