import { formatDecimal } from '../decimal.js';
import type { BinaryOperator, FormulaNode } from './formula-node.js';

const STRENGTH: Readonly<Record<BinaryOperator, number>> = {
  or: 1,
  and: 2,
  '<': 4,
  '<=': 4,
  '>': 4,
  '>=': 4,
  '==': 4,
  '!=': 4,
  '+': 5,
  '-': 5,
  '*': 6,
  '/': 6,
};

/** `not` binds as tightly as the minus sign: `not a > b` reads (not a) > b. */
const UNARY = 7;

/** The text of a tree or of a part of it, with the brackets it needs: for messages and statements. */
export function formatFormula(node: FormulaNode): string {
  return format(node, 0);
}

function format(node: FormulaNode, outer: number): string {
  const wrap = (text: string, strength: number) => (strength < outer ? `(${text})` : text);
  switch (node.kind) {
    case 'number':
      return formatDecimal(node.value);
    case 'name':
      return node.name;
    case 'unary':
      return wrap(`${node.operator === '-' ? '-' : 'not '}${format(node.operand, UNARY)}`, UNARY);
    case 'binary': {
      const strength = STRENGTH[node.operator];
      return wrap(`${format(node.left, strength)} ${node.operator} ${format(node.right, strength + 1)}`, strength);
    }
    case 'conditional':
      return wrap(`${format(node.test, 1)} ? ${format(node.whenTrue, 1)} : ${format(node.whenFalse, 0)}`, 0.5);
    case 'call':
      return `${node.name}(${node.args.map((arg) => format(arg, 0)).join(', ')})`;
  }
}
