import type { HospitalRecord } from '../cases/register.js';
import { type Decimal, decimalOf, divideRound } from '../kernel/decimal.js';
import { evaluateFormula } from '../kernel/formula/evaluate-formula.js';
import { namedVocabulary } from '../kernel/formula/named-vocabulary.js';
import { roundRational } from '../kernel/formula/rational.js';
import { formulaNames, readFormula } from '../kernel/formula/read-formula.js';
import type { Policy } from '../policy/policy-schema.js';
import { plainGrade } from '../weighting/weight-key.js';
import { PRICING_ERRORS } from './pricing-errors.js';

/** What the coefficient of a hospital rests on. The record is absent where the register does not know the hospital. */
export interface CoefficientHospital {
  readonly hospitalId: string;
  readonly levelClass: 3 | 2 | 1;
  readonly record: HospitalRecord | undefined;
}

type Coefficients = Policy['hospital_coefficient'];
type Component = NonNullable<Coefficients['components']>[number];

/** The coefficient of a group in the weight table, by hospital, grade or level, or by whichever is nearest. */
export type TableCoefficient = (place: 'hospital' | 'grade' | 'level' | 'nearest') => Decimal | undefined;

/** Decimals to which a component's formula is rounded, half up. */
const FORMULA_DECIMALS = 8;

/** Whether hospitals of one level may differ group by group or by their register, so that each is a class of its own. */
export function isPerHospital({ hospital_coefficient: stated }: Policy): boolean {
  return stated.components !== undefined || (stated.group_coefficients ?? 'ignore') !== 'ignore';
}

/** Whether a hospital's coefficient may differ group by group: what is stated asks for the weight table. */
export function dependsOnGroup({ hospital_coefficient: stated }: Policy): boolean {
  const { components, group_coefficients: ofGroups = 'ignore' } = stated;
  return components === undefined ? ofGroups !== 'ignore' : components.some(({ table }) => table !== undefined);
}

/**
 * The hospital coefficient without the group (机构系数): the hospital's own where the policy names one, else that of
 * its level as written, else of its level class.
 */
export function statedCoefficient({ hospital_coefficient: stated }: Policy, hospital: CoefficientHospital): Decimal {
  const { by_hospital: own, by_grade: byGrade, by_level: byLevel } = stated;
  if (Object.hasOwn(own, hospital.hospitalId)) return decimalOf(own[hospital.hospitalId]!);
  return gradeValue(byGrade, hospital) ?? decimalOf(byLevel[hospital.levelClass]);
}

/**
 * The coefficient of one hospital and group: the stated one with the table's beside or in place of it, or the weighted
 * sum of components; within floor and cap, rounded where the policy says to how many decimals.
 * @throws coefficient_missing, coefficient_too_long, and the codes of formulas
 * @source rules §1.11 (named components, weights, limits); how they combine is each city's
 */
export function coefficientOfGroup(policy: Policy, hospital: CoefficientHospital, ofTable: TableCoefficient): Decimal {
  const stated = policy.hospital_coefficient;
  let value: LongDecimal;
  if (stated.components !== undefined) {
    value = { digits: 0n, scale: 0 };
    for (const component of stated.components) {
      value = addProduct(value, decimalOf(component.weight), componentValue(policy, component, hospital, ofTable));
    }
  } else {
    const own = (stated.group_coefficients ?? 'ignore') === 'ignore' ? undefined : ofTable('nearest');
    const base =
      own !== undefined && stated.group_coefficients === 'replace' ? ONE : statedCoefficient(policy, hospital);
    value = addProduct({ digits: 0n, scale: 0 }, base, own ?? ONE);
  }
  if (stated.floor !== undefined) value = limited(value, stated.floor, -1);
  if (stated.cap !== undefined) value = limited(value, stated.cap, 1);
  const { decimals = value.scale } = stated;
  let digits = atScale(value, decimals);
  let scale = decimals;
  while (scale > 0 && digits % 10n === 0n) {
    digits /= 10n;
    scale -= 1;
  }
  if (scale > 15 || !Number.isSafeInteger(Number(digits))) {
    throw PRICING_ERRORS.coefficient_too_long({ hospital: hospital.hospitalId }, { path: 'hospital_coefficient' });
  }
  return { digits: Number(digits), scale };
}

function componentValue(
  policy: Policy,
  component: Component,
  hospital: CoefficientHospital,
  ofTable: TableCoefficient,
): Decimal {
  const value = originValue(policy, component, hospital, ofTable);
  if (value !== undefined) return value;
  if (component.missing !== undefined) return decimalOf(component.missing);
  throw PRICING_ERRORS.coefficient_missing(
    { component: component.name, hospital: hospital.hospitalId },
    { path: `hospital_coefficient.components.${component.name}` },
  );
}

