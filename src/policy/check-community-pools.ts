import type { Finding } from '../kernel/finding.js';
import { FindingList } from './finding-list.js';
import type { CommunityPool, Policy } from './policy-schema.js';

/** Faults of county communities: two pools of the same people, tiers that do not exist, tiers that nothing is shared to. */
export function checkCommunityPools({ communities }: Policy): Finding[] {
  const found = new FindingList();
  const pools = communities?.pools ?? [];
  pools.forEach((pool, place) => {
    const path = `communities.pools.${pool.name}`;
    const other = pools.slice(0, place).find((one) => sharePeople(one, pool));
    if (other !== undefined) {
      found.error(
        'community_pool_twice',
        path,
        `与“${other.name}”在同一年、同一险种管同一批人，结余会支付两次。每个年度、险种、医共体只留一个包。`,
        `it and "${other.name}" are about the same people of one year and insurance: a balance would be paid twice. Keep one pool for each year, insurance and community.`,
      );
    }
    const known = pool.tiers?.map(({ name }) => name) ?? ['all'];
    for (const { name, paid_by: from, to } of pool.referrals ?? []) {
      for (const side of [from, to]) {
        if (typeof side === 'string' || known.includes(side.tier)) continue;
        found.error(
          'community_tier_of_nothing',
          `${path}.referrals.${name}`,
          `没有层级“${side.tier}”。可用：${known.join('、')}。`,
          `there is no tier "${side.tier}". There are: ${known.join(', ')}.`,
        );
      }
    }
    if (pool.covers.includes('outpatient') && pool.county !== undefined) {
      found.error(
        'community_county_of_visits',
        `${path}.county`,
        '门诊结算表没有参保地，含门诊的包不能按县划分。请改写 community，或去掉 county。',
        'outpatient.csv has no region of insurance, so a pool that covers visits cannot be one of a county. Name the community, or leave county out.',
      );
    }
  });
  return found.findings;
}

/** Whether two pools of a year share people: one that names no community has each of them in it; the same for counties. */
export function sharePeople(a: CommunityPool, b: CommunityPool): boolean {
  const meets = (x: string | undefined, y: string | undefined) => x === undefined || y === undefined || x === y;
  return a.insurance === b.insurance && meets(a.county, b.county) && meets(a.community, b.community);
}
