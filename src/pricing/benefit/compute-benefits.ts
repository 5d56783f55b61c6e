import { type CaseTable, type Column, findColumn, needColumn } from '../../cases/case-table.js';
import { MISSING_DAY } from '../../kernel/day.js';
import type { Executor, PassProgress } from '../../kernel/executor.js';
import { sharedFloat64, sharedUint8 } from '../../kernel/shared-arrays.js';
import type { PolicyTimeline } from '../../policy/policy-timeline.js';
import type { PricingInput } from '../pricing-input.js';
import { cutPeriods } from '../pricing-periods.js';
import { BENEFIT_ERRORS } from './benefit-errors.js';
import {
  type BenefitPayload,
  benefitPass,
  type EarlierSpending,
  STAY_ASSISTANCE,
  STAY_DEDUCTIBLE,
  STAY_FLAGS,
  STAY_ILLNESS,
  STAY_INSURANCE,
  STAY_LEFT,
  STAY_ORDER,
  STAY_POOLED,
  STAY_PROFILE,
  STAY_TOTAL,
  STAY_WIDTH,
} from './benefit-pass.js';
import { allocateBenefitColumns, type BenefitColumns } from './benefit-result.js';
import { splitVisits, withVisits } from './join-visits.js';
import { gatherPersons, orderNumber, refuseTwoInsurances, type StayOrder } from './order-persons.js';
import { type BenefitInput, refuseBlanks } from './stay-key.js';
import { stayProfiles } from './stay-profiles.js';

/** Whether a policy computes benefits in some part of its year. */
export function computesBenefits({ segments }: PolicyTimeline): boolean {
  return segments.some(({ policy }) => policy.benefit.mode === 'computed');
}

const STAGE = 'benefit';

/**
 * Gathers the columns and rules of the pass by person. Nothing of the input is changed.
 * @throws column_missing, benefit_mode_changes, benefit_value_missing, benefit_ladder_missing, benefit_person_missing
 */
export function prepareBenefits(input: BenefitInput): BenefitPayload {
  const { table } = input;
  refuseChanges(input.timeline);
  const { benefit } = input.timeline.segments[0]!.policy;
  const total = needColumn(table, 'total_cost', 'money', STAGE).values;
  const selfFunded = needColumn(table, 'self_funded', 'money', STAGE).values;
  const firstPaid = needColumn(table, 'first_paid', 'money', STAGE).values;
  for (const [name, values] of [
    ['self_funded', selfFunded],
    ['first_paid', firstPaid],
  ] as const) {
    refuseBlanks(input, name, (row) => Number.isNaN(values[row]) && !Number.isNaN(total[row]));
  }
  const numbers =
    benefit.stay_numbers === 'recorded' ? needColumn(table, 'stay_number', 'integer', STAGE).values : undefined;
  if (numbers !== undefined) refuseBlanks(input, 'stay_number', (row) => numbers[row]! < 1);
  const persons = gatherPersons(input, benefit.order_by ?? 'settlement_date');
  const discharge = needColumn(table, 'discharge_date', 'day', STAGE).values;
  const carries = input.timeline.segments.some(({ policy }) => policy.benefit.carry_over !== undefined);
  const admit = carries ? needColumn(table, 'admit_date', 'day', STAGE).values : undefined;
  if (admit !== undefined) {
    refuseBlanks(input, 'admit_date', (row) => admit[row] === MISSING_DAY);
    refuseBlanks(input, 'discharge_date', (row) => discharge[row] === MISSING_DAY);
  }
  const { profiles, profileOf, ladderCount } = stayProfiles(input, cutPeriods(input));
  return {
    ...persons,
    hasTwoInsurances: sharedUint8(1),
    profiles,
    ladderCount,
    stays: sideBySide(input, [total, selfFunded, firstPaid], profileOf, persons.order),
    stayNumber: numbers,
    admit,
    discharge,
    earlier: benefit.earlier_spending === undefined ? undefined : earlierSpending(input),
    isOverYear: benefit.bands_over === 'year' ? 1 : 0,
  };
}

/** @throws column_missing, benefit_value_missing: what a person used before is never guessed */
function earlierSpending(input: PricingInput): EarlierSpending {
  const { table } = input;
  const pooled = needColumn(table, 'earlier_pooled_fund', 'money', STAGE).values;
  const burden = needColumn(table, 'earlier_burden', 'money', STAGE).values;
  const stays = needColumn(table, 'earlier_stays', 'integer', STAGE).values;
  refuseBlanks(input, 'earlier_pooled_fund', (row) => !(pooled[row]! >= 0));
  refuseBlanks(input, 'earlier_burden', (row) => !(burden[row]! >= 0));
  refuseBlanks(input, 'earlier_stays', (row) => stays[row]! < 0);
  return { pooled, burden, stays };
}

