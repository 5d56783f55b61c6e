import { FORMULA_FAILURE } from '../kernel/formula/formula-kernel.js';
import { caseName, NAMED_CASES } from './case-name.js';
import { failureOfCode } from './price-formula.js';
import type { PricePayload } from './price-payload.js';
import { PRICING_ERRORS } from './pricing-errors.js';
import type { PricingInput } from './pricing-input.js';

/**
 * Refuses the run where the formula of a band, special case or supplement gave no amount and its rule no fallback: a
 * zero divisor, a value that the case or the policy does not have, an amount beyond what is exact.
 * @throws band_formula_without_amount; amount_too_large for amounts that could not be exact
 */
export function checkAmounts(input: PricingInput, payload: PricePayload): void {
  checkFormulas(input, payload);
  checkSizes(input, payload);
}

/** Amounts are exact as long as they are integers below 2^53: 90 thousand billion yuan. */
function checkSizes(input: PricingInput, { columns }: PricePayload): void {
  const { standardFen, payFen, alternativePayFen, unitsScaled } = columns;
  const measured = [standardFen, payFen, alternativePayFen, unitsScaled];
  let count = 0;
  const named: string[] = [];
  for (let row = 0; row < input.table.caseCount; row++) {
    let isExact = true;
    for (let i = 0; i < measured.length; i++) {
      const value = measured[i]![row];
      if (value !== undefined && !Number.isSafeInteger(value)) isExact = false;
    }
    if (isExact) continue;
    count += 1;
    if (named.length < NAMED_CASES) named.push(caseName(input, row));
  }
  if (count > 0) throw PRICING_ERRORS.amount_too_large({ count, cases: named.join(', ') });
}

function checkFormulas(input: PricingInput, payload: PricePayload): void {
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
      ...remedyFor(rules),
    },
    { path: rules[0]! },
  );
}

/** A supplement has no fallback: only its formula or its conditions can spare such cases. */
function remedyFor(rules: readonly string[]): { readonly remedy_zh: string; readonly remedy_en: string } {
  const supplements = rules.filter((rule) => rule.startsWith('supplements.'));
  if (supplements.length === 0) {
    return {
      remedy_zh: '请修改公式，或用 fallback 写明这时如何支付。',
      remedy_en: 'Change the formula, or state by `fallback` what is paid then.',
    };
  }
  const zh =
    '补偿（supplements）没有 fallback：请在公式中先判断除数（如 number(los_days) > 0 ? … : yuan(0)），或用 when 排除这些病例。';
  const en =
    'A supplement has no fallback: test the divisor in its formula first (number(los_days) > 0 ? … : yuan(0)), or leave such cases out by its `when`.';
  if (supplements.length === rules.length) return { remedy_zh: zh, remedy_en: en };
  return {
    remedy_zh: `${zh}其余公式请修改，或写 fallback。`,
    remedy_en: `${en} Change the other formulas, or give them a \`fallback\`.`,
  };
}
