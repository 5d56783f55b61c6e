import { describe, expect, it } from 'vitest';
import { formatYuan } from '../../../src/kernel/money.js';
import { balances, NOBODY, pool, refused, settleCommunity, stay, TIERS, title } from './small-community.js';

/** §5.3: 500,000 people at 900 a head, 5 % kept back; 300 million inside, the rest in the city. */
const county = (outside: number, more: Record<string, unknown> = {}) =>
  settleCommunity({
    cases: [stay(300_000_000, 'H1'), stay(outside, 'CITY')],
    pools: [pool({ heads: 500_000, per_head: 900, reserve: 0.05, ...more })],
  });

describe('§5.3 the pool of a county of 500,000 × 900 × 95 %', () => {
  it('is 427,500,000.00; 300 million inside and 110 million outside leave 17,500,000.00', async () => {
    const { communities } = await county(110_000_000, { tiers: TIERS });
    const [year] = communities!.years;
    expect(formatYuan(year!.incomeFen)).toBe('427500000.00');
    expect(formatYuan(year!.spending.insideFen)).toBe('300000000.00');
    expect(formatYuan(year!.spending.outsideFen)).toBe('110000000.00');
    expect(formatYuan(year!.balanceFen)).toBe('17500000.00');
  });
  it('shared 6:3:1 it is 10,500,000.00, 5,250,000.00 and 1,750,000.00', async () => {
    expect(balances(await county(110_000_000, { tiers: TIERS }))).toEqual({
      H1: '10500000.00',
      H2: '5250000.00',
      H3: '1750000.00',
    });
  });
  it('shared by scores 90, 80, 70 it is 6,562,500.00, 5,833,333.33 and 5,104,166.67', async () => {
    expect(balances(await county(110_000_000, { weight: 'score' }))).toEqual({
      H1: '6562500.00',
      H2: '5833333.33',
      H3: '5104166.67',
    });
  });
  it('at 140 million outside the overrun of 12,500,000.00 shared 6:3:1 is −7,500,000.00, −3,750,000.00, −1,250,000.00', async () => {
    const settlement = await county(140_000_000, { tiers: TIERS, overrun: { action: 'share' } });
    expect(formatYuan(settlement.communities!.years[0]!.balanceFen)).toBe('-12500000.00');
    expect(balances(settlement)).toEqual({ H1: '-7500000.00', H2: '-3750000.00', H3: '-1250000.00' });
  });
  it.each([
    ['none', '0.00', '0.00', '-12500000.00'],
    ['share', '-12500000.00', '0.00', '0.00'],
    ['carry', '0.00', '-12500000.00', '0.00'],
  ])('overrun %s: shared %s, carried over %s, borne by the fund %s', async (action, shared, carried, fund) => {
    const settlement = await county(140_000_000, { overrun: { action } });
    const year = settlement.communities!.years[0]!;
    expect([year.sharedFen, year.carriedFen, year.fundSideFen].map(formatYuan)).toEqual([shared, carried, fund]);
    expect(settlement.notices.some(({ code }) => code === 'community_overrun_of_fund')).toBe(action === 'none');
  });
  it('a reasonable overrun shared at 60 % leaves 5,000,000.00 to the fund (M10)', async () => {
    const year = (await county(140_000_000, { overrun: { action: 'share', borne: 0.6 } })).communities!.years[0]!;
    expect([year.sharedFen, year.fundSideFen].map(formatYuan)).toEqual(['-7500000.00', '-5000000.00']);
  });
  it('what was brought over belongs to the pool: −2.5 million leaves 15,000,000.00', async () => {
    const year = (await county(110_000_000, { carried_in: -2_500_000 })).communities!.years[0]!;
    expect(formatYuan(year.balanceFen)).toBe('15000000.00');
  });
  it('a tier without a hospital of the register keeps its part as a line without one', async () => {
    const tiers = [
      { name: 'county', title, ratio: 9, kinds: ['county', 'township', 'village'] },
      { name: 'clinics', title, ratio: 1 },
    ];
    const { communities } = await county(110_000_000, { tiers });
    expect(communities!.shares.at(-1)).toMatchObject({ tier: 'clinics', hospitalId: '', balanceFen: 175_000_000 });
  });
});

describe('§5.5 measures', () => {
  it('the county keeps 300 of 427.5 million; of 2 stays 1 is outside, none at a level-1 hospital', async () => {
    const { years } = (await county(110_000_000)).communities!;
    const { spending, incomeFen } = years[0]!;
    expect(spending.insideFen / incomeFen).toBeCloseTo(0.7018, 4);
    expect([spending.outsideCases, spending.cases, spending.grassrootsCases]).toEqual([1, 2, 0]);
  });
});

