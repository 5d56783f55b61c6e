import type { DictionaryColumn } from '../cases/case-table.js';
import { levelClassOfText } from '../cases/level-class.js';
import { recordOn } from '../cases/register.js';
import { formatDecimal } from '../kernel/decimal.js';
import { sharedInt32, sharedUint8 } from '../kernel/shared-arrays.js';
import type { Insurance } from '../policy/policy-schema.js';
import type { WeightTable } from '../weighting/weight-table.js';
import { type CoefficientHospital, isPerHospital, statedCoefficient } from './hospital-coefficient.js';
import type { PricingInput } from './pricing-input.js';
import type { PricingPeriod } from './pricing-periods.js';

export const UNKNOWN_HOSPITAL = -1;
export const NO_POOL = -2;

/**
 * Cases that are paid alike but for their group: same period, pool, hospital coefficient and level. Hospitals share a
 * class (and the first of them stands for it), so that the table of standards stays small however many hospitals there
 * are; where weights or coefficients are stated by hospital or grade, each hospital has its own.
 */
export interface PayClass extends CoefficientHospital {
  readonly period: number;
  readonly insurance: Insurance;
}

/**
 * Finds the pay class of every period × insurance × hospital × level text. The register's level in force in the
 * period wins; a hospital that it does not know then is taken by the level text of the case (level 1 to 3 of the last index), and is unknown without one.
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
  const isOwn = periods.map(({ policy, weights }) => isPerHospital(policy) || hasPlaceKeys(weights));
  let at = 0;
  for (let period = 0; period < periods.length; period++) {
    const { policy, from } = periods[period]!;
    const records = hospital.values.map((id) => recordOn(input.register, id, from));
    for (const insuranceName of insurance.values) {
      const pool = policy.pools.find((candidate) => candidate.insurance === insuranceName);
      for (const [code, hospitalId] of hospital.values.entries()) {
        const record = records[code];
        for (let fromText = 0; fromText < 4; fromText++) {
          const levelClass = record?.levelClass ?? (fromText === 0 ? undefined : (fromText as 3 | 2 | 1));
          if (levelClass === undefined || hospitalId === '') classOf[at++] = UNKNOWN_HOSPITAL;
          else if (pool === undefined) classOf[at++] = NO_POOL;
          else {
            const own: CoefficientHospital = { hospitalId, levelClass, record };
            const kind = isOwn[period]! ? hospitalId : formatDecimal(statedCoefficient(policy, own));
            const key = JSON.stringify([period, pool.insurance, levelClass, kind]);
            let index = known.get(key);
            if (index === undefined) {
              index = classes.length;
              known.set(key, index);
              classes.push({ ...own, period, insurance: pool.insurance });
            }
            classOf[at++] = index;
          }
        }
      }
    }
  }
  return { classes, classOf, levelOfText };
}

/** Whether the table tells hospitals or grades apart. */
function hasPlaceKeys({ variants }: WeightTable): boolean {
  return (variants ?? []).some(({ key }) => key.hospital !== undefined || key.grade !== undefined);
}
