import { caseName, NAMED_CASES } from './case-name.js';
import type { PricePayload } from './price-payload.js';
import { PRICING_ERRORS } from './pricing-errors.js';
import type { PricingInput } from './pricing-input.js';

/**
 * Refuses the run where a band's formula gave no amount: a zero divisor, a value that the policy does not have.
 * @throws band_formula_without_amount
 */
export function checkAmounts(input: PricingInput, payload: PricePayload): void {
  if (payload.formulas.length === 0) return;
  const { payFen } = payload.columns;
  let count = 0;
  const named: string[] = [];
  for (let row = 0; row < input.table.caseCount; row++) {
    if (!Number.isNaN(payFen[row])) continue;
    count += 1;
    if (named.length < NAMED_CASES) named.push(caseName(input, row));
  }
  if (count > 0) throw PRICING_ERRORS.band_formula_without_amount({ count, cases: named.join(', ') });
}
