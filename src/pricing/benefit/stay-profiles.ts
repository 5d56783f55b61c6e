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
import { type BenefitInput, type StayFacts, stayKeys } from './stay-key.js';

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
  readonly ladderCount: number;
}

const MISSING = 0xffff_ffff;
/** Up to so many sets of facts are looked up in a plain array. */
const DENSE = 2 ** 22;

/**
 * The profile of every stay: its ladder, the first that holds, with all adjustments that hold, and the first ceiling,
 * critical illness insurance and assistance that hold.
 * @throws column_missing, benefit_value_missing, benefit_ladder_missing
 */
export function stayProfiles(input: BenefitInput, periods: readonly PricingPeriod[]): StayProfiles {
  const { keyOf, factsOf, keyCount } = stayKeys(input, periods);
  const profiles: StayProfile[] = [];
  const ladderNumbers = new Map<string, number>();
  const profileOf = sharedUint32(input.table.caseCount);
  const without: { count: number; row: number } = { count: 0, row: -1 };
  const make = (key: number): number => {
    const facts = factsOf(key);
    const profile = profileFor(periods[facts.period]!.policy.benefit, facts, ladderNumbers);
    return profile === undefined ? MISSING : profiles.push(profile) - 1;
  };
  const find = keyCount <= DENSE ? denseLookup(keyCount, make) : sparseLookup(make);
  for (let row = 0; row < profileOf.length; row++) {
    const profile = find(keyOf[row]!);
    profileOf[row] = profile;
    if (profile === MISSING && without.count++ === 0) without.row = row;
  }
  if (without.count > 0) {
    const { insurance, levelClass, grade, visit, words } = factsOf(keyOf[without.row]!);
    const facts = [insurance, grade || (levelClass === 0 ? '' : String(levelClass)), visit, ...Object.values(words)];
    const { table, stayCount = table.caseCount } = input;
    if (without.row >= stayCount) {
      const visit = textAt(needColumn(table, 'case_id', 'text', 'benefit'), without.row);
      const details = { count: without.count, visit, facts: facts.filter(Boolean).join(', ') };
      throw BENEFIT_ERRORS.benefit_visit_ladder_missing(details, { path: 'benefit.ladders' });
    }
    throw BENEFIT_ERRORS.benefit_ladder_missing(
      {
        count: without.count,
        row: input.table.sourceRow[without.row]!,
        facts: facts.filter(Boolean).join(', ') || '—',
      },
      { path: 'benefit.ladders' },
    );
  }
  return { profiles, profileOf, ladderCount: Math.max(1, ladderNumbers.size) };
}

function denseLookup(keyCount: number, make: (key: number) => number): (key: number) => number {
  const known = new Int32Array(keyCount).fill(-2);
  return (key) => {
    if (known[key] === -2) known[key] = make(key) | 0;
    return known[key]! >>> 0;
  };
}

function sparseLookup(make: (key: number) => number): (key: number) => number {
  const known = new Map<number, number>();
  return (key) => {
    let found = known.get(key);
    if (found === undefined) {
      found = make(key);
      known.set(key, found);
    }
    return found;
  };
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
