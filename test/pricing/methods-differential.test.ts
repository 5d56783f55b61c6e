import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { EngineError } from '../../src/kernel/errors.js';
import { inlineExecutor } from '../../src/kernel/executor.js';
import { LiteralFailure } from '../../src/pricing/literal/literal-formula.js';
import { literalMeanFallbacks } from '../../src/pricing/literal/literal-mean-fallbacks.js';
import { literalRates, rateFor } from '../../src/pricing/literal/literal-rates.js';
import { priceCaseLiterally } from '../../src/pricing/literal/price-literally.js';
import { meanFallbacksOf } from '../../src/pricing/mean-fallbacks.js';
import { PAYMENT_METHODS, type PricedColumns } from '../../src/pricing/priced-columns.js';
import type { PricingInput } from '../../src/pricing/pricing-input.js';
import { poolRatesOf, priceCases } from '../../src/pricing/steps.js';
import { methodsRegion } from './generated-methods-region.js';
import { smallInput } from './small-region.js';

const RUNS = Number(process.env.DRGDIP_PRICING_RUNS ?? 0);
const TIMEOUT = RUNS === 0 ? 120_000 : 3_600_000;
const SEED = Number(process.env.DRGDIP_DIFFERENTIAL_SEED ?? 20261128);

describe('points and scores: the literal calculator and the fast one', () => {
  it(
    'agree on units, standard, pay, fund, band and method of every case of 1,500 random policies × regions, on the value of every pool and on every mean taken from a wider cell',
    async () => {
      const seen = new Map<string, number>();
      const count = (key: string, times = 1) => seen.set(key, (seen.get(key) ?? 0) + times);
      await fc.assert(
        fc.asyncProperty(methodsRegion, async ({ kind, ...region }) => {
          const input = smallInput(region);
          const rates = literalRates(input);
          const refusal = budgetRefusal(input);
          if (refusal !== undefined) {
            // No units to share the budget among, or nothing left to share: the literal one has no value above 0.
            const insurance = refusal.details.insurance as string;
            expect(rates.get(insurance)?.numerator ?? 0n).toBeLessThanOrEqual(0n);
            expect(rates.has(insurance)).toBe(refusal.code === 'budget_rate_spent');
            count(refusal.code);
            return;
          }
          const literal = literalOf(input, rates);
          const fallbacks = meanFallbacksOf(input);
          expect(fallbacks).toEqual(literalMeanFallbacks(input));
          for (const [cell, { cells }] of Object.entries(fallbacks ?? {})) count(cell, cells);
          let priced: PricedColumns;
          try {
            priced = await priceCases(input, inlineExecutor);
          } catch (error) {
            if (!(error instanceof EngineError)) throw error;
            if (error.code === 'amount_too_large') {
              expect(literal).toSatisfy((prices: readonly { units: bigint; pay: bigint }[]) => prices.some(isTooLarge));
              count(error.code);
              return;
            }
            if (error.code === 'decimals_too_many') {
              // A few points share a whole budget: no value of so many digits is exact.
              expect([...rates.values()].some(({ numerator }) => numerator > Number.MAX_SAFE_INTEGER)).toBe(true);
              return;
            }
            if (error.code !== 'band_formula_without_amount') throw error;
            expect(literal).toBeInstanceOf(LiteralFailure);
            expect(String(error.details.cases).split(', ')).toContain((literal as LiteralFailure).caseId);
            count('refused');
            return;
          }
          for (const { period, insurance, rate } of poolRatesOf(input)) {
            const { policy } = input.timeline.segments[period]!;
            const expected = rateFor(policy, rates, insurance);
            expect(BigInt(rate.digits) * expected.denominator).toBe(expected.numerator * 10n ** BigInt(rate.scale));
          }
          if (literal instanceof LiteralFailure) throw new Error(`the literal one refuses ${literal.caseId}`);
          literal.forEach((expected, row) => {
            expect(fastAt(input, priced, row)).toEqual(expected);
            const { outliers, rounding } = input.timeline.segments[0]!.policy;
            count(kind);
            if (expected.method === 'outlier') count(`${outliers.basis} ${expected.band}`);
            if (expected.method === 'outlier' && expected.units > 0n) count(`units ${expected.band}`);
            if (expected.method === 'special_case' && expected.units > 0n) count('special units');
            if (expected.method === 'standard') count(`points ${rounding.points}`);
            const { weights } = input.timeline.segments[0]!.policy;
            if (weights.use === 'standard' && expected.method === 'standard') {
              count(
                expected.units === 0n && expected.standard > 1n ? 'published without units' : 'by published standards',
              );
            }
            count(expected.method);
          });
        }),
        { numRuns: RUNS === 0 ? 1_500 : RUNS, seed: SEED },
      );
      const reached = [
        ...['fixed', 'opening', 'opening_budget', 'elastic', 'budget', 'refused', 'budget_rate_no_weight'],
        ...['exact', 'without_insurance', 'without_level', 'without_either', 'none'],
        ...['level_mean', 'score', 'group_mean', 'standard'].flatMap((basis) =>
          ['low', 'high', 'extreme'].map((band) => `${basis} ${band}`),
        ),
        ...['low', 'high', 'extreme'].map((band) => `units ${band}`),
        ...[0, 1, 2, 4, 6].map((decimals) => `points ${decimals}`),
        ...[
          'by published standards',
          'published without units',
          'special units',
          'by_item_unweighted',
          'by_item_no_pool',
          'by_item_ungrouped',
        ],
      ];
      for (const key of reached) {
        expect([key, seen.get(key) ?? 0]).toEqual([key, expect.toSatisfy((times: number) => times > 5)]);
      }
    },
    TIMEOUT,
  );
});

