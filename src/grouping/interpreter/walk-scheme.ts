import type { AdrgRule, Chapter, DrgRule } from '../../schemes/scheme-document.js';
import type { CaseFacts } from './case-facts.js';
import { evaluateCondition } from './evaluate-condition.js';

/** Where the walk stopped. */
export interface Decision {
  readonly chapter: Chapter;
  readonly rule: AdrgRule;
  readonly group: DrgRule;
}

/** Rules that are tried at all: `unrelated_procedure: medical` skips the unrelated-procedure (QY) rows. */
export function isTried(rule: AdrgRule, facts: CaseFacts): boolean {
  return rule.kind !== 'unrelated' || facts.options.unrelated_procedure === 'qy';
}

/**
 * Walks a scheme as it is written: chapters (主要诊断大类) in order, in a chapter that the case enters its rules (核心疾病
 * 诊断相关组) in order, the first that holds decides, and of its groups the first whose condition holds. A chapter none
 * of whose rules holds sends the case on to the next. Undefined where nothing takes the case.
 */
export function findDecision(facts: CaseFacts): Decision | undefined {
  for (const chapter of facts.document.chapters) {
    if (evaluateCondition(chapter.when, facts, { chapter }) !== true) continue;
    for (const rule of chapter.rules) {
      if (!isTried(rule, facts)) continue;
      if (evaluateCondition(rule.when, facts, { chapter, rule }) !== true) continue;
      const group = rule.groups.find((candidate) => evaluateCondition(candidate.when, facts, { chapter, rule }));
      return group === undefined ? undefined : { chapter, rule, group };
    }
  }
  return undefined;
}