function originValue(
  policy: Policy,
  component: Component,
  hospital: CoefficientHospital,
  ofTable: TableCoefficient,
): Decimal | undefined {
  const { by_level: byLevel, by_grade: byGrade, by_hospital: byHospital, register, table, formula } = component;
  if (byLevel !== undefined) return decimalOf(byLevel[hospital.levelClass]);
  if (byGrade !== undefined) return gradeValue(byGrade, hospital);
  if (byHospital !== undefined) {
    return Object.hasOwn(byHospital, hospital.hospitalId) ? decimalOf(byHospital[hospital.hospitalId]!) : undefined;
  }
  if (register !== undefined) return hospital.record?.numbers?.get(register);
  if (table !== undefined) return ofTable(table);
  return formula === undefined ? undefined : knownFormulaValue(policy, formula, hospital);
}

/**
 * Values of formulas that were computed, by the coefficients that state them and the hospital's record: they do not
 * depend on the group, and a catalogue has thousands.
 */
const KNOWN = new WeakMap<Coefficients, WeakMap<object, Map<string, Decimal | undefined>>>();
const NO_RECORD = {};

function knownFormulaValue(policy: Policy, text: string, hospital: CoefficientHospital): Decimal | undefined {
  const stated = policy.hospital_coefficient;
  let ofPolicy = KNOWN.get(stated);
  if (ofPolicy === undefined) {
    ofPolicy = new WeakMap();
    KNOWN.set(stated, ofPolicy);
  }
  const place = hospital.record ?? NO_RECORD;
  let ofHospital = ofPolicy.get(place);
  if (ofHospital === undefined) {
    ofHospital = new Map();
    ofPolicy.set(place, ofHospital);
  }
  const key = `${hospital.levelClass} ${text}`;
  if (!ofHospital.has(key)) ofHospital.set(key, formulaValue(policy, text, hospital));
  return ofHospital.get(key);
}

/** A formula over numbers of the register and `level_coefficient`, rounded to 8 decimals. */
function formulaValue(policy: Policy, text: string, hospital: CoefficientHospital): Decimal | undefined {
  const node = readComponentFormula(text);
  const bindings = new Map<string, Decimal | undefined>(hospital.record?.numbers ?? []);
  bindings.set('level_coefficient', decimalOf(policy.hospital_coefficient.by_level[hospital.levelClass]));
  for (const name of formulaNames(node)) if (!bindings.has(name)) bindings.set(name, undefined);
  const value = evaluateFormula(node, bindings);
  return value === undefined
    ? undefined
    : { digits: Number(roundRational(value, FORMULA_DECIMALS)), scale: FORMULA_DECIMALS };
}

/** Which names a register has is known only in a run, so that every name is one of its columns here. */
export function readComponentFormula(text: string): ReturnType<typeof readFormula> {
  const names = text.match(/[A-Za-z_]\w*/g) ?? [];
  const known = new Set([
    'min',
    'max',
    'abs',
    'floor',
    'ceil',
    'round',
    'clamp',
    'yuan',
    'and',
    'or',
    'not',
    'true',
    'false',
  ]);
  const units = Object.fromEntries(names.filter((name) => !known.has(name)).map((name) => [name, 'number' as const]));
  return readFormula(text, namedVocabulary({ ...units, level_coefficient: 'number' }, 'number'));
}

function gradeValue(
  byGrade: Readonly<Record<string, number>> | undefined,
  { record }: CoefficientHospital,
): Decimal | undefined {
  if (byGrade === undefined || record === undefined) return undefined;
  const wanted = plainGrade(record.level);
  const found = Object.entries(byGrade).find(([grade]) => plainGrade(grade) === wanted);
  return found === undefined ? undefined : decimalOf(found[1]);
}

/** A decimal of any length, for sums that are exact before they are rounded. */
interface LongDecimal {
  readonly digits: bigint;
  readonly scale: number;
}

const ONE: Decimal = { digits: 1, scale: 0 };

/** Digits of a value at a number of decimals, rounded half away from zero. */
function atScale({ digits, scale }: LongDecimal, decimals: number): bigint {
  return decimals >= scale
    ? digits * 10n ** BigInt(decimals - scale)
    : divideRound(digits, 10n ** BigInt(scale - decimals));
}

/** sum + factor × value, exactly. */
function addProduct(sum: LongDecimal, factor: Decimal, value: Decimal): LongDecimal {
  const product = { digits: BigInt(factor.digits) * BigInt(value.digits), scale: factor.scale + value.scale };
  const scale = Math.max(sum.scale, product.scale);
  return { digits: atScale(sum, scale) + atScale(product, scale), scale };
}

/** The limit where the value is below it (side −1) or above it (side 1). */
function limited(value: LongDecimal, limit: number, side: -1 | 1): LongDecimal {
  const stated = decimalOf(limit);
  const edge = { digits: BigInt(stated.digits), scale: stated.scale };
  const scale = Math.max(value.scale, edge.scale);
  const difference = atScale(value, scale) - atScale(edge, scale);
  return (side < 0 ? difference < 0n : difference > 0n) ? edge : value;
}