describe('§5.4 one pool only for each year, insurance and community', () => {
  const cases = [stay(100)];
  it.each([
    ['the same community twice', [pool(), pool({ name: 'again' })]],
    [
      'a whole county twice, its community empty in both',
      [pool({ community: undefined }), pool({ name: 'again', community: undefined })],
    ],
    ['a whole county and one of its communities', [pool({ community: undefined }), pool({ name: 'again' })]],
    ['a county and every county', [pool({ county: 'X' }), pool({ name: 'again' })]],
  ])('%s is refused: a balance would be paid twice', async (_, pools) => {
    expect(await refused({ cases, pools })).toBe('community_pools_overlap');
  });
  it.each([
    ['another insurance', [pool(), pool({ name: 'other', insurance: 'employee' })]],
    ['another community', [pool(), pool({ name: 'other', community: 'C2', hospitals: ['CITY'] })]],
    ['another county', [pool({ county: 'X' }), pool({ name: 'other', county: 'Y' })]],
  ])('%s is taken', async (_, pools) => {
    expect(await refused({ cases: [stay(100, 'H1', { texts: { insured_region: 'X' } })], pools })).toBe('none');
  });
});

describe('M14 referral transfers, M15 subsidies, M11 performance', () => {
  it('M14: 3,200 down-referrals at 1,406.25 each bring the township 4,500,000.00, paid by the county hospital', async () => {
    const down = stay(1_000, 'H2', { texts: { referral: 'down' } });
    const referrals = [
      { name: 'down', title, referrals: ['down'], amount: 'yuan(1406.25)', paid_by: { tier: 'county' } },
    ];
    const settlement = await settleCommunity({
      cases: [...Array.from({ length: 3200 }, () => down), stay(2_000, 'H1')],
      pools: [pool({ tiers: TIERS, referrals, heads: 100_000 })],
    });
    const { shares, payments, years } = settlement.communities!;
    expect(Object.fromEntries(shares.map((one) => [one.hospitalId, formatYuan(one.referralFen)]))).toEqual({
      H1: '-4500000.00',
      H2: '4500000.00',
      H3: '0.00',
    });
    expect(payments[0]).toMatchObject({ count: 3200, amountFen: 450_000_000, paidBy: 'county' });
    expect(years[0]!.referralFen).toBe(0);
  });
  it('M14: a subsidy of 200.00 for each up-referral goes to the township and is spent by the pool', async () => {
    const referrals = [{ name: 'up', title, referrals: ['up'], amount: 'yuan(200)', to: { tier: 'township' } }];
    const up = stay(5_000, 'CITY', { texts: { referral: 'up' } });
    const { years, shares } = (
      await settleCommunity({ cases: [up, up, stay(1)], pools: [pool({ tiers: TIERS, referrals })] })
    ).communities!;
    expect(formatYuan(years[0]!.referralFen)).toBe('400.00');
    expect(formatYuan(years[0]!.spentFen)).toBe('10401.00');
    expect(formatYuan(shares.find(({ hospitalId }) => hospitalId === 'H2')!.referralFen)).toBe('400.00');
  });
  it('M14: part of the payment moves: 10 % of what the fund paid of the stay', async () => {
    const referrals = [{ name: 'down', title, referrals: ['down'], amount: '0.1 * fund', paid_by: { tier: 'county' } }];
    const { payments } = (
      await settleCommunity({
        cases: [stay(1_000.05, 'H2', { texts: { referral: 'down' } })],
        pools: [pool({ tiers: TIERS, referrals })],
      })
    ).communities!;
    expect(formatYuan(payments[0]!.amountFen)).toBe('100.01');
  });
  it('M15: 12.00 for each signed resident is 12,000.00, 24,000.00 and 6,000.00, of the pool or from outside', async () => {
    const subsidies = [{ name: 'signing', title, amount: 'yuan(12 * signed)' }];
    const year = async (paid_by: string) =>
      (await settleCommunity({ cases: [stay(1)], pools: [pool({ subsidies: [{ ...subsidies[0], paid_by }] })] }))
        .communities!;
    const own = await year('pool');
    expect(own.shares.map(({ subsidyFen }) => formatYuan(subsidyFen))).toEqual(['12000.00', '24000.00', '6000.00']);
    expect(formatYuan(own.years[0]!.balanceFen)).toBe('57999.00');
    expect(formatYuan((await year('fund')).years[0]!.balanceFen)).toBe('99999.00');
  });
  it('M15: a point for each trained doctor raises the weight: 93, 81 and 70 of 244', async () => {
    const { shares } = (await settleCommunity({ cases: NOBODY, pools: [pool({ weight: 'score + trained' })] }))
      .communities!;
    expect(shares.map(({ weight, balanceFen }) => [weight, formatYuan(balanceFen)])).toEqual([
      [93, '38114.75'],
      [81, '33196.72'],
      [70, '28688.53'],
    ]);
  });
  it('M11: each point of first visits above 50 % adds 2 % to the pool: 53 % adds 6 %', async () => {
    const performance = [{ name: 'first_visits', title, add: '2 * (first_visit_rate - 0.5)', floor: 0, cap: 0.1 }];
    const income = async (first_visit_rate: number) => {
      const pools = [pool({ values: { first_visit_rate }, performance })];
      return formatYuan((await settleCommunity({ cases: NOBODY, pools })).communities!.years[0]!.incomeFen);
    };
    expect(await income(0.53)).toBe('106000.00');
    expect(await income(0.5)).toBe('100000.00');
    expect(await income(0.4)).toBe('100000.00');
    expect(await income(0.7)).toBe('110000.00');
  });
  it.each([
    [0.6, 0],
    [0.5999, -500_000],
  ])(
    'M11: chronic management of %d changes the next pool by %d fen and nothing of this year',
    async (chronic, amountFen) => {
      const performance = [{ name: 'chronic', title, add: 'chronic < 0.6 ? -0.05 : 0', applies_to: 'next_year' }];
      const { terms, years } = (
        await settleCommunity({ cases: NOBODY, pools: [pool({ values: { chronic }, performance })] })
      ).communities!;
      expect(terms).toMatchObject([{ appliesTo: 'next_year', amountFen }]);
      expect(years[0]!.incomeFen).toBe(10_000_000);
    },
  );
});

