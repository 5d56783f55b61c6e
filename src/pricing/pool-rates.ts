import { type Decimal, decimalOf, decimalToNumber, divideRound } from '../kernel/decimal.js';
import type { Insurance, Policy } from '../policy/policy-schema.js';
import { insuranceOfPool } from '../policy/pool-key.js';
import { sumDecimals } from '../policy/sum-decimals.js';
import { type BudgetRate, deriveBudgetRate } from '../weighting/derive-budget-rate.js';
import { type CaseFacts, classifyCase, periodOfCase } from './case-facts.js';
import { type ClassWeights, unitsOf } from './class-weights.js';
import { type OtherPayments, otherPaymentFen } from './other-payments.js';
import type { PayClass } from './pay-classes.js';
import { PRICING_ERRORS } from './pricing-errors.js';
import type { PricingPeriod } from './pricing-periods.js';
import { factorOfRow, type RuledRateCases } from './ruled-rate-cases.js';

/** The rate (费率) of one pool in one period; yuan per weight, or yuan a case where `isPerCase`. */
export interface PoolRate {
  readonly period: number;
  readonly insurance: Insurance;
  readonly rate: Decimal;
  /** One standard for every case of a group: no weight enters. */
  readonly isPerCase: boolean;
  /** How the rate came out of the budget, where it did. */
  readonly budget: BudgetRate | undefined;
}

export interface RateContext {
  readonly periods: readonly PricingPeriod[];
  readonly facts: CaseFacts;
  readonly classes: readonly PayClass[];
  readonly otherPayments: OtherPayments;
  /** Texts of the insurance column, by code. */
  readonly insurances: readonly string[];
  readonly classWeights: ClassWeights;
  /** What rules on single cases say before the rate is known; asked only for a rate from the budget. */
  readonly ruledCases: () => RuledRateCases | undefined;
  /** Where a row stands for several cases and their amounts together (cells of a what-if); absent: one case a row. */
  readonly many?: ManyCases | undefined;
}

/** What a row that stands for several cases says of them. */
export interface ManyCases {
  /** By row: its cases with amounts. */
  readonly cases: ArrayLike<number>;
  /** What is paid for the cases of a row that a method outside the groups pays, each rounded by itself, fen. */
  readonly otherPay: (row: number, period: number, method: number) => number;
}

/**
 * The rate of every pool and period, before any case is priced.
 * - fixed: as published, used with all its decimals
 * - standard: one amount a case
 * - floating, elastic: the opening or fixed value; clearing finds the closing one
 * - budget: (fund × (1 − reserve) / fund_share − carve-outs) / Σ weights, rounded half up to fen, one for the year, by
 *   the pool as it stands in the last period. Carve-outs are what is paid for cases outside the groups and separately on
 *   top of the groups' price (单独支付药品); reserve and
 *   carve-outs are deducted where `clearing.steps` lists them. The denominator is Σ weight × coefficient, or Σ weight;
 *   rules on single cases shape both as far as they do not need the rate (ruled-rate-cases.ts).
 * A case in an outlier band stays in the groups: whether it is one depends on the rate itself.
 * A budget gives one rate for the year: every period asks for it in the same way, or none does.
 * @throws rate_missing_for_insurance, rate_kind_changes_within_year, and the codes of deriveBudgetRate
 * @source rules §§1.6, 12 (carve-outs first; denominator by parameter)
 */
export function findPoolRates(context: RateContext): PoolRate[] {
  const { periods } = context;
  const last = periods.at(-1)!.policy;
  for (const { policy } of periods) {
    const isAsked = isFromBudget(policy.rate);
    if (isAsked !== isFromBudget(last.rate) || (isAsked && policy.rate.kind !== last.rate.kind)) {
      throw PRICING_ERRORS.rate_kind_changes_within_year(
        { first: kindWords(policy.rate), second: kindWords(last.rate) },
        { path: 'rate.kind' },
      );
    }
  }
  const budgetRates = isFromBudget(last.rate) ? deriveRates(context) : undefined;
  const rates: PoolRate[] = [];
  periods.forEach(({ policy }, period) => {
    for (const { insurance } of policy.pools) {
      const budget = budgetRates?.get(insurance);
      const rate = budget === undefined ? statedRate(policy, insurance) : budget.rate;
      rates.push({ period, insurance, rate, isPerCase: policy.rate.kind === 'standard', budget });
    }
  });
  return rates;
}

