import { levelClassOfText } from '../../cases/level-class.js';
import { type Rational, roundRational } from '../../kernel/formula/rational.js';
import type { Policy } from '../../policy/policy-schema.js';
import { insuranceOfPool } from '../../policy/pool-key.js';
import type { PaymentMethod } from '../priced-columns.js';
import type { PricingInput } from '../pricing-input.js';
import { type LiteralCase, registeredFor } from './literal-case.js';
import { literalMean } from './literal-means.js';
import { exactly, whole } from './literal-numbers.js';
import { hasStandardIn, type LiteralPlace, tableMean, tableOn } from './literal-weights.js';

export function policyOn(input: PricingInput, day: number | undefined): Policy {
  const { segments } = input.timeline;
  const segment = segments.find(({ from, until }) => day !== undefined && from <= day && day < until);
  return (segment ?? segments[0]!).policy;
}

/** Where and for whom a case is paid; undefined where its hospital is unknown or its insurance has no pool. */
export function placeOf(input: PricingInput, record: LiteralCase, policy: Policy): LiteralPlace | undefined {
  const levelClass = levelOf(input, record);
  if (levelClass === undefined || !policy.pools.some((pool) => pool.insurance === record.insurance)) return undefined;
  const registered = registeredFor(input, record.hospital, record.row);
  return {
    ...{
      hospital: record.hospital,
      levelClass,
      grade: registered?.level,
      insurance: insuranceOfPool(record.insurance),
    },
    ...(registered?.numbers === undefined ? {} : { numbers: registered.numbers }),
  };
}

function levelOf(input: PricingInput, record: LiteralCase): 3 | 2 | 1 | undefined {
  if (record.hospital === '') return undefined;
  return registeredFor(input, record.hospital, record.row)?.levelClass ?? levelClassOfText(record.level);
}

/** Why the groups do not pay a case, first that holds; undefined where they do. */
export function outsideMethod(input: PricingInput, record: LiteralCase, policy: Policy): PaymentMethod | undefined {
  const kind = policy.method === 'dip' ? 'dip' : 'drg';
  if (record.kind !== '' && record.kind !== kind) return 'by_item_kind';
  if (levelOf(input, record) === undefined) return 'by_item_unknown_hospital';
  const place = placeOf(input, record, policy);
  if (place === undefined) return 'by_item_no_pool';
  if (record.status === 'unrelated_procedure') return 'by_item_unrelated';
  if (record.status !== 'grouped') return 'by_item_ungrouped';
  return hasStandardIn(policy, tableOn(input, record), record.group, place) ? undefined : 'by_item_unweighted';
}

/** What a case outside the groups is paid of an amount of cost, fen. */
export function outsidePay(policy: Policy, method: PaymentMethod, cost: bigint): bigint {
  const word =
    method === 'by_item_ungrouped'
      ? policy.ungrouped
      : method === 'by_item_unrelated'
        ? policy.unrelated_procedure
        : method === 'by_item_unweighted'
          ? policy.unweighted
          : 'by_item';
  const share = typeof word === 'object' ? exactly(word.share_of_items) : whole(word === 'by_item' ? 1 : 0);
  return roundRational({ numerator: share.numerator * cost, denominator: share.denominator }, 0);
}

/** Weights stay as they are; points and scores are rounded to their own decimals before they are valued. */
export function roundedUnits(policy: Policy, units: Rational): Rational {
  if (policy.method === 'drg-rate') return units;
  const decimals = policy.rounding.points;
  return { numerator: roundRational(units, decimals), denominator: 10n ** BigInt(decimals) };
}

export const meanIn = (
  input: PricingInput,
  record: LiteralCase,
  policy: Policy,
  place: LiteralPlace,
): bigint | undefined => {
  const { basis, thin_cases: thin = 1 } = policy.outliers;
  if (basis !== 'level_mean') return tableMean(input.weights, record.group, place);
  return literalMean(input, policy.year, thin, record.group, place).meanFen;
};

/** Points or score of a group at their value, fen: the basis `score`. */
export const scoreFen = (weight: Rational, rate: Rational): bigint =>
  roundRational(
    { numerator: weight.numerator * rate.numerator, denominator: weight.denominator * rate.denominator },
    2,
  );
