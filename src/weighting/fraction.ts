import { divideRound } from '../kernel/decimal.js';

/** An exact ratio of integers; the denominator is positive. Means and fences stay fractions until the one rounding. */
export interface Fraction {
  readonly numerator: bigint;
  readonly denominator: bigint;
}

/** The largest integer not above the fraction. */
export function floorFraction(value: Fraction): bigint {
  const quotient = value.numerator / value.denominator;
  return value.numerator < 0n && quotient * value.denominator !== value.numerator ? quotient - 1n : quotient;
}

/** The smallest integer not below the fraction. */
export function ceilFraction(value: Fraction): bigint {
  return -floorFraction({ numerator: -value.numerator, denominator: value.denominator });
}

export function multiplyFractions(a: Fraction, b: Fraction): Fraction {
  return { numerator: a.numerator * b.numerator, denominator: a.denominator * b.denominator };
}

/** a / b; both denominators and b's numerator are positive. */
export function divideFractions(a: Fraction, b: Fraction): Fraction {
  return { numerator: a.numerator * b.denominator, denominator: a.denominator * b.numerator };
}

export function addFractions(a: Fraction, b: Fraction): Fraction {
  return {
    numerator: a.numerator * b.denominator + b.numerator * a.denominator,
    denominator: a.denominator * b.denominator,
  };
}

/** To an integer of 10^−decimals units, half away from zero: the one rounding. */
export function roundFraction(value: Fraction, decimals: number): number {
  return Number(divideRound(value.numerator * 10n ** BigInt(decimals), value.denominator));
}

/** The largest integer whose square is not above `value` (Newton's method on integers). */
export function integerSquareRoot(value: bigint): bigint {
  if (value < 2n) return value;
  let root = 1n << (BigInt(value.toString(2).length + 1) / 2n);
  for (;;) {
    const next = (root + value / root) >> 1n;
    if (next >= root) return root;
    root = next;
  }
}

/** The square root of a fraction to `decimals` decimals, half away from zero, as a double for display. */
export function roundedSquareRoot(value: Fraction, decimals: number): number {
  const unit = 10n ** BigInt(decimals);
  const doubled = integerSquareRoot((4n * unit * unit * value.numerator) / value.denominator);
  return Number((doubled + 1n) / 2n) / Number(unit);
}
