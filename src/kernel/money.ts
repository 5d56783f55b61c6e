import { type Decimal, divideRound, parseDecimal, roundDecimal } from './decimal.js';

/** Money inside the engine: an integer number of fen in a double (exact to 2^53); NaN is "missing", never 0. */
export type Fen = number;

export const MISSING_FEN = Number.NaN;

/** Yuan text → fen, half away from zero beyond two decimals; undefined where the text is no amount. */
export function parseYuan(text: string | number): Fen | undefined {
  const decimal = parseDecimal(text);
  return decimal === undefined ? undefined : fenOf(decimal);
}

/** A decimal amount of yuan → fen, half away from zero. */
export function fenOf(yuan: Decimal): Fen {
  return roundDecimal(yuan, 2).digits;
}

/** Fen → yuan with two decimals, for files ("-1234.50"); missing → "". */
export function formatYuan(fen: Fen): string {
  if (Number.isNaN(fen)) return '';
  const absolute = Math.abs(fen);
  const cents = absolute % 100;
  return `${fen < 0 ? '-' : ''}${(absolute - cents) / 100}.${cents < 10 ? '0' : ''}${cents}`;
}

/** Up to here whole numbers and their products are doubles without loss. */
const EXACT = 2 ** 53;
const POWERS_OF_TEN = Array.from({ length: 16 }, (_, scale) => Number(`1e${scale}`));

/** amount × product of decimal factors, rounded once to fen, half away from zero. Exact at any size. */
export function multiplyFen(amountFen: Fen, ...factors: readonly Decimal[]): Fen {
  if (Number.isNaN(amountFen)) return MISSING_FEN;
  if (factors.length === 1) {
    const [{ digits, scale }] = factors as readonly [Decimal];
    const product = amountFen * digits;
    if (Math.abs(product) < EXACT) return divideExactly(product, POWERS_OF_TEN[scale]!);
  }
  let numerator = BigInt(amountFen);
  let scale = 0;
  for (const factor of factors) {
    numerator *= BigInt(factor.digits);
    scale += factor.scale;
  }
  return Number(divideRound(numerator, 10n ** BigInt(scale)));
}

/** Half away from zero, without integers of any size: both are whole numbers below 2^53, the denominator positive. */
function divideExactly(numerator: number, denominator: number): number {
  const absolute = Math.abs(numerator);
  const rest = absolute % denominator;
  const quotient = (absolute - rest) / denominator + (rest >= denominator - rest ? 1 : 0);
  return quotient === 0 ? 0 : numerator < 0 ? -quotient : quotient;
}

/** amount × numerator / denominator, rounded once to fen, half away from zero. All integers. */
export function scaleFen(amountFen: Fen, numerator: number, denominator: number): Fen {
  return Number(divideRound(BigInt(amountFen) * BigInt(numerator), BigInt(denominator)));
}

/**
 * Shares `totalFen` out in proportion to `shares` by largest remainder (最大余数法), so that the parts add up exactly.
 * Ties go to the smaller index: callers order by a key, so that row order never decides.
 * Shares are non-negative integers (fen, cases, scaled weights). All zero: everything is shared equally.
 * @returns Float64Array of integer fen, same length as `shares`
 */
export function allocateFen(totalFen: Fen, shares: ArrayLike<number>): Float64Array {
  const count = shares.length;
  const parts = new Float64Array(count);
  if (count === 0) return parts;
  let sum = 0n;
  for (let i = 0; i < count; i++) sum += BigInt(shares[i]!);
  const isEqual = sum === 0n;
  const denominator = isEqual ? BigInt(count) : sum;
  const sign = totalFen < 0 ? -1 : 1;
  const total = BigInt(Math.abs(totalFen));
  const remainders = new Array<bigint>(count);
  let given = 0n;
  for (let i = 0; i < count; i++) {
    const product = total * (isEqual ? 1n : BigInt(shares[i]!));
    const whole = product / denominator;
    remainders[i] = product - whole * denominator;
    given += whole;
    parts[i] = Number(whole);
  }
  const left = Number(total - given);
  const order = Array.from({ length: count }, (_, i) => i);
  order.sort((a, b) => (remainders[a]! < remainders[b]! ? 1 : remainders[a]! > remainders[b]! ? -1 : a - b));
  for (let k = 0; k < left; k++) parts[order[k]!]! += 1;
  if (sign < 0) for (let i = 0; i < count; i++) parts[i] = parts[i] === 0 ? 0 : -parts[i]!;
  return parts;
}
