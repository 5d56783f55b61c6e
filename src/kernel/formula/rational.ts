import { type Decimal, divideRound } from '../decimal.js';

/** An exact fraction; the denominator is positive. Not reduced: formulas, means and fences are short, and only the end is rounded. */
export interface Rational {
  readonly numerator: bigint;
  readonly denominator: bigint;
}

/** 10^0 to 10^20: powers of the scales that occur. */
const POWERS_OF_TEN = Array.from({ length: 21 }, (_, scale) => 10n ** BigInt(scale));

const powerOfTen = (scale: number): bigint => POWERS_OF_TEN[scale] ?? 10n ** BigInt(scale);

export function rationalOf(value: Decimal): Rational {
  return { numerator: BigInt(value.digits), denominator: powerOfTen(value.scale) };
}

export function addRationals(a: Rational, b: Rational): Rational {
  return {
    numerator: a.numerator * b.denominator + b.numerator * a.denominator,
    denominator: a.denominator * b.denominator,
  };
}

export function negateRational(value: Rational): Rational {
  return { numerator: -value.numerator, denominator: value.denominator };
}

export function multiplyRationals(a: Rational, b: Rational): Rational {
  return { numerator: a.numerator * b.numerator, denominator: a.denominator * b.denominator };
}

/** a / b; the caller has made sure that b is not 0. */
export function divideRationals(a: Rational, b: Rational): Rational {
  const numerator = a.numerator * b.denominator;
  const denominator = a.denominator * b.numerator;
  return denominator < 0n ? { numerator: -numerator, denominator: -denominator } : { numerator, denominator };
}

/** Sign of a − b. */
export function compareRationals(a: Rational, b: Rational): -1 | 0 | 1 {
  const left = a.numerator * b.denominator;
  const right = b.numerator * a.denominator;
  return left < right ? -1 : left > right ? 1 : 0;
}

/** value × 10^scale as an integer, rounded half away from zero. */
export function roundRational(value: Rational, scale: number): bigint {
  return divideRound(value.numerator * powerOfTen(scale), value.denominator);
}

/** The largest integer that is not above value. */
export function floorRational(value: Rational): bigint {
  const quotient = value.numerator / value.denominator;
  return value.numerator < 0n && quotient * value.denominator !== value.numerator ? quotient - 1n : quotient;
}

/** The smallest integer that is not below value. */
export function ceilRational(value: Rational): bigint {
  return -floorRational(negateRational(value));
}
