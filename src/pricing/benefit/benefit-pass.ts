import { MISSING_DAY } from '../../kernel/day.js';
import type { RowPass } from '../../kernel/executor.js';
import { bandedFen } from './banded-amount.js';
import { BENEFIT_FLAGS, type BenefitColumns } from './benefit-result.js';
import type { PersonStays } from './order-persons.js';
import type { Entitlement, StayProfile } from './stay-profiles.js';

/** All that a worker needs: views of shared memory and a little plain data. */
export interface BenefitPayload extends PersonStays {
  readonly profileOf: Uint32Array;
  readonly profiles: readonly StayProfile[];
  readonly ladderCount: number;
  readonly totalCost: Float64Array;
  readonly selfFunded: Float64Array;
  readonly firstPaid: Float64Array;
  /** Where stay numbers are recorded. */
  readonly stayNumber: Int8Array | Int16Array | Int32Array | undefined;
  /** Where a deductible can be carried over. */
  readonly admit: Int32Array | undefined;
  readonly discharge: Int32Array;
  /** As recorded; taken as far as the stay leaves something to pay. */
  readonly civilServant: Float64Array | undefined;
  readonly personalAccount: Float64Array | undefined;
  /** Whether bands of ratios are gone through by the year. */
  readonly isOverYear: 0 | 1;
  readonly columns: BenefitColumns;
}

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
    this.ofLadder.fill(0);
  }
}

/**
 * Benefits of persons [from, to): each one's stays in the order of settlement, so that deductible, ceiling, critical
 * illness insurance and assistance run over the year. No person looks at another: any split gives the same bytes.
 */
function benefitPersons(payload: BenefitPayload, from: number, to: number): void {
  const { rows, starts } = payload;
  const year = new PersonYear(payload.ladderCount);
  for (let person = from; person < to; person++) {
    year.begin();
    for (let i = starts[person]!; i < starts[person + 1]!; i++) payStay(payload, year, rows[i]!);
  }
}

/**
 * One stay: total → fully self-paid → first self-paid → in-policy → deductible → ratio by band → ceiling → critical
 * illness insurance → assistance → the person.
 * @source rules §6.1
 */
function payStay(payload: BenefitPayload, year: PersonYear, row: number): void {
  const { columns } = payload;
  const profile = payload.profiles[payload.profileOf[row]!]!;
  const total = payload.totalCost[row]!;
  if (Number.isNaN(total)) {
    writeMissing(columns, row);
    return;
  }
  const left = total - payload.selfFunded[row]! - payload.firstPaid[row]!;
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
  columns.flags[row] = flags;
  columns.deductibleFen[row] = deductible;
  columns.pooledFen[row] = pooled;
  columns.criticalIllnessFen[row] = illness;
  columns.assistanceFen[row] = assistance;
  writePersonal(payload, row, total - pooled - illness - assistance);
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
  year.lastDischarge = payload.discharge[row]!;
  return deductible;
}

/** What is due on a year's burden, less what was paid; never more than the stay leaves. */
function entitled(stated: Entitlement | undefined, burdenFen: number, paidFen: number, mostFen: number): number {
  if (stated === undefined || burdenFen <= stated.startFen) return 0;
  const due = Math.min(stated.capFen, bandedFen(stated, stated.startFen, burdenFen));
  return Math.min(mostFen, Math.max(0, due - paidFen));
}

function writePersonal(
  { columns, civilServant, personalAccount }: BenefitPayload,
  row: number,
  personal: number,
): void {
  const civil = civilServant === undefined ? 0 : Math.min(personal, Math.max(0, civilServant[row]! || 0));
  const account =
    personalAccount === undefined ? 0 : Math.min(personal - civil, Math.max(0, personalAccount[row]! || 0));
  columns.civilServantFen[row] = civil;
  columns.personalAccountFen[row] = account;
  columns.cashFen[row] = personal - civil - account;
}

function writeMissing(columns: BenefitColumns, row: number): void {
  columns.flags[row] = 0;
  columns.deductibleFen[row] = Number.NaN;
  columns.pooledFen[row] = Number.NaN;
  columns.criticalIllnessFen[row] = Number.NaN;
  columns.assistanceFen[row] = Number.NaN;
  columns.civilServantFen[row] = Number.NaN;
  columns.personalAccountFen[row] = Number.NaN;
  columns.cashFen[row] = Number.NaN;
}

/** Benefits by person; rows of the pass are persons. */
export const benefitPass: RowPass<BenefitPayload> = { name: 'benefit', rows: benefitPersons };