const isTooLarge = ({ units, pay }: { units: bigint; pay: bigint }): boolean =>
  [units, pay].some((value) => value > BigInt(Number.MAX_SAFE_INTEGER));

/** The refusal of a run that has no value from its budget. */
function budgetRefusal(input: PricingInput): EngineError | undefined {
  try {
    poolRatesOf(input);
  } catch (error) {
    if (error instanceof EngineError && error.code.startsWith('budget_rate')) return error;
    throw error;
  }
  return undefined;
}

/** Price of every case, or the first that no formula can pay. */
function literalOf(input: PricingInput, rates: ReturnType<typeof literalRates>) {
  try {
    return Array.from({ length: input.table.caseCount }, (_, row) => {
      const { weight: _weight, recorded: _recorded, ...price } = priceCaseLiterally(input, rates, row);
      return price;
    });
  } catch (error) {
    if (error instanceof LiteralFailure) return error;
    throw error;
  }
}

/** The fast price in the same form. */
function fastAt(input: PricingInput, priced: PricedColumns, row: number) {
  const days = (input.table.columns.discharge_date as { values: Int32Array }).values;
  const { policy } = input.timeline.segments.find(({ from, until }) => from <= days[row]! && days[row]! < until)!;
  const special = priced.special[row] ?? 0;
  return {
    method: PAYMENT_METHODS[priced.method[row]!],
    band: priced.band[row] === 0 ? '' : policy.outliers.bands[priced.band[row]! - 1]!.name,
    special: special === 0 ? '' : policy.special_cases![special - 1]!.name,
    standard: BigInt(priced.standardFen[row]!),
    units: BigInt(priced.unitsScaled[row]!),
    pay: BigInt(priced.payFen[row]!),
    fund: BigInt(priced.fundFen[row]!),
    patient: BigInt(priced.patientFen[row]!),
    alternativePay: BigInt(priced.alternativePayFen[row]!),
    isFloored: priced.isFloored[row] === 1,
    supplement: BigInt(priced.supplementFen[row] ?? 0),
    separate: BigInt(priced.separateFen[row] ?? 0),
  };
}
