import { type Decimal, divideRound } from '../../kernel/decimal.js';
import { evaluateFormula } from '../../kernel/formula/evaluate-formula.js';
import { compareRationals, type Rational, rationalOf, roundRational } from '../../kernel/formula/rational.js';
import { UNIT_DECIMALS } from '../../pricing/priced-columns.js';
import type { FloatingRule } from './floating-rule.js';

const ONE = 10n ** BigInt(UNIT_DECIMALS);

/**
 * The closing value of a unit, yuan: what there is to share / Σ units, rounded to the rule's decimals and held between
 * its limits; elastic: the rule's formula over it and the fixed value.
 * @param toShareFen  form total: Σ charges − Σ recorded + budget − carve-outs; form fund: budget − carve-outs
 * @param unitsScaled  Σ units × 10^8, not 0
 * @param fixed  the opening value
 * @source rules §§1.12, 4.7, 13
 */
export function closingValue(
  rule: FloatingRule,
  toShareFen: bigint,
  unitsScaled: bigint,
  fixed: Decimal,
): { readonly floating: Rational; readonly value: Rational } {
  const exact: Rational = { numerator: toShareFen * ONE, denominator: unitsScaled * 100n };
  const floating = atDecimals(exact, rule.decimals);
  if (rule.formula !== undefined) {
    const bindings = new Map<string, Rational>([
      ['fixed', rationalOf(fixed)],
      ['floating', floating],
    ]);
    return { floating, value: atDecimals(evaluateFormula(rule.formula, bindings)!, rule.decimals) };
  }
  let value = floating;
  if (rule.floor !== undefined && compareRationals(value, rationalOf(rule.floor)) < 0) value = rationalOf(rule.floor);
  if (rule.cap !== undefined && compareRationals(value, rationalOf(rule.cap)) > 0) value = rationalOf(rule.cap);
  return { floating, value };
}

function atDecimals(value: Rational, decimals: number | 'exact'): Rational {
  if (decimals === 'exact') return value;
  return { numerator: roundRational(value, decimals), denominator: 10n ** BigInt(decimals) };
}

/** units × value, rounded once to fen. */
export function worthFen(unitsScaled: bigint, value: Rational): number {
  return Number(divideRound(unitsScaled * value.numerator * 100n, ONE * value.denominator));
}
