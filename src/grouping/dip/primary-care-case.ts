import { meetsPattern } from '../../schemes/dip/diagnosis-patterns.js';
import type { DipDocument, DipEntry } from '../../schemes/dip/dip-document.js';
import type { DipRecord } from './dip-record.js';
import { dipFacts } from './interpreter/dip-facts.js';

/**
 * Whether a case that an entry took is of a primary-care disease group (基层病种). An entry that is `part` has such cases and
 * others: the principal must meet a row of the list, and the leading procedure be one of the row's (none, where the row
 * names none).
 */
export function isPrimaryCareCase(document: DipDocument, entry: DipEntry, record: DipRecord): boolean {
  if (entry.primaryCare !== 'part') return entry.primaryCare === 'whole';
  const { principal, remaining } = dipFacts(document, record, document.options);
  const leading = remaining.leading === undefined ? undefined : record.px[remaining.leading];
  return document.primaryCare.some(
    ({ diagnoses, main }) =>
      diagnoses.some((pattern) => meetsPattern(pattern, principal)) &&
      (leading === undefined ? main.length === 0 : main.includes(leading)),
  );
}
