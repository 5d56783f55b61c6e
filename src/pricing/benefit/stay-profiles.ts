import { needColumn, textAt } from '../../cases/case-table.js';
import { decimalOf } from '../../kernel/decimal.js';
import {
  addRationals,
  compareRationals,
  multiplyRationals,
  negateRational,
  type Rational,
  rationalOf,
  roundRational,
} from '../../kernel/formula/rational.js';
import { fenOf, multiplyFen } from '../../kernel/money.js';
import { sharedUint32 } from '../../kernel/shared-arrays.js';
import type { Benefit, BenefitBand, BenefitEntitlement, BenefitLadder, StayTests } from '../../policy/policy-schema.js';
import type { PricingPeriod } from '../pricing-periods.js';
import { BENEFIT_ERRORS } from './benefit-errors.js';
import { fewSets, setOfRows } from './fact-sets.js';
import { type AskedFacts, askedFacts, type BenefitInput, type StayFacts } from './stay-facts.js';

/** Decimals of a ratio after all adjustments. */
export const RATIO_DECIMALS = 8;

/** Bands of ratios: `ratios[i]` × 10^-RATIO_DECIMALS holds up to `edgesFen[i]`; the last edge is Infinity. */
export interface RatioBands {
  readonly edgesFen: readonly number[];
  readonly ratios: readonly number[];
}

/** What critical illness insurance or assistance pays on a year's burden from the start line on. */
export interface Entitlement extends RatioBands {
  readonly startFen: number;
  readonly capFen: number;
}

/** How one kind of stay is paid. Infinity: no limit. */
export interface StayProfile extends RatioBands {
  /** Number of the ladder, for its yearly cap. */
  readonly ladder: number;
  /** By stay of the year from the first; the last entry holds on. */
  readonly deductiblesFen: readonly number[];
  readonly yearlyCapFen: number;
  readonly ceilingFen: number;
  readonly countsAsStay: 0 | 1;
  /** Days within which the deductible of the stay before goes on (起付线连续计算); -1 where it does not. */
  readonly carryDays: number;
  readonly criticalIllness: Entitlement | undefined;
  readonly assistance: Entitlement | undefined;
}

export interface StayProfiles {
  readonly profiles: readonly StayProfile[];
  /** By row, index into profiles. */
  readonly profileOf: Uint32Array;
}

/** Of a set of facts that no ladder is about, or that no row has. */
export const NO_PROFILE = 0xffff_ffff;

/** The profiles of the sets of facts that stays have. */
export interface SetProfiles {
  readonly profiles: readonly StayProfile[];
  /** By set of facts, index into profiles; NO_PROFILE where no ladder is about it or no row has it. */
  readonly profileOf: Uint32Array;
  readonly ladderCount: number;
  /** Whether a row has a set that no ladder is about. */
  readonly hasLadderless: boolean;
}

/**
 * The profile of every set of facts: its ladder, the first that holds, with all adjustments that hold, and the first
 * ceiling, critical illness insurance and assistance that hold.
 * @param isUsed by set: 1 where a row has it; others get none
 */
export function profilesOfSets(
  { setCount, factsOf }: AskedFacts,
  periods: readonly PricingPeriod[],
  isUsed: Uint8Array,
): SetProfiles {
  const profiles: StayProfile[] = [];
  const ladderNumbers = new Map<string, number>();
  const profileOf = sharedUint32(setCount).fill(NO_PROFILE);
  let hasLadderless = false;
  for (let set = 0; set < setCount; set++) {
    if (isUsed[set] === 0) continue;
    const facts = factsOf(set);
    const profile = profileFor(periods[facts.period]!.policy.benefit, facts, ladderNumbers);
    if (profile === undefined) hasLadderless = true;
    else profileOf[set] = profiles.push(profile) - 1;
  }
  return { profiles, profileOf, hasLadderless, ladderCount: Math.max(1, ladderNumbers.size) };
}

/**
 * The profile of every stay.
 * @throws column_missing, benefit_value_missing, benefit_ladder_missing
 */
export function stayProfiles(input: BenefitInput, periods: readonly PricingPeriod[]): StayProfiles {
  const { caseCount } = input.table;
  const stated = askedFacts(input, periods);
  stated.refuseBlanks();
  const asked = fewSets(stated, caseCount);
  const sets = setOfRows(asked, caseCount);
  const isUsed = new Uint8Array(asked.setCount);
  for (let row = 0; row < caseCount; row++) isUsed[sets[row]!] = 1;
  const made = profilesOfSets(asked, periods, isUsed);
  if (made.hasLadderless) refuseLadderless(input, asked, made, sets);
  const profileOf = sharedUint32(caseCount);
  for (let row = 0; row < caseCount; row++) profileOf[row] = made.profileOf[sets[row]!]!;
  return { profiles: made.profiles, profileOf };
}

