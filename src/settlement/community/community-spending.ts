import { needColumn } from '../../cases/case-table.js';
import { dayOf } from '../../kernel/day.js';
import type { CommunityPool } from '../../policy/policy-schema.js';
import { METHOD_UNPRICED } from '../../pricing/priced-columns.js';
import { byAccount, hospitalOfAccount, insuranceOfAccount } from '../account-totals.js';
import { allocateCells } from '../allocate-cells.js';
import type { CellIndex } from '../cell-index.js';
import type { QuotaChoice } from '../quota.js';
import type { SettlementInput } from '../settlement-input.js';
import { fundAfterQuota } from '../sum-cells.js';
import { COMMUNITY_INPUT_ERRORS } from './community-errors.js';
import { poolOf, poolsOfCases } from './community-of-case.js';
import type { CommunitySpending } from './community-results.js';

/** Sums of every account (hospital × insurance) by pool; the last pool stands for people whom none is about. */
export interface AccountSpending {
  readonly poolCount: number;
  /** At [account × (poolCount + 1) + pool]. */
  readonly cases: Float64Array;
  readonly recorded: Float64Array;
  readonly fundBefore: Float64Array;
  readonly fund: Float64Array;
}

/**
 * Stays by account and pool. What clearing changed of an account is shared over its pools by what each had before, by
 * largest remainder, so that the parts add up to the account.
 * @throws column_missing
 */
export function spendingOfAccounts(
  input: SettlementInput,
  index: CellIndex,
  quota: QuotaChoice,
  adjustment: Float64Array,
  pools: readonly CommunityPool[],
): AccountSpending {
  const width = pools.length + 1;
  const size = index.accountCount * width;
  const [cases, recorded, fundBefore] = [0, 1, 2].map(() => new Float64Array(size)) as [
    Float64Array,
    Float64Array,
    Float64Array,
  ];
  const poolOfCase = poolsOfCases(input, pools);
  const { priced } = input;
  for (let row = 0; row < input.table.caseCount; row++) {
    const pool = poolOfCase(row);
    const at = index.accountOf[index.cellOf[row]!]! * width + (pool < 0 ? pools.length : pool);
    cases[at]! += 1;
    if (priced.method[row] === METHOD_UNPRICED) continue;
    recorded[at]! += priced.recordedFen[row]!;
    fundBefore[at]! += fundAfterQuota(input, quota, row);
  }
  const fund = fundBefore.slice();
  byAccount(index, adjustment).forEach((amount, account) => {
    if (amount === 0) return;
    const from = account * width;
    const bases = fundBefore.slice(from, from + width).map((fen) => Math.max(0, fen));
    const isNothing = bases.every((fen) => fen === 0);
    const parts = allocateCells(amount, isNothing ? cases.slice(from, from + width) : bases);
    for (let pool = 0; pool < width; pool++) fund[from + pool]! += parts[pool]!;
  });
  return { poolCount: pools.length, cases, recorded, fundBefore, fund };
}

/** By the policy's word: what a stay costs its pool. */
export function chosenSpending(spending: AccountSpending, word: 'final' | 'priced' | 'recorded'): Float64Array {
  return { final: spending.fund, priced: spending.fundBefore, recorded: spending.recorded }[word];
}

type Sums = { -readonly [Key in keyof CommunitySpending]: CommunitySpending[Key] };

const noSpending = (pool: string, insurance: string): Sums => ({
  ...{ pool, insurance, cases: 0, insideCases: 0, outsideCases: 0, grassrootsCases: 0, recordedFen: 0 },
  ...{ fundBeforeFen: 0, fundFen: 0, insideFen: 0, outsideFen: 0, insideVisits: 0, outsideVisits: 0 },
  ...{ grassrootsVisits: 0, insideVisitsFen: 0, outsideVisitsFen: 0 },
});

/**
 * What each pool spent inside and outside its hospitals, stays and visits; then, by insurance, the people whom no pool
 * is about, so that the sum is the year's fund.
 * @param members  hospitals of each pool
 * @throws community_visits_missing, community_visit_amount_missing, community_visits_by_county
 * @source rules §5.2
 */
