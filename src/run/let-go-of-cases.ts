import type { CaseTable, Column } from '../cases/case-table.js';
import { canonicalJson } from '../kernel/hash.js';
import { groupingSwitches } from '../policy/grouping-switches.js';
import type { PolicyTimeline } from '../policy/policy-timeline.js';
import { computesBenefits } from '../pricing/benefit/compute-benefits.js';
import { asksForLinks } from '../pricing/pricing-columns.js';
import { unitOfPolicy } from '../weighting/weights-of-history.js';
import { testedFacts } from './policy-facts.js';
import type { Region } from './region-data.js';

/** A third of what ten million cases take in memory, and read by grouping alone unless a policy names one. */
const GROUPING_ALONE = ['dx', 'px', 'birth_weight_g', 'admission_weight_g'];

/** Whether a run may let go of what grouping and weights alone read: nothing that is made later looks at it again. */
export function mayLetGo(timelines: readonly PolicyTimeline[]): boolean {
  return !timelines.some(
    (timeline) =>
      testedFacts(timeline).size > 0 ||
      computesBenefits(timeline) ||
      timeline.segments.some(({ policy }) => asksForLinks(policy) || policy.outliers.basis === 'level_mean'),
  );
}

/** Whether a second policy takes over the groups and the weights that a first one made. */
export function sharesGroupsAndWeights(first: PolicyTimeline, second: PolicyTimeline): boolean {
  const [one, other] = [first, second].map((timeline) => {
    const { policy } = timeline.segments.at(-1)!;
    const { weights, rounding, year, year_by } = policy;
    const schemes = timeline.segments.map((segment) => segment.policy.scheme);
    const groups = [[...new Set(schemes)], groupingSwitches(policy)];
    return canonicalJson([groups, weights, unitOfPolicy(policy), rounding.points, year, year_by]);
  });
  return one === other;
}

/**
 * Takes the columns out of a region's tables that only grouping and weights read, once both are made. The tables themselves are
 * changed, for whoever holds one holds its columns: only for a region that the run has read for itself.
 * @param needed  columns that policies read of a case, which stay
 */
export function letGoOfGrouped({ year, history }: Region, needed: readonly string[]): void {
  takeOut(
    year,
    GROUPING_ALONE.filter((name) => !needed.includes(name)),
  );
  if (history !== undefined) takeOut(history, Object.keys(history.columns));
}

function takeOut({ columns }: CaseTable, names: readonly string[]): void {
  for (const name of names) delete (columns as Record<string, Column>)[name];
}
