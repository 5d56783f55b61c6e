import type { Decimal } from '../decimal.js';
import { defineErrors, PolicyError } from '../errors.js';
import { type Fen, MISSING_FEN } from '../money.js';
import { formatFormula } from './format-formula.js';
import type { BinaryOperator, FormulaNode } from './formula-node.js';
import {
  addRationals,
  ceilRational,
  compareRationals,
  divideRationals,
  floorRational,
  multiplyRationals,
  negateRational,
  type Rational,
  rationalOf,
  roundRational,
} from './rational.js';

export const EVALUATION_ERRORS = defineErrors(PolicyError, {
  formula_division_by_zero: {
    zh: '公式中的“{part}”除数为 0。请先判断，例如 standard > 0 ? … : …。',
    en: '"{part}" divides by zero. Test for it first, e.g. standard > 0 ? … : ….',
  },
  formula_unbound_name: {
    zh: '公式需要“{name}”，但没有给出它的值。',
    en: 'the formula needs "{name}", but no value was given for it.',
  },
  formula_result_too_large: {
    zh: '公式结果 {amount} 分超出可精确表示的范围。请检查费用与倍数。',
    en: 'the result of {amount} fen is beyond what can be exact. Check the cost and the factors.',
  },
  formula_not_a_number: {
    zh: '公式中的“{part}”应为{expected}。',
    en: '"{part}" should be a {expected}.',
  },
});

/** Values by name: money as decimals of yuan (fen with scale 2), or exact fractions; undefined is missing. */
export type FormulaBindings = ReadonlyMap<string, Decimal | Rational | undefined>;

type Value = Rational | boolean | undefined;

/**
 * The literal evaluator: exact fractions, branch by branch, only what is needed. It is the measure of the column-wise
 * kernel and takes the rows whose numbers outgrow doubles. Takes trees of readFormula.
 * @returns undefined where a missing value was needed
 * @throws formula_division_by_zero, formula_unbound_name
 */
export function evaluateFormula(node: FormulaNode, bindings: FormulaBindings): Rational | undefined {
  return numberOf(node, bindings);
}

/** As evaluateFormula, rounded half away from zero once to fen; missing stays missing. */
export function evaluateFormulaFen(node: FormulaNode, bindings: FormulaBindings): Fen {
  const value = numberOf(node, bindings);
  return value === undefined ? MISSING_FEN : Number(roundRational(value, 2));
}

function numberOf(node: FormulaNode, bindings: FormulaBindings): Rational | undefined {
  const value = evaluate(node, bindings);
  if (typeof value === 'boolean') {
    throw EVALUATION_ERRORS.formula_not_a_number({ part: formatFormula(node), expected: 'number' });
  }
  return value;
}

function conditionOf(node: FormulaNode, bindings: FormulaBindings): boolean | undefined {
  const value = evaluate(node, bindings);
  if (typeof value === 'object') {
    throw EVALUATION_ERRORS.formula_not_a_number({ part: formatFormula(node), expected: 'condition' });
  }
  return value;
}

function evaluate(node: FormulaNode, bindings: FormulaBindings): Value {
  switch (node.kind) {
    case 'number':
      return rationalOf(node.value);
    case 'name': {
      if (node.name === 'true' || node.name === 'false') return node.name === 'true';
      if (!bindings.has(node.name)) throw EVALUATION_ERRORS.formula_unbound_name({ name: node.name });
      const bound = bindings.get(node.name);
      return bound === undefined || 'denominator' in bound ? bound : rationalOf(bound);
    }
    case 'unary': {
      if (node.operator === 'not') {
        const condition = conditionOf(node.operand, bindings);
        return condition === undefined ? undefined : !condition;
      }
      const value = numberOf(node.operand, bindings);
      return value === undefined ? undefined : negateRational(value);
    }
    case 'conditional': {
      const test = conditionOf(node.test, bindings);
      return test === undefined ? undefined : evaluate(test ? node.whenTrue : node.whenFalse, bindings);
    }
    case 'call':
      return callValue(node, bindings);
    case 'binary': {
      if (node.operator === 'and' || node.operator === 'or') {
        const left = conditionOf(node.left, bindings);
        if (left === undefined || left === (node.operator === 'or')) return left;
        return conditionOf(node.right, bindings);
      }
      const left = numberOf(node.left, bindings);
      const right = numberOf(node.right, bindings);
      if (left === undefined || right === undefined) return undefined;
      return binaryValue(node, node.operator, left, right);
    }
  }
}

function binaryValue(node: FormulaNode, operator: BinaryOperator, left: Rational, right: Rational): Value {
  switch (operator) {
    case '+':
      return addRationals(left, right);
    case '-':
      return addRationals(left, negateRational(right));
    case '*':
      return multiplyRationals(left, right);
    case '/':
      if (right.numerator === 0n) throw EVALUATION_ERRORS.formula_division_by_zero({ part: formatFormula(node) });
      return divideRationals(left, right);
    case '<':
      return compareRationals(left, right) < 0;
    case '<=':
      return compareRationals(left, right) <= 0;
    case '>':
      return compareRationals(left, right) > 0;
    case '>=':
      return compareRationals(left, right) >= 0;
    case '==':
      return compareRationals(left, right) === 0;
    default:
      return compareRationals(left, right) !== 0;
  }
}

function callValue(node: FormulaNode & { kind: 'call' }, bindings: FormulaBindings): Rational | undefined {
  const args: Rational[] = [];
  for (const arg of node.args) {
    const value = numberOf(arg, bindings);
    if (value === undefined) return undefined;
    args.push(value);
  }
  const first = args[0]!;
  const least = (a: Rational, b: Rational) => (compareRationals(b, a) < 0 ? b : a);
  const greatest = (a: Rational, b: Rational) => (compareRationals(b, a) > 0 ? b : a);
  switch (node.name) {
    case 'min':
      return args.reduce(least);
    case 'max':
      return args.reduce(greatest);
    case 'clamp':
      return least(greatest(first, args[1]!), args[2]!);
    case 'abs':
      return first.numerator < 0n ? negateRational(first) : first;
    case 'floor':
      return { numerator: floorRational(first), denominator: 1n };
    case 'ceil':
      return { numerator: ceilRational(first), denominator: 1n };
    case 'round': {
      const decimals = args[1] === undefined ? 0 : Number(args[1].numerator / args[1].denominator);
      return { numerator: roundRational(first, decimals), denominator: 10n ** BigInt(decimals) };
    }
    case 'yuan':
    case 'number':
      return first;
    default:
      throw EVALUATION_ERRORS.formula_unbound_name({ name: `${node.name}()` });
  }
}
