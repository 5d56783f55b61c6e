import { type CaseFacts, classifyCase, periodOfCase } from './case-facts.js';
import { caseName, NAMED_CASES } from './case-name.js';
import { otherPaymentOf } from './other-payments.js';
import { METHOD_UNGROUPED, METHOD_UNRELATED, METHOD_UNWEIGHTED } from './priced-columns.js';
import { PRICING_ERRORS } from './pricing-errors.js';
import type { PricingInput } from './pricing-input.js';
import type { PricingPeriod } from './pricing-periods.js';

const RULE_OF_METHOD: ReadonlyMap<number, string> = new Map([
  [METHOD_UNGROUPED, 'ungrouped'],
  [METHOD_UNRELATED, 'unrelated_procedure'],
  [METHOD_UNWEIGHTED, 'unweighted'],
]);

/**
 * Refuses the run where a policy says `refuse` and there are such cases: their count and the first few by name.
 * @throws cases_refused_by_policy
 */
export function checkRefusals(input: PricingInput, periods: readonly PricingPeriod[], facts: CaseFacts): void {
  const isRefused = (period: number, method: number) => otherPaymentOf(periods[period]!.policy, method) === 'refuse';
  const methods = [...RULE_OF_METHOD.keys()];
  if (!periods.some((_, period) => methods.some((method) => isRefused(period, method)))) return;
  const counts = new Map<number, number>();
  const named = new Map<number, string[]>();
  for (let row = 0; row < input.table.caseCount; row++) {
    const period = periodOfCase(facts, row);
    const method = -classifyCase(facts, row, period);
    if (method <= 0 || !isRefused(period, method)) continue;
    counts.set(method, (counts.get(method) ?? 0) + 1);
    const names = named.get(method) ?? [];
    if (names.length < NAMED_CASES) names.push(caseName(input, row));
    named.set(method, names);
  }
  for (const [method, rule] of RULE_OF_METHOD) {
    const count = counts.get(method);
    if (count === undefined) continue;
    throw PRICING_ERRORS.cases_refused_by_policy({ rule, count, cases: named.get(method)!.join(', ') }, { path: rule });
  }
}
