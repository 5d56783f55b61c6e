import type { Finding } from '../../kernel/finding.js';
import type { SchemeDocument } from '../scheme-document.js';
import { acknowledgeFindings } from './acknowledge-findings.js';
import { chapterClasses } from './chapter-classes.js';
import { chapterOverlaps } from './chapter-overlaps.js';
import { codeFindings } from './code-findings.js';
import { groupFindings } from './group-findings.js';
import { listFindings } from './list-findings.js';
import { neverDecidingCodes } from './never-deciding-codes.js';
import { severityFindings } from './severity-findings.js';
import { unreachableRules } from './unreachable-rules.js';

/**
 * What a domain person should know about a scheme that loads: `drgdip scheme check`. Rules and groups that nothing can
 * reach (by simple reasoning: what is not reported may still be unreachable), lists that overlap so that codes never
 * decide, lists that no condition uses or that hold principals their chapter lacks, missing severity, codes without a
 * place. Errors forbid the scheme's use; what the scheme has acknowledged is told once.
 */
export function checkScheme(document: SchemeDocument): Finding[] {
  const chapters = chapterClasses(document);
  const findings = [
    ...(document.loadFindings ?? []),
    ...unreachableRules(chapters),
    ...neverDecidingCodes(document, chapters),
    ...chapterOverlaps(document),
    ...groupFindings(document),
    ...severityFindings(document),
    ...listFindings(document),
    ...codeFindings(document),
  ];
  return acknowledgeFindings(findings, document.acknowledged ?? []);
}
