import { MISSING_DAY } from '../../kernel/day.js';
import type { RowPass } from '../../kernel/executor.js';
import { insertInOrder } from '../../links/insert-in-order.js';
import { bandedFen } from './banded-amount.js';
import { BENEFIT_FLAGS } from './benefit-result.js';
import { compareStays, type PersonStays } from './order-persons.js';
import type { Entitlement, StayProfile } from './stay-profiles.js';

/** By row: pooled fund paid and in-policy burden borne earlier in the year, fen, and stays. */
export interface EarlierSpending {
  readonly pooled: Float64Array;
  readonly burden: Float64Array;
  readonly stays: Int8Array | Int16Array | Int32Array;
}

/** All that a worker needs: views of shared memory and a little plain data. */
export interface BenefitPayload extends PersonStays {
  readonly profiles: readonly StayProfile[];
  readonly ladderCount: number;
  /** By row, side by side, since a person's stays lie anywhere: STAY_WIDTH numbers each, see STAY_… */
  readonly stays: Float64Array;
  /** Set to 1 where a person has two insurance types. */
  readonly hasTwoInsurances: Uint8Array;
  /** Where stay numbers are recorded. */
  readonly stayNumber: Int8Array | Int16Array | Int32Array | undefined;
  /** Where a deductible can be carried over. */
  readonly admit: Int32Array | undefined;
  readonly discharge: Int32Array;
  /** What each person used before the file begins, on the row of its first stay; absent: nothing. */
  readonly earlier: EarlierSpending | undefined;
  /** Whether bands of ratios are gone through by the year. */
  readonly isOverYear: 0 | 1;
}

/** Up to so many stays of a person are put in order by insertion. */
const FEW = 12;

/** What the pass reads of a stay, and in its place writes: one look at memory for each. */
export const STAY_TOTAL = 0;
/** Total less fully and first self-paid. Overwritten by the deductible. */
export const STAY_LEFT = 1;
export const STAY_DEDUCTIBLE = 1;
/** Index of the profile. Overwritten by the flags. */
export const STAY_PROFILE = 2;
export const STAY_FLAGS = 2;
export const STAY_POOLED = 3;
export const STAY_ILLNESS = 4;
export const STAY_ASSISTANCE = 5;
/** orderNumber of the stay, and the code of its insurance. */
export const STAY_ORDER = 6;
export const STAY_INSURANCE = 7;
/** One line of a processor's memory. */
export const STAY_WIDTH = 8;

/** What a person's year has come to so far, fen. */
class PersonYear {
  stays = 0;
  covered = 0;
  pooled = 0;
  burden = 0;
  illness = 0;
  rest = 0;
  assistance = 0;
  episodeDeductible = 0;
  lastDischarge = MISSING_DAY;
  readonly ofLadder: Float64Array;

  constructor(ladderCount: number) {
    this.ofLadder = new Float64Array(ladderCount);
  }

  begin(): void {
    this.stays = 0;
    this.covered = 0;
    this.pooled = 0;
    this.burden = 0;
    this.illness = 0;
    this.rest = 0;
    this.assistance = 0;
    this.episodeDeductible = 0;
    this.lastDischarge = MISSING_DAY;
    for (let ladder = 0; ladder < this.ofLadder.length; ladder++) this.ofLadder[ladder] = 0;
  }
}

/**
 * Benefits of persons [from, to): each one's stays in the order of settlement, so that deductible, ceiling, critical
 * illness insurance and assistance run over the year. No person looks at another: any split gives the same bytes.
 */
function benefitPersons(payload: BenefitPayload, from: number, to: number): void {
  const { rows, starts } = payload;
  const year = new PersonYear(payload.ladderCount);
  const compare = stayComparison(payload);
  for (let person = from; person < to; person++) {
    year.begin();
    const [begin, end] = [starts[person]!, starts[person + 1]!];
    if (end - begin > 1) orderStays(payload, compare, begin, end);
    if (payload.earlier !== undefined) goOn(payload, payload.earlier, year, rows[begin]!);
    for (let i = begin; i < end; i++) payStay(payload, year, rows[i]!);
  }
}

type Comparison = (a: number, b: number) => number;

function stayComparison({ stays, order }: BenefitPayload): Comparison {
  return (a, b) =>
    stays[a * STAY_WIDTH + STAY_ORDER]! - stays[b * STAY_WIDTH + STAY_ORDER]! || compareStays(order, a, b);
}

/** Puts a person's stays in order, and marks those of another insurance than the first: they are refused afterwards. */
function orderStays(
  { rows, stays, hasTwoInsurances }: BenefitPayload,
  compare: Comparison,
  from: number,
  to: number,
): void {
  if (to - from > FEW) rows.subarray(from, to).sort(compare);
  else insertInOrder(rows, from, to, compare);
  const first = stays[rows[from]! * STAY_WIDTH + STAY_INSURANCE];
  for (let i = from + 1; i < to; i++) {
    if (stays[rows[i]! * STAY_WIDTH + STAY_INSURANCE] !== first) hasTwoInsurances[0] = 1;
  }
}

