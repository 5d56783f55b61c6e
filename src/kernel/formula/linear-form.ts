import type { FormulaNode } from './formula-node.js';
import {
  addRationals,
  divideRationals,
  multiplyRationals,
  negateRational,
  type Rational,
  rationalOf,
} from './rational.js';

/** A sum of names times constants, plus a constant: all exact. */
export interface LinearForm {
  readonly factors: ReadonlyMap<string, Rational>;
  readonly constant: Rational;
}

const ZERO: Rational = { numerator: 0n, denominator: 1n };

/** The linear form of an expression; undefined where names are multiplied, divided by, rounded, chosen between. */
export function linearForm(node: FormulaNode): LinearForm | undefined {
  switch (node.kind) {
    case 'number':
      return { factors: new Map(), constant: rationalOf(node.value) };
    case 'name':
      if (node.name === 'true' || node.name === 'false') return undefined;
      return { factors: new Map([[node.name, { numerator: 1n, denominator: 1n }]]), constant: ZERO };
    case 'unary': {
      const value = node.operator === '-' ? linearForm(node.operand) : undefined;
      return value === undefined ? undefined : mapped(value, negateRational);
    }
    case 'conditional':
      return undefined;
    case 'call':
      return node.name === 'yuan' || node.name === 'number' ? linearForm(node.args[0]!) : undefined;
    case 'binary': {
      const left = linearForm(node.left);
      const right = linearForm(node.right);
      if (left === undefined || right === undefined) return undefined;
      if (node.operator === '+') return sum(left, right);
      if (node.operator === '-') return sum(left, mapped(right, negateRational));
      if (node.operator === '*' && isConstant(right)) return mapped(left, (f) => multiplyRationals(f, right.constant));
      if (node.operator === '*' && isConstant(left)) return mapped(right, (f) => multiplyRationals(f, left.constant));
      if (node.operator === '/' && isConstant(right) && right.constant.numerator !== 0n) {
        return mapped(left, (f) => divideRationals(f, right.constant));
      }
      return undefined;
    }
  }
}

function isConstant(form: LinearForm): boolean {
  return form.factors.size === 0;
}

function mapped(form: LinearForm, change: (value: Rational) => Rational): LinearForm {
  const factors = new Map([...form.factors].map(([name, factor]) => [name, change(factor)]));
  return { factors, constant: change(form.constant) };
}

function sum(a: LinearForm, b: LinearForm): LinearForm {
  const factors = new Map(a.factors);
  for (const [name, factor] of b.factors) {
    const known = factors.get(name);
    factors.set(name, known === undefined ? factor : addRationals(known, factor));
  }
  return { factors, constant: addRationals(a.constant, b.constant) };
}

/**
 * Whether a comparison holds at a place that can be printed and that any exact program finds: both sides linear
 * (`cost > 3 * standard`), or a quotient of two linear forms against a constant (`cost / standard > 3`).
 */
export function isEdgeComparison(left: FormulaNode, right: FormulaNode): boolean {
  const [l, r] = [linearForm(left), linearForm(right)];
  if (l !== undefined && r !== undefined) return true;
  if (r !== undefined && isConstant(r)) return isLinearQuotient(left);
  return l !== undefined && isConstant(l) && isLinearQuotient(right);
}

function isLinearQuotient(node: FormulaNode): boolean {
  if (node.kind !== 'binary' || node.operator !== '/') return false;
  return linearForm(node.left) !== undefined && linearForm(node.right) !== undefined;
}
