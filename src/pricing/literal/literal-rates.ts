import {
  addRationals,
  divideRationals,
  multiplyRationals,
  negateRational,
  type Rational,
  rationalOf,
  roundRational,
} from '../../kernel/formula/rational.js';
import type { PricingInput } from '../pricing-input.js';
import { literalCase } from './literal-case.js';
import {
  coefficientOf,
  exactly,
  levelOf,
  outsideMethod,
  outsideShare,
  policyOn,
  weightOf,
  whole,
} from './literal-policy.js';

/** Rate of each insurance where it comes from the budget; found over all cases. */
export type LiteralRates = ReadonlyMap<string, Rational>;

/** A weight has at most 15 decimals and a coefficient too, so that their product is whole at 30. */
const WEIGHT_DECIMALS = 30;

/** (fund × (1 − reserve) / fund_share − carve-outs) / Σ weights, rounded half up to fen, of each pool of the last segment. */
export function literalRates(input: PricingInput): LiteralRates {
  const policy = input.timeline.segments.at(-1)!.policy;
  const rates = new Map<string, Rational>();
  if (policy.rate.kind !== 'budget') return rates;
  for (const pool of policy.pools) {
    let carvedOutFen = 0n;
    let weightSum = 0n;
    for (let row = 0; row < input.table.caseCount; row++) {
      const record = literalCase(input, row);
      if (record.insurance !== pool.insurance) continue;
      if (record.totalCost === undefined || record.pooledFund === undefined) continue;
      const own = policyOn(input, record.day);
      const outside = outsideMethod(input, record, own);
      if (outside !== undefined) {
        carvedOutFen += roundRational(multiplyRationals(whole(record.totalCost), outsideShare(own, outside)), 0);
        continue;
      }
      const coefficient = rationalOf(coefficientOf(own, record.hospital, levelOf(input, record)!));
      const weight = rationalOf(weightOf(input, record)!);
      const adjusted = policy.rate.denominator === 'plain_weight' ? weight : multiplyRationals(weight, coefficient);
      weightSum += roundRational(adjusted, WEIGHT_DECIMALS);
    }
    if (weightSum === 0n) continue;
    const weights = { numerator: weightSum, denominator: 10n ** BigInt(WEIGHT_DECIMALS) };
    const carvedOut = { numerator: carvedOutFen, denominator: 100n };
    const isListed = (step: 'reserve' | 'carve_outs') => policy.clearing.steps.includes(step);
    const kept = addRationals(whole(1), negateRational(exactly(isListed('reserve') ? pool.reserve : 0)));
    const total = divideRationals(multiplyRationals(exactly(pool.fund), kept), exactly(pool.fund_share!));
    const forGroups = isListed('carve_outs') ? addRationals(total, negateRational(carvedOut)) : total;
    rates.set(pool.insurance, { numerator: roundRational(divideRationals(forGroups, weights), 2), denominator: 100n });
  }
  return rates;
}
