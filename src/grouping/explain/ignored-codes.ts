import type { SchemeOptions } from '../../schemes/scheme-document.js';
import type { CaseRecord } from '../group-columns.js';
import { type CodeLists, codeSet, matchCode } from '../interpreter/code-matching.js';

/** A code of the case that the scheme does not list. */
export interface UnlistedCode {
  readonly field: 'dx' | 'px';
  /** 1 is the principal diagnosis or first procedure. */
  readonly position: number;
  readonly code: string;
  /** ignored: it matched nothing; matched_by_category: it went where `matched` goes (code_match: category). */
  readonly outcome: 'ignored' | 'matched_by_category';
  readonly matched: string;
}

type CodeMatch = SchemeOptions['code_match'];

/** The codes of a case that are not in the scheme's lists, in input order, diagnoses first. */
export function unlistedCodes(
  lists: CodeLists,
  record: Pick<CaseRecord, 'dx' | 'px'>,
  match: CodeMatch | Readonly<Record<'dx' | 'px', CodeMatch>> = 'exact',
): UnlistedCode[] {
  const found: UnlistedCode[] = [];
  for (const field of ['dx', 'px'] as const) {
    const codes = field === 'dx' ? lists.diagnoses : lists.procedures;
    const known = codeSet(codes);
    record[field].forEach((code, index) => {
      if (known.has(code)) return;
      const matched = matchCode(codes, code, typeof match === 'string' ? match : match[field]);
      const outcome = matched === undefined ? 'ignored' : 'matched_by_category';
      found.push({ field, position: index + 1, code, outcome, matched: matched ?? '' });
    });
  }
  return found;
}
