import { decimalOf } from '../../kernel/decimal.js';
import { multiplyFen } from '../../kernel/money.js';
import { formatFen } from '../../policy/format-value.js';
import type { CommunityPool, Policy } from '../../policy/policy-schema.js';
import { hospitalOfAccount } from '../account-totals.js';
import type { CellIndex } from '../cell-index.js';
import type { QuotaChoice } from '../quota.js';
import type { SettlementInput } from '../settlement-input.js';
import { checkCommunities } from './check-communities.js';
import { communityIncome } from './community-income.js';
import { membersOf, tiersOf } from './community-members.js';
import { communityMonths } from './community-months.js';
import { refuseOverlaps } from './community-of-case.js';
import { type PoolPayments, placeKey, poolPayments } from './community-payments.js';
import type { Communities, CommunityShare, CommunitySpending, CommunityYear } from './community-results.js';
import {
  type AccountSpending,
  chosenSpending,
  communitySpending,
  referralRows,
  spendingOfAccounts,
} from './community-spending.js';
import { globalBudgets } from './global-budget.js';
import { shareTiers, shareWithin, shownWeight, type WeightedTier, weightedTiers } from './share-by-tiers.js';

/**
 * The year of the county communities (县域医共体总额包干): the page to read first. After clearing, for each pool:
 *
 *  1. who is in it, once only                                         community-of-case.ts
 *  2. its hospitals and their tiers                                    community-members.ts
 *  3. spending of its people inside and outside, stays and visits      community-spending.ts
 *  4. income: heads × amount per head × (1 − reserve), performance     community-income.ts
 *  5. referral payments and subsidies                                  community-payments.ts
 *  6. balance = income − spending; shared, carried over, or the fund's share-by-tiers.ts
 *  7. total budgets over groups and heads                              global-budget.ts
 *  8. the monthly pre-settlement, a ledger alone                       community-months.ts
 *  9. the proof that parts add up to their whole                       check-communities.ts
 *
 * @param adjustment  by cell, fen: what clearing changed
 * @returns undefined where the policy has no communities
 * @throws the codes of community-errors.ts, column_missing, and of formulas
 * @source rules §5
 */
export function settleCommunities(
  input: SettlementInput,
  policy: Policy,
  index: CellIndex,
  quota: QuotaChoice,
  adjustment: Float64Array,
): Communities | undefined {
  const { communities } = policy;
  if (communities === undefined) return undefined;
  const { pools, spending: word } = communities;
  refuseOverlaps(pools);
  const members = pools.map((pool) => membersOf(pool, input.register));
  const accounts = spendingOfAccounts(input, index, quota, adjustment, pools);
  const memberSets = members.map((ids) => new Set(ids));
  const spending = communitySpending(input, index, accounts, word, pools, memberSets);
  const rows = referralRows(input, pools);
  const years: CommunityYear[] = [];
  const shares: CommunityShare[] = [];
  const terms: Communities['terms'][number][] = [];
  const payments: Communities['payments'][number][] = [];
  pools.forEach((pool, place) => {
    const numbers = memberNumbers(index, accounts, word, place, memberSets[place]!);
    const tiers = weightedTiers(pool, tiersOf(pool, members[place]!, input.register), input.register, numbers);
    const own = spending[place]!;
    const income = communityIncome(input, pool, own);
    const moved = poolPayments(
      input,
      quota,
      pool,
      tiers,
      rows.filter((row) => row.pool === place),
    );
    const year = yearOf(pool, own, income, moved);
    years.push(year);
    terms.push(...income.terms);
    payments.push(...moved.payments);
    shares.push(...sharesOf(pool, tiers, year.sharedFen, moved, numbers.insideFen));
  });
  const budgets = globalBudgets(communities.global_budgets ?? [], index, accounts, years);
  const months = communityMonths(input, quota, word, pools, years);
  const result = { years, spending, shares, months, terms, payments, globalBudgets: budgets };
  checkCommunities(result, index, accounts);
  return result;
}

