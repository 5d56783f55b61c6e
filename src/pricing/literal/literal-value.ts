import {
  addRationals,
  compareRationals,
  multiplyRationals,
  negateRational,
  type Rational,
  roundRational,
} from '../../kernel/formula/rational.js';
import type { CaseCoefficientRule, Policy } from '../../policy/policy-schema.js';
import { exactly, greater, lesser, productOf, sumOf, whole } from './literal-numbers.js';
import { roundedUnits } from './literal-policy.js';
import { type LiteralAsked, testsHoldLiterally } from './literal-tests.js';

/** The factor of a case and whether it stands in place of the hospital coefficient. */
export interface LiteralFactor {
  readonly factor: Rational;
  readonly replaces: boolean;
}

const NO_FACTOR: LiteralFactor = { factor: whole(1), replaces: false };

/** The case's own coefficient, from the rules that hold for it; they see the standard before any such factor. */
export function literalFactor(policy: Policy, asked: LiteralAsked): LiteralFactor {
  const stated = policy.case_coefficients;
  const held = (stated?.rules ?? []).filter((rule) => testsHoldLiterally(rule.when, asked));
  if (stated === undefined || held.length === 0) return NO_FACTOR;
  const taking = takingPart(stated.combine, held);
  let factor = combined(stated.combine, taking);
  if (stated.floor !== undefined) factor = greater(factor, exactly(stated.floor));
  if (stated.cap !== undefined) factor = lesser(factor, exactly(stated.cap));
  return { factor, replaces: taking.some((rule) => rule.hospital_coefficient === 'replace') };
}

type Combination = NonNullable<Policy['case_coefficients']>['combine'];

function takingPart(combine: Combination, held: readonly CaseCoefficientRule[]): readonly CaseCoefficientRule[] {
  if (combine === 'first') return held.slice(0, 1);
  if (combine !== 'highest') return held;
  let best = held[0]!;
  for (const rule of held) if (compareRationals(exactly(rule.factor), exactly(best.factor)) > 0) best = rule;
  return [best];
}

function combined(combine: Combination, taking: readonly CaseCoefficientRule[]): Rational {
  const factors = taking.map((rule) => exactly(rule.factor));
  if (combine === 'sum') {
    return addRationals(whole(1), sumOf(factors.map((factor) => addRationals(factor, negateRational(whole(1))))));
  }
  if (combine !== 'product') return factors[0]!;
  // A product is rounded to twelve decimals before limits.
  return { numerator: roundRational(productOf(factors), 12), denominator: 10n ** 12n };
}

export interface LiteralValue {
  readonly units: Rational;
  readonly standard: bigint;
}

/**
 * Units = weight × hospital coefficient × factor, and the standard = units × rate, rounded once to fen; a published
 * standard × factor in its place.
 */
export function literalValue(
  policy: Policy,
  { weight, published }: { readonly weight: Rational | undefined; readonly published: bigint | undefined },
  coefficient: Rational,
  rate: Rational,
  { factor, replaces }: LiteralFactor = NO_FACTOR,
): LiteralValue {
  const base = policy.rate.kind === 'standard' ? whole(1) : (weight ?? whole(0));
  const units = roundedUnits(policy, productOf([base, replaces ? whole(1) : coefficient, factor]));
  if (published !== undefined) {
    return { units, standard: roundRational(multiplyRationals(whole(published), factor), 0) };
  }
  return { units, standard: roundRational(multiplyRationals(units, rate), 2) };
}
