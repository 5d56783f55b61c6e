import type { FormulaNode } from '../../../kernel/formula/formula-node.js';
import { MARK_ALWAYS } from './dip-sections.js';

/**
 * Marks of which a case must have one for the condition to hold: those of a list that must be met. MARK_ALWAYS where
 * no list decides.
 * @param markOf mark of the list of a test
 */
export function conditionMarks(node: FormulaNode, markOf: (test: FormulaNode & { kind: 'call' }) => number): number {
  if (node.kind === 'call') return markOf(node);
  if (node.kind !== 'binary') return MARK_ALWAYS;
  if (node.operator !== 'and' && node.operator !== 'or') return MARK_ALWAYS;
  const left = conditionMarks(node.left, markOf);
  const right = conditionMarks(node.right, markOf);
  if (node.operator === 'or') return left | right;
  return (left & MARK_ALWAYS) === 0 ? left : right;
}
