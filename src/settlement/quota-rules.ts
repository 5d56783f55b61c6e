import type { Policy } from '../policy/policy-schema.js';
import type { PolicyTimeline } from '../policy/policy-timeline.js';

export type QuotaDocument = NonNullable<Policy['outliers']['bands'][number]['quota']>;

/** A band or special case that may pay only so many cases. */
export interface QuotaRule {
  readonly kind: 'band' | 'special';
  readonly name: string;
  readonly quota: QuotaDocument;
}

/**
 * Every rule with a quota, bands first. A name has one quota a year: as the last stretch of the year that has the rule
 * says.
 */
export function quotaRules({ segments }: PolicyTimeline): QuotaRule[] {
  return [
    ...lastQuotas(
      'band',
      segments.map(({ policy }) => policy.outliers.bands),
    ),
    ...lastQuotas(
      'special',
      segments.map(({ policy }) => policy.special_cases ?? []),
    ),
  ];
}

/** Path of a rule's quota in the policy, for the source. */
export function quotaPath({ kind, name }: Pick<QuotaRule, 'kind' | 'name'>): string {
  return `${kind === 'band' ? 'outliers.bands' : 'special_cases'}.${name}.quota`;
}

interface Named {
  readonly name: string;
  readonly quota?: QuotaDocument | undefined;
}

function lastQuotas(kind: QuotaRule['kind'], lists: readonly (readonly Named[])[]): QuotaRule[] {
  const last = new Map<string, QuotaDocument | undefined>();
  for (const list of lists) {
    const seen = new Set<string>();
    for (const { name, quota } of list) {
      // Of two rules of one name in one stretch the first counts, as elsewhere.
      if (seen.has(name)) continue;
      seen.add(name);
      last.set(name, quota);
    }
  }
  return [...last].flatMap(([name, quota]) => (quota === undefined ? [] : [{ kind, name, quota }]));
}
