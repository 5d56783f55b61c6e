import { findColumn, needColumn } from '../../cases/case-table.js';
import { levelClassOfText } from '../../cases/level-class.js';
import { recordOn } from '../../cases/register.js';
import { sharedInt32, sharedUint8, sharedUint16 } from '../../kernel/shared-arrays.js';
import { insuranceOfPool } from '../../policy/pool-key.js';
import { PERSON_COLUMNS, type StayTests } from '../../policy/schema/benefit.js';
import type { PricingInput } from '../pricing-input.js';
import { findCasePeriods, type PricingPeriod } from '../pricing-periods.js';
import { BENEFIT_ERRORS } from './benefit-errors.js';

/** What the pass by person reads: rows from `stayCount` on are visits of outpatient.csv; absent: all are stays. */
export interface BenefitInput extends PricingInput {
  readonly stayCount?: number;
}

/** What rules on benefits may ask of a stay; undefined where no rule asks or the cell may be blank. */
export interface StayFacts {
  readonly period: number;
  readonly insurance: string;
  readonly levelClass: number;
  readonly grade: string;
  /** Kind of a visit; '' of a stay. */
  readonly visit: string;
  readonly words: Readonly<Partial<Record<(typeof PERSON_COLUMNS)[number], string>>>;
  readonly care: '' | 'home' | 'elsewhere';
  readonly age: number;
}

type Codes = Uint8Array | Uint16Array | Uint32Array | Int8Array | Int16Array | Int32Array;

/** One fact as a small number for each row: its code, or what `places` gives for the code. */
export interface FactCodes {
  readonly size: number;
  readonly codes: Codes;
  readonly places?: Int32Array;
  /** Where `places` gives a number below 0. */
  readonly otherwise?: { readonly codes: Codes; readonly places: Int32Array };
  /** Codes up to it stand for a blank that is refused. */
  readonly blankUpTo: number;
}

/** A fact with what its numbers mean. */
interface Dimension extends FactCodes {
  readonly column: string;
  readonly tell: (code: number, facts: { -readonly [K in keyof StayFacts]: StayFacts[K] }) => void;
}

/** No code stands for a refused blank. */
const NEVER = -2;

const STAGE = 'benefit';
/** Column of the joint table of stays and visits: the kind of a visit, blank for a stay. */
export const VISIT_COLUMN = 'visit_kind';

/** All tests of the rules of the year. */
export function testsOfPeriods(periods: readonly Pick<PricingPeriod, 'policy'>[]): StayTests[] {
  return periods.flatMap(({ policy: { benefit } }) =>
    [
      ...(benefit.ladders ?? []),
      ...(benefit.adjustments ?? []),
      ...(benefit.ceilings ?? []),
      ...(benefit.critical_illness ?? []),
      ...(benefit.assistance ?? []),
    ].map(({ who }) => who),
  );
}

/** The facts that the rules of a year ask for; sets of them have numbers from 0 below `setCount`. */
export interface AskedFacts {
  readonly codes: readonly FactCodes[];
  readonly setCount: number;
  readonly factsOf: (set: number) => StayFacts;
  /** Code of the insurance of a set. */
  readonly insuranceOf: (set: number) => number;
  /** @throws benefit_value_missing */
  readonly refuseBlanks: () => void;
}

/**
 * Numbers the sets of facts that rules ask for, so that a rule is asked once for each set and not for each stay. Facts
 * that no rule asks for are left out and need no column.
 * @throws column_missing, benefit_value_missing, and those of findCasePeriods
 */
export function askedFacts(input: BenefitInput, periods: readonly PricingPeriod[]): AskedFacts {
  const dimensions = dimensionsOf(input, periods, testsOfPeriods(periods));
  const setCount = dimensions.reduce((product, { size }) => product * size, 1);
  const factsOf = (set: number): StayFacts => {
    const facts = {
      period: 0,
      insurance: '',
      levelClass: 0,
      grade: '',
      visit: '',
      words: {},
      care: '' as const,
      age: -1,
    };
    let rest = set;
    for (const { size, tell } of dimensions.toReversed()) {
      const code = rest % size;
      rest = (rest - code) / size;
      tell(code, facts);
    }
    return facts;
  };
  return {
    codes: dimensions.map(({ size, codes, places, otherwise, blankUpTo }) => ({
      ...{ size, codes, blankUpTo },
      ...(places === undefined ? {} : { places }),
      ...(otherwise === undefined ? {} : { otherwise }),
    })),
    setCount,
    factsOf,
    // Insurance is the first of the facts, the one that a set's number is made of last.
    insuranceOf: (set) => Math.floor(set / (setCount / dimensions[0]!.size)),
    refuseBlanks: () => {
      for (const { column, codes, blankUpTo } of dimensions) {
        if (blankUpTo > NEVER) refuseBlanks(input, column, (row) => codes[row]! <= blankUpTo);
      }
    },
  };
}

