import type { HospitalRecord, HospitalRegister } from '../../cases/register.js';
import { compareCodePoints } from '../../kernel/compare-code-points.js';
import type { CommunityPool } from '../../policy/policy-schema.js';
import { COMMUNITY_ERRORS } from './community-errors.js';

/** A tier with its hospitals in code-point order; a tier may have none. */
export interface Tier {
  readonly name: string;
  readonly ratio: number;
  readonly hospitals: readonly string[];
}

/**
 * Hospitals of a community, in code-point order: those that the register puts there (of a whole county: anywhere), and
 * those that the policy lists. Care at them is care inside.
 * @throws community_without_hospitals
 */
export function membersOf(pool: CommunityPool, register: HospitalRegister): string[] {
  const members = new Set(pool.hospitals ?? []);
  for (const [id, { communityId = '' }] of register) {
    if (communityId !== '' && (pool.community === undefined || communityId === pool.community)) members.add(id);
  }
  if (members.size === 0)
    throw COMMUNITY_ERRORS.community_without_hospitals({ pool: pool.name }, { path: pathOf(pool) });
  return [...members].sort(compareCodePoints);
}

/**
 * The tiers of a pool; without any, all hospitals are one.
 * @throws community_hospital_without_tier
 */
export function tiersOf(pool: CommunityPool, members: readonly string[], register: HospitalRegister): Tier[] {
  if (pool.tiers === undefined) return [{ name: 'all', ratio: 1, hospitals: members }];
  const hospitals = pool.tiers.map((): string[] => []);
  for (const id of members) {
    const place = pool.tiers.findIndex((tier) => isIn(tier, id, register.get(id)));
    if (place < 0) {
      throw COMMUNITY_ERRORS.community_hospital_without_tier(
        { pool: pool.name, hospital: id },
        { path: `${pathOf(pool)}.tiers` },
      );
    }
    hospitals[place]!.push(id);
  }
  return pool.tiers.map(({ name, ratio }, place) => ({ name, ratio, hospitals: hospitals[place]! }));
}

type TierTests = Pick<NonNullable<CommunityPool['tiers']>[number], 'hospitals' | 'kinds' | 'levels'>;

/** Every test that is written must hold; a tier without tests takes no hospital of the register. */
function isIn({ hospitals, kinds, levels }: TierTests, id: string, record: HospitalRecord | undefined): boolean {
  if (hospitals === undefined && kinds === undefined && levels === undefined) return false;
  if (hospitals !== undefined && !hospitals.includes(id)) return false;
  if (kinds !== undefined && !kinds.includes(record?.kind ?? '')) return false;
  return levels === undefined || levels.some((level) => level === String(record?.levelClass ?? ''));
}

export const pathOf = ({ name }: CommunityPool): string => `communities.pools.${name}`;
