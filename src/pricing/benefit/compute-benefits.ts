import { type CaseTable, type Column, findColumn, needColumn } from '../../cases/case-table.js';
import { MISSING_DAY } from '../../kernel/day.js';
import type { Executor, PassProgress } from '../../kernel/executor.js';
import { sharedUint8 } from '../../kernel/shared-arrays.js';
import type { PolicyTimeline } from '../../policy/policy-timeline.js';
import type { PricingInput } from '../pricing-input.js';
import { cutPeriods, type PricingPeriod } from '../pricing-periods.js';
import { BENEFIT_ERRORS } from './benefit-errors.js';
import { type BenefitPayload, benefitPass, type EarlierSpending } from './benefit-pass.js';
import { allocateBenefitColumns, type BenefitColumns } from './benefit-result.js';
import { fewSets, setOfRows } from './fact-sets.js';
import { benefitGatherPass, type GatherPayload } from './gather-pass.js';
import { splitVisits, withVisits } from './join-visits.js';
import { refusePersonless, refuseTwoInsurances, stayOrder } from './order-persons.js';
import { HASHED_WORDS, personKeys } from './person-keys.js';
import { benefitResultsPass, type ResultsPayload } from './results-pass.js';
import { ruleTables } from './rule-tables.js';
import { type AskedFacts, askedFacts, type BenefitInput, refuseBlanks } from './stay-facts.js';
import { profilesOfSets, refuseLadderless } from './stay-profiles.js';
import { allocateStayRecords } from './stay-records.js';

/** Whether a policy computes benefits in some part of its year. */
export function computesBenefits({ segments }: PolicyTimeline): boolean {
  return segments.some(({ policy }) => policy.benefit.mode === 'computed');
}

const STAGE = 'benefit';
const PASSES = 3;

/** What the three passes read and write. */
interface Prepared {
  readonly gather: GatherPayload;
  readonly asked: AskedFacts;
  readonly periods: readonly PricingPeriod[];
  readonly payload: Omit<BenefitPayload, 'rules'>;
  readonly results: ResultsPayload;
}

/**
 * Gathers the columns of the passes. Nothing of the input is changed.
 * @throws column_missing, benefit_mode_changes, benefit_value_missing, benefit_person_missing
 */
function prepareBenefits(input: BenefitInput): Prepared {
  const { table } = input;
  refuseChanges(input.timeline);
  const { benefit } = input.timeline.segments[0]!.policy;
  const money = (name: string) => needColumn(table, name, 'money', STAGE).values;
  const [total, selfFunded, firstPaid] = [money('total_cost'), money('self_funded'), money('first_paid')];
  const numbers =
    benefit.stay_numbers === 'recorded' ? needColumn(table, 'stay_number', 'integer', STAGE).values : undefined;
  if (numbers !== undefined) refuseBlanks(input, 'stay_number', (row) => numbers[row]! < 1);
  refusePersonless(input);
  const keys = personKeys(needColumn(table, 'patient_key', 'text', STAGE), table.caseCount);
  const order = stayOrder(table, benefit.order_by ?? 'settlement_date');
  const { discharge } = order;
  const carries = input.timeline.segments.some(({ policy }) => policy.benefit.carry_over !== undefined);
  const admit = carries ? needColumn(table, 'admit_date', 'day', STAGE).values : undefined;
  if (admit !== undefined) {
    refuseBlanks(input, 'admit_date', (row) => admit[row] === MISSING_DAY);
    refuseBlanks(input, 'discharge_date', (row) => discharge[row] === MISSING_DAY);
  }
  const periods = cutPeriods(input);
  const asked = fewSets(askedFacts(input, periods), table.caseCount);
  const records = allocateStayRecords(table.caseCount, keys.words - HASHED_WORDS);
  return {
    ...{ asked, periods },
    gather: {
      ...{ records, keys, total, selfFunded, firstPaid, order, facts: asked.codes },
      stayCount: input.stayCount ?? table.caseCount,
      isUsed: sharedUint8(asked.setCount),
      hasBlanks: sharedUint8(1),
    },
    payload: {
      ...{ records, order, admit, stayNumber: numbers },
      hasTwoInsurances: sharedUint8(1),
      earlier: benefit.earlier_spending === undefined ? undefined : earlierSpending(input),
      isOverYear: benefit.bands_over === 'year' ? 1 : 0,
    },
    results: {
      ...{ records, total },
      columns: allocateBenefitColumns(table.caseCount),
      civilServant: findColumn(table, 'civil_servant', 'money')?.values,
      account: findColumn(table, 'personal_account', 'money')?.values,
    },
  };
}

/** @throws benefit_value_missing, by row */
function refuseBlankRows(input: BenefitInput, { gather, asked }: Prepared): void {
  const { total, order } = gather;
  for (const [name, values] of [
    ['self_funded', gather.selfFunded],
    ['first_paid', gather.firstPaid],
  ] as const) {
    refuseBlanks(input, name, (row) => Number.isNaN(values[row]) && !Number.isNaN(total[row]));
  }
  const { order_by: orderBy = 'settlement_date' } = input.timeline.segments[0]!.policy.benefit;
  refuseBlanks(input, orderBy, (row) => order.day[row] === MISSING_DAY);
  asked.refuseBlanks();
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

/**
 * Who bears what of every stay over each person's year (待遇计算). Any executor and any order of rows give the same.
 * Three passes: stays are written into records that stand by their person's hash; each part of the persons is put in
 * order and paid; results go back by row.
 * @throws those of withVisits and prepareBenefits, benefit_value_missing, benefit_ladder_missing,
 * benefit_two_insurances, and those of the executor
 */
export async function computeBenefits(
  input: PricingInput,
  executor: Executor,
  progress?: PassProgress,
): Promise<BenefitColumns> {
  const year = withVisits(input);
  const prepared = prepareBenefits(year);
  const { gather, asked, periods, results } = prepared;
  const { caseCount } = year.table;
  const tell = (pass: number): PassProgress | undefined =>
    progress && ((done, count) => progress(Math.floor((pass * count + done) / PASSES), count));
  await executor.run(benefitGatherPass, gather, caseCount, tell(0));
  if (gather.hasBlanks[0] === 1) refuseBlankRows(year, prepared);
  const made = profilesOfSets(asked, periods, gather.isUsed);
  if (made.hasLadderless) refuseLadderless(year, asked, made, setOfRows(asked, caseCount));
  await executor.run(benefitPass, { ...prepared.payload, rules: ruleTables(asked, made) }, caseCount, tell(1));
  if (prepared.payload.hasTwoInsurances[0] === 1) refuseTwoInsurances(year);
  await executor.run(benefitResultsPass, results, caseCount, tell(2));
  return splitVisits(year, results.columns);
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
