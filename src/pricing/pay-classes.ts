import type { DictionaryColumn } from '../cases/case-table.js';
import { levelClassOfText } from '../cases/level-class.js';
import { type Decimal, decimalOf, formatDecimal } from '../kernel/decimal.js';
import { sharedInt32, sharedUint8 } from '../kernel/shared-arrays.js';
import type { Insurance, Policy } from '../policy/policy-schema.js';
import type { PricingInput } from './pricing-input.js';
import type { PricingPeriod } from './pricing-periods.js';

export const UNKNOWN_HOSPITAL = -1;
export const NO_POOL = -2;

/**
 * Cases that are paid alike but for their group: same period, pool, hospital coefficient and level. Hospitals share a
 * class, so that the table of standards stays small however many hospitals there are.
 */
export interface PayClass {
  readonly period: number;
  readonly insurance: Insurance;
  readonly coefficient: Decimal;
  readonly levelClass: 3 | 2 | 1;
}

/** The hospital coefficient (机构系数): the hospital's own where the policy names one, else its level's. */
export function hospitalCoefficient(policy: Policy, hospitalId: string, levelClass: 3 | 2 | 1): Decimal {
  const own = policy.hospital_coefficient.by_hospital;
  const value = Object.hasOwn(own, hospitalId) ? own[hospitalId]! : policy.hospital_coefficient.by_level[levelClass];
  return decimalOf(value);
}

/**
 * Finds the pay class of every period × insurance × hospital × level text. The register's level wins; a hospital that
 * it does not know is taken by the level text of the case (level 1 to 3 of the last index), and is unknown without one.
 */
export function buildPayClasses(
  input: PricingInput,
  periods: readonly PricingPeriod[],
  hospital: DictionaryColumn,
  insurance: DictionaryColumn,
  level: DictionaryColumn | undefined,
): { classes: PayClass[]; classOf: Int32Array; levelOfText: Uint8Array } {
  const levelOfText = sharedUint8(level?.values.length ?? 0);
  level?.values.forEach((text, code) => {
    levelOfText[code] = levelClassOfText(text) ?? 0;
  });
  const classes: PayClass[] = [];
  const known = new Map<string, number>();
  const classOf = sharedInt32(periods.length * insurance.values.length * hospital.values.length * 4);
  let at = 0;
  for (let period = 0; period < periods.length; period++) {
    const { policy } = periods[period]!;
    for (const insuranceName of insurance.values) {
      const pool = policy.pools.find((candidate) => candidate.insurance === insuranceName);
      for (const hospitalId of hospital.values) {
        const registered = input.register.get(hospitalId)?.levelClass;
        for (let fromText = 0; fromText < 4; fromText++) {
          const levelClass = registered ?? (fromText === 0 ? undefined : (fromText as 3 | 2 | 1));
          if (levelClass === undefined || hospitalId === '') classOf[at++] = UNKNOWN_HOSPITAL;
          else if (pool === undefined) classOf[at++] = NO_POOL;
          else {
            const coefficient = hospitalCoefficient(policy, hospitalId, levelClass);
            const key = `${period} ${pool.insurance} ${levelClass} ${formatDecimal(coefficient)}`;
            let index = known.get(key);
            if (index === undefined) {
              index = classes.length;
              known.set(key, index);
              classes.push({ period, insurance: pool.insurance, coefficient, levelClass });
            }
            classOf[at++] = index;
          }
        }
      }
    }
  }
  return { classes, classOf, levelOfText };
}
