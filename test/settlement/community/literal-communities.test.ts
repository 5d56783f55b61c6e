import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { InputRow } from '../../../src/cases/tables/input-table.js';
import { literalCommunities } from '../../../src/settlement/literal/literal-communities.js';
import { settleYear } from '../../../src/settlement/steps.js';
import type { SmallCase } from '../../pricing/small-region.js';
import { communityInput, pool, stay, TIERS, title } from './small-community.js';

const RUNS = Number(process.env.DRGDIP_PRICING_RUNS ?? 400);
const pick = <T>(...values: readonly T[]) => fc.constantFrom(...values);

const stays = fc.array(
  fc
    .record({
      amount: fc.integer({ min: 1, max: 5_000_000 }),
      hospital: pick('H1', 'H2', 'H3', 'CITY'),
      kind: pick('item', ''),
      group: pick('A', 'B', 'C', '0000'),
      insurance: pick('resident', 'resident', 'employee'),
      texts: fc.record({
        community_id: pick('C1', 'C1', 'C2', ''),
        referral: pick('', 'down', 'up'),
        insured_region: pick('X', 'Y'),
      }),
    })
    .map(({ amount, hospital, ...more }): SmallCase => stay(amount / 100, hospital, more)),
  { minLength: 1, maxLength: 25 },
);

const referrals = [
  { name: 'down', title, referrals: ['down'], amount: '0.137 * fund', paid_by: { tier: 'county' } },
  { name: 'up', title, referrals: ['up'], amount: 'yuan(33.33)', to: { tier: 'township' } },
];
/** Tiers by names and levels of hospitals, each test of which must hold; the last takes nobody. */
const OTHER_TIERS = [
  { name: 'county', title, ratio: 6, hospitals: ['H1', 'H2'], levels: ['2'] },
  { name: 'township', title, ratio: 2.5, levels: ['1'], kinds: ['township', 'village'] },
  { name: 'clinics', title, ratio: 1 },
];
const OTHER_REFERRALS = [
  ...referrals,
  { name: 'home', title, referrals: ['up', 'down'], amount: '0.01 * cost', to: { tier: 'clinics' } },
];
const TIER_FORMS = {
  none: {},
  kinds: { tiers: TIERS, referrals },
  others: { tiers: OTHER_TIERS, referrals: OTHER_REFERRALS },
} as const;
const onePool = fc.record({
  heads: fc.integer({ min: 0, max: 4000 }),
  per_head: pick(0, 17.33, 100, 0.01),
  reserve: pick(0, 0.05, 0.123),
  carried_in: pick(0, -123.45, 1000),
  weight: pick('1', 'score', 'score + trained / 7', 'cases + 1', 'inside + 1'),
  values: fc.constant({ first: 0.537 }),
  performance: pick(undefined, [{ name: 'first', title, add: '2 * (first - 0.5) / 3' }]),
  subsidies: pick(undefined, [{ name: 'signing', title, amount: 'yuan(0.37 * signed)' }]),
  surplus: fc.record({ action: pick('share', 'carry', 'none'), kept: pick(1, 0.85) }),
  overrun: fc.record({ action: pick('share', 'carry', 'none'), borne: pick(1, 0.7) }),
  tiering: pick<keyof typeof TIER_FORMS>('none', 'kinds', 'others'),
  county: pick(undefined, 'X'),
});

const region = fc.record({
  cases: stays,
  spending: pick('final', 'priced'),
  retention: fc.boolean(),
  first: onePool,
  second: onePool,
});

type Tiering = { readonly tiering: keyof typeof TIER_FORMS };
const documentOf = (name: string, community: string, { tiering, ...rest }: Tiering) => {
  const present = Object.fromEntries(Object.entries(rest).filter(([, value]) => value !== undefined));
  return pool({
    name,
    community,
    ...present,
    ...TIER_FORMS[tiering],
    hospitals: ['H1', 'H2', 'H3'],
  });
};
const RETENTION = { level: 'hospital', bands: [{ name: 'all', pay: 'standard + 0.61 * (recorded - standard)' }] };

