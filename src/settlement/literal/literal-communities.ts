import { evaluateFormula } from '../../kernel/formula/evaluate-formula.js';
import { namedVocabulary } from '../../kernel/formula/named-vocabulary.js';
import { type Rational, rationalOf, roundRational } from '../../kernel/formula/rational.js';
import { formulaNames, readFormula } from '../../kernel/formula/read-formula.js';
import { compareCodePoints } from '../../kernel/hash.js';
import type { CommunityPool } from '../../policy/policy-schema.js';
import { insuranceOfPool } from '../../policy/pool-key.js';
import { wordOf } from '../../pricing/literal/literal-case.js';
import { exactly, productOf, sumOf, whole } from '../../pricing/literal/literal-numbers.js';
import { accountKey, shareOut, split } from './literal-cell.js';
import { type LiteralClaim, type LiteralInput, literalClaims } from './literal-claim.js';
import { clearLiterally } from './settle-literally.js';

/** One pool as the literal reading has it, whole fen. */
export interface LiteralCommunity {
  readonly income: bigint;
  readonly inside: bigint;
  readonly outside: bigint;
  readonly referral: bigint;
  readonly subsidy: bigint;
  readonly balance: bigint;
  readonly shared: bigint;
  /** tier|hospital → its part of the balance. */
  readonly parts: ReadonlyMap<string, bigint>;
  /** hospital → referral payments received, less paid. */
  readonly referrals: ReadonlyMap<string, bigint>;
}

/** A stay with what it costs its pool after clearing. */
interface Stay {
  readonly claim: LiteralClaim;
  readonly place: number;
  readonly hospital: string;
}

/**
 * The literal county communities (§5), stay by stay and in exact fractions: the measure of settleCommunities. For small
 * regions with valid input; stays alone, `spending: final` or `priced`.
 * @source rules §5
 */
export function literalCommunities(input: LiteralInput): LiteralCommunity[] {
  const { communities } = input.timeline.segments.at(-1)!.policy;
  const { pools, spending } = communities!;
  const stays = literalClaims(input).map((claim): Stay => {
    const place = pools.findIndex((pool) => isAbout(pool, input, claim.record.row));
    return { claim, place, hospital: claim.record.hospital };
  });
  const costs = spending === 'final' ? finalParts(input, stays, pools.length) : new Map<string, bigint>();
  return pools.map((pool, place) => {
    const own = stays.filter((stay) => stay.place === place);
    const members = hospitalsOf(pool, input);
    const spent = (hospital: string): bigint => {
      if (spending !== 'final')
        return total(own.filter((stay) => stay.hospital === hospital).map((one) => one.claim.fund));
      const insurances = new Set(own.map(({ claim }) => claim.record.insurance));
      return total([...insurances].map((insurance) => costs.get(partKey(place, hospital, insurance)) ?? 0n));
    };
    const hospitals = [...new Set(own.map(({ hospital }) => hospital))];
    const inside = total(hospitals.filter((id) => members.includes(id)).map(spent));
    const outside = total(hospitals.filter((id) => !members.includes(id)).map(spent));
    const tiers = tiersOf(pool, members, input, own, spent);
    const moved = referralsOf(input, pool, own, tiers);
    const subsidy = subsidiesOf(pool, members, input);
    const income = incomeOf(pool);
    const balance = income - inside - outside - moved.fromPool - subsidy;
    const rule =
      balance >= 0n ? { ...pool.surplus, part: pool.surplus.kept } : { ...pool.overrun, part: pool.overrun.borne };
    const shared =
      rule.action === 'share'
        ? roundRational(productOf([{ numerator: balance, denominator: 100n }, exactly(rule.part)]), 2)
        : 0n;
    return {
      ...{ income, inside, outside, referral: moved.fromPool, subsidy, balance, shared },
      parts: partsOf(shared, tiers),
      referrals: moved.byHospital,
    };
  });
}

const total = (values: readonly bigint[]): bigint => values.reduce((sum, value) => sum + value, 0n);
const partKey = (place: number, hospital: string, insurance: string) => `${place}|${hospital}|${insurance}`;

