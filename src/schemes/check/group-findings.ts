import type { Finding } from '../../kernel/finding.js';
import type { FormulaNode } from '../../kernel/formula/formula-node.js';
import type { SchemeDocument } from '../scheme-document.js';
import { rulePath } from './finding-text.js';

/** Groups of a rule that an earlier one always precedes, and rules whose last group may fail to hold. */
export function groupFindings(document: SchemeDocument): Finding[] {
  const findings: Finding[] = [];
  for (const chapter of document.chapters) {
    for (const rule of chapter.rules) {
      const path = rulePath(chapter, rule);
      const earlier: string[] = [];
      let isClosed = false;
      for (const group of rule.groups) {
        if (isClosed || earlier.includes(group.whenText)) {
          findings.push({
            code: 'group_unreachable',
            severity: 'warning',
            path,
            zh: `组 ${group.code} 无病例可达：前面的组总会先成立。请检查组的顺序与条件。`,
            en: `group ${group.code} can be reached by no case: an earlier group always holds first. Check order and conditions.`,
          });
        }
        earlier.push(group.whenText);
        isClosed ||= isAlways(group.when);
      }
      if (isClosed) continue;
      findings.push({
        code: 'severity_without_fallback',
        severity: 'error',
        path,
        zh: `${rule.adrg} 没有条件为 always 的最后一组：不符合任何组条件的病例将无法入组。请补上一组。`,
        en: `${rule.adrg} has no last group with the condition always: a case that meets none of its groups stays ungrouped. Add one.`,
      });
    }
  }
  return findings;
}

function isAlways(node: FormulaNode): boolean {
  return node.kind === 'name' && (node.name === 'always' || node.name === 'true');
}
