import { needColumn } from '../cases/case-table.js';
import { formulaNames } from '../kernel/formula/read-formula.js';
import type { PriceFormula } from './price-formula.js';
import { UNIT_DECIMALS } from './priced-columns.js';
import type { PricingInput } from './pricing-input.js';
import type { UnitParts } from './unit-parts.js';

export const SOURCE_COST = 0;
export const SOURCE_STANDARD = 1;
export const SOURCE_UNITS = 2;
export const SOURCE_PATIENT = 3;
export const SOURCE_ROW = 4;
export const SOURCE_DAYS = 5;
export const SOURCE_CLASS = 6;
export const SOURCE_CLASS_GROUP = 7;
export const SOURCE_FACTOR = 8;
export const SOURCE_MULTIPLE = 9;

/** Decimals of the factor of a case in formulas. */
export const FACTOR_DECIMALS = 8;

type Values = Float64Array | Int8Array | Int16Array | Int32Array;

/** Where the values of a name come from, as integers of one scale; a missing one is NaN in the formula. */
export interface FormulaSource {
  readonly name: string;
  readonly kind: number;
  readonly values: Values;
  readonly scale: number;
}

const NONE = new Float64Array(0);

/** Amounts of the case by the name that formulas use. */
const ROW_AMOUNTS = ['unreasonable_cost', 'new_tech_cost', 'separate_drug_cost'];

/**
 * The sources of every name that some formula uses.
 * @throws column_missing for a column that a formula reads
 */
export function formulaSources(
  formulas: readonly PriceFormula[],
  input: PricingInput,
  parts: UnitParts,
  means: Float64Array,
): readonly FormulaSource[] {
  const used = new Set(formulas.flatMap(({ tree }) => formulaNames(tree)));
  const source = (name: string, kind: number, values: Values = NONE, scale = 2): FormulaSource => ({
    name,
    kind,
    values,
    scale,
  });
  const made: FormulaSource[] = [];
  const add = (names: readonly string[], make: (name: string) => FormulaSource) => {
    for (const name of names) if (used.has(name)) made.push(make(name));
  };
  add(['cost'], (name) => source(name, SOURCE_COST));
  add(['standard'], (name) => source(name, SOURCE_STANDARD));
  add(['patient'], (name) => source(name, SOURCE_PATIENT));
  add(['points', 'score'], (name) => source(name, SOURCE_UNITS, NONE, UNIT_DECIMALS));
  add(['group_mean'], (name) => source(name, SOURCE_CLASS_GROUP, means));
  add(['case_coefficient'], (name) => source(name, SOURCE_FACTOR, NONE, FACTOR_DECIMALS));
  add(['weight', 'base_points'], (name) => source(name, SOURCE_CLASS_GROUP, known(parts.weight), parts.weightScale));
  add(['coefficient', 'difference_coefficient'], (name) =>
    source(name, SOURCE_CLASS_GROUP, parts.coefficient, parts.coefficientScale),
  );
  add(['rate', 'point_value'], (name) => source(name, SOURCE_CLASS, statedRates(parts), parts.rateScale));
  add(ROW_AMOUNTS, (name) => source(name, SOURCE_ROW, needColumn(input.table, name, 'money', 'pricing').values));
  add(['los_days'], (name) => source(name, SOURCE_DAYS, needColumn(input.table, name, 'integer', 'pricing').values, 0));
  add(['multiple'], (name) => source(name, SOURCE_MULTIPLE, NONE, 0));
  return made;
}

/** A group without a weight is priced only where one standard holds for all; its weight is then missing, not zero. */
function known(weights: Float64Array): Float64Array {
  return weights.map((weight) => (weight === 0 ? Number.NaN : weight));
}

function statedRates(parts: UnitParts): Float64Array {
  return parts.rate.map((rate, c) => (parts.isPerCase[c] === 1 ? Number.NaN : rate));
}
