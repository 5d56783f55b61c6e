import { levelClassOfText } from '../../cases/level-class.js';
import { type Decimal, decimalOf } from '../../kernel/decimal.js';
import { type Rational, rationalOf } from '../../kernel/formula/rational.js';
import type { Policy } from '../../policy/policy-schema.js';
import { applyWeightPatches } from '../../weighting/apply-weight-patches.js';
import type { PaymentMethod } from '../priced-columns.js';
import type { PricingInput } from '../pricing-input.js';
import type { LiteralCase } from './literal-case.js';

export const whole = (value: bigint | number): Rational => ({ numerator: BigInt(value), denominator: 1n });
export const exactly = (value: number): Rational => rationalOf(decimalOf(value));

export function policyOn(input: PricingInput, day: number | undefined): Policy {
  const { segments } = input.timeline;
  const segment = segments.find(({ from, until }) => day !== undefined && from <= day && day < until);
  return (segment ?? segments[0]!).policy;
}

export function levelOf(input: PricingInput, record: LiteralCase): 3 | 2 | 1 | undefined {
  if (record.hospital === '') return undefined;
  return input.register.get(record.hospital)?.levelClass ?? levelClassOfText(record.level);
}

export function coefficientOf(policy: Policy, hospital: string, levelClass: 3 | 2 | 1): Decimal {
  const { by_hospital: own, by_level: byLevel } = policy.hospital_coefficient;
  return decimalOf(own[hospital] ?? byLevel[levelClass]);
}

export function weightOf(input: PricingInput, record: LiteralCase): Decimal | undefined {
  const day = record.day ?? input.timeline.segments[0]!.from;
  const table = applyWeightPatches(input.weights, input.timeline.weightPatches, day);
  return table.rows.find((row) => row.group === record.group)?.weight;
}

/** Why the groups do not pay a case, first that holds; undefined where they do. */
export function outsideMethod(input: PricingInput, record: LiteralCase, policy: Policy): PaymentMethod | undefined {
  if (record.kind !== '' && record.kind !== 'drg') return 'by_item_kind';
  if (levelOf(input, record) === undefined) return 'by_item_unknown_hospital';
  if (!policy.pools.some((pool) => pool.insurance === record.insurance)) return 'by_item_no_pool';
  if (record.status === 'unrelated_procedure') return 'by_item_unrelated';
  if (record.status !== 'grouped') return 'by_item_ungrouped';
  const weight = weightOf(input, record);
  if (policy.rate.kind !== 'standard' && (weight === undefined || weight.digits <= 0)) return 'by_item_unweighted';
  return undefined;
}

export function outsideShare(policy: Policy, method: PaymentMethod): Rational {
  const word =
    method === 'by_item_ungrouped'
      ? policy.ungrouped
      : method === 'by_item_unrelated'
        ? policy.unrelated_procedure
        : method === 'by_item_unweighted'
          ? policy.unweighted
          : 'by_item';
  if (typeof word === 'object') return exactly(word.share_of_items);
  return whole(word === 'by_item' ? 1 : 0);
}
