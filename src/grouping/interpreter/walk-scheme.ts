import type { FormulaNode } from '../../kernel/formula/formula-node.js';
import type { AdrgRule, Chapter, DrgRule } from '../../schemes/scheme-document.js';
import { conditionOfChapter, conditionOfRule, isUnrelatedTried } from '../../schemes/switched-conditions.js';
import type { CaseFacts } from './case-facts.js';
import { evaluateCondition } from './evaluate-condition.js';

/** Where the walk stopped. */
export interface Decision {
  readonly chapter: Chapter;
  readonly rule: AdrgRule;
  readonly group: DrgRule;
}

/** Rules that are tried at all: `unrelated_procedure: medical`, or the chapter's own switch, skips the unrelated-procedure (QY) rows. */
export function isTried(rule: AdrgRule, facts: CaseFacts): boolean {
  // The row's group, such as BQY, begins with its chapter.
  return rule.kind !== 'unrelated' || isUnrelatedTried(facts.options, rule.groups[0]!.code.charAt(0));
}

/** The condition of a chapter, or of a rule of it, as the run's switches have it. */
export function conditionAt({ options }: CaseFacts, chapter: Chapter, rule?: AdrgRule): FormulaNode {
  return rule === undefined
    ? conditionOfChapter(chapter, options.multiple_trauma)
    : conditionOfRule(rule, options.unrelated_by);
}

/**
 * Walks a scheme as it is written: chapters (主要诊断大类) in order, in a chapter that the case enters its rules (核心疾病
 * 诊断相关组) in order, the first that holds decides, and of its groups the first whose condition holds. A chapter none
 * of whose rules holds sends the case on to the next. Undefined where nothing takes the case.
 */
export function findDecision(facts: CaseFacts): Decision | undefined {
  for (const chapter of facts.document.chapters) {
    if (evaluateCondition(conditionAt(facts, chapter), facts, { chapter }) !== true) continue;
    for (const rule of chapter.rules) {
      if (!isTried(rule, facts)) continue;
      if (evaluateCondition(conditionAt(facts, chapter, rule), facts, { chapter, rule }) !== true) continue;
      const group = rule.groups.find((candidate) => evaluateCondition(candidate.when, facts, { chapter, rule }));
      return group === undefined ? undefined : { chapter, rule, group };
    }
  }
  return undefined;
}
