import { divideRationals, multiplyRationals, roundRational } from '../../kernel/formula/rational.js';
import type { Policy } from '../../policy/policy-schema.js';
import { insuranceOfPool } from '../../policy/pool-key.js';
import type { PricingInput } from '../pricing-input.js';
import { amountOfColumn, type LiteralCase } from './literal-case.js';
import { exactly, whole } from './literal-numbers.js';
import { firstAbout, ladderPays } from './literal-stay-rules.js';

/** What a case is paid and by whom. */
export interface LiteralSplit {
  readonly pay: bigint;
  readonly fund: bigint;
  readonly patient: bigint;
  readonly alternativePay: bigint;
  readonly isFloored: boolean;
}

export interface LiteralPayable {
  /** In the groups: standard, outlier, special case. Else by definition A whatever the policy says. */
  readonly place: 'inside' | 'outside';
  readonly pay: bigint;
  readonly alternative: bigint | undefined;
  /** Where the ordinary price stands that a case beyond a quota takes. */
  readonly alternativePlace: 'inside' | 'outside';
  readonly supplement: bigint;
  readonly separate: bigint;
}

/** The fund's and the patient's part by the definition of the policy (rules §6.2). */
export function literalSplit(
  input: PricingInput,
  record: LiteralCase,
  policy: Policy,
  paid: LiteralPayable,
): LiteralSplit {
  const patient = record.totalCost! - record.pooledFund!;
  const definition = paid.place === 'inside' ? policy.benefit.fund_pays : 'standard_minus_patient';
  const { supplement, separate } = paid;
  const ordinary = (own: bigint): bigint | undefined => {
    if (paid.alternative === undefined) return undefined;
    const price = paid.alternative + supplement + separate;
    if (policy.benefit.fund_pays !== 'standard_minus_patient' && paid.alternativePlace === 'inside')
      return (fundOf(input, record, policy, paid.alternative + separate) ?? 0n) + supplement + own;
    if (definition === 'standard_minus_patient') return price;
    return (price < patient ? 0n : price - patient) + own;
  };
  if (definition === 'standard_minus_patient') {
    const payable = paid.pay + supplement + separate;
    const isFloored = payable < patient;
    const pay = isFloored ? patient : payable;
    return { pay, fund: pay - patient, patient, alternativePay: ordinary(patient) ?? pay, isFloored };
  }
  const base = paid.pay + separate;
  const part = fundOf(input, record, policy, base);
  const fund = (part ?? 0n) + supplement;
  const rest = base - (part ?? 0n);
  const own = definition === 'charged_by_standard' ? (rest < 0n ? 0n : rest) : patient;
  return {
    pay: fund + own,
    fund,
    patient: own,
    alternativePay: ordinary(own) ?? fund + own,
    isFloored: part === undefined,
  };
}

/** Definitions B to E on a base; undefined where nothing is left or the share is not known. */
function fundOf(input: PricingInput, record: LiteralCase, policy: Policy, base: bigint): bigint | undefined {
  const { benefit } = policy;
  const { totalCost: total, pooledFund: pooled, row } = record;
  if (base < 0n) return undefined;
  if (benefit.fund_pays === 'standard_times_share') {
    if (total! <= 0n) return undefined;
    const fund = roundRational(divideRationals(whole(base * pooled!), whole(total!)), 0);
    return fund < 0n ? undefined : fund;
  }
  if (benefit.fund_pays === 'score_times_ratio') {
    const share =
      typeof benefit.share === 'number'
        ? benefit.share
        : benefit.share?.[insuranceOfPool(record.insurance) as 'employee'];
    return roundRational(multiplyRationals(whole(base), exactly(share ?? 0)), 0);
  }
  const amount = (name: string) => amountOfColumn(input.table, name, row)!;
  const covered = base - amount('self_funded') - amount('first_paid') - amount('deductible');
  if (covered < 0n) return undefined;
  return ladderPays(firstAbout(benefit.ladders, input, row)!, benefit, input, row, 0n, covered);
}