function dimensionsOf(
  input: BenefitInput,
  periods: readonly PricingPeriod[],
  tests: readonly StayTests[],
): Dimension[] {
  const { table } = input;
  const blanks = new Set<string>(periods[0]!.policy.benefit.blank_means_none ?? []);
  const asks = (...names: (keyof StayTests)[]) => tests.some((test) => names.some((name) => test[name] !== undefined));
  const insurance = needColumn(table, 'insurance', 'dictionary', STAGE);
  const dimensions: Dimension[] = [
    {
      ...{ column: 'insurance', size: insurance.values.length, codes: insurance.codes, blankUpTo: NEVER },
      tell: (code, facts) => Object.assign(facts, { insurance: insuranceOfPool(insurance.values[code]!) }),
    },
  ];
  if (periods.length > 1) dimensions.push(periodDimension(input, periods));
  const visits = findColumn(table, VISIT_COLUMN, 'dictionary');
  if (visits !== undefined) {
    const { codes, values } = visits;
    const tell: Dimension['tell'] = (code, facts) => Object.assign(facts, { visit: values[code]! });
    dimensions.push({ column: VISIT_COLUMN, size: values.length, codes, blankUpTo: NEVER, tell });
  }
  if (asks('levels', 'grades')) dimensions.push(placeDimension(input, periods));
  for (const name of PERSON_COLUMNS) {
    const isReferral = name === 'referral' && periods.some(({ policy }) => policy.benefit.carry_over !== undefined);
    if (!asks(name) && !isReferral) continue;
    const { codes, values } = needColumn(table, name, 'dictionary', STAGE);
    dimensions.push({
      ...{ column: name, size: values.length, codes, blankUpTo: blanks.has(name) ? NEVER : 0 },
      tell: (code, facts) => Object.assign(facts, { words: { ...facts.words, [name]: values[code]! } }),
    });
  }
  if (asks('care')) dimensions.push(careDimension(input));
  if (asks('age_from', 'age_to')) {
    const { values } = needColumn(table, 'age_years', 'integer', STAGE);
    const tell: Dimension['tell'] = (code, facts) => Object.assign(facts, { age: code });
    dimensions.push({ column: 'age_years', size: 131, codes: values, blankUpTo: -1, tell });
  }
  return dimensions;
}

function periodDimension(input: PricingInput, periods: readonly PricingPeriod[]): Dimension {
  const { day, firstDay, periodOfDay } = findCasePeriods(input, periods);
  const codes = sharedUint16(input.table.caseCount);
  for (let row = 0; row < codes.length; row++) codes[row] = periodOfDay[day![row]! - firstDay]!;
  const tell: Dimension['tell'] = (code, facts) => Object.assign(facts, { period: code });
  return { column: 'period', size: periods.length, codes, blankUpTo: NEVER, tell };
}

/** Level class and grade: those of the register in force on the case's day win over its column. */
function placeDimension(input: PricingInput, periods: readonly PricingPeriod[]): Dimension {
  const { table, register } = input;
  const hospital = needColumn(table, 'hospital_id', 'dictionary', STAGE);
  const level = findColumn(table, 'hospital_level', 'dictionary');
  const places: { levelClass: number; grade: string }[] = [{ levelClass: 0, grade: '' }];
  const numbers = new Map<string, number>([['0 ', 0]]);
  const placeOf = (levelClass: number, grade: string): number => {
    const key = `${levelClass} ${grade}`;
    const known = numbers.get(key) ?? places.push({ levelClass, grade }) - 1;
    numbers.set(key, known);
    return known;
  };
  const ofHospital = periods.map(({ from }) =>
    hospital.values.map((id) => {
      const found = recordOn(register, id, from);
      return found === undefined ? -1 : placeOf(found.levelClass, found.level);
    }),
  );
  const { day, firstDay, periodOfDay } = findCasePeriods(input, periods);
  const ofText = (level?.values ?? ['']).map((text) => placeOf(levelClassOfText(text) ?? 0, text));
  const tell: Dimension['tell'] = (code, facts) => Object.assign(facts, places[code]!);
  const all = { column: 'hospital_level', size: places.length, blankUpTo: NEVER, tell };
  if (day === undefined) {
    const [codes, levels] = [
      level?.codes ?? hospital.codes,
      level === undefined ? hospital.values.map(() => 0) : ofText,
    ];
    const otherwise = { codes, places: sharedCopy(levels) };
    return { ...all, codes: hospital.codes, places: sharedCopy(ofHospital[0]!), otherwise };
  }
  const codes = sharedUint16(input.table.caseCount);
  for (let row = 0; row < codes.length; row++) {
    const own = ofHospital[periodOfDay[day[row]! - firstDay]!]![hospital.codes[row]!]!;
    codes[row] = own >= 0 ? own : ofText[level === undefined ? 0 : level.codes[row]!]!;
  }
  return { ...all, codes };
}

function sharedCopy(values: readonly number[]): Int32Array {
  const copy = sharedInt32(values.length);
  copy.set(values);
  return copy;
}

const CARES = ['home', 'elsewhere'] as const;

function careDimension(input: BenefitInput): Dimension {
  const insured = needColumn(input.table, 'insured_region', 'dictionary', STAGE);
  const care = needColumn(input.table, 'care_region', 'dictionary', STAGE);
  refuseBlanks(input, 'insured_region', (row) => insured.codes[row] === 0);
  refuseBlanks(input, 'care_region', (row) => care.codes[row] === 0);
  // The two columns have dictionaries of their own.
  const sameCode = care.values.map((region) => insured.values.indexOf(region));
  const codes = sharedUint8(input.table.caseCount);
  for (let row = 0; row < codes.length; row++) codes[row] = sameCode[care.codes[row]!] === insured.codes[row] ? 0 : 1;
  const tell: Dimension['tell'] = (code, facts) => Object.assign(facts, { care: CARES[code]! });
  return { column: 'care_region', size: 2, codes, blankUpTo: NEVER, tell };
}

/**
 * Looks at stays alone: of visits withVisits has looked at what rules ask.
 * @throws benefit_value_missing
 */
export function refuseBlanks(
  { table, stayCount = table.caseCount }: BenefitInput,
  column: string,
  isBlank: (row: number) => boolean,
): void {
  let count = 0;
  let first = -1;
  for (let row = 0; row < stayCount; row++) {
    if (!isBlank(row)) continue;
    if (count++ === 0) first = row;
  }
  if (count === 0) return;
  throw BENEFIT_ERRORS.benefit_value_missing({ count, column, row: table.sourceRow[first]! }, { path: column });
}
