import type { Finding } from '../../kernel/finding.js';
import type { FormulaNode } from '../../kernel/formula/formula-node.js';
import type { SchemeDocument } from '../scheme-document.js';
import { rulePath } from './finding-text.js';

/** Parts of conditions that are looked at in every combination; a rule with more is judged by its texts alone. */
const MOST_PARTS = 12;

/** Groups of a rule that earlier ones always precede, and rules whose last group may fail to hold. */
export function groupFindings(document: SchemeDocument): Finding[] {
  const findings: Finding[] = [];
  for (const chapter of document.chapters) {
    for (const rule of chapter.rules) {
      const path = rulePath(chapter, rule);
      const takers = takersOf(rule.groups.map(({ when }) => when));
      for (const [index, group] of rule.groups.entries()) {
        const before = takers[index]!;
        if (before.size === 0) continue;
        const names = [...before].map((place) => `${rule.groups[place]!.code} (${rule.groups[place]!.whenText})`);
        findings.push({
          code: 'group_unreachable',
          severity: 'warning',
          path,
          zh: `组 ${group.code}（${group.whenText}）无病例可达：排在前面的 ${names.join('、')} 总会先成立。请检查组的顺序与条件。`,
          en: `group ${group.code} (${group.whenText}) can be reached by no case: ${names.join(', ')} before it always holds first. Check order and conditions.`,
        });
      }
      if (rule.groups.some(({ when }) => isAlways(when))) continue;
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

/**
 * For each condition the places of those before it that together always hold where it does; empty where some case may
 * reach it. Parts that are no `and`, `or`, `not` are true or false on their own: what is not found may still be out of
 * reach, since two parts may have to do with each other.
 */
function takersOf(conditions: readonly FormulaNode[]): ReadonlySet<number>[] {
  const parts = [...new Set(conditions.flatMap(partsOf))];
  const takers = conditions.map(() => new Set<number>());
  const isReached = conditions.map(() => false);
  if (parts.length > MOST_PARTS) return takers;
  for (let truths = 0; truths < 1 << parts.length; truths++) {
    const holds = (part: string): boolean => (truths & (1 << parts.indexOf(part))) !== 0;
    let first: number | undefined;
    for (const [place, condition] of conditions.entries()) {
      if (!isTrue(condition, holds)) continue;
      if (first === undefined) isReached[place] = true;
      else takers[place]!.add(first);
      first ??= place;
    }
  }
  return takers.map((places, index) => (isReached[index] ? new Set<number>() : places));
}

function partsOf(node: FormulaNode): string[] {
  if (isAlways(node)) return [];
  if (node.kind === 'unary') return partsOf(node.operand);
  if (isJoined(node)) return [...partsOf(node.left), ...partsOf(node.right)];
  return [JSON.stringify(node)];
}

function isTrue(node: FormulaNode, holds: (part: string) => boolean): boolean {
  if (isAlways(node)) return true;
  if (node.kind === 'unary') return !isTrue(node.operand, holds);
  if (!isJoined(node)) return holds(JSON.stringify(node));
  return node.operator === 'and'
    ? isTrue(node.left, holds) && isTrue(node.right, holds)
    : isTrue(node.left, holds) || isTrue(node.right, holds);
}

function isJoined(node: FormulaNode): node is Extract<FormulaNode, { kind: 'binary' }> {
  return node.kind === 'binary' && (node.operator === 'and' || node.operator === 'or');
}

function isAlways(node: FormulaNode): boolean {
  return node.kind === 'name' && (node.name === 'always' || node.name === 'true');
}
