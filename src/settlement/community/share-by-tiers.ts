import type { HospitalRegister } from '../../cases/register.js';
import { decimalOf } from '../../kernel/decimal.js';
import { evaluateFormula } from '../../kernel/formula/evaluate-formula.js';
import { isFormulaName, namedVocabulary } from '../../kernel/formula/named-vocabulary.js';
import { type Rational, rationalOf, roundRational } from '../../kernel/formula/rational.js';
import { formulaNames, readFormula } from '../../kernel/formula/read-formula.js';
import { formatYuan } from '../../kernel/money.js';
import type { CommunityPool } from '../../policy/policy-schema.js';
import { shareExactly } from '../clearing/share-exactly.js';
import { COMMUNITY_ERRORS } from './community-errors.js';
import { pathOf, type Tier } from './community-members.js';

/** Numbers of the hospitals that weights may name beside those of the register. */
export interface MemberNumbers {
  readonly cases: ReadonlyMap<string, number>;
  readonly insideFen: ReadonlyMap<string, number>;
}

/** Tiers with the exact weight of each hospital, frozen: what a later change of the register does is another settlement. */
export interface WeightedTier extends Tier {
  readonly weights: readonly Rational[];
}

/**
 * Weights of the hospitals by the pool's formula.
 * @throws community_weight_missing where a hospital lacks a number that the formula names; the codes of readFormula
 */
export function weightedTiers(
  pool: CommunityPool,
  tiers: readonly Tier[],
  register: HospitalRegister,
  { cases, insideFen }: MemberNumbers,
): WeightedTier[] {
  const names = new Set(['cases', 'inside']);
  for (const { numbers } of register.values()) {
    for (const name of numbers?.keys() ?? []) if (isFormulaName(name)) names.add(name);
  }
  const tree = readFormula(
    pool.weight,
    namedVocabulary(Object.fromEntries([...names].map((name) => [name, 'number'])), 'number'),
  );
  const used = formulaNames(tree);
  const weightOf = (hospital: string): Rational => {
    const numbers = register.get(hospital)?.numbers;
    const bindings = new Map<string, Rational | undefined>(
      used.map((name) => {
        if (name === 'cases') return [name, { numerator: BigInt(cases.get(hospital) ?? 0), denominator: 1n }];
        if (name === 'inside') return [name, { numerator: BigInt(insideFen.get(hospital) ?? 0), denominator: 100n }];
        const value = numbers?.get(name);
        return [name, value === undefined ? undefined : rationalOf(value)];
      }),
    );
    const missing = used.filter((name) => bindings.get(name) === undefined).join(', ');
    const value = evaluateFormula(tree, bindings);
    if (missing === '' && value !== undefined) return value;
    throw COMMUNITY_ERRORS.community_weight_missing(
      { pool: pool.name, hospital, formula: pool.weight, missing },
      { path: `${pathOf(pool)}.weight` },
    );
  };
  return tiers.map((tier) => ({ ...tier, weights: tier.hospitals.map(weightOf) }));
}

/**
 * An amount of either sign shared by the ratios of the tiers, largest remainder; within each tier see shareWithin.
 * @returns fen of each tier
 * @source rules §5.3
 */
export function shareTiers(amountFen: number, tiers: readonly Tier[]): Float64Array {
  return shareExactly(amountFen, integersOf(tiers.map(({ ratio }) => rationalOf(decimalOf(ratio)))));
}

/**
 * Shares an amount among the hospitals of a tier by their weights, largest remainder, ties in code-point order.
 * @throws community_weight_wrong
 */
export function shareWithin(pool: CommunityPool, tier: WeightedTier, amountFen: number): Float64Array {
  const shares = integersOf(tier.weights);
  const sum = shares.reduce((total, share) => total + share, 0n);
  if (amountFen === 0) return new Float64Array(shares.length);
  if (sum <= 0n || shares.some((share) => share < 0n)) {
    throw COMMUNITY_ERRORS.community_weight_wrong(
      { pool: pool.name, tier: tier.name, amount: formatYuan(amountFen), formula: pool.weight },
      { path: `${pathOf(pool)}.weight` },
    );
  }
  return shareExactly(amountFen, shares);
}

/** Fractions over one denominator: their numerators. */
function integersOf(values: readonly Rational[]): bigint[] {
  const common = values.reduce((all, { denominator }) => (all / gcd(all, denominator)) * denominator, 1n);
  return values.map(({ numerator, denominator }) => numerator * (common / denominator));
}

function gcd(a: bigint, b: bigint): bigint {
  let [x, y] = [a, b];
  while (y !== 0n) [x, y] = [y, x % y];
  return x;
}

/** For a table: eight decimals. */
export const shownWeight = (value: Rational): number => Number(roundRational(value, 8)) / 1e8;
