import {
  addRationals,
  divideRationals,
  multiplyRationals,
  negateRational,
  type Rational,
  roundRational,
} from '../../kernel/formula/rational.js';
import type { Insurance, Policy } from '../../policy/policy-schema.js';
import { insuranceOfPool } from '../../policy/pool-key.js';
import type { PricingInput } from '../pricing-input.js';
import { askedOf, countedLiterally } from './literal-asked.js';
import { literalCase } from './literal-case.js';
import { rationalOfWeight } from './literal-formula.js';
import { exactly, productOf, sumOf, whole } from './literal-numbers.js';
import { outsideMethod, outsidePay, placeOf, policyOn, roundedUnits } from './literal-policy.js';
import { amountWithoutRate, literalSpecial } from './literal-special.js';
import { literalFactor } from './literal-value.js';

/** Rate of each insurance where it comes from the budget; found over all cases. */
export type LiteralRates = ReadonlyMap<string, Rational>;

/**
 * (fund × (1 − set aside) / fund_share − carve-outs) / Σ units, of each pool of the last segment: rounded half up to fen
 * a weight, or to the decimals of a point value.
 */
export function literalRates(input: PricingInput): LiteralRates {
  const policy = input.timeline.segments.at(-1)!.policy;
  const rates = new Map<string, Rational>();
  if (publishedValue(policy) !== undefined) return rates;
  const isListed = (step: 'reserve' | 'carve_outs') => policy.clearing.steps.includes(step);
  for (const pool of policy.pools) {
    const { carvedOutFen, units } = sumsOf(input, pool.insurance);
    if (units.numerator === 0n) continue;
    const aside = isListed('reserve') ? sumOf([exactly(pool.reserve), exactly(pool.adjustment_fund ?? 0)]) : whole(0);
    const kept = addRationals(whole(1), negateRational(aside));
    const total = divideRationals(multiplyRationals(exactly(pool.fund), kept), exactly(pool.fund_share!));
    const carvedOut = { numerator: -carvedOutFen, denominator: 100n };
    const forGroups = isListed('carve_outs') ? addRationals(total, carvedOut) : total;
    const decimals = policy.method === 'drg-rate' ? 2 : policy.rounding.point_value;
    const digits = roundRational(divideRationals(forGroups, units), decimals);
    rates.set(pool.insurance, { numerator: digits, denominator: 10n ** BigInt(decimals) });
  }
  return rates;
}

/** What is paid outside the groups, and Σ units of the cases that the groups pay, of one pool. */
function sumsOf(input: PricingInput, insurance: string): { carvedOutFen: bigint; units: Rational } {
  const { rate } = input.timeline.segments.at(-1)!.policy;
  let carvedOutFen = 0n;
  const units: Rational[] = [];
  for (let row = 0; row < input.table.caseCount; row++) {
    const record = literalCase(input, row);
    if (record.insurance !== insurance) continue;
    if (record.totalCost === undefined || record.pooledFund === undefined) continue;
    const policy = policyOn(input, record.day);
    const outside = outsideMethod(input, record, policy);
    const place = placeOf(input, record, policy);
    if (place === undefined) {
      carvedOutFen += outsidePay(policy, outside!, record.totalCost);
      continue;
    }
    // Before the rate is known no case has a standard: tests and applications on it do not hold.
    const { cost, separate } = countedLiterally(input, record, policy, record.totalCost);
    const asked = askedOf(input, whole(0), record, policy, place, cost, 'outside');
    const kind = outside === 'by_item_kind' ? 'outside' : 'inside';
    const rule = literalSpecial(asked, place, kind, outside === undefined ? 'standard' : 'no_standard');
    const known = rule === undefined ? undefined : amountWithoutRate(rule, asked, place);
    if (known !== undefined && (outside !== undefined || rule!.counts === 'outside')) carvedOutFen += known + separate;
    else if (outside !== undefined) carvedOutFen += outsidePay(policy, outside, cost) + separate;
    else {
      carvedOutFen += separate;
      const { factor, replaces } = literalFactor(policy, asked);
      const weight = rationalOfWeight(asked.weight)!;
      const isPlain = rate.kind === 'budget' && rate.denominator === 'plain_weight';
      const coefficient = replaces ? whole(1) : asked.coefficient;
      units.push(isPlain ? weight : roundedUnits(policy, productOf([weight, coefficient, factor])));
    }
  }
  return { carvedOutFen, units: sumOf(units) };
}

/** The value that the policy itself states: for a floating one the opening, for an elastic one the fixed. */
function publishedValue({ rate }: Policy): number | Partial<Record<string, number>> | undefined {
  if (rate.kind === 'fixed' || rate.kind === 'standard') return rate.value;
  if (rate.kind === 'elastic') return rate.fixed;
  return rate.kind === 'floating' && rate.opening !== 'budget' ? rate.opening : undefined;
}

/** The rate at which a case is priced; 0 in a pool that pays no case through its groups, where the budget gives none. */
export function rateFor(policy: Policy, rates: LiteralRates, insurance: string): Rational {
  const value = publishedValue(policy);
  if (value === undefined) return rates.get(insurance) ?? whole(0);
  if (typeof value === 'number') return exactly(value);
  return exactly(value[insurance as Insurance] ?? value[insuranceOfPool(insurance) as Insurance]!);
}
