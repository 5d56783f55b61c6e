import { compareDecimals, type Decimal, multiplyDecimals } from '../../kernel/decimal.js';
import type { TestedCase } from '../case-tests/compiled-tests.js';
import { testsHold } from '../case-tests/tests-hold.js';
import { type CaseCoefficients, COMBINE_FIRST, COMBINE_PRODUCT, COMBINE_SUM } from './case-rules.js';

/** Bits of the rules of a case's coefficients that hold; 0 where none does. */
export function coefficientBits(coefficients: CaseCoefficients, row: number, tested: TestedCase): number {
  let bits = 0;
  for (let i = 0; i < coefficients.rules.length; i++)
    if (testsHold(coefficients.rules[i]!, row, tested)) bits |= 1 << i;
  return bits;
}

export interface CaseFactor {
  readonly factor: Decimal;
  readonly replaces: 0 | 1;
}

/** Decimals of a product of factors. */
const FACTOR_DECIMALS = 12;

/**
 * The factor of a set of rules: the highest (ties to the first), the first, the product (to 12 decimals), or
 * 1 + Σ (factor − 1), within floor and cap. It stands in place of the hospital coefficient where a rule that took part says so.
 */
export function factorOfBits(coefficients: CaseCoefficients, bits: number): CaseFactor {
  const held: number[] = [];
  for (let i = 0; i < coefficients.rules.length; i++) if ((bits & (1 << i)) !== 0) held.push(i);
  const factorOf = (i: number): Decimal => ({ digits: coefficients.digits[i]!, scale: coefficients.scales[i]! });
  let part = held;
  let factor: Decimal;
  if (coefficients.combine === COMBINE_PRODUCT) factor = multiplyDecimals(held.map(factorOf), FACTOR_DECIMALS);
  else if (coefficients.combine === COMBINE_SUM) factor = sumOfRises(held.map(factorOf));
  else {
    const first = held[0]!;
    const chosen =
      coefficients.combine === COMBINE_FIRST
        ? first
        : held.reduce((best, i) => (compareDecimals(factorOf(i), factorOf(best)) > 0 ? i : best), first);
    part = [chosen];
    factor = factorOf(chosen);
  }
  const { floorDigits, floorScale, capDigits, capScale } = coefficients;
  if (!Number.isNaN(floorDigits)) factor = greater(factor, { digits: floorDigits, scale: floorScale });
  if (!Number.isNaN(capDigits)) factor = lesser(factor, { digits: capDigits, scale: capScale });
  return { factor, replaces: part.some((i) => coefficients.replaces[i] === 1) ? 1 : 0 };
}

const greater = (a: Decimal, b: Decimal): Decimal => (compareDecimals(a, b) < 0 ? b : a);
const lesser = (a: Decimal, b: Decimal): Decimal => (compareDecimals(a, b) > 0 ? b : a);

function sumOfRises(factors: readonly Decimal[]): Decimal {
  const scale = factors.reduce((most, factor) => Math.max(most, factor.scale), 0);
  const one = 10 ** scale;
  const rises = factors.reduce((sum, factor) => sum + (factor.digits * 10 ** (scale - factor.scale) - one), 0);
  return { digits: one + rises, scale };
}