function sideBySide(
  { table }: PricingInput,
  [total, selfFunded, firstPaid]: readonly [Float64Array, Float64Array, Float64Array],
  profileOf: Uint32Array,
  order: StayOrder,
): Float64Array {
  const stays = sharedFloat64(total.length * STAY_WIDTH);
  const { codes } = needColumn(table, 'insurance', 'dictionary', STAGE);
  for (let row = 0; row < total.length; row++) {
    const at = row * STAY_WIDTH;
    stays[at + STAY_TOTAL] = total[row]!;
    stays[at + STAY_LEFT] = total[row]! - selfFunded[row]! - firstPaid[row]!;
    stays[at + STAY_PROFILE] = profileOf[row]!;
    stays[at + STAY_ORDER] = orderNumber(order, row);
    stays[at + STAY_INSURANCE] = codes[row]!;
  }
  return stays;
}

/**
 * The results of the pass as columns; what the person bears goes to civil servants' supplement and account first.
 * @throws benefit_two_insurances
 */
export function benefitsOf(input: BenefitInput, payload: BenefitPayload): BenefitColumns {
  const { table } = input;
  const { stays } = payload;
  if (payload.hasTwoInsurances[0] === 1) refuseTwoInsurances(input, payload);
  const civilServant = findColumn(table, 'civil_servant', 'money')?.values;
  const account = findColumn(table, 'personal_account', 'money')?.values;
  const columns = allocateBenefitColumns(table.caseCount);
  for (let row = 0; row < table.caseCount; row++) {
    const at = row * STAY_WIDTH;
    const total = stays[at + STAY_TOTAL]!;
    // Every part of a stay without a total is missing too.
    const gone = Number.isNaN(total) ? Number.NaN : 0;
    const pooled = gone + stays[at + STAY_POOLED]!;
    const illness = gone + stays[at + STAY_ILLNESS]!;
    const assistance = gone + stays[at + STAY_ASSISTANCE]!;
    const personal = total - pooled - illness - assistance;
    const civil = civilServant === undefined ? gone : Math.min(personal, Math.max(0, civilServant[row]! || 0));
    const own = account === undefined ? gone : Math.min(personal - civil, Math.max(0, account[row]! || 0));
    columns.flags[row] = stays[at + STAY_FLAGS]!;
    columns.deductibleFen[row] = gone + stays[at + STAY_DEDUCTIBLE]!;
    columns.pooledFen[row] = pooled;
    columns.criticalIllnessFen[row] = illness;
    columns.assistanceFen[row] = assistance;
    columns.civilServantFen[row] = civil;
    columns.personalAccountFen[row] = own;
    columns.cashFen[row] = personal - civil - own;
  }
  return columns;
}

/**
 * Who bears what of every stay over each person's year (待遇计算). Any executor and any order of rows give the same.
 * @throws those of withVisits and prepareBenefits, benefit_two_insurances, and those of the executor
 */
export async function computeBenefits(
  input: PricingInput,
  executor: Executor,
  progress?: PassProgress,
): Promise<BenefitColumns> {
  const year = withVisits(input);
  const payload = prepareBenefits(year);
  await executor.run(benefitPass, payload, payload.starts.length - 1, progress);
  return splitVisits(year, benefitsOf(year, payload));
}

/** The input with computed benefits in place of what is recorded, for pricing and all that follows. */
export function withBenefits(input: PricingInput, benefits: BenefitColumns): PricingInput {
  const money = (values: Float64Array): Column => ({ kind: 'money', values });
  const columns: CaseTable['columns'] = {
    ...input.table.columns,
    deductible: money(benefits.deductibleFen),
    pooled_fund: money(benefits.pooledFen),
    critical_illness: money(benefits.criticalIllnessFen),
    assistance: money(benefits.assistanceFen),
    civil_servant: money(benefits.civilServantFen),
    personal_account: money(benefits.personalAccountFen),
    cash: money(benefits.cashFen),
  };
  return { ...input, benefits, table: { ...input.table, columns } };
}

/** What a person's year is counted by cannot change within it. */
function refuseChanges({ segments }: PolicyTimeline): void {
  const stated = segments.map(({ policy: { benefit } }) => {
    const { mode, order_by: order, stay_numbers: numbers, bands_over: over, blank_means_none: blanks } = benefit;
    return JSON.stringify([mode, order, numbers, over, blanks, benefit.earlier_spending]);
  });
  if (stated.every((one) => one === stated[0])) return;
  throw BENEFIT_ERRORS.benefit_mode_changes({}, { path: 'benefit' });
}
