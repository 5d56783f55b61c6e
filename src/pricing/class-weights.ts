import { type Decimal, formatDecimal, multiplyDecimals } from '../kernel/decimal.js';
import { sharedFloat64 } from '../kernel/shared-arrays.js';
import type { Policy } from '../policy/policy-schema.js';
import { insuranceOfPool } from '../policy/pool-key.js';
import { weightsForClass } from '../weighting/weight-for.js';
import type { WeightTable } from '../weighting/weight-table.js';
import { coefficientOfGroup, dependsOnGroup } from './hospital-coefficient.js';
import type { PayClass } from './pay-classes.js';
import { PRICING_ERRORS } from './pricing-errors.js';
import type { PricingInput } from './pricing-input.js';
import type { PricingPeriod } from './pricing-periods.js';

/**
 * Weight (points, score) and hospital coefficient of every pay class × group, as integers of one scale each: at
 * class × groupCount + group. 0 where a group has no weight.
 */
export interface ClassWeights {
  readonly weight: Float64Array;
  readonly weightScale: number;
  readonly coefficient: Float64Array;
  readonly coefficientScale: number;
  /** Published standard payment, fen; 0 where there is none; empty where the policy does not pay by such. */
  readonly publishedFen: Float64Array;
  /** Decimals to which units are rounded before they are valued (points, score); -1 for weights, which are not. */
  readonly unitDecimals: number;
  readonly groupCount: number;
}

const NO_WEIGHT: Decimal = { digits: 0, scale: 0 };

/**
 * @throws weight_key_ambiguous; coefficient_missing and the codes of formulas from the hospital coefficient
 */
export function buildClassWeights(
  input: PricingInput,
  periods: readonly PricingPeriod[],
  classes: readonly PayClass[],
): ClassWeights {
  const { codes } = input.catalogue;
  const named = periods.map(({ policy, weights }) => tablesOfOrigins(policy, weights));
  const { method, rounding, weights: rule } = periods[0]!.policy;
  const publishedFen = sharedFloat64(rule.use === 'standard' ? classes.length * codes.length : 0);
  const weights: Decimal[] = [];
  const coefficients: Decimal[] = [];
  for (const payClass of classes) {
    const { policy, weights: table } = periods[payClass.period]!;
    const { hospitalId, levelClass: level, record } = payClass;
    const insurance = insuranceOfPool(payClass.insurance);
    const grade = record?.level;
    const nearest = weightsForClass(table, { hospitalId, level, grade, insurance });
    const facts = { hospitalId, level, grade, insurance };
    const { hospital, grade: ofGrade, level: ofLevel } = named[payClass.period]!;
    const places = {
      nearest,
      hospital: weightsForClass(hospital, facts),
      grade: weightsForClass(ofGrade, facts),
      level: weightsForClass(ofLevel, facts),
    };
    const isByGroup = dependsOnGroup(policy);
    // A catalogue has thousands of groups; what does not ask for them is computed once for all.
    let ofAll: Decimal | undefined;
    for (const code of codes) {
      if (publishedFen.length > 0) publishedFen[weights.length] = nearest.standard(code) ?? 0;
      weights.push(nearest.weight(code) ?? NO_WEIGHT);
      const coefficient = ofAll ?? coefficientOfGroup(policy, payClass, (place) => places[place].coefficient(code));
      if (!isByGroup) ofAll = coefficient;
      coefficients.push(coefficient);
    }
  }
  const weight = alignDecimals(weights);
  const coefficient = alignDecimals(coefficients);
  return {
    weight: weight.digits,
    weightScale: weight.scale,
    coefficient: coefficient.digits,
    coefficientScale: coefficient.scale,
    publishedFen,
    unitDecimals: method === 'drg-rate' ? -1 : rounding.points,
    groupCount: codes.length,
  };
}

/** For components whose origin is the table: only what it states for keys that name the hospital, grade or level. */
function tablesOfOrigins(policy: Policy, table: WeightTable) {
  const isUsed = (policy.hospital_coefficient.components ?? []).some((component) => component.table !== undefined);
  const only = (part: 'hospital' | 'grade' | 'level'): WeightTable => ({
    ...table,
    variants: (isUsed ? (table.variants ?? []) : []).filter(({ key }) => key[part] !== undefined),
  });
  return { hospital: only('hospital'), grade: only('grade'), level: only('level') };
}

/**
 * Decimals as integers of one common scale.
 * @throws decimals_too_many where one of them cannot be exact at that scale
 */
export function alignDecimals(values: readonly Decimal[]): { digits: Float64Array; scale: number } {
  const scale = values.reduce((most, value) => Math.max(most, value.scale), 0);
  const digits = sharedFloat64(values.length);
  values.forEach((value, i) => {
    digits[i] = value.digits * 10 ** (scale - value.scale);
    if (!Number.isSafeInteger(digits[i])) {
      throw PRICING_ERRORS.decimals_too_many({ value: formatDecimal(value), decimals: scale });
    }
  });
  return { digits, scale };
}

/** Units of a class and group as a decimal: weight × coefficient, rounded where the method rounds its units. */
export function unitsOf(weights: ClassWeights, payClass: number, group: number): Decimal {
  const at = payClass * weights.groupCount + group;
  const factors = [
    { digits: weights.weight[at]!, scale: weights.weightScale },
    { digits: weights.coefficient[at]!, scale: weights.coefficientScale },
  ];
  const scale = weights.unitDecimals < 0 ? weights.weightScale + weights.coefficientScale : weights.unitDecimals;
  return multiplyDecimals(factors, scale);
}
