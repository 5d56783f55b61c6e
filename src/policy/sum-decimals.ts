import { type Decimal, decimalOf } from '../kernel/decimal.js';

/** The exact sum of numbers as they are written: 0.1 + 0.2 is 0.3. */
export function sumDecimals(values: readonly number[]): Decimal {
  const decimals = values.map(decimalOf);
  const scale = decimals.reduce((most, value) => Math.max(most, value.scale), 0);
  const digits = decimals.reduce((sum, value) => sum + value.digits * 10 ** (scale - value.scale), 0);
  return { digits, scale };
}
