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
 * @param places  file and line (or sheet and row) that an entry was read from, by its code: stands beside its findings
 */
export function checkDip(document: DipDocument, places: ReadonlyMap<string, string> = new Map()): Finding[] {
  const findings = [
    ...document.loadFindings,
    ...unreachableEntries(document),
    ...equalRankFindings(document),
    ...entryFindings(document, places),
  ];
  const told = acknowledgeFindings(findings, document.acknowledged ?? []);
  if (places.size === 0) return told;
  const byPath = new Map(document.entries.map(({ section, code }) => [`${section} ${code}`, places.get(code)]));
  return told.map((finding) => {
    const place = byPath.get(finding.path);
    return place === undefined ? finding : { ...finding, place };
  });
}