export function communitySpending(
  input: SettlementInput,
  index: CellIndex,
  accounts: AccountSpending,
  word: 'final' | 'priced' | 'recorded',
  pools: readonly CommunityPool[],
  members: readonly ReadonlySet<string>[],
): CommunitySpending[] {
  const found = pools.map(({ name, insurance }) => noSpending(name, insurance));
  const others = new Map<string, Sums>();
  const chosen = chosenSpending(accounts, word);
  const width = pools.length + 1;
  for (let account = 0; account < index.accountCount; account++) {
    const hospital = hospitalOfAccount(index, account);
    const insurance = insuranceOfAccount(index, account);
    const isGrassroots = input.register.get(hospital)?.levelClass === 1;
    for (let pool = 0; pool < width; pool++) {
      const at = account * width + pool;
      if (accounts.cases[at] === 0) continue;
      const sums = pool < pools.length ? found[pool]! : (others.get(insurance) ?? noSpending('', insurance));
      if (pool === pools.length) others.set(insurance, sums);
      const isInside = members[pool]?.has(hospital) === true;
      const covers = pools[pool]?.covers.includes('inpatient') === true ? chosen[at]! : 0;
      sums.cases += accounts.cases[at]!;
      sums.recordedFen += accounts.recorded[at]!;
      sums.fundBeforeFen += accounts.fundBefore[at]!;
      sums.fundFen += accounts.fund[at]!;
      if (isInside) sums.insideCases += accounts.cases[at]!;
      else sums.outsideCases += accounts.cases[at]!;
      if (isInside) sums.insideFen += covers;
      else sums.outsideFen += covers;
      if (isGrassroots) sums.grassrootsCases += accounts.cases[at]!;
    }
  }
  addVisits(input, pools, members, found);
  return [...found, ...[...others.values()]];
}

function addVisits(
  input: SettlementInput,
  pools: readonly CommunityPool[],
  members: readonly ReadonlySet<string>[],
  found: readonly Sums[],
): void {
  const covering = pools.filter(({ covers }) => covers.includes('outpatient'));
  if (covering.length === 0) return;
  const named = covering.find(({ county }) => county !== undefined);
  if (named !== undefined) throw COMMUNITY_INPUT_ERRORS.community_visits_by_county({ pool: named.name });
  if (input.visits === undefined) {
    throw COMMUNITY_INPUT_ERRORS.community_visits_missing({ pool: covering[0]!.name });
  }
  const { year } = input.timeline;
  const [first, last] = [dayOf(year, 1, 1)!, dayOf(year, 12, 31)!];
  for (const visit of input.visits) {
    const day = Number(visit.visit_date);
    if (day < first || day > last) continue;
    const pool = poolOf(pools, String(visit.insurance), '', String(visit.community_id ?? ''));
    if (pool < 0 || !pools[pool]!.covers.includes('outpatient')) continue;
    if (visit.fund_paid === undefined) {
      const details = { visit: String(visit.visit_id), pool: pools[pool]!.name };
      throw COMMUNITY_INPUT_ERRORS.community_visit_amount_missing(details);
    }
    const sums = found[pool]!;
    const hospital = String(visit.hospital_id);
    const fen = Number(visit.fund_paid);
    if (members[pool]!.has(hospital)) {
      sums.insideVisits += 1;
      sums.insideVisitsFen += fen;
    } else {
      sums.outsideVisits += 1;
      sums.outsideVisitsFen += fen;
    }
    if (input.register.get(hospital)?.levelClass === 1) sums.grassrootsVisits += 1;
  }
}

/** Stays of referrals that a pool pays for or moves money with: rows in the order of the file. */
export function referralRows(
  input: SettlementInput,
  pools: readonly CommunityPool[],
): readonly { readonly row: number; readonly pool: number; readonly referral: string; readonly hospital: string }[] {
  if (!pools.some(({ referrals = [] }) => referrals.length > 0)) return [];
  const referral = needColumn(input.table, 'referral', 'dictionary', 'communities');
  const hospital = needColumn(input.table, 'hospital_id', 'dictionary', 'communities');
  const poolOfCase = poolsOfCases(input, pools);
  const rows: { row: number; pool: number; referral: string; hospital: string }[] = [];
  for (let row = 0; row < input.table.caseCount; row++) {
    const code = referral.codes[row]!;
    if (code === 0 || input.priced.method[row] === METHOD_UNPRICED) continue;
    const pool = poolOfCase(row);
    if (pool < 0) continue;
    rows.push({ row, pool, referral: referral.values[code]!, hospital: hospital.values[hospital.codes[row]!]! });
  }
  return rows;
}