function isAbout(pool: CommunityPool, input: LiteralInput, row: number): boolean {
  if (insuranceOfPool(wordOf(input.table, 'insurance', row)) !== pool.insurance) return false;
  if (pool.county !== undefined && wordOf(input.table, 'insured_region', row) !== pool.county) return false;
  return pool.community === undefined || wordOf(input.table, 'community_id', row) === pool.community;
}

/** What clearing changed of an account goes to its pools by what each had, else by its stays. */
function finalParts(input: LiteralInput, stays: readonly Stay[], poolCount: number): Map<string, bigint> {
  const parts = new Map<string, bigint>();
  const { cells } = clearLiterally(input);
  for (const own of split(stays, ({ claim }) => accountKey(claim.record))) {
    const { hospital, insurance } = own[0]!.claim.record;
    const change = total(
      cells
        .filter((cell) => cell.hospital === hospital && cell.insurance === insurance)
        .map(({ fund, fundBeforeClearing }) => fund - fundBeforeClearing),
    );
    const places = [...Array.from({ length: poolCount }, (_, place) => place), -1];
    const before = places.map((place) =>
      total(own.filter((stay) => stay.place === place).map((one) => one.claim.fund)),
    );
    const counts = places.map((place) => BigInt(own.filter((stay) => stay.place === place).length));
    const bases = before.map((fund) => (fund > 0n ? fund : 0n));
    const added = change === 0n ? places.map(() => 0n) : shareOut(change, total(bases) > 0n ? bases : counts);
    places.forEach((place, i) => {
      parts.set(partKey(place, hospital, insurance), before[i]! + added[i]!);
    });
  }
  return parts;
}

function hospitalsOf(pool: CommunityPool, { register }: LiteralInput): string[] {
  const found = [...register.values()].filter(({ communityId }) =>
    pool.community === undefined ? communityId !== undefined : communityId === pool.community,
  );
  return [...new Set([...found.map(({ hospitalId }) => hospitalId), ...(pool.hospitals ?? [])])].sort(
    compareCodePoints,
  );
}

interface LiteralTier {
  readonly name: string;
  readonly ratio: Rational;
  readonly hospitals: readonly { readonly id: string; readonly weight: Rational }[];
}

function tiersOf(
  pool: CommunityPool,
  members: readonly string[],
  { register }: LiteralInput,
  own: readonly Stay[],
  spent: (hospital: string) => bigint,
): LiteralTier[] {
  const known = new Set([...register.values()].flatMap(({ numbers }) => [...(numbers?.keys() ?? [])]));
  const language = namedVocabulary(
    Object.fromEntries([...known, 'cases', 'inside'].map((name) => [name, 'number'])),
    'number',
  );
  const tree = readFormula(pool.weight, language);
  const weightOf = (id: string): Rational => {
    const values = new Map<string, Rational>([
      ['cases', whole(own.filter(({ hospital }) => hospital === id).length)],
      ['inside', { numerator: spent(id), denominator: 100n }],
    ]);
    for (const [name, value] of register.get(id)?.numbers ?? []) values.set(name, rationalOf(value));
    return evaluateFormula(tree, new Map(formulaNames(tree).map((name) => [name, values.get(name)])))!;
  };
  const list = pool.tiers ?? [{ name: 'all', ratio: 1, hospitals: [...members] }];
  const left = new Set(members);
  return list.map((tier) => {
    const hospitals = members.filter((id) => {
      const record = register.get(id);
      const tests = [
        tier.hospitals?.includes(id),
        'kinds' in tier ? tier.kinds?.includes(record?.kind ?? '') : undefined,
        'levels' in tier ? tier.levels?.some((level) => level === String(record?.levelClass)) : undefined,
      ].filter((test) => test !== undefined);
      return left.has(id) && tests.length > 0 && tests.every(Boolean);
    });
    for (const id of hospitals) left.delete(id);
    return {
      name: tier.name,
      ratio: exactly(tier.ratio),
      hospitals: hospitals.map((id) => ({ id, weight: weightOf(id) })),
    };
  });
}

/** Fractions as whole numbers over their common denominator. */
function wholeOf(values: readonly Rational[]): bigint[] {
  const common = values.reduce((product, { denominator }) => product * denominator, 1n);
  return values.map(({ numerator, denominator }) => (numerator * common) / denominator);
}

