import type { Decimal } from '../../kernel/decimal.js';

const DECIMALS = 9;

/** A parameter of a behaviour (|value| below 1,000) as an exact decimal of nine places: finer digits say nothing. */
export function factorOf(value: number): Decimal {
  return { digits: Math.round(value * 10 ** DECIMALS), scale: DECIMALS };
}
