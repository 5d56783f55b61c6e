import { scaleFen } from '../kernel/money.js';

/** Products below this are exact integers in a double, with a bit to spare for doubling the remainder. */
const EXACT = 2 ** 52;

/**
 * amount × digits / power, rounded once half away from zero, exactly: the fast form of kernel `scaleFen` for loops.
 * Doubles are used only while every product is an exact integer; beyond that it is BigInt's work.
 * @param power  a whole number, at least 1
 * @example scaleRoundFen(1_000_050, 7, 10) // 700_035
 */
export function scaleRoundFen(amountFen: number, digits: number, power: number): number {
  const product = amountFen * digits;
  const magnitude = Math.abs(product);
  // Whatever the power: one beyond 2^52 leaves the quotient 0 and the product as the remainder.
  if (!(magnitude < EXACT)) return scaleFen(amountFen, digits, power);
  // The quotient is never on the wrong side of an integer: it lies at least 1/power below the next one, and half a step
  // of the doubles there is less, since quotient × power < 2^52.
  let quotient = Math.floor(magnitude / power);
  const remainder = magnitude - quotient * power;
  if (2 * remainder >= power) quotient += 1;
  return product < 0 && quotient !== 0 ? -quotient : quotient;
}