/** @throws benefit_ladder_missing, benefit_visit_ladder_missing where a row has a set of facts without a profile */
export function refuseLadderless(
  { table, stayCount = table.caseCount }: BenefitInput,
  { factsOf }: AskedFacts,
  { profileOf }: SetProfiles,
  sets: Float64Array,
): void {
  let count = 0;
  let first = -1;
  for (let row = 0; row < sets.length; row++) {
    if (profileOf[sets[row]!] === NO_PROFILE && count++ === 0) first = row;
  }
  if (count === 0) return;
  const { insurance, levelClass, grade, visit: kind, words } = factsOf(sets[first]!);
  const told = [insurance, grade || (levelClass === 0 ? '' : String(levelClass)), kind, ...Object.values(words)];
  const facts = told.filter(Boolean).join(', ');
  if (first >= stayCount) {
    const visit = textAt(needColumn(table, 'case_id', 'text', 'benefit'), first);
    throw BENEFIT_ERRORS.benefit_visit_ladder_missing({ count, visit, facts }, { path: 'benefit.ladders' });
  }
  const details = { count, row: table.sourceRow[first]!, facts: facts || '—' };
  throw BENEFIT_ERRORS.benefit_ladder_missing(details, { path: 'benefit.ladders' });
}

function profileFor(benefit: Benefit, facts: StayFacts, ladderNumbers: Map<string, number>): StayProfile | undefined {
  const first = <Rule extends { who: StayTests }>(rules: readonly Rule[] | undefined) =>
    rules?.find(({ who }) => holds(who, facts));
  const ladder = benefit.ladders?.find(({ who }) => isOfItsKind(who, facts) && holds(who, facts));
  if (ladder === undefined) return undefined;
  const number = ladderNumbers.get(ladder.name) ?? ladderNumbers.size;
  ladderNumbers.set(ladder.name, number);
  const ceiling = first(benefit.ceilings);
  const carry = benefit.carry_over;
  return {
    ladder: number,
    deductiblesFen: deductiblesOf(ladder),
    edgesFen: edgesOf(ladder.bands, 0),
    ratios: ladder.bands.map(({ ratio }) => adjusted(ratio, benefit, facts)),
    yearlyCapFen: limit(ladder.yearly_cap),
    ceilingFen: limit(ceiling?.amount),
    countsAsStay: ladder.counts_as_stay === 'yes' && facts.visit === '' ? 1 : 0,
    carryDays: carry?.referrals.includes(facts.words.referral ?? '') ? carry.within_days : -1,
    criticalIllness: entitlementOf(first(benefit.critical_illness)),
    assistance: entitlementOf(first(benefit.assistance)),
  };
}

const limit = (yuan: number | undefined): number =>
  yuan === undefined ? Number.POSITIVE_INFINITY : fenOf(decimalOf(yuan));

function deductiblesOf({ deductible, later_stays: later = [] }: BenefitLadder): number[] {
  const fen = limit(deductible);
  return [fen, ...later.map((factor) => multiplyFen(fen, decimalOf(factor)))];
}

const edgesOf = (bands: readonly BenefitBand[], shiftFen: number): number[] =>
  bands.map(({ to }) => (to === undefined ? Number.POSITIVE_INFINITY : limit(to) + shiftFen));

const ONE: Rational = { numerator: 1n, denominator: 1n };
const ZERO: Rational = { numerator: 0n, denominator: 1n };
const exactly = (value: number): Rational => rationalOf(decimalOf(value));

/** First what is added, then factors, then factors on the patient's share; kept within 0 and 1. */
function adjusted(ratio: number, benefit: Benefit, facts: StayFacts): number {
  const held = (benefit.adjustments ?? []).filter(({ who }) => isOfItsKind(who, facts) && holds(who, facts));
  let value = exactly(ratio);
  for (const { add } of held) if (add !== undefined) value = addRationals(value, exactly(add));
  for (const { factor } of held) if (factor !== undefined) value = multiplyRationals(value, exactly(factor));
  for (const { self_factor: factor } of held) {
    if (factor === undefined) continue;
    const self = multiplyRationals(addRationals(ONE, negateRational(value)), exactly(factor));
    value = addRationals(ONE, negateRational(self));
  }
  if (compareRationals(value, ONE) > 0) value = ONE;
  if (compareRationals(value, ZERO) < 0) value = ZERO;
  return Number(roundRational(value, RATIO_DECIMALS));
}

function entitlementOf(stated: BenefitEntitlement | undefined): Entitlement | undefined {
  if (stated === undefined) return undefined;
  const startFen = limit(stated.start);
  return {
    startFen,
    edgesFen: edgesOf(stated.bands, stated.band_base === 'above_start' ? startFen : 0),
    ratios: stated.bands.map(({ ratio }) => Number(roundRational(exactly(ratio), RATIO_DECIMALS))),
    capFen: limit(stated.cap),
  };
}

/** Ladders and adjustments that name no visits are about stays alone. */
const isOfItsKind = (who: StayTests, { visit }: StayFacts): boolean => visit === '' || who.visits !== undefined;

/** Whether a rule is about a stay or visit. */
function holds(who: StayTests, facts: StayFacts): boolean {
  if (who.insurances !== undefined && !who.insurances.some((name) => name === facts.insurance)) return false;
  if (who.levels !== undefined && !who.levels.some((level) => Number(level) === facts.levelClass)) return false;
  if (who.grades !== undefined && !who.grades.includes(facts.grade)) return false;
  if (who.visits !== undefined && !who.visits.some((kind) => kind === facts.visit)) return false;
  if (who.care !== undefined && who.care !== facts.care) return false;
  if (who.age_from !== undefined && facts.age < who.age_from) return false;
  if (who.age_to !== undefined && facts.age > who.age_to) return false;
  for (const name of [
    'insured_class',
    'assistance_class',
    'chronic',
    'referral_filed',
    'referral',
    'department',
  ] as const) {
    const wanted = who[name];
    if (wanted !== undefined && !wanted.includes(facts.words[name] ?? '')) return false;
  }
  return true;
}
