import { MISSING_DAY } from '../../kernel/day.js';
import type { RowPass } from '../../kernel/executor.js';
import { bandedFen } from './banded-amount.js';
import { BENEFIT_FLAGS } from './benefit-result.js';
import type { StayOrder } from './order-persons.js';
import { comparePersons, PartRoom, sortPart } from './part-order.js';
import type { RuleTables } from './rule-tables.js';
import {
  AMOUNT_ASSISTANCE,
  AMOUNT_DEDUCTIBLE,
  AMOUNT_ILLNESS,
  AMOUNT_LEFT,
  AMOUNT_POOLED,
  AMOUNTS,
  rowsOfPart,
  type StayRecords,
  unitsWithin,
  WORD_FACTS,
  WORD_ROW,
  WORDS,
} from './stay-records.js';

/** By row: pooled fund paid and in-policy burden borne earlier in the year, fen, and stays. */
export interface EarlierSpending {
  readonly pooled: Float64Array;
  readonly burden: Float64Array;
  readonly stays: Int8Array | Int16Array | Int32Array;
}

/** All that a worker needs: views of shared memory and a little plain data. */
export interface BenefitPayload {
  readonly records: StayRecords;
  readonly rules: RuleTables;
  readonly order: StayOrder;
  /** Set to 1 where a person has two insurance types. */
  readonly hasTwoInsurances: Uint8Array;
  /** Where stay numbers are recorded. */
  readonly stayNumber: Int8Array | Int16Array | Int32Array | undefined;
  /** Where a deductible can be carried over. */
  readonly admit: Int32Array | undefined;
  /** What each person used before the file begins, on the row of its first stay; absent: nothing. */
  readonly earlier: EarlierSpending | undefined;
  /** Whether bands of ratios are gone through by the year. */
  readonly isOverYear: 0 | 1;
}

/** What a person's year has come to so far: places in one array, in fen but for the first two. */
const STAYS = 0;
const LAST_DISCHARGE = 1;
const COVERED = 2;
const POOLED = 3;
const BURDEN = 4;
const ILLNESS = 5;
const REST = 6;
const ASSISTANCE = 7;
const EPISODE_DEDUCTIBLE = 8;
/** From here on what each ladder paid. */
const OF_LADDERS = 9;

/**
 * Benefits of the persons of the parts that begin within rows [from, to): each one's stays in the order of settlement,
 * so that deductible, ceiling, critical illness insurance and assistance run over the year. No person looks at another:
 * any split gives the same bytes.
 */
function benefitPersons(payload: BenefitPayload, from: number, to: number): void {
  const room = new PartRoom();
  const year = new Float64Array(OF_LADDERS + payload.rules.ladderCount);
  const [first, end] = unitsWithin(rowsOfPart(payload.records), from, to);
  for (let part = first; part < end; part++) {
    const count = sortPart(payload, part, room);
    payPart(payload, room.records, count, year);
  }
}

/** Goes through a part's stays, persons one after the other. */
function payPart(payload: BenefitPayload, list: Int32Array, count: number, year: Float64Array): void {
  const { records, rules, earlier, hasTwoInsurances } = payload;
  const { words } = records;
  let isFirst = true;
  let insurance = 0;
  for (let i = 0; i < count; i++) {
    const record = list[i]!;
    const row = words[record * WORDS + WORD_ROW]!;
    const facts = words[record * WORDS + WORD_FACTS]!;
    if (isFirst) {
      insurance = rules.insuranceOf[facts]!;
      for (let place = 0; place < year.length; place++) year[place] = 0;
      year[LAST_DISCHARGE] = MISSING_DAY;
      if (earlier !== undefined) goOn(rules, earlier, year, facts, row);
    } else if (rules.insuranceOf[facts] !== insurance) hasTwoInsurances[0] = 1;
    // Asked before results take the place of the hash.
    isFirst = i + 1 === count || comparePersons(records, record, list[i + 1]!) !== 0;
    payStay(payload, year, record, row, rules.profileOf[facts]!);
  }
}

/** Critical illness insurance and assistance of what was borne before count as paid, by the rules of the first stay. */
function goOn(rules: RuleTables, earlier: EarlierSpending, year: Float64Array, facts: number, row: number): void {
  const profile = rules.profileOf[facts]!;
  const burden = earlier.burden[row]!;
  const illness = entitled(rules, rules.illness[profile]!, burden, 0, burden);
  const rest = burden - illness;
  year[STAYS] = earlier.stays[row]!;
  year[POOLED] = earlier.pooled[row]!;
  year[BURDEN] = burden;
  year[ILLNESS] = illness;
  year[REST] = rest;
  year[ASSISTANCE] = entitled(rules, rules.assistance[profile]!, rest, 0, rest);
}

