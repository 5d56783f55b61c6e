import { policyLeaves } from './policy-path.js';
import type { Policy } from './policy-schema.js';

/** Keys whose values are by level of the hospital. */
const KEYS = new Set(['by_level', 'by_grade', 'levels', 'grades']);

/**
 * Paths of what a policy decides by the level of the hospital: coefficients, daily amounts and quotas by level, tests on
 * levels, last year's mean of the level, formulas that name a value of the level. Coefficients that are the same for
 * every level decide nothing.
 */
export function rulesByLevel(policy: Policy): string[] {
  const paths = new Set<string>();
  const { 1: one, 2: two, 3: three } = policy.hospital_coefficient.by_level;
  for (const { path, value } of policyLeaves(policy)) {
    const parts = path.split('.');
    const place = parts.findIndex((part) => KEYS.has(part));
    const rule = place < 0 ? path : parts.slice(0, place + 1).join('.');
    if (rule === 'hospital_coefficient.by_level' && one === two && two === three) continue;
    if (place >= 0 || (typeof value === 'string' && /^level_mean$|\blevel_(?:cmi|coefficient)\b/.test(value))) {
      paths.add(rule);
    }
  }
  return [...paths];
}