describe('M9 heads, groups and a total budget together', () => {
  const visits = [
    {
      visit_id: 'V1',
      insurance: 'resident',
      hospital_id: 'H3',
      visit_date: 20_700,
      fund_paid: 3_000_000,
      community_id: 'C1',
    },
    {
      visit_id: 'V2',
      insurance: 'resident',
      hospital_id: 'CITY',
      visit_date: 20_700,
      fund_paid: 1_000_000,
      community_id: 'C1',
    },
  ];
  const given = (amount: number) => ({
    cases: [stay(300_000, 'H1'), stay(100_000, 'H2')],
    visits,
    pools: [pool({ covers: ['outpatient'], weight: 'score' })],
    communities: {
      global_budgets: [{ name: 'all', title, insurances: ['resident'], amount, overrun: 'share', borne: 0.7 }],
    },
  });
  it('visits alone are paid by heads: 100,000.00 less 40,000.00 leaves 60,000.00; stays are the groups’', async () => {
    const [year] = (await settleCommunity(given(600_000))).communities!.years;
    expect([year!.spentFen, year!.balanceFen, year!.spending.insideFen].map(formatYuan)).toEqual([
      '40000.00',
      '60000.00',
      '0.00',
    ]);
    expect([year!.spending.insideVisits, year!.spending.outsideVisits, year!.spending.grassrootsVisits]).toEqual([
      1, 1, 1,
    ]);
  });
  it('of 400,000.00 by groups and 100,000.00 by heads a total of 450,000.00 is 50,000.00 short: 35,000.00 by what each was paid', async () => {
    const settlement = await settleCommunity(given(450_000));
    const [budget] = settlement.communities!.globalBudgets;
    expect([budget!.groupsFen, budget!.headsFen, budget!.balanceFen, budget!.borneFen].map(formatYuan)).toEqual([
      '400000.00',
      '100000.00',
      '-50000.00',
      '-35000.00',
    ]);
    expect(budget!.parts.map(({ hospitalId, amountFen }) => [hospitalId, formatYuan(amountFen)])).toEqual([
      ['H1', '-26250.00'],
      ['H2', '-8750.00'],
    ]);
    const line = settlement.statements.find(
      ({ hospitalId, line: name }) => hospitalId === 'H1' && name === 'global_budget',
    );
    expect(formatYuan(line!.amountFen)).toBe('-26250.00');
  });
  it('exactly at the budget nothing is short', async () => {
    const [budget] = (await settleCommunity(given(500_000))).communities!.globalBudgets;
    expect([budget!.balanceFen, budget!.borneFen]).toEqual([0, 0]);
  });
});

describe('statements', () => {
  it('the lines of a community stand below the final payment and lead to a total of both', async () => {
    const settlement = await county(110_000_000, { tiers: TIERS });
    const own = settlement.statements.filter(
      ({ hospitalId, insurance }) => hospitalId === 'H1' && insurance === 'resident',
    );
    expect(own.slice(-2).map(({ line, role, amountFen }) => [line, role, formatYuan(amountFen)])).toEqual([
      ['community_share', 'term', '10500000.00'],
      ['with_communities', 'total', '310500000.00'],
    ]);
    // A hospital without a stay has its community's lines alone.
    const village = settlement.statements.filter(({ hospitalId }) => hospitalId === 'H3');
    expect(village.map(({ line, order }) => [line, order])).toEqual([
      ['community_share', 1],
      ['with_communities', 2],
    ]);
  });
});
