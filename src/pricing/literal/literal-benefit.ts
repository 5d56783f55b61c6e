import { compareCodePoints } from '../../kernel/compare-code-points.js';
import { addRationals, multiplyRationals, roundRational } from '../../kernel/formula/rational.js';
import type { BenefitEntitlement, Policy } from '../../policy/policy-schema.js';
import type { PricingInput } from '../pricing-input.js';
import { amountOfColumn, dayOfColumn, integerOf, textOf, wordOf } from './literal-case.js';
import { exactly, whole } from './literal-numbers.js';
import { policyOn } from './literal-policy.js';
import { fenOfYuan, firstAbout, isAbout, ladderPays, overlap } from './literal-stay-rules.js';

/** Who bears what of one stay, whole fen. */
export interface LiteralBenefit {
  readonly row: number;
  readonly inPolicy: bigint;
  /** In-policy costs after the deductible. */
  readonly covered: bigint;
  readonly ladder: string;
  readonly deductible: bigint;
  readonly pooled: bigint;
  readonly criticalIllness: bigint;
  readonly assistance: bigint;
  readonly civilServant: bigint;
  readonly personalAccount: bigint;
  readonly cash: bigint;
  /** The stay made the person's count of stays go on. */
  readonly isNewStay: boolean;
  readonly countsAsStay: boolean;
}

/**
 * The obvious calculator of benefits: each stay of a person is worked out from all the person's earlier stays, looked at
 * afresh. The measure of benefitPass; it takes only what computeBenefits does not refuse.
 * @returns by row; undefined where total cost is missing
 */
export function benefitsLiterally(input: PricingInput): (LiteralBenefit | undefined)[] {
  const results: (LiteralBenefit | undefined)[] = Array.from({ length: input.table.caseCount }, () => undefined);
  const rows = Array.from({ length: input.table.caseCount }, (_, row) => row);
  const persons = new Map<string, number[]>();
  for (const row of rows) {
    const key = textOf(input.table, 'patient_key', row);
    persons.set(key, [...(persons.get(key) ?? []), row]);
  }
  for (const stays of persons.values()) {
    const earlier: LiteralBenefit[] = [];
    const inOrderStays = [...stays].sort((a, b) => inOrder(input, a, b));
    for (const row of inOrderStays) {
      if (amountOfColumn(input.table, 'total_cost', row) === undefined) continue;
      const result = benefitOf(input, row, earlier, usedBefore(input, inOrderStays[0]!));
      earlier.push(result);
      results[row] = result;
    }
  }
  return results;
}

function inOrder(input: PricingInput, a: number, b: number): number {
  const { order_by: order = 'settlement_date' } = input.timeline.segments[0]!.policy.benefit;
  for (const column of [order, 'discharge_date', 'admit_date']) {
    const [first, second] = [dayOfColumn(input.table, column, a), dayOfColumn(input.table, column, b)];
    if (first !== second) return (first ?? -1e9) - (second ?? -1e9);
  }
  return compareCodePoints(textOf(input.table, 'case_id', a), textOf(input.table, 'case_id', b));
}

const total = (list: readonly LiteralBenefit[], of: (one: LiteralBenefit) => bigint): bigint =>
  list.reduce((sum, one) => sum + of(one), 0n);

function least(a: bigint, b: bigint): bigint {
  if (a < b) return a;
  return b;
}

function most(a: bigint, b: bigint): bigint {
  if (a > b) return a;
  return b;
}

/** What a person used before the file begins, as the columns of its first stay say. */
interface UsedBefore {
  readonly pooled: bigint;
  readonly burden: bigint;
  readonly stays: number;
  readonly illness: bigint;
  readonly assistance: bigint;
}

function usedBefore(input: PricingInput, row: number): UsedBefore {
  const { benefit } = policyOn(input, dayOfColumn(input.table, input.timeline.segments[0]!.policy.year_by, row));
  if (benefit.earlier_spending === undefined) return { pooled: 0n, burden: 0n, stays: 0, illness: 0n, assistance: 0n };
  const burden = amountOfColumn(input.table, 'earlier_burden', row)!;
  const illness = least(burden, due(firstAbout(benefit.critical_illness, input, row), burden));
  const rest = burden - illness;
  return {
    pooled: amountOfColumn(input.table, 'earlier_pooled_fund', row)!,
    stays: integerOf(input.table, 'earlier_stays', row)!,
    assistance: least(rest, due(firstAbout(benefit.assistance, input, row), rest)),
    burden,
    illness,
  };
}

