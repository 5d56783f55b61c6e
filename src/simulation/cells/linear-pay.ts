import type { Decimal } from '../../kernel/decimal.js';
import type { FormulaNode } from '../../kernel/formula/formula-node.js';
import { linearForm } from '../../kernel/formula/linear-form.js';
import type { Rational } from '../../kernel/formula/rational.js';
import { scaleRoundFen } from '../../pricing/exact-fen.js';
import type { PriceFormula } from '../../pricing/price-formula.js';

/** pay = (cost × ofCost + standard × ofStandard + constant) / divisor in fen, rounded once half away from zero. */
export interface LinearPay {
  readonly ofCost: number;
  readonly ofStandard: number;
  readonly constant: number;
  readonly divisor: number;
}

const ZERO: Rational = { numerator: 0n, denominator: 1n };
/** Sums of products below this are exact, with a bit to spare for doubling the remainder. */
const EXACT = 2 ** 52;

/** The linear form of a band's formula in yuan over cost and standard alone; undefined where it is none. */
export function linearPay({ tree, isUnits, multiple }: PriceFormula): LinearPay | undefined {
  if (isUnits === 1) return undefined;
  const form = linearForm(multiple === undefined ? tree : withMultiple(tree, multiple));
  if (form === undefined) return undefined;
  for (const name of form.factors.keys()) if (name !== 'cost' && name !== 'standard') return undefined;
  const { constant } = form;
  const [cost, standard] = [form.factors.get('cost') ?? ZERO, form.factors.get('standard') ?? ZERO];
  // A constant stands in yuan.
  const fen = { numerator: constant.numerator * 100n, denominator: constant.denominator };
  const divisor = [cost, standard, fen].reduce((all, { denominator }) => lcm(all, denominator), 1n);
  const numberOf = ({ numerator, denominator }: Rational) => Number((numerator * divisor) / denominator);
  const made = {
    ofCost: numberOf(cost),
    ofStandard: numberOf(standard),
    constant: numberOf(fen),
    divisor: Number(divisor),
  };
  return Object.values(made).every((part) => Math.abs(part) < 2 ** 40) ? made : undefined;
}

/** The band's own edge is a number like any other: `multiple * standard` is linear. */
function withMultiple(node: FormulaNode, multiple: Decimal): FormulaNode {
  const inside = (child: FormulaNode) => withMultiple(child, multiple);
  switch (node.kind) {
    case 'name':
      return node.name === 'multiple' ? { kind: 'number', value: multiple } : node;
    case 'number':
      return node;
    case 'unary':
      return { ...node, operand: inside(node.operand) };
    case 'binary':
      return { ...node, left: inside(node.left), right: inside(node.right) };
    case 'call':
      return { ...node, args: node.args.map(inside) };
    case 'conditional':
      return node;
  }
}

function lcm(a: bigint, b: bigint): bigint {
  let [x, y] = [a, b];
  while (y !== 0n) [x, y] = [y, x % y];
  return (a / x) * b;
}

/** Whether doubles are exact for every cost up to `mostCost`. */
export function isExactUpTo(pay: LinearPay, mostCost: number, standard: number): boolean {
  const most =
    Math.abs(mostCost * pay.ofCost) + Math.abs(standard * pay.ofStandard) + Math.abs(pay.constant) + pay.divisor;
  return most < EXACT;
}

/** One case's amount in fen. */
export function linearPayFen(pay: LinearPay, cost: number, standard: number): number {
  return scaleRoundFen(cost * pay.ofCost + standard * pay.ofStandard + pay.constant, 1, pay.divisor);
}
