import { decimalToNumber } from '../../kernel/decimal.js';
import { OPPOSITE } from '../../kernel/formula/comparisons.js';
import type { ComparisonOperator, FormulaNode } from '../../kernel/formula/formula-node.js';
import type { CaseFacts, CaseNumber } from '../interpreter/case-facts.js';
import { type CodesWho, type ConditionScope, isCodesWho, listOf } from '../interpreter/condition-lists.js';
import { isCaseNumber, listName } from '../interpreter/evaluate-condition.js';

/** One demand on a case. */
export type Demand =
  | { readonly kind: 'codes'; readonly who: CodesWho; readonly codes: ReadonlySet<string>; readonly holds: boolean }
  | { readonly kind: 'count'; readonly who: CodesWho; readonly codes: ReadonlySet<string>; readonly least: number }
  | {
      readonly kind: 'number';
      readonly name: CaseNumber;
      readonly operator: ComparisonOperator;
      readonly limit: number;
    }
  | { readonly kind: 'regions'; readonly least: number }
  | { readonly kind: 'severity'; readonly level: 'mcc' | 'cc'; readonly holds: boolean };

/**
 * The ways in which a condition can hold: it does where every demand of one of them is met (disjunctive normal form).
 * Counts and regions are demanded from below only, which is how schemes ask for them.
 */
export function alternativesOf(node: FormulaNode, facts: CaseFacts, scope: ConditionScope, holds = true): Demand[][] {
  const inner = (part: FormulaNode, isHeld: boolean) => alternativesOf(part, facts, scope, isHeld);
  switch (node.kind) {
    case 'unary':
      return inner(node.operand, !holds);
    case 'name': {
      if (node.name === 'mcc' || node.name === 'cc') return [[{ kind: 'severity', level: node.name, holds }]];
      return (node.name !== 'false') === holds ? [[]] : [];
    }
    case 'call':
      return isCodesWho(node.name)
        ? [[{ kind: 'codes', who: node.name, codes: listOf(facts, scope, node.name, listName(node)), holds }]]
        : [];
    case 'binary': {
      if (node.operator !== 'and' && node.operator !== 'or') return comparison(node, facts, scope, holds);
      const left = inner(node.left, holds);
      const right = inner(node.right, holds);
      return (node.operator === 'and') === holds ? joined(left, right) : [...left, ...right];
    }
    default:
      return [];
  }
}

/** Each way of the one with each of the other. */
export function joined(left: readonly Demand[][], right: readonly Demand[][]): Demand[][] {
  return left.flatMap((one) => right.map((other) => [...one, ...other]));
}

function comparison(
  node: Extract<FormulaNode, { kind: 'binary' }>,
  facts: CaseFacts,
  scope: ConditionScope,
  holds: boolean,
): Demand[][] {
  const { left, right } = node;
  if (right.kind !== 'number') return [];
  const limit = decimalToNumber(right.value);
  const written = node.operator as ComparisonOperator;
  const operator = holds ? written : OPPOSITE[written];
  if (left.kind === 'call' && left.name === 'count') {
    const list = left.args[0]!;
    if (list.kind !== 'call' || !isCodesWho(list.name)) return [];
    return [[{ kind: 'count', who: list.name, codes: listOf(facts, scope, list.name, listName(list)), least: limit }]];
  }
  if (left.kind !== 'name') return [];
  if (left.name === 'regions') return [[{ kind: 'regions', least: limit }]];
  return isCaseNumber(left.name) ? [[{ kind: 'number', name: left.name, operator, limit }]] : [];
}
