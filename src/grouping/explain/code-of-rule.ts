import type { AdrgRule } from '../../schemes/scheme-document.js';

/** How a rule is told: its ADRG; unrelated-procedure and fallback rows by their only group (BQY, B00). */
export function codeOfRule(rule: AdrgRule): string {
  return rule.kind === 'unrelated' || rule.kind === 'fallback' ? rule.groups[0]!.code : rule.adrg;
}
