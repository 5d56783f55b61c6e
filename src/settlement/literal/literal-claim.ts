import { levelClassOfText } from '../../cases/level-class.js';
import { type Rational, roundRational } from '../../kernel/formula/rational.js';
import { compareCodePoints } from '../../kernel/hash.js';
import type { Policy } from '../../policy/policy-schema.js';
import { type LiteralCase, literalCase } from '../../pricing/literal/literal-case.js';
import { exactly, isFitting } from '../../pricing/literal/literal-numbers.js';
import { policyOn } from '../../pricing/literal/literal-policy.js';
import { literalRates, rateFor } from '../../pricing/literal/literal-rates.js';
import { type LiteralPrice, priceLiterally } from '../../pricing/literal/price-literally.js';
import type { SettlementInput } from '../settlement-input.js';

/** What the literal clearing takes: the input of pricing, and the ledger. */
export type LiteralInput = Omit<SettlementInput, 'priced'>;

/** A case with its price after its quota was chosen. */
export interface LiteralClaim extends LiteralPrice {
  readonly record: LiteralCase;
  readonly isInGroups: boolean;
  /** Units × 10^8 that float or are shared by; 0 where none. */
  readonly ownUnits: bigint;
}

const IN_GROUPS = new Set(['standard', 'outlier', 'special_case']);

/** Prices the cases and replaces the pay of those beyond the quota of their band or special case. */
export function literalClaims(input: LiteralInput): LiteralClaim[] {
  const prices = priceLiterally(input);
  const rates = literalRates(input);
  const claims = prices.map((price, row): LiteralClaim => {
    const isInGroups = IN_GROUPS.has(price.method);
    const record = literalCase(input, row);
    return { ...price, record, isInGroups, ownUnits: isInGroups ? price.units : 0n };
  });
  for (const rule of rulesWithQuota(input)) {
    for (const place of overQuota(input, claims, rule)) {
      const claim = claims[place]!;
      const policy = policyOn(input, claim.record.day);
      const rate = rateFor(policy, rates, claim.record.insurance);
      const { alternativePay, patient } = claim;
      const pay = alternativePay < patient ? patient : alternativePay;
      const isOrdinaryInGroups = rule.part === 'band' || claim.standard !== 0n || claim.weight !== undefined;
      claims[place] = {
        ...{ ...claim, pay, fund: pay - patient, isInGroups: isOrdinaryInGroups },
        ownUnits: isOrdinaryInGroups ? unitsOf(claim, rate) : 0n,
      };
    }
  }
  const fixed = fixedGroups(input.timeline.segments.at(-1)!.policy);
  return claims.map((claim) =>
    fixed.some((pattern) => isFitting(pattern, claim.record.group)) ? { ...claim, ownUnits: 0n } : claim,
  );
}

function fixedGroups({ rate }: Policy): readonly string[] {
  return rate.kind === 'elastic' ? (rate.fixed_groups ?? []) : [];
}

/** Units of the ordinary price: the price less what does not float, at the opening value. */
function unitsOf(claim: LiteralClaim, rate: Rational): bigint {
  const fen = claim.alternativePay - claim.supplement - claim.separate;
  if (fen <= 0n || rate.numerator <= 0n) return 0n;
  return roundRational({ numerator: fen * rate.denominator, denominator: 100n * rate.numerator }, 8);
}

type Quota = NonNullable<Policy['outliers']['bands'][number]['quota']>;
interface QuotaRule {
  readonly part: 'band' | 'special';
  readonly name: string;
  readonly quota: Quota;
}

/** The last stretch of the year that has a rule of the name says what its quota is. */
function rulesWithQuota({ timeline }: LiteralInput): QuotaRule[] {
  const found: QuotaRule[] = [];
  const policies = timeline.segments.map(({ policy }) => policy);
  for (const [part, lists] of [
    ['band', policies.map((policy) => policy.outliers.bands)],
    ['special', policies.map((policy) => policy.special_cases ?? [])],
  ] as const) {
    for (const name of new Set(lists.flatMap((list) => list.map((rule) => rule.name)))) {
      const last = lists.findLast((list) => list.some((rule) => rule.name === name))!;
      const { quota } = last.find((rule) => rule.name === name)!;
      if (quota !== undefined) found.push({ part, name, quota });
    }
  }
  return found;
}

function overQuota(input: LiteralInput, claims: readonly LiteralClaim[], { part, name, quota }: QuotaRule): number[] {
  const keyOf = ({ record }: LiteralClaim) =>
    [quota.by_level === undefined ? '' : levelOf(input, record), quota.base === 'region' ? '' : record.hospital].join(
      '|',
    );
  const places = claims.map((_, place) => place);
  const over: number[] = [];
  for (const key of new Set(claims.map(keyOf))) {
    const all = places.filter((place) => keyOf(claims[place]!) === key);
    const inRule = all.filter((place) => claims[place]![part] === name);
    const share = quota.share ?? quota.by_level?.[key.split('|')[0] as '3'] ?? 0;
    const { numerator, denominator } = exactly(share);
    const allowed = Number((BigInt(all.length) * numerator) / denominator);
    inRule.sort((a, b) => compareClaims(quota.order, claims[a]!, claims[b]!));
    over.push(...inRule.slice(allowed));
  }
  return over;
}

function levelOf({ register }: LiteralInput, { hospital, level }: LiteralCase): string {
  return String(register.get(hospital)?.levelClass ?? levelClassOfText(level) ?? 0);
}

/** Those that come first stand first. */
function compareClaims(order: Quota['order'], a: LiteralClaim, b: LiteralClaim): number {
  const height = ({ record, standard }: LiteralClaim) =>
    order === 'case_id' ? 0n : order === 'cost' ? record.totalCost! : record.totalCost! - standard;
  if (height(a) !== height(b)) return height(a) > height(b) ? -1 : 1;
  return compareCodePoints(a.record.caseId, b.record.caseId) || compareCodePoints(a.record.hospital, b.record.hospital);
}
