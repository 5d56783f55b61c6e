import { FORMULA_FAILURE } from '../kernel/formula/formula-kernel.js';
import { caseName, NAMED_CASES } from './case-name.js';
import { failureOfCode } from './price-formula.js';
import type { PricePayload } from './price-payload.js';
import { PRICING_ERRORS } from './pricing-errors.js';
import type { PricingInput } from './pricing-input.js';

/**
 * Refuses the run where the formula of a band, special case or supplement gave no amount and its rule no fallback: a
 * zero divisor, a value that the case or the policy does not have, an amount beyond what is exact.
 * @throws band_formula_without_amount
 */
export function checkAmounts(input: PricingInput, payload: PricePayload): void {
  const { formulas, formulaFailures } = payload;
  const reasons = [0, 0, 0, 0];
  const failed = new Set<number>();
  const named: string[] = [];
  let count = 0;
  for (let row = 0; row < formulaFailures.length; row++) {
    if (formulaFailures[row] === 0) continue;
    const { formula, reason } = failureOfCode(formulaFailures[row]!);
    count += 1;
    reasons[reason]! += 1;
    failed.add(formula);
    if (named.length < NAMED_CASES) named.push(caseName(input, row));
  }
  if (count === 0) return;
  const rules = [...failed].sort((a, b) => a - b).flatMap((formula) => formulas[formula]!.rules);
  const { missing, divisionByZero, tooLarge } = FORMULA_FAILURE;
  throw PRICING_ERRORS.band_formula_without_amount(
    {
      count,
      cases: named.join(', '),
      rules: rules.join(', '),
      zero: reasons[divisionByZero]!,
      missing: reasons[missing]!,
      large: reasons[tooLarge]!,
    },
    { path: rules[0]! },
  );
}
