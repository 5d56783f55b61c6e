import type { Policy } from '../policy/policy-schema.js';

/**
 * Parts of the policy document that the schema knows and this version does not yet carry out: a run that meets one is
 * refused, never priced as if it were not there. A part that is built leaves this list.
 */
const UNBUILT: readonly { readonly path: string; readonly isUsed: (policy: Policy) => boolean }[] = [
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
