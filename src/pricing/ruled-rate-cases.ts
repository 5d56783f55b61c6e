import { sharedFloat64, sharedUint8 } from '../kernel/shared-arrays.js';
import { bandBases } from './band-bases.js';
import { type CaseFacts, classifyCase, payClassOf, periodOfCase } from './case-facts.js';
import { coefficientBits, factorOfBits } from './case-rules/case-factor.js';
import {
  type CaseRules,
  type PeriodRules,
  SPECIAL_BY_ITEM,
  SPECIAL_FORMULA,
  SPECIAL_PER_DIEM,
  SPECIAL_REVIEW,
  SPECIAL_SETTLE_AS,
  SPECIAL_STANDARD,
  SPECIAL_ZERO,
  type SpecialRule,
} from './case-rules/case-rules.js';
import { compileCaseRules } from './case-rules/compile-case-rules.js';
import { countedCost, separateCost } from './case-rules/counted-cost.js';
import { perDiemFen } from './case-rules/per-diem.js';
import type { TestedCase } from './case-tests/compiled-tests.js';
import { compareToEdge } from './case-tests/edge-range.js';
import { testsHold } from './case-tests/tests-hold.js';
import type { ClassWeights } from './class-weights.js';
import { type OtherPayments, otherPaymentFen } from './other-payments.js';
import type { PayClass } from './pay-classes.js';
import { PriceFormulas } from './price-formula.js';
import { METHOD_KIND, METHOD_UNPRICED } from './priced-columns.js';
import type { PricingInput } from './pricing-input.js';
import type { PricingPeriod } from './pricing-periods.js';

/** What the rules on single cases say of each row before a rate from the budget is known. */
export interface RuledRateCases {
  /** Fen that leave the budget for the row; NaN where the groups pay it. */
  readonly carvedFen: Float64Array;
  /** Of a row that the groups pay: what is paid separately on top of its price (单独支付药品), which leaves the budget too. */
  readonly separateFen: Float64Array;
  /** Bits of the coefficient rules that hold for a row that the groups pay. */
  readonly bits: Uint32Array;
  readonly rules: CaseRules;
}

/**
 * Evaluates the rules as far as they do not need the rate: a test or an application on the standard does not hold here,
 * and a special case outside the groups leaves the budget where its amount is no formula and no standard. Quotas are
 * left aside; supplements too, whose amounts may rest on the standard. undefined where the policy has no such rules.
 * @source rules §12 (carve-outs first); how far a rule that needs the standard may shape the rate is chosen here
 */
export function ruledRateCases(
  input: PricingInput,
  periods: readonly PricingPeriod[],
  facts: CaseFacts,
  classes: readonly PayClass[],
  classWeights: ClassWeights,
  otherPayments: OtherPayments,
): RuledRateCases | undefined {
  const rules = compileCaseRules(input, periods, new PriceFormulas());
  if (rules === undefined) return undefined;
  const none = { rate: sharedFloat64(classes.length), rateScale: 0, isPerCase: sharedUint8(classes.length) };
  const { means } = bandBases(input, periods, classes, { ...classWeights, ...none, units: sharedFloat64(0) });
  const { caseCount } = input.table;
  const carvedFen = new Float64Array(caseCount).fill(Number.NaN);
  const separateFen = new Float64Array(caseCount);
  const bits = new Uint32Array(caseCount);
  const weightPower = 10 ** classWeights.weightScale;
  const tested: TestedCase = {
    group: 0,
    weight: 0,
    weightPower,
    levelClass: 0,
    cost: 0,
    standard: Number.NaN,
    mean: 0,
  };
  for (let row = 0; row < caseCount; row++) {
    const period = periodOfCase(facts, row);
    const ofPeriod = rules.periods[period]!;
    const slot = classifyCase(facts, row, period);
    const total = facts.totalCost[row]!;
    const payClass = slot === -METHOD_UNPRICED ? -1 : payClassOf(facts, row, period);
    if (payClass < 0) {
      carvedFen[row] = otherPaymentFen(otherPayments, period, -slot, total);
      continue;
    }
    const group = slot >= 0 || facts.status[row] === 0 ? facts.group[row]! : 0;
    const place = payClass * facts.groupCount + group;
    tested.group = group;
    tested.levelClass = classes[payClass]!.levelClass;
    tested.cost = countedCost(ofPeriod, row, total);
    tested.mean = group === 0 ? Number.NaN : means[place]!;
    tested.weight = group === 0 || classWeights.weight[place] === 0 ? Number.NaN : classWeights.weight[place]!;
    const rule = firstSpecial(ofPeriod, row, slot, tested, facts, payClass);
    const amount =
      rule === undefined || (slot >= 0 && rule.isOutside === 0) ? Number.NaN : knownAmount(rule, row, tested);
    const separate = separateCost(ofPeriod, row);
    if (!Number.isNaN(amount)) carvedFen[row] = amount + separate;
    else if (slot < 0) carvedFen[row] = otherPaymentFen(otherPayments, period, -slot, tested.cost) + separate;
    else {
      separateFen[row] = separate;
      if (ofPeriod.coefficients !== undefined) bits[row] = coefficientBits(ofPeriod.coefficients, row, tested);
    }
  }
  return { carvedFen, separateFen, bits, rules };
}

/** The first special case that holds without the standard's value; it may still pay the standard. */
function firstSpecial(
  { special }: PeriodRules,
  row: number,
  slot: number,
  tested: TestedCase,
  facts: CaseFacts,
  payClass: number,
): SpecialRule | undefined {
  for (let i = 0; i < special.length; i++) {
    const rule = special[i]!;
    if (slot === -METHOD_KIND && rule.namesKinds === 0) continue;
    if (!testsHold(rule.tests, row, tested)) continue;
    if (rule.application !== undefined) {
      const { isOnMean, digits, power, isIncluded } = rule.application;
      if (isOnMean === 0 || Number.isNaN(tested.mean)) continue;
      const side = compareToEdge(tested.cost, tested.mean, digits, power);
      if (side < 0 || (side === 0 && isIncluded === 0)) continue;
    }
    if ((rule.pay === SPECIAL_STANDARD || rule.pay === SPECIAL_FORMULA) && slot < 0) continue;
    if (rule.pay === SPECIAL_PER_DIEM && rule.perDiem!.losDays[row]! < 0) continue;
    if (rule.pay === SPECIAL_REVIEW && Number.isNaN(rule.reviewAmount![row]!)) continue;
    if (rule.pay === SPECIAL_SETTLE_AS) {
      const other = rule.settleAs![tested.group]!;
      if (other === 0 || facts.hasStandard[payClass * facts.groupCount + other] !== 1) continue;
    }
    return rule;
  }
  return undefined;
}

/** What a rule pays where no rate decides it, fen; else NaN. */
function knownAmount(rule: SpecialRule, row: number, tested: TestedCase): number {
  if (rule.pay === SPECIAL_BY_ITEM) return tested.cost;
  if (rule.pay === SPECIAL_ZERO) return 0;
  if (rule.pay === SPECIAL_REVIEW) return rule.reviewAmount![row]!;
  if (rule.pay === SPECIAL_PER_DIEM && rule.perDiem!.isUnits === 0)
    return perDiemFen(rule.perDiem!, row, tested.levelClass);
  return Number.NaN;
}

/** The factor of a row by its bits. */
export function factorOfRow({ rules, bits }: RuledRateCases, row: number, period: number) {
  const { coefficients } = rules.periods[period]!;
  return bits[row] === 0 || coefficients === undefined ? undefined : factorOfBits(coefficients, bits[row]!);
}
