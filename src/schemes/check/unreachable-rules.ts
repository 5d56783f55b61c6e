import type { Finding } from '../../kernel/finding.js';
import type { FormulaNode } from '../../kernel/formula/formula-node.js';
import { type ClassedCondition, type CodeClasses, classifyCodes } from '../compile/code-classes.js';
import { undecidedPart } from '../compile/partial-truth.js';
import { listReader, schemeCodeIds } from '../compile/scheme-lists.js';
import type { Chapter, SchemeDocument } from '../scheme-document.js';
import { ruleName, rulePath } from './finding-text.js';

/**
 * Rules that no case can reach: for every kind of principal that may enter the chapter and every kind of first
 * procedure, an earlier rule of the chapter is sure to hold, or the rule itself cannot. Everything but these two codes
 * is taken as possible, so a rule not reported may still be out of reach.
 */
export function unreachableRules(document: SchemeDocument): Finding[] {
  const ids = schemeCodeIds(document);
  const findings: Finding[] = [];
  for (const chapter of document.chapters) {
    const conditions = [chapter.when, ...chapter.rules.flatMap((rule) => [rule.when, negation(rule.when)])];
    const classed = conditions.map((node, index): ClassedCondition => {
      const rule = index === 0 ? undefined : chapter.rules[(index - 1) >> 1];
      return {
        node,
        idsOf: listReader(document, ids, { chapter, ...(rule === undefined ? {} : { rule }) }),
      };
    });
    const principals = classifyCodes(classed, 'pdx', document.diagnoses.length);
    const procedures = classifyCodes(classed, 'ppx', document.procedures.length);
    findings.push(...chapterFindings(chapter, principals, procedures));
  }
  return findings;
}

const negation = (operand: FormulaNode): FormulaNode => ({ kind: 'unary', operator: 'not', operand });

function chapterFindings(chapter: Chapter, principals: CodeClasses, procedures: CodeClasses): Finding[] {
  const { rules } = chapter;
  const isDecidedByBoth = rules.map((rule) => undecidedPart(rule.when) === undefined);
  const reached = new Set<number>();
  for (let principal = 0; principal < principals.classCount; principal++) {
    if (!principals.mayHold(principal, 0)) continue;
    for (let procedure = 0; procedure < procedures.classCount; procedure++) {
      if (!procedures.mayHold(procedure, 0)) continue;
      for (const [index] of rules.entries()) {
        const may = 1 + index * 2;
        if (!principals.mayHold(principal, may) || !procedures.mayHold(procedure, may)) continue;
        reached.add(index);
        const isSure =
          isDecidedByBoth[index] || !principals.mayHold(principal, may + 1) || !procedures.mayHold(procedure, may + 1);
        if (isSure) break;
      }
    }
  }
  return rules.flatMap((rule, index): Finding[] => {
    if (reached.has(index)) return [];
    const name = ruleName(rule);
    // An unrelated row or a fallback out of reach is how a scheme says "never here"; an ADRG out of reach loses groups.
    const severity = rule.kind === 'unrelated' || rule.kind === 'fallback' ? 'note' : 'warning';
    return [
      {
        code: 'rule_unreachable',
        severity,
        path: rulePath(chapter, rule),
        zh: `${name}“${rule.name}”无病例可达：本大类中排在它前面的规则总会先成立，或其条件不可能成立。请检查顺序、条件与列表。`,
        en: `${name} "${rule.name}" can be reached by no case: an earlier rule of the chapter always holds first, or its condition cannot hold. Check order, condition and lists.`,
      },
    ];
  });
}
