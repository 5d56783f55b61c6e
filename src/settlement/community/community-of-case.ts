import { findColumn, needColumn } from '../../cases/case-table.js';
import { sharePeople } from '../../policy/check-community-pools.js';
import type { CommunityPool, Policy } from '../../policy/policy-schema.js';
import { insuranceOfPool } from '../../policy/pool-key.js';
import type { SettlementInput } from '../settlement-input.js';
import { COMMUNITY_ERRORS } from './community-errors.js';

const STAGE = 'communities';

/**
 * Two pools of one year and insurance that are about the same people would pay a balance twice, also where one names no
 * community: the whole county has each of its communities in it.
 * @throws community_pools_overlap
 * @source rules §5.4
 */
export function refuseOverlaps(pools: readonly CommunityPool[]): void {
  pools.forEach((second, place) => {
    const first = pools.slice(0, place).find((one) => sharePeople(one, second));
    if (first === undefined) return;
    const people = [second.insurance, second.county ?? first.county, second.community ?? first.community]
      .filter((part) => part !== undefined)
      .join(', ');
    throw COMMUNITY_ERRORS.community_pools_overlap(
      { first: first.name, second: second.name, people },
      { path: `communities.pools.${second.name}` },
    );
  });
}

/**
 * The place of the pool that people are in; -1 where none is about them. Under pools by origin a case's insurance is the
 * name of its pool (employee@local): a community is about the people of the insurance, wherever they come from.
 */
export function poolOf(pools: readonly CommunityPool[], insurance: string, county: string, community: string): number {
  return pools.findIndex(
    (pool) =>
      pool.insurance === insuranceOfPool(insurance) &&
      (pool.county === undefined || pool.county === county) &&
      (pool.community === undefined || pool.community === community),
  );
}

/**
 * The pool of each row, by the codes of insurance, region of insurance and community: each combination is looked up once.
 * @throws column_missing where a pool names a county or community and the cases have no such column
 */
export function poolsOfCases(input: SettlementInput, pools: readonly CommunityPool[]): (row: number) => number {
  const { table } = input;
  const insurance = needColumn(table, 'insurance', 'dictionary', STAGE);
  const asks = (key: 'county' | 'community') => pools.some((pool) => pool[key] !== undefined);
  const optional = (name: string, isAsked: boolean) =>
    isAsked ? needColumn(table, name, 'dictionary', STAGE) : findColumn(table, name, 'dictionary');
  const county = optional('insured_region', asks('county'));
  const community = optional('community_id', asks('community'));
  const known = new Map<number, number>();
  const communities = community?.values.length ?? 1;
  const counties = county?.values.length ?? 1;
  return (row) => {
    const [i, r, c] = [insurance.codes[row]!, county?.codes[row] ?? 0, community?.codes[row] ?? 0];
    const key = (i * counties + r) * communities + c;
    const found = known.get(key);
    if (found !== undefined) return found;
    const pool = poolOf(pools, insurance.values[i]!, county?.values[r] ?? '', community?.values[c] ?? '');
    known.set(key, pool);
    return pool;
  };
}

/** Columns of the cases that the policy's communities read. */
export function communityColumns({ communities }: Policy): string[] {
  const pools = communities?.pools ?? [];
  const columns: string[] = [];
  if (pools.some(({ county }) => county !== undefined)) columns.push('insured_region');
  if (pools.some(({ community }) => community !== undefined)) columns.push('community_id');
  if (pools.some(({ referrals = [] }) => referrals.length > 0)) columns.push('referral');
  return columns;
}