/** Critical illness insurance and assistance of what was borne before count as paid, by the rules of the first stay. */
function goOn({ profiles, stays }: BenefitPayload, earlier: EarlierSpending, year: PersonYear, row: number): void {
  const profile = profiles[stays[row * STAY_WIDTH + STAY_PROFILE]!]!;
  year.stays = earlier.stays[row]!;
  year.pooled = earlier.pooled[row]!;
  year.burden = earlier.burden[row]!;
  year.illness = entitled(profile.criticalIllness, year.burden, 0, year.burden);
  year.rest = year.burden - year.illness;
  year.assistance = entitled(profile.assistance, year.rest, 0, year.rest);
}

/**
 * One stay: total → fully self-paid → first self-paid → in-policy → deductible → ratio by band → ceiling → critical
 * illness insurance → assistance → the person.
 * @source rules §6.1
 */
function payStay(payload: BenefitPayload, year: PersonYear, row: number): void {
  const { stays } = payload;
  const at = row * STAY_WIDTH;
  const profile = payload.profiles[stays[at + STAY_PROFILE]!]!;
  const total = stays[at + STAY_TOTAL]!;
  if (Number.isNaN(total)) {
    stays[at + STAY_FLAGS] = 0;
    return;
  }
  const left = stays[at + STAY_LEFT]!;
  const inPolicy = Math.max(0, left);
  let flags = left < 0 ? BENEFIT_FLAGS.selfPaidAboveTotal : 0;
  const isCarried = isCarriedOver(payload, year, profile, row);
  if (isCarried) flags |= BENEFIT_FLAGS.deductibleCarriedOver;
  const deductible = takeDeductible(payload, year, profile, row, isCarried, inPolicy);
  const covered = inPolicy - deductible;
  const start = payload.isOverYear === 1 ? year.covered : 0;
  const wanted = bandedFen(profile, start, start + covered);
  const room = Math.max(
    0,
    Math.min(profile.ceilingFen - year.pooled, profile.yearlyCapFen - year.ofLadder[profile.ladder]!),
  );
  if (wanted > room) flags |= BENEFIT_FLAGS.atCeiling;
  const pooled = Math.min(wanted, room);
  year.covered += covered;
  year.pooled += pooled;
  year.ofLadder[profile.ladder]! += pooled;
  const own = inPolicy - pooled;
  year.burden += own;
  const illness = entitled(profile.criticalIllness, year.burden, year.illness, own);
  year.illness += illness;
  year.rest += own - illness;
  const assistance = entitled(profile.assistance, year.rest, year.assistance, own - illness);
  year.assistance += assistance;
  stays[at + STAY_FLAGS] = flags;
  stays[at + STAY_DEDUCTIBLE] = deductible;
  stays[at + STAY_POOLED] = pooled;
  stays[at + STAY_ILLNESS] = illness;
  stays[at + STAY_ASSISTANCE] = assistance;
}

/** A referral goes on with the stay before where it begins soon enough after it. */
function isCarriedOver({ admit }: BenefitPayload, year: PersonYear, profile: StayProfile, row: number): boolean {
  if (profile.carryDays < 0 || admit === undefined || year.lastDischarge === MISSING_DAY) return false;
  const days = admit[row]! - year.lastDischarge;
  return days >= 0 && days <= profile.carryDays;
}

/** The deductible that the stay bears; a stay that goes on with another owes what its own exceeds the one paid by. */
function takeDeductible(
  payload: BenefitPayload,
  year: PersonYear,
  profile: StayProfile,
  row: number,
  isCarried: boolean,
  inPolicy: number,
): number {
  if (profile.countsAsStay === 0) return Math.min(inPolicy, profile.deductiblesFen[0]!);
  if (!isCarried) {
    year.stays = payload.stayNumber === undefined ? year.stays + 1 : payload.stayNumber[row]!;
    year.episodeDeductible = 0;
  }
  const place = Math.min(Math.max(1, year.stays), profile.deductiblesFen.length) - 1;
  const due = Math.max(0, profile.deductiblesFen[place]! - year.episodeDeductible);
  const deductible = Math.min(inPolicy, due);
  year.episodeDeductible += deductible;
  if (payload.admit !== undefined) year.lastDischarge = payload.discharge[row]!;
  return deductible;
}

/** What is due on a year's burden, less what was paid; never more than the stay leaves. */
function entitled(stated: Entitlement | undefined, burdenFen: number, paidFen: number, mostFen: number): number {
  if (stated === undefined || burdenFen <= stated.startFen) return 0;
  const due = Math.min(stated.capFen, bandedFen(stated, stated.startFen, burdenFen));
  return Math.min(mostFen, Math.max(0, due - paidFen));
}

/** Benefits by person; rows of the pass are persons. */
export const benefitPass: RowPass<BenefitPayload> = { name: 'benefit', rows: benefitPersons };
