import type { Finding } from '../../kernel/finding.js';
import type { SchemeDocument } from '../scheme-document.js';
import { codeFindings } from './code-findings.js';
import { groupFindings } from './group-findings.js';
import { listFindings } from './list-findings.js';
import { unreachableRules } from './unreachable-rules.js';

/**
 * What a domain person should know about a scheme that loads: `drgdip scheme check`. Rules and groups that nothing can
 * reach (by simple reasoning: what is not reported may still be unreachable), lists that no condition uses or that hold
 * principals their chapter lacks, missing severity, codes without a place. Errors forbid the scheme's use.
 */
export function checkScheme(document: SchemeDocument): Finding[] {
  return [
    ...(document.loadFindings ?? []),
    ...unreachableRules(document),
    ...groupFindings(document),
    ...listFindings(document),
    ...codeFindings(document),
  ];
}
