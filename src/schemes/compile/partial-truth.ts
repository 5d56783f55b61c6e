import type { FormulaNode } from '../../kernel/formula/formula-node.js';
import type { CodeSource } from './condition-code.js';

/** Kleene's three values: what is known of a condition when only one code of the case is known. */
export const FALSE = 0;
export const TRUE = 1;
export const UNKNOWN = 2;
export type Truth = typeof FALSE | typeof TRUE | typeof UNKNOWN;

/** A call such as pdx(1) with its list. */
export type ListTest = Extract<FormulaNode, { kind: 'call' }>;

/**
 * What a condition is worth when tests of one source are known and everything else is not.
 * @param known  truth of a list test of that source
 */
export function partialTruth(node: FormulaNode, source: CodeSource, known: (test: ListTest) => boolean): Truth {
  switch (node.kind) {
    case 'name':
      if (node.name === 'always' || node.name === 'true') return TRUE;
      return node.name === 'false' ? FALSE : UNKNOWN;
    case 'call':
      return node.name === source ? (known(node) ? TRUE : FALSE) : UNKNOWN;
    case 'unary': {
      const inner = partialTruth(node.operand, source, known);
      return inner === UNKNOWN ? UNKNOWN : inner === TRUE ? FALSE : TRUE;
    }
    case 'binary': {
      if (node.operator !== 'and' && node.operator !== 'or') return UNKNOWN;
      const decisive = node.operator === 'and' ? FALSE : TRUE;
      const left = partialTruth(node.left, source, known);
      if (left === decisive) return decisive;
      const right = partialTruth(node.right, source, known);
      if (right === decisive) return decisive;
      return left === UNKNOWN || right === UNKNOWN ? UNKNOWN : left;
    }
    default:
      return UNKNOWN;
  }
}

/** Calls the visitor with every list test of a condition, those inside count() too. */
export function visitListTests(node: FormulaNode, visit: (test: ListTest) => void): void {
  switch (node.kind) {
    case 'call':
      if (node.name === 'count') visitListTests(node.args[0]!, visit);
      else visit(node);
      return;
    case 'unary':
      visitListTests(node.operand, visit);
      return;
    case 'binary':
      visitListTests(node.left, visit);
      visitListTests(node.right, visit);
      return;
    default:
  }
}

/**
 * What is left of a condition beside the parts, joined by `and`, that ask for the principal alone or for the first
 * procedure alone: those are decided by the classes of the two codes. Undefined where nothing is left.
 */
export function undecidedPart(node: FormulaNode): FormulaNode | undefined {
  if (node.kind === 'binary' && node.operator === 'and') {
    const left = undecidedPart(node.left);
    const right = undecidedPart(node.right);
    return left === undefined ? right : right === undefined ? left : { ...node, left, right };
  }
  return isAllOf(node, 'pdx') || isAllOf(node, 'ppx') ? undefined : node;
}

function isAllOf(node: FormulaNode, source: CodeSource): boolean {
  switch (node.kind) {
    case 'call':
      return node.name === source;
    case 'name':
      return node.name === 'always' || node.name === 'true' || node.name === 'false';
    case 'unary':
      return isAllOf(node.operand, source);
    case 'binary':
      return (
        (node.operator === 'and' || node.operator === 'or') && isAllOf(node.left, source) && isAllOf(node.right, source)
      );
    default:
      return false;
  }
}
