import type { Decimal } from '../../kernel/decimal.js';
import { multiplyFen, scaleFen } from '../../kernel/money.js';

/** What a payment is made of: units (points, weight) at a standard value, the value's own movement, and the rest. */
export interface PaymentParts {
  /** units × standard value × adjustment: what the cases are worth at unchanged prices. */
  readonly structureFen: number;
  /** units × (value − standard value) × adjustment. */
  readonly priceFen: number;
  /** paid − both: outliers, deductions, clearing and whatever else was decided. */
  readonly managementFen: number;
}

/**
 * Splits a payment into structure, price and management; the three add up to what was paid, to the fen.
 * @param units  points or weight
 * @param standardValue  yuan a unit that prices are measured against (last year's, or the published one)
 * @param value  yuan a unit that was paid
 * @param adjustment  the hospital's coefficient
 * @source rules 4.8 [S27]
 * @example 1,000 points, standard 1.0, value 0.9, adjustment 1.1, paid 1,050 → 1,100 / −110 / 60
 */
export function attributePayment(
  units: Decimal,
  standardValue: Decimal,
  value: Decimal,
  adjustment: Decimal,
  paidFen: number,
): PaymentParts {
  const structureFen = multiplyFen(100, units, standardValue, adjustment);
  const priceFen = multiplyFen(100, units, value, adjustment) - structureFen;
  return { structureFen, priceFen, managementFen: paidFen - structureFen - priceFen };
}

/** One account's year: its standard payments at the value it was paid at, and what it received. */
export interface AccountYear {
  /** Σ units × value × coefficients of the cases paid through the groups. */
  readonly standardFen: number;
  /** Value of a unit in fen; NaN where the policy has none (a plain standard). */
  readonly valueFen: number;
  readonly paidFen: number;
}

/**
 * Splits the change of an account's payment from one year (or policy) to another: structure is the change of its
 * standard payments at the first value, price what the value's change does to the second's units, management the rest.
 * The three add up to the change of what was paid, to the fen. Where a value is missing or 0 there is no price part.
 * @param atFirstValue  the second year's standard payments at the first year's values, where these change within a year;
 *   unless given, one value holds for each year
 */
export function attributeChange(
  before: AccountYear,
  after: AccountYear,
  atFirstValue = scaleByValue(after.standardFen, before.valueFen, after.valueFen),
): PaymentParts {
  const structureFen = atFirstValue - before.standardFen;
  const priceFen = after.standardFen - atFirstValue;
  return { structureFen, priceFen, managementFen: after.paidFen - before.paidFen - structureFen - priceFen };
}

/** Values have at most four decimals of a fen: as integers they scale exactly. */
const VALUE_UNIT = 10_000;

/** An amount at one value (fen a unit) restated at another; as it was where either is missing or 0. */
export function scaleByValue(amountFen: number, numerator: number, denominator: number): number {
  if (!(numerator > 0 && denominator > 0)) return amountFen;
  return scaleFen(amountFen, Math.round(numerator * VALUE_UNIT), Math.round(denominator * VALUE_UNIT));
}
