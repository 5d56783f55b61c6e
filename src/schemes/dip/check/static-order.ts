import { compareDecimals } from '../../../kernel/decimal.js';
import { coversPattern, patternLength } from '../diagnosis-patterns.js';
import type { DiagnosisPattern, DipEntry, DipPreference, DipStep, DipTier } from '../dip-document.js';

const TIERS: readonly DipTier[] = ['core', 'basic', 'comprehensive', 'fallback'];

/**
 * What a preference says of two entries for every case that both take and whose principal meets `pattern`: negative where
 * `a` always goes before, positive where `b` may, 0 where neither, or where `a` never goes behind.
 */
export function staticOrder(
  by: DipPreference,
  a: DipEntry,
  b: DipEntry,
  step: DipStep,
  pattern: DiagnosisPattern,
): number {
  switch (by) {
    case 'more_related_parts':
      return b.related.length - a.related.length;
    case 'more_matched_procedures':
      return codesOf(b).every((code) => codesOf(a).includes(code)) ? 0 : 1;
    case 'nearest_mean_cost':
      return a.meanCostFen === b.meanCostFen || b.meanCostFen === undefined ? 0 : 1;
    case 'kind_order':
      return placeOf(a, step) - placeOf(b, step);
    case 'tier_order':
      return TIERS.indexOf(a.tier) - TIERS.indexOf(b.tier);
    case 'higher_score':
      if (a.score === undefined || b.score === undefined)
        return Number(a.score === undefined) - Number(b.score === undefined);
      return compareDecimals(b.score, a.score);
    case 'longer_diagnosis':
      return patternLength(pattern) - longestCovering(a, pattern);
    case 'lower_sequence':
      return a.sequence - b.sequence;
  }
}

/** Whether nothing but the number tells two entries apart for some case that both take by these patterns. */
export function isEqualRank(
  a: DipEntry,
  b: DipEntry,
  step: DipStep,
  patterns: readonly [DiagnosisPattern, DiagnosisPattern],
): boolean {
  return step.preferences.every((by) => {
    switch (by) {
      case 'lower_sequence':
      case 'more_matched_procedures':
        return true;
      case 'nearest_mean_cost':
        return a.meanCostFen === b.meanCostFen;
      case 'longer_diagnosis':
        return patternLength(patterns[0]) === patternLength(patterns[1]);
      default:
        return staticOrder(by, a, b, step, patterns[1]) === 0;
    }
  });
}

function codesOf(entry: DipEntry): readonly string[] {
  return [...entry.main, ...entry.related.flat()];
}

function placeOf(entry: DipEntry, { kindOrder }: DipStep): number {
  const place = kindOrder.findIndex(({ tier, kind }) => tier === entry.tier && kind === entry.kind);
  return place < 0 ? kindOrder.length : place;
}

function longestCovering(entry: DipEntry, pattern: DiagnosisPattern): number {
  const covering = entry.diagnoses.filter((own) => coversPattern(own, pattern)).map(patternLength);
  return covering.length === 0 ? -2 : Math.max(...covering);
}
