import { expect, test } from 'vitest';
import { inlineExecutor } from '../../../src/kernel/executor.js';
import { withOriginPools } from '../../../src/pricing/origin-pools.js';
import { priceCases } from '../../../src/pricing/steps.js';
import { literalCommunities } from '../../../src/settlement/literal/literal-communities.js';
import { settleYear } from '../../../src/settlement/steps.js';
import { communityInput, fen, pool, stay, title } from './small-community.js';

const from = (amount: number, hospital: string, insured_region: string, community_id = 'C1') =>
  stay(amount, hospital, { texts: { insured_region, community_id } });

test('under pools by origin a community has its people of every origin: 30,000 + 10,000 inside, 20,000 outside of 100,000', async () => {
  const cases = [
    from(30_000, 'H1', '370811'),
    from(20_000, 'CITY', '370100'),
    from(10_000, 'H2', ''),
    from(5_000, 'H1', '370811', 'C9'),
  ];
  const budget = { name: 'all', title, insurances: ['resident'], amount: 90_000, overrun: 'share', borne: 0.4 };
  const given = await communityInput({
    cases,
    pools: [pool()],
    communities: { global_budgets: [budget] },
    policy: {
      region: '370800',
      pools: [
        { insurance: 'resident', origin: 'local', fund: 100_000 },
        { insurance: 'resident', origin: 'other_city', fund: 50_000 },
        { insurance: 'resident', fund: 20_000 },
      ],
    },
  });
  const input = withOriginPools(given);
  const settlement = settleYear({ ...input, priced: await priceCases(input, inlineExecutor) });
  const { years, globalBudgets, spending } = settlement.communities!;
  expect(settlement.pools.map(({ insurance }) => insurance)).toContain('resident@other_city');
  const { insideFen, outsideFen } = years[0]!.spending;
  expect([insideFen, outsideFen, years[0]!.balanceFen]).toEqual([fen(40_000), fen(20_000), fen(40_000)]);
  const [literal] = literalCommunities(input);
  expect([literal!.inside, literal!.outside, literal!.balance].map(Number)).toEqual([
    insideFen,
    outsideFen,
    years[0]!.balanceFen,
  ]);
  // Those of no community stand in the line of their pool by origin, and the notice counts them.
  expect(spending.map(({ pool: name, insurance, cases: count }) => [name, insurance, count])).toEqual([
    ['c1', 'resident', 3],
    ['', 'resident@local', 1],
  ]);
  expect(settlement.notices.map(({ code }) => code)).toContain('community_unassigned');
  // 65,000 by groups and 40,000 shared by heads against 90,000: hospitals bear 0.4 of 15,000.
  const { groupsFen, headsFen, borneFen } = globalBudgets[0]!;
  expect([groupsFen, headsFen, borneFen]).toEqual([fen(65_000), fen(40_000), -fen(6_000)]);
});
