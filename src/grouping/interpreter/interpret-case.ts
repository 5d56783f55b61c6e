import type { SchemeDocument, SchemeOptions } from '../../schemes/scheme-document.js';
import type { CaseRecord, GroupAnswer } from '../group-columns.js';
import { type CaseFacts, caseFacts } from './case-facts.js';
import { refusalReason, ungroupedReason } from './ungrouped-reason.js';
import { type Decision, findDecision } from './walk-scheme.js';

/** Group of a case that nothing takes. */
export const UNGROUPED = '0000';

/**
 * The literal grouper: evaluates a scheme's own files for one case (分组), slow and obvious, sharing nothing with the
 * compiled engine that it checks.
 *
 * Edges: -1 is a missing number, and a missing number satisfies no comparison; codes the scheme does not list match
 * nothing but keep their position, so an unknown first procedure is still the first.
 *
 * @param options switches of this run over the scheme's own
 * @returns one of: grouped; unrelated_procedure (adrg `QY`); ungrouped with group `0000` and empty mdc and adrg, or
 *   with a chapter's fallback group (X00, adrg empty); `reason` is empty unless ungrouped
 * @source the scheme folder's own conditions; how versions differ is told in its DECISIONS.md
 */
export function interpretCase(
  document: SchemeDocument,
  record: CaseRecord,
  options: Partial<SchemeOptions> = {},
): GroupAnswer {
  return answerOf(caseFacts(document, record, { ...document.options, ...options }));
}

export function answerOf(facts: CaseFacts): GroupAnswer {
  const refusal = refusalReason(facts);
  if (refusal !== undefined) return ungrouped(refusal);
  const decision = findDecision(facts);
  return decision === undefined ? ungrouped(ungroupedReason(facts)) : decidedAnswer(decision);
}

/** Whether the case is refused before anything is looked at (`missing: reference`). */
export function isRefused(facts: CaseFacts): boolean {
  return refusalReason(facts) !== undefined;
}

function ungrouped(reason: GroupAnswer['reason']): GroupAnswer {
  return { mdc: '', adrg: '', group: UNGROUPED, status: 'ungrouped', reason };
}

function decidedAnswer({ chapter, rule, group }: Decision): GroupAnswer {
  const { mdc } = chapter;
  switch (rule.kind) {
    case 'unrelated':
      return { mdc, adrg: 'QY', group: group.code, status: 'unrelated_procedure', reason: '' };
    case 'fallback':
      return { mdc, adrg: '', group: group.code, status: 'ungrouped', reason: 'in_no_group' };
    default:
      return { mdc, adrg: rule.adrg, group: group.code, status: 'grouped', reason: '' };
  }
}
