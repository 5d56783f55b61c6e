import { divideRound } from '../../kernel/decimal.js';
import { RATIO_DECIMALS } from './stay-profiles.js';

const EXACT = 2 ** 53;
const POWER = 10 ** RATIO_DECIMALS;

/**
 * numerator / denominator rounded half up, for integers from 0 below 2^53 that are exact in doubles. The quotient of
 * doubles may be one off, which its exact remainder tells; the remainder of doubles (`%`) would take ten times as long.
 */
export function divideHalfUp(numerator: number, denominator: number): number {
  let quotient = Math.floor(numerator / denominator);
  let remainder = numerator - quotient * denominator;
  if (remainder < 0) {
    quotient -= 1;
    remainder += denominator;
  }
  return remainder * 2 >= denominator ? quotient + 1 : quotient;
}

/** a × b / c rounded half away from zero, exactly at any size. All integers, c above 0. */
export function multiplyDivide(a: number, b: number, c: number): number {
  const product = a * b;
  if (product >= 0 && product < EXACT) return divideHalfUp(product, c);
  return Number(divideRound(BigInt(a) * BigInt(b), BigInt(c)));
}

/**
 * What bands `first` … `end` (ratios × 10^RATIO_DECIMALS, each up to its edge in fen) pay on the stretch of an amount from `fromFen` to `toFen`: the part of it in each band × the
 * band's ratio, added up exactly and rounded once to fen, half up.
 */
export function bandedFen(
  edgesFen: ArrayLike<number>,
  ratios: ArrayLike<number>,
  first: number,
  end: number,
  fromFen: number,
  toFen: number,
): number {
  // One band is all there is as a rule: it has no edge.
  if (end - first === 1) return multiplyDivide(Math.max(0, toFen - fromFen), ratios[first]!, POWER);
  let sum = 0;
  let begin = fromFen;
  for (let i = first; i < end && begin < toFen; i++) {
    const until = Math.min(edgesFen[i]!, toFen);
    if (until <= begin) continue;
    sum += (until - begin) * ratios[i]!;
    begin = until;
  }
  return sum < EXACT ? divideHalfUp(sum, POWER) : bandedExactly(edgesFen, ratios, first, end, fromFen, toFen);
}

function bandedExactly(
  edgesFen: ArrayLike<number>,
  ratios: ArrayLike<number>,
  first: number,
  end: number,
  fromFen: number,
  toFen: number,
): number {
  let sum = 0n;
  let begin = fromFen;
  for (let i = first; i < end && begin < toFen; i++) {
    const until = Math.min(edgesFen[i]!, toFen);
    if (until <= begin) continue;
    sum += BigInt(until - begin) * BigInt(ratios[i]!);
    begin = until;
  }
  return Number(divideRound(sum, BigInt(POWER)));
}
