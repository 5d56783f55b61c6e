import { needColumn } from '../../cases/case-table.js';
import { dayOf } from '../../kernel/day.js';
import type { CommunityPool } from '../../policy/policy-schema.js';
import { METHOD_UNPRICED } from '../../pricing/priced-columns.js';
import { allocateCells } from '../allocate-cells.js';
import type { QuotaChoice } from '../quota.js';
import type { SettlementInput } from '../settlement-input.js';
import { fundAfterQuota } from '../sum-cells.js';
import { poolOf, poolsOfCases } from './community-of-case.js';
import type { CommunityMonth, CommunityYear } from './community-results.js';

const MONTHS = 12;
/** Of the row after the months: what the year-end settlement adds to them. */
const YEAR_END = 'year_end';

interface MonthSums {
  readonly cases: Float64Array;
  readonly staysFen: Float64Array;
  readonly visitsFen: Float64Array;
}

/**
 * The monthly pre-settlement of each pool (按月预结算): a ledger that moves no money. Income by twelfths of heads less
 * reserve; spending of the month's stays as priced or recorded before clearing, and of its visits. A last row holds what
 * the one settlement at the year's end adds (performance, what was brought over, clearing, referrals, subsidies, and
 * what lies in no month), so that the rows of a pool add up to its year.
 * @source rules §5.1; how months are reckoned is our reading, unverified
 */
export function communityMonths(
  input: SettlementInput,
  quota: QuotaChoice,
  word: 'final' | 'priced' | 'recorded',
  pools: readonly CommunityPool[],
  years: readonly CommunityYear[],
): CommunityMonth[] {
  const sums = pools.map(
    (): MonthSums => ({
      cases: new Float64Array(MONTHS),
      staysFen: new Float64Array(MONTHS),
      visitsFen: new Float64Array(MONTHS),
    }),
  );
  const monthOf = monthsOf(input.timeline.year);
  addStays(input, quota, word, pools, sums, monthOf);
  addVisits(input, pools, sums, monthOf);
  return pools.flatMap((pool, place) => rowsOf(pool, input.timeline.year, sums[place]!, years[place]!));
}

/** 0 to 11; -1 outside the year. */
function monthsOf(year: number): (day: number) => number {
  const starts = Array.from({ length: MONTHS }, (_, month) => dayOf(year, month + 1, 1)!);
  const last = dayOf(year, 12, 31)!;
  return (day) => (day > last ? -1 : starts.findLastIndex((start) => day >= start));
}

function addStays(
  input: SettlementInput,
  quota: QuotaChoice,
  word: 'final' | 'priced' | 'recorded',
  pools: readonly CommunityPool[],
  sums: readonly MonthSums[],
  monthOf: (day: number) => number,
): void {
  const { table, priced, timeline } = input;
  const { values: day } = needColumn(table, timeline.segments[0]!.policy.year_by, 'day', 'communities');
  const poolOfCase = poolsOfCases(input, pools);
  for (let row = 0; row < table.caseCount; row++) {
    const pool = poolOfCase(row);
    const month = pool < 0 ? -1 : monthOf(day[row]!);
    if (month < 0) continue;
    const own = sums[pool]!;
    own.cases[month]! += 1;
    if (priced.method[row] === METHOD_UNPRICED || !pools[pool]!.covers.includes('inpatient')) continue;
    own.staysFen[month]! += word === 'recorded' ? priced.recordedFen[row]! : fundAfterQuota(input, quota, row);
  }
}

function addVisits(
  input: SettlementInput,
  pools: readonly CommunityPool[],
  sums: readonly MonthSums[],
  monthOf: (day: number) => number,
): void {
  for (const visit of input.visits ?? []) {
    const month = monthOf(Number(visit.visit_date));
    const pool = poolOf(pools, String(visit.insurance), '', String(visit.community_id ?? ''));
    if (month < 0 || pool < 0 || !pools[pool]!.covers.includes('outpatient')) continue;
    sums[pool]!.visitsFen[month]! += Number(visit.fund_paid);
  }
}

function rowsOf(pool: CommunityPool, year: number, sums: MonthSums, ofYear: CommunityYear): CommunityMonth[] {
  const incomes = allocateCells(ofYear.grossFen - ofYear.reserveFen, new Float64Array(MONTHS).fill(1));
  const rows: CommunityMonth[] = [];
  let [cumulative, income, spent, cases, stays, visits] = [0, 0, 0, 0, 0, 0];
  const add = (entry: string, of: Omit<CommunityMonth, 'pool' | 'insurance' | 'entry' | 'cumulativeFen'>): void => {
    cumulative += of.incomeFen - of.spentFen;
    rows.push({ pool: pool.name, insurance: pool.insurance, entry, ...of, cumulativeFen: cumulative });
  };
  for (let month = 0; month < MONTHS; month++) {
    const [staysFen, visitsFen] = [sums.staysFen[month]!, sums.visitsFen[month]!];
    const of = { cases: sums.cases[month]!, incomeFen: incomes[month]!, staysFen, visitsFen };
    add(`${year}-${String(month + 1).padStart(2, '0')}`, { ...of, otherFen: 0, spentFen: staysFen + visitsFen });
    income += of.incomeFen;
    spent += staysFen + visitsFen;
    cases += of.cases;
    stays += staysFen;
    visits += visitsFen;
  }
  const { spending } = ofYear;
  const otherFen = ofYear.referralFen + ofYear.subsidyFen;
  add(YEAR_END, {
    cases: spending.cases - cases,
    incomeFen: ofYear.incomeFen - income,
    staysFen: spending.insideFen + spending.outsideFen - stays,
    visitsFen: spending.insideVisitsFen + spending.outsideVisitsFen - visits,
    otherFen,
    spentFen: ofYear.spentFen - spent,
  });
  return rows;
}