/**
 * One stay: total → fully self-paid → first self-paid → in-policy → deductible → ratio by band → ceiling → critical
 * illness insurance → assistance → the person.
 * @source rules §6.1
 */
function payStay(payload: BenefitPayload, year: Float64Array, record: number, row: number, profile: number): void {
  const { rules } = payload;
  const { amounts, flags } = payload.records;
  const at = record * AMOUNTS;
  const left = amounts[at + AMOUNT_LEFT]!;
  if (Number.isNaN(left)) return;
  const inPolicy = Math.max(0, left);
  let flag = left < 0 ? BENEFIT_FLAGS.selfPaidAboveTotal : 0;
  const isCarried = isCarriedOver(payload, year, profile, row);
  if (isCarried) flag |= BENEFIT_FLAGS.deductibleCarriedOver;
  const deductible = takeDeductible(payload, year, profile, row, isCarried, inPolicy);
  const covered = inPolicy - deductible;
  const start = payload.isOverYear === 1 ? year[COVERED]! : 0;
  const { bands } = rules;
  const wanted = bandedFen(bands, bands.start[profile]!, bands.start[profile + 1]!, start, start + covered);
  const ofLadder = OF_LADDERS + rules.ladder[profile]!;
  const room = Math.min(rules.ceilingFen[profile]! - year[POOLED]!, rules.yearlyCapFen[profile]! - year[ofLadder]!);
  const pooled = Math.min(wanted, Math.max(0, room));
  if (wanted > pooled) flag |= BENEFIT_FLAGS.atCeiling;
  year[COVERED]! += covered;
  year[POOLED]! += pooled;
  year[ofLadder]! += pooled;
  const own = inPolicy - pooled;
  const burden = year[BURDEN]! + own;
  year[BURDEN] = burden;
  const illness = entitled(rules, rules.illness[profile]!, burden, year[ILLNESS]!, own);
  year[ILLNESS]! += illness;
  const rest = year[REST]! + own - illness;
  year[REST] = rest;
  const assistance = entitled(rules, rules.assistance[profile]!, rest, year[ASSISTANCE]!, own - illness);
  year[ASSISTANCE]! += assistance;
  amounts[at + AMOUNT_DEDUCTIBLE] = deductible;
  amounts[at + AMOUNT_POOLED] = pooled;
  amounts[at + AMOUNT_ILLNESS] = illness;
  amounts[at + AMOUNT_ASSISTANCE] = assistance;
  flags[record] = flag;
}

/** A referral goes on with the stay before where it begins soon enough after it. */
function isCarriedOver({ admit, rules }: BenefitPayload, year: Float64Array, profile: number, row: number): boolean {
  const carryDays = rules.carryDays[profile]!;
  if (carryDays < 0 || admit === undefined || year[LAST_DISCHARGE] === MISSING_DAY) return false;
  const days = admit[row]! - year[LAST_DISCHARGE]!;
  return days >= 0 && days <= carryDays;
}

/** The deductible that the stay bears; a stay that goes on with another owes what its own exceeds the one paid by. */
function takeDeductible(
  { rules, stayNumber, admit, order }: BenefitPayload,
  year: Float64Array,
  profile: number,
  row: number,
  isCarried: boolean,
  inPolicy: number,
): number {
  const first = rules.deductibleStart[profile]!;
  if (rules.countsAsStay[profile] === 0) return Math.min(inPolicy, rules.deductiblesFen[first]!);
  if (!isCarried) {
    year[STAYS] = stayNumber === undefined ? year[STAYS]! + 1 : stayNumber[row]!;
    year[EPISODE_DEDUCTIBLE] = 0;
  }
  const last = rules.deductibleStart[profile + 1]! - 1;
  const due = rules.deductiblesFen[Math.min(last, first + Math.max(1, year[STAYS]!) - 1)]! - year[EPISODE_DEDUCTIBLE]!;
  const deductible = Math.min(inPolicy, Math.max(0, due));
  year[EPISODE_DEDUCTIBLE]! += deductible;
  if (admit !== undefined) year[LAST_DISCHARGE] = order.discharge[row]!;
  return deductible;
}

/** What is due on a year's burden, less what was paid; never more than the stay leaves. */
function entitled(rules: RuleTables, entry: number, burdenFen: number, paidFen: number, mostFen: number): number {
  if (entry < 0) return 0;
  const { startFen, capFen, bands } = rules.entitlements;
  const start = startFen[entry]!;
  if (burdenFen <= start) return 0;
  const whole = bandedFen(bands, bands.start[entry]!, bands.start[entry + 1]!, start, burdenFen);
  return Math.min(mostFen, Math.max(0, Math.min(capFen[entry]!, whole) - paidFen));
}

/** Benefits by person; rows of the pass stand for parts of the persons. */
export const benefitPass: RowPass<BenefitPayload> = { name: 'benefit', rows: benefitPersons };
