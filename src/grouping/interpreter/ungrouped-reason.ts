import type { AdrgRule, Chapter, SchemeDocument } from '../../schemes/scheme-document.js';
import type { CaseRecord, GroupReason } from '../group-columns.js';
import { CASE_NUMBERS, type CaseFacts, type CaseNumber, caseFacts } from './case-facts.js';
import { evaluateCondition } from './evaluate-condition.js';
import { findDecision, isTried } from './walk-scheme.js';

/**
 * Why nothing took a case: the first cause that holds, in the order of GROUP_REASONS. Only for cases without a group.
 */
export function ungroupedReason(facts: CaseFacts): GroupReason {
  const { record, document } = facts;
  if (record.dx.length === 0) return 'no_principal';
  const principal = facts.diagnoses[0];
  if (principal === undefined) return 'unknown_principal';
  if (!document.chapters.some((chapter) => chapter.diagnoses.has(principal))) return 'not_allowed_as_principal';
  if (sexesThatWouldGroup(facts).length > 0) return isSexKnown(record) ? 'sex_conflict' : 'missing_sex';
  for (const name of CASE_NUMBERS) {
    if (name === 'sex' || facts.numbers[name] >= 0) continue;
    if (undecidedConditions(facts, name).length > 0) return `missing_${name}`;
  }
  return 'in_no_group';
}

export function isSexKnown(record: CaseRecord): boolean {
  return record.sex === 1 || record.sex === 2;
}

/** Of the sexes that are not the case's own, those with which the same case would be grouped (QY included). */
export function sexesThatWouldGroup(facts: CaseFacts): (1 | 2)[] {
  const others = ([1, 2] as const).filter((sex) => sex !== facts.record.sex);
  return others.filter((sex) => wouldGroup(facts.document, { ...facts.record, sex }, facts));
}

function wouldGroup(document: SchemeDocument, record: CaseRecord, facts: CaseFacts): boolean {
  const decision = findDecision(caseFacts(document, record, facts.options));
  return decision !== undefined && decision.rule.kind !== 'fallback';
}

export interface UndecidedCondition {
  readonly chapter: Chapter;
  /** Absent where it is the chapter's own condition. */
  readonly rule?: AdrgRule;
}

/**
 * The chapter and ADRG conditions met on the walk that a missing number leaves open: with only that number unknown
 * (three-valued logic) they are neither true nor false. The walk is the case's own: it goes into the chapters whose
 * condition holds while missing is false, and ends at the rule that decided, if one did.
 */
export function undecidedConditions(facts: CaseFacts, number: CaseNumber): UndecidedCondition[] {
  const open: UndecidedCondition[] = [];
  for (const chapter of facts.document.chapters) {
    if (evaluateCondition(chapter.when, facts, { chapter }, number) === undefined) open.push({ chapter });
    if (evaluateCondition(chapter.when, facts, { chapter }) !== true) continue;
    for (const rule of chapter.rules) {
      if (!isTried(rule, facts)) continue;
      if (evaluateCondition(rule.when, facts, { chapter, rule }, number) === undefined) open.push({ chapter, rule });
      if (evaluateCondition(rule.when, facts, { chapter, rule }) === true) return open;
    }
  }
  return open;
}
