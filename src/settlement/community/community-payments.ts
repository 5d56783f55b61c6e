import { needColumn } from '../../cases/case-table.js';
import { evaluateFormula } from '../../kernel/formula/evaluate-formula.js';
import { isFormulaName, namedVocabulary } from '../../kernel/formula/named-vocabulary.js';
import { type Rational, rationalOf, roundRational } from '../../kernel/formula/rational.js';
import { formulaNames, readFormula } from '../../kernel/formula/read-formula.js';
import type { CommunityPool } from '../../policy/policy-schema.js';
import type { QuotaChoice } from '../quota.js';
import type { SettlementInput } from '../settlement-input.js';
import { fundAfterQuota } from '../sum-cells.js';
import { COMMUNITY_ERRORS } from './community-errors.js';
import { pathOf } from './community-members.js';
import type { CommunityPayment } from './community-results.js';
import type { referralRows } from './community-spending.js';
import { shareWithin, type WeightedTier } from './share-by-tiers.js';

/** What referrals and subsidies move within one pool. Fen by [tier name, hospital]. */
export interface PoolPayments {
  readonly referral: Map<string, number>;
  readonly subsidy: Map<string, number>;
  /** Paid by the pool itself. */
  readonly referralFromPool: number;
  readonly subsidyFromPool: number;
  readonly payments: readonly CommunityPayment[];
}

export const placeKey = (tier: string, hospital: string): string => `${tier}\u0000${hospital}`;

/**
 * Referral payments and subsidies of one pool. A referral's amount is rounded once a stay; what a tier pays or gets is
 * shared within it by the pool's weights. A transfer between a tier and a hospital adds up to 0.
 * @throws community_tier_unknown, community_amount_missing, the codes of readFormula and shareWithin
 * @source rules §11 M14, M15
 */
export function poolPayments(
  input: SettlementInput,
  quota: QuotaChoice,
  pool: CommunityPool,
  tiers: readonly WeightedTier[],
  rows: ReturnType<typeof referralRows>,
): PoolPayments {
  const referral = new Map<string, number>();
  const subsidy = new Map<string, number>();
  const payments: CommunityPayment[] = [];
  let referralFromPool = 0;
  let subsidyFromPool = 0;
  const tierOfHospital = new Map(tiers.flatMap(({ name, hospitals }) => hospitals.map((id) => [id, name] as const)));
  const giveTier = (into: Map<string, number>, name: string, tierName: string, amountFen: number) => {
    const tier = tierNamed(pool, tiers, name, tierName);
    if (tier.hospitals.length === 0) return void add(into, placeKey(tierName, ''), amountFen);
    shareWithin(pool, tier, amountFen).forEach((fen, h) => {
      add(into, placeKey(tierName, tier.hospitals[h]!), fen);
    });
  };
  for (const rule of pool.referrals ?? []) {
    const stays = rows.filter(
      ({ referral: kind, hospital }) =>
        rule.referrals.includes(kind) && (rule.to !== 'hospital' || tierOfHospital.has(hospital)),
    );
    let sum = 0;
    for (const stay of stays) {
      const amount = referralAmount(input, quota, pool, rule, stay.row);
      sum += amount;
      if (rule.to === 'hospital') add(referral, placeKey(tierOfHospital.get(stay.hospital)!, stay.hospital), amount);
    }
    if (rule.to !== 'hospital') giveTier(referral, rule.name, rule.to.tier, sum);
    if (rule.paid_by === 'pool') referralFromPool += sum;
    else giveTier(referral, rule.name, rule.paid_by.tier, -sum);
    const paidBy = rule.paid_by === 'pool' ? 'pool' : rule.paid_by.tier;
    const { name, title } = rule;
    payments.push({ pool: pool.name, name, kind: 'referral', title, paidBy, count: stays.length, amountFen: sum });
  }
  for (const rule of pool.subsidies ?? []) {
    let sum = 0;
    for (const [hospital, tier] of tierOfHospital) {
      const amount = subsidyAmount(input, pool, rule, hospital);
      sum += amount;
      add(subsidy, placeKey(tier, hospital), amount);
    }
    if (rule.paid_by === 'pool') subsidyFromPool += sum;
    const { name, title, paid_by: paidBy } = rule;
    payments.push({
      pool: pool.name,
      name,
      kind: 'subsidy',
      title,
      paidBy,
      count: tierOfHospital.size,
      amountFen: sum,
    });
  }
  return { referral, subsidy, referralFromPool, subsidyFromPool, payments };
}

function add(into: Map<string, number>, key: string, fen: number): void {
  into.set(key, (into.get(key) ?? 0) + fen);
}

function tierNamed(pool: CommunityPool, tiers: readonly WeightedTier[], name: string, tier: string): WeightedTier {
  const found = tiers.find((one) => one.name === tier);
  if (found !== undefined) return found;
  const known = tiers.map((one) => one.name).join(', ');
  throw COMMUNITY_ERRORS.community_tier_unknown({ pool: pool.name, name, tier, known }, { path: pathOf(pool) });
}

type Referral = NonNullable<CommunityPool['referrals']>[number];
type Subsidy = NonNullable<CommunityPool['subsidies']>[number];

function referralAmount(
  input: SettlementInput,
  quota: QuotaChoice,
  pool: CommunityPool,
  rule: Referral,
  row: number,
): number {
  const cost = needColumn(input.table, 'total_cost', 'money', 'communities').values[row]!;
  const money = (fen: number): Rational => ({ numerator: BigInt(fen), denominator: 100n });
  const bindings = new Map<string, Rational | undefined>([
    ['fund', money(fundAfterQuota(input, quota, row))],
    ['cost', money(cost)],
  ]);
  const tree = readFormula(rule.amount, namedVocabulary({ fund: 'money', cost: 'money' }, 'money'));
  const value = evaluateFormula(tree, bindings);
  if (value !== undefined) return Number(roundRational(value, 2));
  throw amountMissing(pool, rule.name, `row ${input.table.sourceRow[row]}`, rule.amount);
}

function subsidyAmount(input: SettlementInput, pool: CommunityPool, rule: Subsidy, hospital: string): number {
  const known = new Set<string>();
  for (const { numbers } of input.register.values()) {
    for (const name of numbers?.keys() ?? []) if (isFormulaName(name)) known.add(name);
  }
  const language = namedVocabulary(Object.fromEntries([...known].map((name) => [name, 'number'])), 'money');
  const tree = readFormula(rule.amount, language);
  const numbers = input.register.get(hospital)?.numbers;
  const used = formulaNames(tree);
  const bindings = new Map<string, Rational | undefined>(
    used.map((name) => {
      const value = numbers?.get(name);
      return [name, value === undefined ? undefined : rationalOf(value)];
    }),
  );
  const missing = used.filter((name) => bindings.get(name) === undefined);
  const value = missing.length > 0 ? undefined : evaluateFormula(tree, bindings);
  if (value !== undefined) return Number(roundRational(value, 2));
  throw amountMissing(pool, rule.name, hospital, missing.join(', '));
}

function amountMissing(pool: CommunityPool, name: string, unit: string, missing: string): Error {
  return COMMUNITY_ERRORS.community_amount_missing({ pool: pool.name, name, unit, missing }, { path: pathOf(pool) });
}
