import type { Finding } from '../kernel/finding.js';
import { nearestNames } from '../kernel/nearest-names.js';
import { patternsMeet, WEIGHT_TABLE_PATH } from './plan-patches.js';
import type { Patch } from './policy-schema.js';
import type { PolicyTimeline } from './policy-timeline.js';

/** A factor outside of these, strictly, is likely a percentage, or a change where a factor is meant. */
const USUAL_SCALE = { from: 0.2, to: 5 } as const;

/**
 * Changes of the reforms that pass every rule and yet look mistyped: a factor far from 1 on the rate or on weights, and
 * a pattern of group codes that no group of the policy's scheme has (a run would refuse it).
 * @param groups codes of the groups of the policy's scheme
 */
export function checkPatches(timeline: PolicyTimeline, groups: readonly string[]): Finding[] {
  const patches = timeline.reforms.flatMap(({ reform }) => reform.patches);
  return patches.flatMap((patch) => [...checkPattern(patch, groups), ...checkScale(patch)]);
}

function checkPattern({ path }: Patch, groups: readonly string[]): Finding[] {
  if (!path.startsWith(WEIGHT_TABLE_PATH)) return [];
  const pattern = path.slice(WEIGHT_TABLE_PATH.length);
  if (groups.some((group) => patternsMeet(pattern, group))) return [];
  const nearest = nearestNames(pattern.replaceAll('*', ''), groups);
  return [
    {
      code: 'weight_pattern_unmatched',
      severity: 'warning',
      path,
      zh: `分组方案中没有与 ${pattern} 相符的病组，测算时会拒绝。最接近的编码：${nearest.join('、')}。`,
      en: `no group of the scheme matches ${pattern}; a run will refuse it. Nearest codes: ${nearest.join(', ')}.`,
    },
  ];
}

function checkScale({ path, scale }: Patch): Finding[] {
  const isPayment = path === 'rate' || path.startsWith('rate.') || path.startsWith(WEIGHT_TABLE_PATH);
  if (scale === undefined || !isPayment || (scale >= USUAL_SCALE.from && scale <= USUAL_SCALE.to)) return [];
  return [
    {
      code: 'scale_unusual',
      severity: 'warning',
      path,
      zh: `scale: ${scale} 是乘数，即原值的 ${scale} 倍。是否想写 0.97（下调 3%）这样的数？`,
      en: `scale: ${scale} is a factor: the value times ${scale}. Did you mean a number such as 0.97 (3 % lower)?`,
    },
  ];
}
