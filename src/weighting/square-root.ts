import type { Rational } from '../kernel/formula/rational.js';

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
export function roundedSquareRoot(value: Rational, decimals: number): number {
  const unit = 10n ** BigInt(decimals);
  const doubled = integerSquareRoot((4n * unit * unit * value.numerator) / value.denominator);
  return Number((doubled + 1n) / 2n) / Number(unit);
}
