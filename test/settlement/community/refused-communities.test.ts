import { describe, expect, it } from 'vitest';
import { checkPolicy } from '../../../src/policy/check-policy.js';
import { smallTimeline } from '../../pricing/small-region.js';
import { HOSPITALS, pool, refused, settleCommunity, stay, TIERS, title } from './small-community.js';

const cases = [stay(100)];
const findings = (...pools: unknown[]) =>
  checkPolicy(smallTimeline([{ policy: { communities: { pools } } }]))
    .filter(({ severity, path }) => severity === 'error' && path.startsWith('communities'))
    .map(({ code, path }) => [code, path]);

describe('policy check', () => {
  it('two pools of one county, year and insurance are an error at the second, also with empty communities', () => {
    const county = pool({ community: undefined, county: 'X' });
    expect(findings(county, { ...county, name: 'again' })).toEqual([
      ['community_pool_twice', 'communities.pools.again'],
    ]);
    expect(findings(county, { ...county, name: 'other', county: 'Y' })).toEqual([]);
  });
  it('a tier that does not exist is named at the referral that names it', () => {
    const referrals = [{ name: 'down', title, referrals: ['down'], amount: 'yuan(1)', paid_by: { tier: 'contry' } }];
    expect(findings(pool({ tiers: TIERS, referrals }))).toEqual([
      ['community_tier_of_nothing', 'communities.pools.c1.referrals.down'],
    ]);
  });
  it('visits have no county', () => {
    expect(findings(pool({ county: 'X', covers: ['outpatient'] }))).toEqual([
      ['community_county_of_visits', 'communities.pools.c1.county'],
    ]);
  });
});

describe('settlement', () => {
  it.each([
    ['no heads in the policy and no population', pool({ heads: undefined }), 'community_heads_missing'],
    ['a community without a hospital', pool({ community: 'C2' }), 'community_without_hospitals'],
    ['a hospital in no tier', pool({ tiers: TIERS.slice(0, 2) }), 'community_hospital_without_tier'],
    ['weights that are 0', pool({ weight: '0 * score' }), 'community_weight_wrong'],
    ['a negative weight', pool({ weight: 'score - 75' }), 'community_weight_wrong'],
    [
      'a weight by a number that one hospital lacks',
      pool({ weight: 'beds', hospitals: ['CITY'] }),
      'community_weight_missing',
    ],
    [
      'a performance term by a measure without stays',
      pool({ performance: [{ name: 'p', title, add: 'grassroots_share' }] }),
      'community_amount_missing',
    ],
    [
      'a subsidy by a number that one hospital lacks',
      pool({ subsidies: [{ name: 's', title, amount: 'yuan(beds)' }] }),
      'community_amount_missing',
    ],
    ['visits that were not given', pool({ covers: ['outpatient'] }), 'community_visits_missing'],
  ])('%s', async (name, document, code) => {
    const { H1, ...others } = HOSPITALS;
    const beds = { ...H1!, numbers: new Map([...H1!.numbers!, ['beds', { digits: 10, scale: 0 }]]) };
    const stays = name.includes('without stays') ? [stay(1, 'CITY', { texts: { community_id: 'C9' } })] : cases;
    expect(await refused({ cases: stays, pools: [document], hospitals: { ...others, H1: beds } })).toBe(code);
  });
  it('a name that no register has is refused by the formula, with its position', async () => {
    expect(await refused({ cases, pools: [pool({ weight: 'scroe' })] })).toBe('formula_unknown_name');
  });
  it('a visit without what the fund paid is refused by its id; one of another year or community is not', async () => {
    const visit = { visit_id: 'V9', insurance: 'resident', hospital_id: 'H3', visit_date: 20_700, community_id: 'C1' };
    const given = { cases, pools: [pool({ covers: ['outpatient'] })] };
    expect(await refused({ ...given, visits: [visit] })).toBe('community_visit_amount_missing');
    expect(await refused({ ...given, visits: [{ ...visit, visit_date: 21_000 }] })).toBe('none');
    expect(await refused({ ...given, visits: [{ ...visit, community_id: 'C2' }] })).toBe('none');
  });
  it('people of no pool whose insurance has one are counted in a notice', async () => {
    const settlement = await settleCommunity({
      cases: [...cases, stay(50, 'H1', { texts: { community_id: '' } })],
      pools: [pool()],
    });
    const notice = settlement.notices.find(({ code }) => code === 'community_unassigned');
    expect(notice).toMatchObject({ count: 1 });
    expect(notice!.zh).toContain('50.00');
  });
});
