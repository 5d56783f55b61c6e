import { findColumn } from '../../cases/case-table.js';
import { levelClassOfText } from '../../cases/level-class.js';
import {
  addRationals,
  multiplyRationals,
  negateRational,
  type Rational,
  roundRational,
} from '../../kernel/formula/rational.js';
import type { Benefit, BenefitBand, BenefitLadder, StayTests } from '../../policy/policy-schema.js';
import { insuranceOfPool } from '../../policy/pool-key.js';
import type { PricingInput } from '../pricing-input.js';
import { integerOf, registeredFor, wordOf } from './literal-case.js';
import { exactly, greater, lesser, whole } from './literal-numbers.js';

/** Whether every test of a rule holds for one stay, each read from the row itself. */
export function isAbout(who: StayTests, input: PricingInput, row: number): boolean {
  const { table } = input;
  const word = (column: string) => wordOf(table, column, row);
  const hospital = registeredFor(input, word('hospital_id'), row);
  const levelClass = hospital === undefined ? levelClassOfText(word('hospital_level')) : hospital.levelClass;
  const grade = hospital === undefined ? word('hospital_level') : hospital.level;
  const isIn = (list: readonly string[] | undefined, value: string) => list === undefined || list.includes(value);
  const age = findColumn(table, 'age_years', 'integer') === undefined ? undefined : integerOf(table, 'age_years', row);
  const isHome = word('insured_region') === word('care_region');
  return (
    // Rows of cases are stays; visits of outpatient.csv are measured as rows with a department of their own.
    who.visits === undefined &&
    isIn(who.insurances, insuranceOfPool(word('insurance'))) &&
    isIn(who.levels, String(levelClass)) &&
    isIn(who.grades, grade) &&
    isIn(who.insured_class, word('insured_class')) &&
    isIn(who.assistance_class, word('assistance_class')) &&
    isIn(who.chronic, word('chronic')) &&
    isIn(who.referral_filed, word('referral_filed')) &&
    isIn(who.referral, word('referral')) &&
    isIn(who.department, word('department')) &&
    (who.care === undefined || (who.care === 'home') === isHome) &&
    (who.age_from === undefined || (age !== undefined && age >= who.age_from)) &&
    (who.age_to === undefined || (age !== undefined && age <= who.age_to))
  );
}

/** The first rule of a list that is about the stay. */
export function firstAbout<Rule extends { readonly who: StayTests }>(
  rules: readonly Rule[] | undefined,
  input: PricingInput,
  row: number,
): Rule | undefined {
  return rules?.find(({ who }) => isAbout(who, input, row));
}

/** The ratio of a band after all adjustments, to 8 decimals. */
export function ratioOf({ ratio }: BenefitBand, benefit: Benefit, input: PricingInput, row: number): Rational {
  const held = (benefit.adjustments ?? []).filter(({ who }) => isAbout(who, input, row));
  let value = exactly(ratio);
  for (const { add } of held) value = addRationals(value, exactly(add ?? 0));
  for (const { factor } of held) value = multiplyRationals(value, exactly(factor ?? 1));
  for (const { self_factor: factor } of held) {
    const self = multiplyRationals(addRationals(whole(1), negateRational(value)), exactly(factor ?? 1));
    value = addRationals(whole(1), negateRational(self));
  }
  const kept = greater(lesser(value, whole(1)), whole(0));
  return { numerator: roundRational(kept, 8), denominator: 10n ** 8n };
}

/** What a ladder pays of an amount in fen that begins at another: band by band, rounded once. */
export function ladderPays(
  { bands }: BenefitLadder,
  benefit: Benefit,
  input: PricingInput,
  row: number,
  from: bigint,
  to: bigint,
): bigint {
  const parts = bands.map((band, index) => {
    const begin = index === 0 ? 0n : fenOfYuan(bands[index - 1]!.to!);
    const end = band.to === undefined ? undefined : fenOfYuan(band.to);
    return multiplyRationals(whole(overlap(begin, end, from, to)), ratioOf(band, benefit, input, row));
  });
  return roundRational(parts.reduce(addRationals, whole(0)), 0);
}

/** How much of from … to lies in begin … end. */
export function overlap(begin: bigint, end: bigint | undefined, from: bigint, to: bigint): bigint {
  const low = begin > from ? begin : from;
  const high = end === undefined || to < end ? to : end;
  return high > low ? high - low : 0n;
}

export const fenOfYuan = (yuan: number): bigint => roundRational(exactly(yuan), 2);