function statedRate(policy: Policy, insurance: Insurance): Decimal {
  const { rate } = policy;
  // A pool that pays no case through the groups gets no rate from its budget, and needs none.
  const stated = openingValue(rate);
  if (stated === undefined) return { digits: 0, scale: 0 };
  const value = typeof stated.value === 'number' ? stated.value : valueOfPool(stated.value, insurance);
  if (value === undefined) throw PRICING_ERRORS.rate_missing_for_insurance({ insurance }, { path: stated.path });
  return decimalOf(value);
}

/** The number of a pool: its own, else that of its insurance. */
function valueOfPool(values: Readonly<Partial<Record<string, number>>>, pool: string): number | undefined {
  return values[pool] ?? values[insuranceOfPool(pool)];
}

/** The value at which cases are priced and classed, where the policy states one; undefined where the budget gives it. */
function openingValue(
  rate: Policy['rate'],
): { readonly value: number | Partial<Record<Insurance, number>>; readonly path: string } | undefined {
  if (rate.kind === 'budget') return undefined;
  if (rate.kind === 'elastic') return { value: rate.fixed, path: 'rate.fixed' };
  if (rate.kind !== 'floating') return { value: rate.value, path: 'rate.value' };
  return rate.opening === 'budget' ? undefined : { value: rate.opening, path: 'rate.opening' };
}

/** Whether the rate, or the opening value of a floating one, comes out of the budget. */
const isFromBudget = (rate: Policy['rate']): boolean => openingValue(rate) === undefined;

/** A floating value is of one kind, wherever its opening comes from: a refusal for that alone says it. */
const kindWords = (rate: Policy['rate']): string =>
  rate.kind === 'floating' && isFromBudget(rate) ? 'floating (opening: budget)' : rate.kind;

function deriveRates(context: RateContext): Map<string, BudgetRate> {
  const policy = context.periods.at(-1)!.policy;
  const denominator = policy.rate.kind === 'budget' ? policy.rate.denominator : 'adjusted_weight';
  const ruled = context.ruledCases();
  const sums = ruled === undefined ? sumWeights(context, denominator) : sumRuledWeights(context, ruled, denominator);
  const carveOuts = sumCarveOuts(context, ruled);
  const isListed = (step: Policy['clearing']['steps'][number]) => policy.clearing.steps.includes(step);
  const rates = new Map<string, BudgetRate>();
  for (const pool of policy.pools) {
    const sum = sums.get(pool.insurance);
    if (sum === undefined) continue;
    const rate = deriveBudgetRate({
      insurance: pool.insurance,
      fund: pool.fund,
      reserve: isListed('reserve') ? setAside(pool) : 0,
      decimals: policy.method === 'drg-rate' ? 2 : policy.rounding.point_value,
      fundShare: pool.fund_share,
      carveOutFen: isListed('carve_outs') ? (carveOuts.get(pool.insurance) ?? 0) : 0,
      weightScaledSum: sum.digits,
      weightDecimals: sum.scale,
      recorded: { totalCostFen: sum.totalCostFen, fundFen: sum.fundFen },
    });
    rates.set(pool.insurance, rate);
  }
  return rates;
}

/** Shares of the budget that are set aside first: the risk reserve and the adjustment fund. */
export function setAside(pool: Policy['pools'][number]): number {
  return decimalToNumber(sumDecimals([pool.reserve, pool.adjustment_fund ?? 0]));
}

interface WeightSum {
  readonly digits: bigint;
  readonly scale: number;
  readonly totalCostFen: number;
  readonly fundFen: number;
}