function partsOf(amount: bigint, tiers: readonly LiteralTier[]): Map<string, bigint> {
  const parts = new Map<string, bigint>();
  const ofTiers = shareOut(amount, wholeOf(tiers.map(({ ratio }) => ratio)));
  tiers.forEach(({ name, hospitals }, t) => {
    if (hospitals.length === 0) parts.set(`${name}|`, ofTiers[t]!);
    else for (const [id, part] of withinTier(hospitals, ofTiers[t]!)) parts.set(`${name}|${id}`, part);
  });
  return parts;
}

function withinTier(hospitals: LiteralTier['hospitals'], amount: bigint): [string, bigint][] {
  if (amount === 0n) return hospitals.map(({ id }) => [id, 0n]);
  const parts = shareOut(amount, wholeOf(hospitals.map(({ weight }) => weight)));
  return hospitals.map(({ id }, h) => [id, parts[h]!]);
}

function referralsOf(input: LiteralInput, pool: CommunityPool, own: readonly Stay[], tiers: readonly LiteralTier[]) {
  const byHospital = new Map<string, bigint>();
  let fromPool = 0n;
  const give = (id: string, amount: bigint) => byHospital.set(id, (byHospital.get(id) ?? 0n) + amount);
  const giveTier = (name: string, amount: bigint) => {
    const { hospitals } = tiers.find((tier) => tier.name === name)!;
    if (hospitals.length === 0) give('', amount);
    else for (const [id, part] of withinTier(hospitals, amount)) give(id, part);
  };
  const members = new Set(tiers.flatMap(({ hospitals }) => hospitals.map(({ id }) => id)));
  for (const rule of pool.referrals ?? []) {
    const tree = readFormula(rule.amount, namedVocabulary({ fund: 'money', cost: 'money' }, 'money'));
    let sum = 0n;
    for (const { claim, hospital } of own) {
      if (
        !rule.referrals.includes(wordOf(input.table, 'referral', claim.record.row)) ||
        (rule.to === 'hospital' && !members.has(hospital))
      )
        continue;
      const values = new Map<string, Rational>([
        ['fund', { numerator: claim.fund, denominator: 100n }],
        ['cost', { numerator: claim.record.totalCost!, denominator: 100n }],
      ]);
      const amount = roundRational(evaluateFormula(tree, values)!, 2);
      sum += amount;
      if (rule.to === 'hospital') give(hospital, amount);
    }
    if (rule.to !== 'hospital') giveTier(rule.to.tier, sum);
    if (rule.paid_by === 'pool') fromPool += sum;
    else giveTier(rule.paid_by.tier, -sum);
  }
  return { byHospital, fromPool };
}

function subsidiesOf(pool: CommunityPool, members: readonly string[], { register }: LiteralInput): bigint {
  let sum = 0n;
  for (const rule of pool.subsidies ?? []) {
    if (rule.paid_by !== 'pool') continue;
    for (const id of members) {
      const numbers = new Map([...(register.get(id)?.numbers ?? [])].map(([name, value]) => [name, rationalOf(value)]));
      const names = Object.fromEntries([...numbers.keys()].map((name) => [name, 'number' as const]));
      sum += roundRational(evaluateFormula(readFormula(rule.amount, namedVocabulary(names, 'money')), numbers)!, 2);
    }
  }
  return sum;
}

/** heads × amount × (1 − reserve), terms over `values`, and what was brought over. */
function incomeOf(pool: CommunityPool): bigint {
  const left = sumOf([whole(1), exactly(-pool.reserve)]);
  const base = roundRational(productOf([exactly(pool.heads!), exactly(pool.per_head), left]), 2);
  const values = new Map(Object.entries(pool.values ?? {}).map(([name, value]) => [name, exactly(value)]));
  const names = Object.fromEntries([...values.keys()].map((name) => [name, 'number' as const]));
  const terms = (pool.performance ?? [])
    .filter((term) => term.applies_to === 'this_year')
    .map((term) => {
      const add = evaluateFormula(readFormula(term.add, namedVocabulary(names, 'number')), values)!;
      return roundRational(productOf([{ numerator: base, denominator: 100n }, add]), 2);
    });
  return base + total(terms) + roundRational(exactly(pool.carried_in ?? 0), 2);
}
