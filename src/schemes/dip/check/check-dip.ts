import type { Finding } from '../../../kernel/finding.js';
import { acknowledgeFindings } from '../../check/acknowledge-findings.js';
import type { DipDocument } from '../dip-document.js';
import { entryFindings } from './entry-findings.js';
import { equalRankFindings } from './equal-rank.js';
import { unreachableEntries } from './unreachable-entries.js';

/**
 * What a domain person should know about a DIP catalogue that loads: `drgdip scheme check`. Entries that no case can
 * reach, entries that repeat or tie with others, codes outside the valid lists, missing classes, fallback groups, scores
 * and means. Errors forbid the scheme's use; what the catalogue has acknowledged is told once.
 */
export function checkDip(document: DipDocument): Finding[] {
  const findings = [
    ...document.loadFindings,
    ...unreachableEntries(document),
    ...equalRankFindings(document),
    ...entryFindings(document),
  ];
  return acknowledgeFindings(findings, document.acknowledged ?? []);
}