/** Stays and fund of each hospital of a pool, of the pool's people alone. */
function memberNumbers(
  index: CellIndex,
  accounts: AccountSpending,
  word: 'final' | 'priced' | 'recorded',
  place: number,
  members: ReadonlySet<string>,
): { readonly cases: Map<string, number>; readonly insideFen: Map<string, number> } {
  const cases = new Map<string, number>();
  const insideFen = new Map<string, number>();
  const chosen = chosenSpending(accounts, word);
  for (let account = 0; account < index.accountCount; account++) {
    const hospital = hospitalOfAccount(index, account);
    if (!members.has(hospital)) continue;
    const at = account * (accounts.poolCount + 1) + place;
    cases.set(hospital, (cases.get(hospital) ?? 0) + accounts.cases[at]!);
    insideFen.set(hospital, (insideFen.get(hospital) ?? 0) + chosen[at]!);
  }
  return { cases, insideFen };
}

function yearOf(
  pool: CommunityPool,
  spending: CommunitySpending,
  { terms: _, ...income }: ReturnType<typeof communityIncome>,
  moved: PoolPayments,
): CommunityYear {
  const { insideFen, outsideFen, insideVisitsFen, outsideVisitsFen } = spending;
  const spentFen =
    insideFen + outsideFen + insideVisitsFen + outsideVisitsFen + moved.referralFromPool + moved.subsidyFromPool;
  const balanceFen = income.incomeFen - spentFen;
  const { action, part } =
    balanceFen >= 0
      ? { action: pool.surplus.action, part: pool.surplus.kept }
      : { action: pool.overrun.action, part: pool.overrun.borne };
  const own = action === 'none' ? 0 : multiplyFen(balanceFen, decimalOf(part));
  return {
    title: pool.title,
    county: pool.county ?? '',
    community: pool.community ?? '',
    spending,
    ...income,
    referralFen: moved.referralFromPool,
    subsidyFen: moved.subsidyFromPool,
    spentFen,
    balanceFen,
    sharedFen: action === 'share' ? own : 0,
    carriedFen: action === 'carry' ? own : 0,
    fundSideFen: balanceFen - own,
  };
}

function sharesOf(
  pool: CommunityPool,
  tiers: readonly WeightedTier[],
  sharedFen: number,
  moved: PoolPayments,
  insideFen: ReadonlyMap<string, number>,
): CommunityShare[] {
  const ofTiers = shareTiers(sharedFen, tiers);
  return tiers.flatMap((tier, t) => {
    const { name, ratio, hospitals, weights } = tier;
    const hasNone = hospitals.length === 0;
    const parts = hasNone ? [ofTiers[t]!] : shareWithin(pool, tier, ofTiers[t]!);
    return (hasNone ? [''] : hospitals).map((hospitalId, h): CommunityShare => {
      const key = placeKey(name, hospitalId);
      const part = formatFen(parts[h]!);
      const all = formatFen(sharedFen);
      const weight = hasNone ? Number.NaN : shownWeight(weights[h]!);
      const within = hasNone ? '' : `, ${pool.weight} = ${weight}`;
      return {
        pool: pool.name,
        insurance: pool.insurance,
        tier: name,
        hospitalId,
        weight,
        insideFen: insideFen.get(hospitalId) ?? 0,
        balanceFen: parts[h]!,
        referralFen: moved.referral.get(key) ?? 0,
        subsidyFen: moved.subsidy.get(key) ?? 0,
        words: {
          zh: `${pool.title.zh}：分配 ${all} 元，层级 ${name}（比例 ${ratio}${within}），得 ${part} 元`,
          en: `${pool.title.en}: ${all} yuan shared, tier ${name} (ratio ${ratio}${within}), giving ${part} yuan`,
        },
      };
    });
  });
}
