import { type Decimal, decimalOf } from '../../kernel/decimal.js';

/**
 * The least whole number x with x ≥ ratio × sum / count (`from`), or x > that (`above`): a multiple of a mean as a
 * number that whole fen or days are compared with exactly. NaN where there is no mean; nothing compares with it.
 */
export function integerEdge(sum: number, count: number, ratio: number, side: 'from' | 'above'): number {
  if (!(count > 0) || !Number.isFinite(sum)) return Number.NaN;
  const { digits, scale }: Decimal = decimalOf(ratio);
  const numerator = BigInt(sum) * BigInt(digits);
  const denominator = BigInt(count) * 10n ** BigInt(scale);
  const floor = numerator / denominator;
  const isWhole = floor * denominator === numerator;
  return Number(side === 'from' && isWhole ? floor : floor + 1n);
}
