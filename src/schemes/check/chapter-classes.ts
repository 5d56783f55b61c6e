import type { FormulaNode } from '../../kernel/formula/formula-node.js';
import { type ClassedCondition, type CodeClasses, classifyCodes } from '../compile/code-classes.js';
import { undecidedPart } from '../compile/partial-truth.js';
import { listReader, type SchemeCodeIds, schemeCodeIds } from '../compile/scheme-lists.js';
import type { AdrgRule, Chapter, SchemeDocument } from '../scheme-document.js';

/** A chapter's conditions by what the principal and the first procedure alone leave possible. */
export interface ChapterClasses {
  readonly chapter: Chapter;
  readonly principals: CodeClasses;
  readonly procedures: CodeClasses;
  /** Codes of a rule's own condition, for the ids of its lists. */
  readonly conditionOf: (rule: number) => ClassedCondition;
}

/** What a rule is to the cases of one class of principals and one of first procedures. */
export interface RuleTrial {
  readonly principal: number;
  readonly procedure: number;
  readonly rule: number;
  /** The earlier rule that is sure to take these cases; none where this one is reached. */
  readonly taker: number | undefined;
}

const negation = (operand: FormulaNode): FormulaNode => ({ kind: 'unary', operator: 'not', operand });

/** The classes of every chapter of a scheme. */
export function chapterClasses(document: SchemeDocument): ChapterClasses[] {
  const ids = schemeCodeIds(document);
  return document.chapters.map((chapter) => classesOf(document, chapter, ids));
}

function classesOf(document: SchemeDocument, chapter: Chapter, ids: SchemeCodeIds): ChapterClasses {
  const classed = (node: FormulaNode, rule?: AdrgRule): ClassedCondition => ({
    node,
    idsOf: listReader(document, ids, { chapter, ...(rule === undefined ? {} : { rule }) }),
  });
  const ofRules = chapter.rules.map((rule) => classed(rule.when, rule));
  const conditions = [
    classed(chapter.when),
    ...chapter.rules.flatMap((rule, index) => [ofRules[index]!, classed(negation(rule.when), rule)]),
  ];
  return {
    chapter,
    principals: classifyCodes(conditions, 'pdx', document.diagnoses.length),
    procedures: classifyCodes(conditions, 'ppx', document.procedures.length),
    conditionOf: (rule) => ofRules[rule]!,
  };
}

/**
 * Walks every pair of classes that may enter the chapter and tells of each rule that may hold there whether it is
 * reached or an earlier one is sure to hold. All but the two codes is taken as possible.
 */
export function tryRules({ chapter, principals, procedures }: ChapterClasses, visit: (trial: RuleTrial) => void): void {
  const { rules } = chapter;
  const isDecidedByBoth = rules.map((rule) => undecidedPart(rule.when) === undefined);
  for (let principal = 0; principal < principals.classCount; principal++) {
    if (!principals.mayHold(principal, 0)) continue;
    for (let procedure = 0; procedure < procedures.classCount; procedure++) {
      if (!procedures.mayHold(procedure, 0)) continue;
      let taker: number | undefined;
      for (let rule = 0; rule < rules.length; rule++) {
        const may = 1 + rule * 2;
        if (!principals.mayHold(principal, may) || !procedures.mayHold(procedure, may)) continue;
        visit({ principal, procedure, rule, taker });
        if (taker !== undefined) continue;
        const isSure =
          isDecidedByBoth[rule] || !principals.mayHold(principal, may + 1) || !procedures.mayHold(procedure, may + 1);
        if (isSure) taker = rule;
      }
    }
  }
}
