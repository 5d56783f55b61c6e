import { compareDecimals } from '../../../kernel/decimal.js';
import type { DipPreference, DipStep, DipTier } from '../../../schemes/dip/dip-document.js';
import type { DipRecord } from '../dip-record.js';
import type { DipCandidate } from './entry-match.js';

const TIERS: readonly DipTier[] = ['core', 'basic', 'comprehensive', 'fallback'];

/** Which of two candidates goes before, and by which preference: negative where `a` does. Never 0. */
export function preferCandidate(
  a: DipCandidate,
  b: DipCandidate,
  step: DipStep,
  record: DipRecord,
): { readonly order: number; readonly by: DipPreference } {
  for (const by of step.preferences) {
    const order = compareBy(by, a, b, step, record);
    if (order !== 0) return { order, by };
  }
  return { order: a.entry.sequence - b.entry.sequence, by: 'lower_sequence' };
}

function compareBy(by: DipPreference, a: DipCandidate, b: DipCandidate, step: DipStep, record: DipRecord): number {
  switch (by) {
    case 'more_related_parts':
      return b.entry.related.length - a.entry.related.length;
    case 'more_matched_procedures':
      return b.matchedProcedures - a.matchedProcedures;
    case 'nearest_mean_cost':
      return compareMeans(a.entry.meanCostFen, b.entry.meanCostFen, record.total_cost_fen);
    case 'kind_order':
      return placeOf(a, step) - placeOf(b, step);
    case 'tier_order':
      return TIERS.indexOf(a.entry.tier) - TIERS.indexOf(b.entry.tier);
    case 'longer_diagnosis':
      return b.diagnosisLength - a.diagnosisLength;
    case 'higher_score': {
      const [left, right] = [a.entry.score, b.entry.score];
      if (left === undefined || right === undefined) return Number(left === undefined) - Number(right === undefined);
      return compareDecimals(right, left);
    }
    case 'lower_sequence':
      return a.entry.sequence - b.entry.sequence;
  }
}

/** The mean nearer to the case's cost goes before; one without a mean after; nothing is told where the cost is missing. */
function compareMeans(a: number | undefined, b: number | undefined, cost: number | undefined): number {
  if (cost === undefined || Number.isNaN(cost)) return 0;
  if (a === undefined || b === undefined) return Number(a === undefined) - Number(b === undefined);
  const [left, right] = [Math.abs(a - cost), Math.abs(b - cost)];
  return left < right ? -1 : left > right ? 1 : 0;
}

function placeOf({ entry }: DipCandidate, { kindOrder }: DipStep): number {
  const place = kindOrder.findIndex(({ tier, kind }) => tier === entry.tier && kind === entry.kind);
  return place < 0 ? kindOrder.length : place;
}
