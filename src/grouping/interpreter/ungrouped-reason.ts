import type { FormulaNode } from '../../kernel/formula/formula-node.js';
import type { AdrgRule, Chapter, SchemeDocument } from '../../schemes/scheme-document.js';
import { principalsOf } from '../../schemes/switched-conditions.js';
import type { CaseRecord, GroupReason } from '../group-columns.js';
import { CASE_NUMBERS, type CaseFacts, type CaseNumber, caseFacts } from './case-facts.js';
import { evaluateCondition } from './evaluate-condition.js';
import { conditionAt, findDecision, isTried } from './walk-scheme.js';

/**
 * Why nothing took a case: the first cause that holds, in the order of GROUP_REASONS. Only for cases without a group.
 */
export function ungroupedReason(facts: CaseFacts): GroupReason {
  const { record } = facts;
  if (record.dx.length === 0) return 'no_principal';
  const principal = facts.diagnoses[0];
  if (principal === undefined) return 'unknown_principal';
  if (!isAllowed(facts, principal)) return 'not_allowed_as_principal';
  if (sexesThatWouldGroup(facts).length > 0) return isSexKnown(record) ? 'sex_conflict' : 'missing_sex';
  for (const name of CASE_NUMBERS) {
    if (name === 'sex' || facts.numbers[name] >= 0) continue;
    if (undecidedConditions(facts, name).length > 0) return `missing_${name}`;
  }
  return 'in_no_group';
}

/** Whether some chapter lists the principal. */
function isAllowed({ document, options }: CaseFacts, principal: string): boolean {
  return document.chapters.some((chapter) => principalsOf(chapter, options.left_out_principals).has(principal));
}

/**
 * Under `missing: reference` why a case is refused before anything is looked at: a blank sex, or what the scheme itself
 * describes. Of the numbers that description compares the first blank one is told, else the last.
 */
export function refusalReason(facts: CaseFacts): GroupReason | undefined {
  const { record, document, options } = facts;
  if (options.missing !== 'reference') return undefined;
  if (!isSexKnown(record)) return 'missing_sex';
  const { refusal, chapters } = document;
  if (refusal === undefined || evaluateCondition(refusal.when, facts, { chapter: chapters[0]! }) !== true) {
    return undefined;
  }
  const compared = CASE_NUMBERS.filter((name) => name !== 'sex' && namesIn(refusal.when).has(name));
  const told = compared.find((name) => record[name] < 0) ?? compared.at(-1);
  return told === undefined ? 'in_no_group' : (`missing_${told}` as GroupReason);
}

function namesIn(node: FormulaNode): Set<string> {
  switch (node.kind) {
    case 'name':
      return new Set([node.name]);
    case 'unary':
      return namesIn(node.operand);
    case 'binary':
      return new Set([...namesIn(node.left), ...namesIn(node.right)]);
    default:
      return new Set();
  }
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
    if (evaluateCondition(conditionAt(facts, chapter), facts, { chapter }, number) === undefined)
      open.push({ chapter });
    if (evaluateCondition(conditionAt(facts, chapter), facts, { chapter }) !== true) continue;
    for (const rule of chapter.rules) {
      if (!isTried(rule, facts)) continue;
      if (evaluateCondition(conditionAt(facts, chapter, rule), facts, { chapter, rule }, number) === undefined)
        open.push({ chapter, rule });
      if (evaluateCondition(conditionAt(facts, chapter, rule), facts, { chapter, rule }) === true) return open;
    }
  }
  return open;
}
