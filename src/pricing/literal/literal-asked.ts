import type { Rational } from '../../kernel/formula/rational.js';
import type { Policy } from '../../policy/policy-schema.js';
import type { PricingInput } from '../pricing-input.js';
import { amountOfColumn, type LiteralCase } from './literal-case.js';
import { literalCoefficient } from './literal-coefficient.js';
import { type LiteralPriced, rationalOfWeight } from './literal-formula.js';
import { whole } from './literal-numbers.js';
import { meanIn } from './literal-policy.js';
import { literalFactor, literalValue } from './literal-value.js';
import { type LiteralPlace, publishedIn, tableOn, weightIn } from './literal-weights.js';

/** The cost that counts, at least 0, and what is paid by item on top of the price. */
export function countedLiterally(
  input: PricingInput,
  record: LiteralCase,
  policy: Policy,
  total: bigint,
): { readonly cost: bigint; readonly separate: bigint } {
  const parts = (names: readonly string[]) =>
    names.reduce((sum, name) => sum + (amountOfColumn(input.table, name, record.row) ?? 0n), 0n);
  const left = total - parts(policy.case_cost?.without ?? []);
  return { cost: left < 0n ? 0n : left, separate: parts(policy.case_cost?.paid_separately ?? []) };
}

/** Everything that tests and formulas may ask of a case. Only a case that the groups pay has a standard. */
export function askedOf(
  input: PricingInput,
  rate: Rational,
  record: LiteralCase,
  policy: Policy,
  place: LiteralPlace,
  cost: bigint,
  paidBy: 'inside' | 'outside',
): LiteralPriced {
  const group = record.status === 'grouped' ? record.group : undefined;
  const table = tableOn(input, record);
  const coefficient = literalCoefficient(policy, table, place, record.group);
  const weight = group === undefined ? undefined : weightIn(table, group, place);
  const mean = group === undefined ? undefined : meanIn(input, record, policy, place);
  const { levelClass } = place;
  const known = { input, record, table, levelClass, group, weight, cost, mean, policy, coefficient, rate };
  const none = { factor: whole(1), replaces: false };
  if (paidBy === 'outside') return { ...known, standard: undefined, value: undefined, factor: none };
  const published = publishedIn(policy, table, record.group, place);
  const stated = { weight: rationalOfWeight(weight), published };
  const plain = literalValue(policy, stated, coefficient, rate);
  const factor = literalFactor(policy, { ...known, standard: plain.standard });
  const value = literalValue(policy, stated, coefficient, rate, factor);
  return { ...known, standard: value.standard, value, factor };
}
