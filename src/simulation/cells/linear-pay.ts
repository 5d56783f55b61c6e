import { decimalOf } from '../../kernel/decimal.js';
import { linearForm } from '../../kernel/formula/linear-form.js';
import { type Rational, rationalOf } from '../../kernel/formula/rational.js';
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
  const form = isUnits === 1 ? undefined : linearForm(tree);
  if (form === undefined) return undefined;
  let constant = form.constant;
  for (const [name, factor] of form.factors) {
    if (name === 'cost' || name === 'standard') continue;
    if (name !== 'multiple' || multiple === undefined) return undefined;
    const edge = rationalOf(decimalOf(Number(multiple.digits) / 10 ** multiple.scale));
    constant = {
      numerator:
        constant.numerator * factor.denominator * edge.denominator +
        factor.numerator * edge.numerator * constant.denominator,
      denominator: constant.denominator * factor.denominator * edge.denominator,
    };
  }
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