/** Σ weight (× hospital coefficient) of the cases that a pool pays through its groups, and their charges. */
function sumWeights(
  { facts, classes, classWeights, many }: RateContext,
  denominator: 'adjusted_weight' | 'plain_weight',
): Map<string, WeightSum> {
  const counts = new Float64Array(classes.length * facts.groupCount);
  const costs = new Float64Array(classes.length);
  const funds = new Float64Array(classes.length);
  for (let row = 0; row < facts.totalCost.length; row++) {
    const slot = classifyCase(facts, row, periodOfCase(facts, row));
    if (slot < 0) continue;
    counts[slot]! += many === undefined ? 1 : many.cases[row]!;
    const payClass = (slot - facts.group[row]!) / facts.groupCount;
    costs[payClass]! += facts.totalCost[row]!;
    funds[payClass]! += facts.pooledFund[row]!;
  }
  const sums = new Map<string, WeightSum>();
  classes.forEach((payClass, c) => {
    for (let g = 0; g < facts.groupCount; g++) {
      const count = counts[c * facts.groupCount + g]!;
      if (count === 0) continue;
      const at = c * facts.groupCount + g;
      const units =
        denominator === 'adjusted_weight'
          ? unitsOf(classWeights, c, g)
          : { digits: classWeights.weight[at]!, scale: classWeights.weightScale };
      const before = sums.get(payClass.insurance) ?? { digits: 0n, scale: 0, totalCostFen: 0, fundFen: 0 };
      const scale = Math.max(before.scale, units.scale);
      const added = BigInt(count) * BigInt(units.digits);
      const raise = (digits: bigint, from: number) => digits * 10n ** BigInt(scale - from);
      const digits = raise(before.digits, before.scale) + raise(added, units.scale);
      sums.set(payClass.insurance, { ...before, digits, scale });
    }
    const sum = sums.get(payClass.insurance);
    if (sum === undefined) return;
    const totalCostFen = sum.totalCostFen + costs[c]!;
    sums.set(payClass.insurance, { ...sum, totalCostFen, fundFen: sum.fundFen + funds[c]! });
  });
  return sums;
}

/** The same under rules on single cases: those that leave the groups are left out, and units carry the case's factor. */
function sumRuledWeights(
  { facts, classes, classWeights }: RateContext,
  ruled: RuledRateCases,
  denominator: 'adjusted_weight' | 'plain_weight',
): Map<string, WeightSum> {
  const sums = new Map<string, WeightSum>();
  const { weight, weightScale, coefficient, coefficientScale, unitDecimals } = classWeights;
  for (let row = 0; row < facts.totalCost.length; row++) {
    const period = periodOfCase(facts, row);
    const slot = classifyCase(facts, row, period);
    if (slot < 0 || !Number.isNaN(ruled.carvedFen[row])) continue;
    let digits = BigInt(weight[slot]!);
    let scale = weightScale;
    if (denominator === 'adjusted_weight') {
      const { factor, replaces } = factorOfRow(ruled, row, period) ?? { factor: { digits: 1, scale: 0 }, replaces: 0 };
      digits *= BigInt(factor.digits) * (replaces === 1 ? 1n : BigInt(coefficient[slot]!));
      scale += factor.scale + (replaces === 1 ? 0 : coefficientScale);
      if (unitDecimals >= 0) {
        digits = divideRound(digits * 10n ** BigInt(unitDecimals), 10n ** BigInt(scale));
        scale = unitDecimals;
      }
    }
    const { insurance } = classes[(slot - facts.group[row]!) / facts.groupCount]!;
    const before = sums.get(insurance) ?? { digits: 0n, scale: 0, totalCostFen: 0, fundFen: 0 };
    const common = Math.max(before.scale, scale);
    const raise = (value: bigint, from: number) => value * 10n ** BigInt(common - from);
    sums.set(insurance, {
      digits: raise(before.digits, before.scale) + raise(digits, scale),
      scale: common,
      totalCostFen: before.totalCostFen + facts.totalCost[row]!,
      fundFen: before.fundFen + facts.pooledFund[row]!,
    });
  }
  return sums;
}

/** What leaves the budget of a row under rules on single cases: its pay outside the groups, or what is paid on top. */
const ruledPay = ({ carvedFen, separateFen }: RuledRateCases, row: number): number =>
  Number.isNaN(carvedFen[row]) ? separateFen[row]! : carvedFen[row]!;

/**
 * What is paid for each pool's cases outside the groups, and separately on top of the groups' price, fen: it does not
 * depend on the rate.
 */
function sumCarveOuts(
  { facts, insurances, otherPayments, many }: RateContext,
  ruled: RuledRateCases | undefined,
): Map<string, number> {
  const sums = new Map<string, number>();
  const otherPay = (method: number, row: number, period: number) => {
    if (method <= 0) return 0;
    if (many !== undefined) return many.otherPay(row, period, method);
    return otherPaymentFen(otherPayments, period, method, facts.totalCost[row]!);
  };
  for (let row = 0; row < facts.totalCost.length; row++) {
    const period = periodOfCase(facts, row);
    const method = -classifyCase(facts, row, period);
    const paid = ruled === undefined ? otherPay(method, row, period) : ruledPay(ruled, row);
    if (paid === 0) continue;
    const insurance = insurances[facts.insurance[row]!]!;
    sums.set(insurance, (sums.get(insurance) ?? 0) + paid);
  }
  return sums;
}
