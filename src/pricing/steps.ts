import type { Executor, PassProgress } from '../kernel/executor.js';
import { BENEFIT_ERRORS } from './benefit/benefit-errors.js';
import { computesBenefits } from './benefit/compute-benefits.js';
import { gatherCaseFacts } from './case-facts.js';
import { checkAmounts } from './check-amounts.js';
import { checkRefusals } from './check-refusals.js';
import { buildOtherPayments } from './other-payments.js';
import { findPoolRates, type PoolRate } from './pool-rates.js';
import { pricePass } from './price-pass.js';
import { buildPricePayload, type PricePayload } from './price-payload.js';
import type { PricedColumns } from './priced-columns.js';
import { PRICING_ERRORS } from './pricing-errors.js';
import type { PricingInput } from './pricing-input.js';
import { cutPeriods } from './pricing-periods.js';
import { ruledRateCases } from './ruled-rate-cases.js';

/**
 * How a case gets its price (病例定价): the page to read first.
 *
 * Once a run, preparePricing:
 *  1. cut the year into periods in which policy, weights, register are one   pricing-periods.ts
 *  2. gather the columns; period × insurance × hospital → pay class          case-facts.ts, pay-classes.ts
 *  3. the word of the policy on cases outside the groups                     other-payments.ts
 *  4. the rate of each pool: fixed, one standard, or from its budget         pool-rates.ts
 *  5. the standard of each class × group, and the outlier bands              standard-payments.ts, outlier-bands.ts
 *  6. refuse the run where the policy refuses such cases                     check-refusals.ts
 *
 * Then for each case, first that holds (classifyCase in case-facts.ts, pricePass in price-pass.ts):
 *  1. total cost or pooled fund missing          → unpriced, nothing paid, a line of its own with its count
 *  2. payment_kind item, day, package …          → by item
 *  3. hospital unknown (no register, no level)   → by item
 *  4. no pool for its insurance                  → by item
 *  5. an unrelated procedure (QY)                → the policy's unrelated_procedure
 *  6. ungrouped (0000, X00)                      → the policy's ungrouped
 *  7. a group without a weight (or published
 *     standard, where the policy pays by such)   → the policy's unweighted
 *  8. an outlier band, first that holds, edges tested exactly on the rounded standard → by item, standard or formula
 *  9. else                                       → the standard
 * and last the fund's part, at least 0: pay − patient's part as recorded (or as computed by person over the year,
 * benefit/compute-benefits.ts), or by another definition (benefit/split-by-rule.ts).
 */
export function preparePricing(input: PricingInput): PreparedPricing {
  checkPricingInput(input);
  const periods = cutPeriods(input);
  const { facts, classes, classWeights } = gatherCaseFacts(input, periods);
  const otherPayments = buildOtherPayments(periods);
  const insurances = insuranceTexts(input);
  const ruledCases = () => ruledRateCases(input, periods, facts, classes, classWeights, otherPayments);
  const rates = findPoolRates({ periods, facts, classes, otherPayments, insurances, classWeights, ruledCases });
  checkRefusals(input, periods, facts);
  const payload = buildPricePayload(input, periods, facts, classes, classWeights, otherPayments, rates);
  return { payload, columns: payload.columns, rates };
}

export interface PreparedPricing {
  /** For pricePass, here or in a worker. */
  readonly payload: PricePayload;
  /** Written by the pass. */
  readonly columns: PricedColumns;
  readonly rates: readonly PoolRate[];
}

/**
 * Prices every case. Nothing of the input is changed; any executor gives the same bytes.
 * @throws column_missing and the codes of pricing-errors.ts, of formulas, and of the executor
 */
export async function priceCases(
  input: PricingInput,
  executor: Executor,
  progress?: PassProgress,
): Promise<PricedColumns> {
  const { payload, columns } = preparePricing(input);
  await executor.run(pricePass, payload, input.table.caseCount, progress);
  checkAmounts(input, payload);
  return columns;
}

/** The rates of pricing alone, e.g. for clearing: the same ones, found again from the same input. */
export function poolRatesOf(input: PricingInput): PoolRate[] {
  const periods = cutPeriods(input);
  const { facts, classes, classWeights } = gatherCaseFacts(input, periods);
  const otherPayments = buildOtherPayments(periods);
  const insurances = insuranceTexts(input);
  const ruledCases = () => ruledRateCases(input, periods, facts, classes, classWeights, otherPayments);
  return findPoolRates({ periods, facts, classes, otherPayments, insurances, classWeights, ruledCases });
}

function insuranceTexts(input: PricingInput): readonly string[] {
  const column = input.table.columns.insurance;
  return column?.kind === 'dictionary' ? column.values : [];
}

const UNIT_OF_METHOD = { 'drg-rate': 'weight', 'drg-points': 'points', dip: 'score' } as const;

/** @throws unit_of_other_method, weights_of_other_scheme, standards_missing, benefit_computed_not_made */
export function checkPricingInput(input: PricingInput): void {
  const { method } = input.timeline.segments[0]!.policy;
  const [expected, found] = [UNIT_OF_METHOD[method], input.weights.unit ?? 'weight'];
  if (expected !== found) throw PRICING_ERRORS.unit_of_other_method({ method, expected, found }, { path: 'method' });
  if (input.weights.schemeId !== input.catalogue.schemeId) {
    throw PRICING_ERRORS.weights_of_other_scheme({
      found: input.weights.schemeId,
      expected: input.catalogue.schemeId,
    });
  }
  const isByStandards = input.timeline.segments[0]!.policy.weights.use === 'standard';
  if (isByStandards && !(input.weights.variants ?? []).some(({ standards }) => (standards?.size ?? 0) > 0)) {
    throw PRICING_ERRORS.standards_missing({}, { path: 'weights.use' });
  }
  if (computesBenefits(input.timeline) && input.benefits === undefined) {
    throw BENEFIT_ERRORS.benefit_computed_not_made({}, { path: 'benefit.mode' });
  }
}