describe('the literal communities and the fast ones', () => {
  it('agree to the fen on random regions, and no order of stays shows', async () => {
    const seen = { surplus: 0, overrun: 0, cleared: 0 };
    await fc.assert(
      fc.asyncProperty(region, async ({ cases, spending, retention, first, second }) => {
        const policy = { rate: { kind: 'fixed', value: 10_000 }, ...(retention ? { retention: RETENTION } : {}) };
        const given = {
          ...{ cases, policy, communities: { spending } },
          pools: [documentOf('c1', 'C1', first), documentOf('c2', 'C2', second)],
        };
        const input = await communityInput(given);
        const { communities, cells } = settleYear(input);
        const literal = literalCommunities(input);
        literal.forEach((one, place) => {
          const year = communities!.years[place]!;
          expect({
            ...{ income: year.incomeFen, inside: year.spending.insideFen, outside: year.spending.outsideFen },
            ...{
              referral: year.referralFen,
              subsidy: year.subsidyFen,
              balance: year.balanceFen,
              shared: year.sharedFen,
            },
          }).toEqual({
            ...{ income: Number(one.income), inside: Number(one.inside), outside: Number(one.outside) },
            ...{ referral: Number(one.referral), subsidy: Number(one.subsidy), balance: Number(one.balance) },
            shared: Number(one.shared),
          });
          const shares = communities!.shares.filter(({ pool: name }) => name === year.spending.pool);
          expect(shares.map(({ tier, hospitalId, balanceFen }) => [`${tier}|${hospitalId}`, balanceFen])).toEqual(
            [...one.parts].map(([key, part]) => [key, Number(part)]),
          );
          for (const { hospitalId, referralFen } of shares) {
            expect(referralFen).toBe(Number(one.referrals.get(hospitalId) ?? 0n));
          }
          expect(shares.reduce((sum, { balanceFen }) => sum + balanceFen, 0)).toBe(year.sharedFen);
          if (year.balanceFen >= 0) seen.surplus += 1;
          else seen.overrun += 1;
        });
        // Pools and the people of none make up the year's fund.
        const fund = communities!.spending.reduce((sum, { fundFen }) => sum + fundFen, 0);
        expect(fund).toBe(cells.sums.fund.reduce((sum, fen) => sum + fen, 0));
        if (cells.sums.clearing_adjustment.some((fen) => fen !== 0)) seen.cleared += 1;
        const turned = await communityInput({ ...given, cases: [...cases].reverse() });
        expect(settleYear(turned).communities).toEqual(communities);
      }),
      { numRuns: RUNS, seed: 20261129 },
    );
    expect(seen.surplus).toBeGreaterThan(50);
    expect(seen.overrun).toBeGreaterThan(50);
    expect(seen.cleared).toBeGreaterThan(30);
  });
});

describe('heads of population.csv', () => {
  const row = (more: InputRow): InputRow => ({
    region: 'X',
    community_id: 'C1',
    insurance: 'resident',
    insured: 100,
    ...more,
  });
  const population = [
    row({ age_until: 59, until: 20_635 }),
    row({ age_from: 60, insured: 40 }),
    row({ community_id: 'C2', insured: 7 }),
    row({ insurance: 'employee', insured: 1000 }),
    row({ region: 'Y', insured: 5 }),
  ];
  const heads = async (more: Record<string, unknown>) =>
    settleYear(
      await communityInput({
        cases: [stay(1, 'H1', { texts: { insured_region: 'X' } })],
        population,
        pools: [pool({ heads: undefined, ...more })],
      }),
    ).communities!.years[0]!.heads;
  it('are those of the community on 1 January: 100 + 40 + 5 of another region', async () => {
    expect(await heads({})).toBe(145);
  });
  it('of the county alone 140, of the whole county with its other community 147', async () => {
    expect(await heads({ county: 'X' })).toBe(140);
    expect(await heads({ county: 'X', community: undefined })).toBe(147);
  });
  it('on another day those in force then: until 2026-07-01 (20,635) included, not the day after', async () => {
    expect(await heads({ heads_on: '2026-07-01' })).toBe(145);
    expect(await heads({ heads_on: '2026-07-02' })).toBe(45);
  });
});
