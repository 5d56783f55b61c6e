import type { AnySwitches } from '../schemes/any-scheme.js';
import type { Policy } from './policy-schema.js';

/** The switches of grouping that a policy states, over the defaults of its scheme. */
export function groupingSwitches({ grouping }: Pick<Policy, 'grouping'>): AnySwitches {
  return (grouping ?? {}) as AnySwitches;
}