function benefitOf(
  input: PricingInput,
  row: number,
  earlier: readonly LiteralBenefit[],
  used: UsedBefore,
): LiteralBenefit {
  const policy = policyOn(input, dayOfColumn(input.table, input.timeline.segments[0]!.policy.year_by, row));
  const { benefit } = policy;
  const amount = (column: string) => amountOfColumn(input.table, column, row);
  const ladder = firstAbout(benefit.ladders, input, row)!;
  const cost = amount('total_cost')!;
  const inPolicy = most(0n, cost - amount('self_funded')! - amount('first_paid')!);
  const countsAsStay = ladder.counts_as_stay === 'yes';
  const carried = countsAsStay && isCarried(input, row, policy, earlier);
  const deductible = least(inPolicy, deductibleDue(input, row, policy, earlier, carried, used.stays));
  const covered = inPolicy - deductible;

  const before = benefit.bands_over === 'year' ? total(earlier, (one) => one.covered) : 0n;
  let pooled = ladderPays(ladder, benefit, input, row, before, before + covered);
  const ceiling = firstAbout(benefit.ceilings, input, row);
  if (ceiling !== undefined) {
    pooled = least(pooled, most(0n, fenOfYuan(ceiling.amount) - used.pooled - total(earlier, (one) => one.pooled)));
  }
  if (ladder.yearly_cap !== undefined) {
    const onLadder = earlier.filter((one) => one.ladder === ladder.name);
    pooled = least(pooled, most(0n, fenOfYuan(ladder.yearly_cap) - total(onLadder, (one) => one.pooled)));
  }

  const own = inPolicy - pooled;
  const burden = own + used.burden + total(earlier, (one) => one.inPolicy - one.pooled);
  const illness = firstAbout(benefit.critical_illness, input, row);
  const illnessPaid = used.illness + total(earlier, (one) => one.criticalIllness);
  const criticalIllness = least(own, most(0n, due(illness, burden) - illnessPaid));
  const rest = burden - criticalIllness - illnessPaid;
  const aid = firstAbout(benefit.assistance, input, row);
  const assistance = least(
    own - criticalIllness,
    most(0n, due(aid, rest) - used.assistance - total(earlier, (one) => one.assistance)),
  );

  const personal = cost - pooled - criticalIllness - assistance;
  const civilServant = least(personal, amount('civil_servant') ?? 0n);
  const personalAccount = least(personal - civilServant, amount('personal_account') ?? 0n);
  return {
    ...{ row, inPolicy, covered, ladder: ladder.name, deductible, pooled, criticalIllness, assistance },
    ...{ civilServant, personalAccount, cash: personal - civilServant - personalAccount },
    ...{ isNewStay: countsAsStay && !carried, countsAsStay },
  };
}

/** The last stay that counts ended at most so many days before this one, and this one is such a referral. */
function isCarried(input: PricingInput, row: number, policy: Policy, earlier: readonly LiteralBenefit[]): boolean {
  const carry = policy.benefit.carry_over;
  const last = earlier.findLast((one) => one.countsAsStay);
  if (carry === undefined || last === undefined) return false;
  if (!carry.referrals.includes(wordOf(input.table, 'referral', row))) return false;
  const days = dayOfColumn(input.table, 'admit_date', row)! - dayOfColumn(input.table, 'discharge_date', last.row)!;
  return days >= 0 && days <= carry.within_days;
}

function deductibleDue(
  input: PricingInput,
  row: number,
  policy: Policy,
  earlier: readonly LiteralBenefit[],
  carried: boolean,
  staysBefore: number,
): bigint {
  const ladder = policy.benefit.ladders!.find(({ who }) => isAbout(who, input, row))!;
  const full = fenOfYuan(ladder.deductible);
  if (ladder.counts_as_stay === 'no') return full;
  const stays = earlier.filter((one) => one.countsAsStay);
  const isRecorded = policy.benefit.stay_numbers === 'recorded';
  const start = stays.findLastIndex((one) => one.isNewStay);
  const counted = staysBefore + stays.filter((one) => one.isNewStay).length + (carried ? 0 : 1);
  // A stay that goes on with an episode has the number of the stay that began it.
  const numbered = carried ? stays[start]!.row : row;
  const number = isRecorded ? integerOf(input.table, 'stay_number', numbered)! : counted;
  const later = ladder.later_stays ?? [];
  const factor = number <= 1 || later.length === 0 ? 1 : later[Math.min(number - 2, later.length - 1)]!;
  const own = roundRational(multiplyRationals(whole(full), exactly(factor)), 0);
  const paid = carried ? total(stays.slice(start), (one) => one.deductible) : 0n;
  return most(0n, own - paid);
}

/** What critical illness insurance or assistance owes on a year's burden. */
function due(stated: BenefitEntitlement | undefined, burden: bigint): bigint {
  if (stated === undefined) return 0n;
  const start = fenOfYuan(stated.start);
  const shift = stated.band_base === 'above_start' ? start : 0n;
  const parts = stated.bands.map(({ to, ratio }, index) => {
    const begin = index === 0 ? 0n : fenOfYuan(stated.bands[index - 1]!.to!) + shift;
    const end = to === undefined ? undefined : fenOfYuan(to) + shift;
    return multiplyRationals(whole(overlap(begin, end, start, burden)), exactly(ratio));
  });
  const owed = roundRational(parts.reduce(addRationals, whole(0)), 0);
  return stated.cap === undefined ? owed : least(owed, fenOfYuan(stated.cap));
}
