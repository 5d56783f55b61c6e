import { decimalToNumber } from '../../kernel/decimal.js';
import { MIRRORED } from '../../kernel/formula/comparisons.js';
import type { ComparisonOperator, FormulaNode } from '../../kernel/formula/formula-node.js';
import { type CodesWho, isCodesWho } from '../interpreter/condition-lists.js';
import { listName } from '../interpreter/evaluate-condition.js';

/** A condition as it is told in words: chains flattened, tests named. Plain data. */
export type ConditionShape =
  | { readonly kind: 'all' | 'any'; readonly parts: readonly ConditionShape[] }
  | { readonly kind: 'not'; readonly part: ConditionShape }
  | ConditionTest;

/** The tests a condition is made of. */
export type ConditionTest =
  | { readonly kind: 'constant'; readonly truth: boolean }
  | { readonly kind: 'codes'; readonly who: CodesWho; readonly list: string }
  | {
      readonly kind: 'count';
      readonly who: CodesWho;
      readonly list: string;
      readonly operator: ComparisonOperator;
      readonly limit: number;
    }
  | { readonly kind: 'number'; readonly name: string; readonly operator: ComparisonOperator; readonly limit: number }
  | { readonly kind: 'severity'; readonly level: 'mcc' | 'cc' }
  /** A comparison of two numbers of the case, told by its text. */
  | { readonly kind: 'comparison'; readonly text: string; readonly node: FormulaNode };

/**
 * Reads a checked condition for telling it in words. Same meaning as the interpreter gives it: a test of explain holds
 * the two equal on generated cases.
 * @throws TypeError on a form that the loader does not let through
 */
export function readCondition(node: FormulaNode): ConditionShape {
  switch (node.kind) {
    case 'name':
      if (node.name === 'mcc' || node.name === 'cc') return { kind: 'severity', level: node.name };
      return { kind: 'constant', truth: node.name !== 'false' };
    case 'call':
      return { kind: 'codes', ...codesOf(node) };
    case 'unary':
      return { kind: 'not', part: readCondition(node.operand) };
    case 'conditional': {
      const test = readCondition(node.test);
      return join('any', [
        join('all', [test, readCondition(node.whenTrue)]),
        join('all', [{ kind: 'not', part: test }, readCondition(node.whenFalse)]),
      ]);
    }
    case 'binary':
      switch (node.operator) {
        case 'and':
          return join('all', [readCondition(node.left), readCondition(node.right)]);
        case 'or':
          return join('any', [readCondition(node.left), readCondition(node.right)]);
        case '+':
        case '-':
        case '*':
        case '/':
          return refuse(node);
        default:
          return readComparison(node.operator, node.left, node.right);
      }
    case 'number':
      return refuse(node);
  }
}

function refuse(node: FormulaNode): never {
  throw new TypeError(`not a condition of a case: ${JSON.stringify(node)}`);
}

/** (a and b) and c is told as a, b and c. */
function join(kind: 'all' | 'any', parts: readonly ConditionShape[]): ConditionShape {
  return { kind, parts: parts.flatMap((part) => (part.kind === kind ? part.parts : [part])) };
}

function codesOf(node: FormulaNode): { who: CodesWho; list: string } {
  if (node.kind !== 'call' || !isCodesWho(node.name)) return refuse(node);
  return { who: node.name, list: listName(node) };
}

function readComparison(operator: ComparisonOperator, left: FormulaNode, right: FormulaNode): ConditionShape {
  if (left.kind === 'number') return readComparison(MIRRORED[operator], right, left);
  if (right.kind !== 'number') {
    const node: FormulaNode = { kind: 'binary', operator, left, right };
    return { kind: 'comparison', text: `${operandText(left)} ${operator} ${operandText(right)}`, node };
  }
  const limit = decimalToNumber(right.value);
  if (left.kind === 'name') return { kind: 'number', name: left.name, operator, limit };
  if (left.kind === 'call' && left.name === 'count')
    return { kind: 'count', ...codesOf(left.args[0]!), operator, limit };
  return refuse(left);
}

function operandText(node: FormulaNode): string {
  if (node.kind === 'name') return node.name;
  if (node.kind !== 'call') return refuse(node);
  const { who, list } = codesOf(node.args[0]!);
  return `count(${who}(${list}))`;
}
