import { compareCodePoints } from '../../kernel/hash.js';
import type { AdrgRule, Chapter } from '../scheme-document.js';

/** Name of a rule as it stands in its file: BQY and B00 are ADRG "QY" and "" in results. */
export function ruleName(rule: AdrgRule): string {
  return rule.kind === 'unrelated' || rule.kind === 'fallback' ? rule.groups[0]!.code : rule.adrg;
}

export const rulePath = (chapter: Chapter, rule: AdrgRule) => `mdc/${chapter.mdc}.yaml ${ruleName(rule)}`;

/** "12 (A00.000, A00.100, …)": how many and the first few, in code order. */
export function someCodes(codes: Iterable<string>): string {
  const sorted = [...codes].sort(compareCodePoints);
  const shown = sorted.slice(0, 5).join(', ');
  return `${sorted.length} (${shown}${sorted.length > 5 ? ', …' : ''})`;
}
