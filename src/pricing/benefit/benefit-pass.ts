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

/**
 * Benefits of the persons of the parts that begin within rows [from, to): each one's stays in the order of settlement,
 * so that deductible, ceiling, critical illness insurance and assistance run over the year. No person looks at another:
 * any split gives the same bytes.
 */
function benefitPersons(payload: BenefitPayload, from: number, to: number): void {
  const room = new PartRoom();
  const ofLadders = new Float64Array(payload.rules.ladderCount);
  const [first, end] = unitsWithin(rowsOfPart(payload.records), from, to);
  for (let part = first; part < end; part++) {
    const count = sortPart(payload, part, room);
    payPart(payload, room.records, count, ofLadders);
  }
}

/**
 * Goes through a part's stays, persons one after the other, each stay by: total → fully self-paid → first self-paid →
 * in-policy → deductible → ratio by band → ceiling → critical illness insurance → assistance → the person. What a
 * person's year has come to is kept in local numbers, in fen; nothing is allocated and no rule is looked for.
 * @param ofLadders room for what each ladder paid a person
 * @source rules §6.1
 */
function payPart(payload: BenefitPayload, list: Int32Array, count: number, ofLadders: Float64Array): void {
  const { records, rules, earlier, stayNumber, admit, order } = payload;
  const { words, amounts, flags } = records;
  const { profileOf, insuranceOf, countsAsStay, deductibleStart, deductiblesFen, ceilingFen, bands } = rules;
  const { illness: illnessOf, illnessStartFen, assistance: assistanceOf, assistanceStartFen } = rules;
  const { start: bandStart, edgesFen, ratios } = bands;
  let isFirst = true;
  let [insurance, stays, lastDischarge, episodeDeductible, covered] = [0, 0, MISSING_DAY, 0, 0];
  let [pooled, burden, illness, rest, assistance] = [0, 0, 0, 0, 0];
  for (let i = 0; i < count; i++) {
    const record = list[i]!;
    const at = record * AMOUNTS;
    const row = words[record * WORDS + WORD_ROW]!;
    const facts = words[record * WORDS + WORD_FACTS]!;
    const profile = profileOf[facts]!;
    if (isFirst) {
      insurance = insuranceOf[facts]!;
      stays = episodeDeductible = covered = pooled = burden = illness = rest = assistance = 0;
      lastDischarge = MISSING_DAY;
      if (rules.hasYearlyCaps) ofLadders.fill(0);
      if (earlier !== undefined) {
        // Critical illness insurance and assistance of what was borne before count as paid, by the rules of this stay.
        stays = earlier.stays[row]!;
        pooled = earlier.pooled[row]!;
        burden = earlier.burden[row]!;
        illness = entitled(rules, illnessOf[profile]!, burden, 0, burden);
        rest = burden - illness;
        assistance = entitled(rules, assistanceOf[profile]!, rest, 0, rest);
      }
    } else if (insuranceOf[facts] !== insurance) payload.hasTwoInsurances[0] = 1;
    // Asked before results take the place of the hash.
    isFirst = i + 1 === count || comparePersons(records, record, list[i + 1]!) !== 0;

    const left = amounts[at + AMOUNT_LEFT]!;
    if (Number.isNaN(left)) continue;
    const inPolicy = Math.max(0, left);
    let flag = left < 0 ? BENEFIT_FLAGS.selfPaidAboveTotal : 0;

    const firstDeductible = deductibleStart[profile]!;
    let due = deductiblesFen[firstDeductible]!;
    const counts = countsAsStay[profile] === 1;
    if (counts) {
      const days = admit === undefined || lastDischarge === MISSING_DAY ? -1 : admit[row]! - lastDischarge;
      if (days >= 0 && days <= rules.carryDays[profile]!) flag |= BENEFIT_FLAGS.deductibleCarriedOver;
      else {
        stays = stayNumber === undefined ? stays + 1 : stayNumber[row]!;
        episodeDeductible = 0;
      }
      const last = deductibleStart[profile + 1]! - 1;
      const place = firstDeductible + (stays > 1 ? stays - 1 : 0);
      // A stay that goes on with another owes what its own deductible exceeds the one paid by.
      due = deductiblesFen[Math.min(place, last)]! - episodeDeductible;
      if (due < 0) due = 0;
      if (admit !== undefined) lastDischarge = order.discharge[row]!;
    }
    const deductible = Math.min(due, inPolicy);
    if (counts) episodeDeductible += deductible;

    const begin = payload.isOverYear === 1 ? covered : 0;
    const end = begin + inPolicy - deductible;
    covered += inPolicy - deductible;
    let pays = bandedFen(edgesFen, ratios, bandStart[profile]!, bandStart[profile + 1]!, begin, end);
    let room = ceilingFen[profile]! - pooled;
    if (rules.hasYearlyCaps) room = Math.min(room, rules.yearlyCapFen[profile]! - ofLadders[rules.ladder[profile]!]!);
    if (pays > room) {
      pays = Math.max(0, room);
      flag |= BENEFIT_FLAGS.atCeiling;
    }
    if (rules.hasYearlyCaps) ofLadders[rules.ladder[profile]!]! += pays;
    pooled += pays;

    const own = inPolicy - pays;
    burden += own;
    let illnessPays = 0;
    if (burden > illnessStartFen[profile]!) {
      illnessPays = entitled(rules, illnessOf[profile]!, burden, illness, own);
      illness += illnessPays;
    }
    rest += own - illnessPays;
    let assistancePays = 0;
    if (rest > assistanceStartFen[profile]!) {
      assistancePays = entitled(rules, assistanceOf[profile]!, rest, assistance, own - illnessPays);
      assistance += assistancePays;
    }
    amounts[at + AMOUNT_DEDUCTIBLE] = deductible;
    amounts[at + AMOUNT_POOLED] = pays;
    amounts[at + AMOUNT_ILLNESS] = illnessPays;
    amounts[at + AMOUNT_ASSISTANCE] = assistancePays;
    if (flag !== 0) flags[record] = flag;
  }
}

/** What is due on a year's burden, less what was paid; never more than the stay leaves. */
function entitled(rules: RuleTables, entry: number, burdenFen: number, paidFen: number, mostFen: number): number {
  if (entry < 0) return 0;
  const { startFen, capFen, bands } = rules.entitlements;
  const start = startFen[entry]!;
  if (burdenFen <= start) return 0;
  const { edgesFen, ratios } = bands;
  const whole = bandedFen(edgesFen, ratios, bands.start[entry]!, bands.start[entry + 1]!, start, burdenFen);
  return Math.min(mostFen, Math.max(0, Math.min(capFen[entry]!, whole) - paidFen));
}

/** Benefits by person; rows of the pass stand for parts of the persons. */
export const benefitPass: RowPass<BenefitPayload> = { name: 'benefit', rows: benefitPersons };
