import type { Finding } from '../kernel/finding.js';
import { nearestNames } from '../kernel/nearest-names.js';
import { FindingList } from './finding-list.js';
import { patternsMeet } from './plan-patches.js';
import type { Policy } from './policy-schema.js';
import type { PolicyTimeline } from './policy-timeline.js';
import { rulesWithTests } from './rules-with-tests.js';

interface NamedGroup {
  readonly path: string;
  readonly pattern: string;
  /** A group that is paid must be there; a pattern that fits nothing does nothing. */
  readonly severity: 'error' | 'warning';
}

/** Whether some value of a policy names groups, so that its scheme has to be opened to check them. */
export function namesGroups({ segments }: PolicyTimeline): boolean {
  return segments.some(({ policy }) => groupsNamed(policy).length > 0);
}

/**
 * Groups and patterns of groups that the scheme does not have: in tests, in settle_as, in numbers by group and in the
 * making of weights.
 * @param groups  codes of the groups of the policy's scheme
 */
export function checkGroups({ segments }: PolicyTimeline, groups: readonly string[]): Finding[] {
  const found = new FindingList();
  const known = new Set(groups);
  const seen = new Set<string>();
  for (const { path, pattern, severity } of segments.flatMap(({ policy }) => groupsNamed(policy))) {
    if (known.has(pattern) || seen.has(`${path} ${pattern}`)) continue;
    if (pattern.includes('*') && groups.some((group) => patternsMeet(pattern, group))) continue;
    seen.add(`${path} ${pattern}`);
    const nearest = nearestNames(pattern.replaceAll('*', ''), groups);
    found[severity](
      'group_unknown',
      path,
      `分组方案中没有病组 ${pattern}。最接近的编码：${nearest.join('、')}。`,
      `the scheme has no group ${pattern}. Nearest codes: ${nearest.join(', ')}.`,
    );
  }
  return found.findings;
}

function groupsNamed(policy: Policy): NamedGroup[] {
  const { weights, rate, group_values: values } = policy;
  const patterns = (path: string, list: readonly string[] | undefined): NamedGroup[] =>
    (list ?? []).map((pattern) => ({ path, pattern, severity: 'warning' }));
  const settled = (policy.special_cases ?? []).flatMap(({ name, settle_as: map }) =>
    Object.entries(map ?? {}).flatMap(([from, group]): NamedGroup[] => [
      { path: `special_cases.${name}.settle_as`, pattern: from, severity: 'warning' },
      { path: `special_cases.${name}.settle_as`, pattern: group, severity: 'error' },
    ]),
  );
  const benchmark = weights.conversion?.group;
  return [
    ...rulesWithTests(policy).flatMap(({ path, when }) => [
      ...patterns(`${path}.when.groups`, when.groups),
      ...patterns(`${path}.when.not_groups`, when.not_groups),
    ]),
    ...settled,
    ...Object.entries(values ?? {}).flatMap(([name, { by_group }]) =>
      patterns(`group_values.${name}.by_group`, Object.keys(by_group)),
    ),
    ...(weights.adjustments ?? []).flatMap(({ name, groups }) =>
      patterns(`weights.adjustments.${name}.groups`, groups),
    ),
    ...(rate.kind === 'elastic' ? patterns('rate.fixed_groups', rate.fixed_groups) : []),
    ...(benchmark === undefined
      ? []
      : [{ path: 'weights.conversion.group', pattern: benchmark, severity: 'error' as const }]),
  ];
}
