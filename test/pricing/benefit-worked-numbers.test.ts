import { describe, expect, test } from 'vitest';
import { inlineExecutor } from '../../src/kernel/executor.js';
import { BENEFIT_FLAGS } from '../../src/pricing/benefit/benefit-result.js';
import { computeBenefits, withBenefits } from '../../src/pricing/benefit/compute-benefits.js';
import { priceCases } from '../../src/pricing/steps.js';
import { paid, type Stay, yearInput } from './benefit-years.js';

const flat = (deductible: number, ratio: number, more: object = {}) => [
  { name: 'all', deductible, bands: [{ name: 'all', ratio }], ...more },
];
const ILLNESS_RESIDENT = {
  name: 'residents',
  start: 10_000,
  band_base: 'absolute',
  bands: [
    { name: 'a', to: 30_000, ratio: 0.6 },
    { name: 'b', to: 100_000, ratio: 0.7 },
    { name: 'c', ratio: 0.8 },
  ],
  cap: 300_000,
};

describe('worked numbers of benefits', () => {
  test('§6.1 and §6.2: total 10,000, self 500, first 300, deductible 800, 85 % → fund 7,140.00, patient 2,860.00', async () => {
    const [stay] = await paid([{ total: 10_000, self: 500, first: 300 }], { ladders: flat(800, 0.85) });
    expect(stay).toMatchObject({ deductible: 800, pooled: 7_140, personal: 2_860 });
  });

  test('§6.3 resident at level 3A: fund 44,720.00, critical illness 9,168.00, patient 26,112.00', async () => {
    const benefit = { ladders: flat(1_200, 0.65), critical_illness: [ILLNESS_RESIDENT] };
    const [stay] = await paid([{ total: 80_000, self: 6_000, first: 4_000 }], benefit);
    expect(stay).toMatchObject({ pooled: 44_720, illness: 9_168, personal: 26_112 });
  });

  test('§6.3 retired employee, second stay at level 3, in-policy 50,000: (50,000 − 560) × 92 % = 45,484.80', async () => {
    const benefit = {
      ladders: flat(700, 0.88, { later_stays: [0.8, 0.7] }),
      adjustments: [{ name: 'retired', who: { insured_class: ['retired'] }, add: 0.04 }],
    };
    const texts = { insured_class: 'retired' };
    const stays: Stay[] = [1, 2, 3].map(() => ({ total: 50_000, insurance: 'employee', texts }));
    const [first, second, third] = await paid(stays, benefit);
    expect([first!.deductible, second!.deductible, third!.deductible]).toEqual([700, 560, 490]);
    expect(second!.pooled).toBe(45_484.8);
  });

  test('§6.4: total 300,000, in-policy 270,000, basic 100,000 → 45,000 + 42,000 = 87,000.00, together 187,000.00', async () => {
    const benefit = {
      ladders: flat(0, 0.8),
      ceilings: [{ name: 'year', amount: 100_000 }],
      critical_illness: [
        {
          name: 'all',
          start: 10_000,
          band_base: 'absolute',
          bands: [
            { name: 'a', to: 100_000, ratio: 0.5 },
            { name: 'b', ratio: 0.6 },
          ],
          cap: 200_000,
        },
      ],
    };
    const [stay] = await paid([{ total: 300_000, self: 30_000 }], benefit);
    expect(stay).toMatchObject({ pooled: 100_000, illness: 87_000, flags: BENEFIT_FLAGS.atCeiling });
    expect(stay!.pooled + stay!.illness).toBe(187_000);
    // In two stays of the year the same: the burden accumulates.
    const halves = await paid(
      [
        { total: 150_000, self: 15_000 },
        { total: 150_000, self: 15_000 },
      ],
      benefit,
    );
    expect(halves[0]!.pooled + halves[1]!.pooled).toBe(100_000);
    expect(halves[0]!.illness + halves[1]!.illness).toBe(87_000);
  });

  test.each([
    ['above_start', 44_000],
    ['absolute', 47_040.4],
  ])('§6.5: personal 100,404, start 30,404, 60 %% to 50,000 and 70 %% above, bands %s → %d', async (base, illness) => {
    const bands = [
      { name: 'a', to: 50_000, ratio: 0.6 },
      { name: 'b', ratio: 0.7 },
    ];
    const benefit = {
      ladders: flat(0, 0),
      critical_illness: [{ name: 'all', start: 30_404, band_base: base, bands }],
    };
    expect((await paid([{ total: 100_404 }], benefit))[0]!.illness).toBe(illness);
    const edge = await paid([{ total: 30_404 }, { total: 0.01, patient: 'P2' }], benefit);
    expect(edge.map((one) => one.illness)).toEqual([0, 0]);
  });

  test('§6.6: retired employee, first band to 30,000 after 650: 29,350 × 15 % × 60 % = 2,641.50 of self share', async () => {
    const ladders = [
      {
        name: 'all',
        deductible: 650,
        bands: [
          { name: 'a', to: 29_350, ratio: 0.85 },
          { name: 'b', ratio: 0.9 },
        ],
      },
    ];
    const adjustments = [{ name: 'retired', who: { insured_class: ['retired'] }, self_factor: 0.6 }];
    const texts = { insured_class: 'retired' };
    const [stay] = await paid([{ total: 30_000, texts }], { ladders, adjustments });
    expect(stay!.personal).toBe(650 + 2_641.5);
  });

  test('§6.7: assistance after both: 70 % without a start line, and 60 % above a start for the second class', async () => {
    const assistance = [
      {
        name: 'poor',
        who: { assistance_class: ['poor'] },
        start: 0,
        band_base: 'absolute',
        bands: [{ name: 'a', ratio: 0.7 }],
      },
      {
        name: 'border',
        who: { assistance_class: ['border'] },
        start: 4_000,
        band_base: 'above_start',
        bands: [{ name: 'a', ratio: 0.6 }],
        cap: 3_000,
      },
    ];
    const benefit = { ladders: flat(0, 0.5), assistance, blank_means_none: ['assistance_class'] };
    const stays = ['poor', 'border', ''].map((text, i) => ({
      total: 20_000,
      patient: `P${i}`,
      texts: { assistance_class: text },
    }));
    expect((await paid(stays, benefit)).map((one) => one.assistance)).toEqual([7_000, 3_000, 0]);
  });
});

describe('a person’s year', () => {
  test('M5: a down-referral within the days pays no new deductible; a day later, or without the referral, it does', async () => {
    const ladders = [
      { name: 'level-3', who: { levels: ['3'] }, deductible: 1_000, bands: [{ name: 'a', ratio: 0.6 }] },
      { name: 'other', deductible: 300, bands: [{ name: 'a', ratio: 0.8 }] },
    ];
    const benefit = {
      ladders,
      carry_over: { referrals: ['down'], within_days: 3 },
      blank_means_none: ['referral'],
    };
    const stays = (admit: string, referral: string, hospital = 'H3') =>
      paid(
        [
          { total: 10_000, day: '2026-03-10', texts: { referral: '' } },
          { total: 5_000, hospital, admit, day: '2026-03-20', texts: { referral } },
        ],
        benefit,
      );
    expect((await stays('2026-03-13', 'down'))[1]).toMatchObject({
      deductible: 0,
      pooled: 4_000,
      flags: BENEFIT_FLAGS.deductibleCarriedOver,
    });
    expect((await stays('2026-03-14', 'down'))[1]!.deductible).toBe(300);
    expect((await stays('2026-03-13', ''))[1]!.deductible).toBe(300);
    // A stay that costs less than its deductible leaves the rest of it to the next.
    const rest = await paid(
      [
        { total: 200, day: '2026-03-10', texts: { referral: '' } },
        { total: 5_000, hospital: 'H3', admit: '2026-03-10', day: '2026-03-20', texts: { referral: 'down' } },
      ],
      benefit,
    );
    expect(rest.map((one) => one.deductible)).toEqual([200, 100]);
  });

  test('self and first above the total leave nothing in-policy, flagged; the person bears the total', async () => {
    const [stay] = await paid([{ total: 100, self: 80, first: 30 }], { ladders: flat(0, 1) });
    expect(stay).toMatchObject({ pooled: 0, personal: 100, flags: BENEFIT_FLAGS.selfPaidAboveTotal });
    const [edge] = await paid([{ total: 110, self: 80, first: 30 }], { ladders: flat(0, 1) });
    expect(edge!.flags).toBe(0);
  });

  test('bands over the year go on where the stay before ended, those over the stay begin anew', async () => {
    const ladders = [
      {
        name: 'a',
        deductible: 0,
        bands: [
          { name: 'x', to: 1_000, ratio: 0.5 },
          { name: 'y', ratio: 0.9 },
        ],
      },
    ];
    const stays = [{ total: 800 }, { total: 800 }];
    expect((await paid(stays, { ladders })).map((one) => one.pooled)).toEqual([400, 400]);
    expect((await paid(stays, { ladders, bands_over: 'year' })).map((one) => one.pooled)).toEqual([400, 640]);
  });

  test('a ladder by date holds from its day; what it pays then goes on from what was paid', async () => {
    const documents = (ratio: number) => ({
      mode: 'computed',
      order_by: 'discharge_date',
      ladders: flat(0, ratio),
      ceilings: [{ name: 'year', amount: 1_000 }],
    });
    const input = yearInput(
      [
        { total: 1_000, day: '2026-06-30' },
        { total: 1_000, day: '2026-07-01' },
      ],
      documents(0.5),
    );
    const [segment] = input.timeline.segments;
    const cut = segment!.from + 181;
    const later = { ...segment!.policy, benefit: { ...segment!.policy.benefit, ladders: [] as never[] } };
    const second = yearInput([], documents(0.9)).timeline.segments[0]!.policy;
    const timeline = {
      ...input.timeline,
      segments: [
        { ...segment!, until: cut },
        { ...segment!, from: cut, policy: { ...later, benefit: second.benefit } },
      ],
    };
    const { pooledFen, flags } = await computeBenefits({ ...input, timeline }, inlineExecutor);
    expect([...pooledFen]).toEqual([50_000, 50_000]);
    expect([...flags]).toEqual([0, BENEFIT_FLAGS.atCeiling]);
  });

  test('pricing takes the computed part in place of the recorded one: the standard less what the person bears', async () => {
    const input = yearInput([{ total: 10_000, self: 500, first: 300 }], { ladders: flat(800, 0.85) });
    const made = withBenefits(input, await computeBenefits(input, inlineExecutor));
    const priced = await priceCases(made, inlineExecutor);
    expect([priced.patientFen[0], priced.recordedFen[0], priced.fundFen[0]]).toEqual([286_000, 714_000, 714_000]);
    await expect(priceCases(input, inlineExecutor)).rejects.toMatchObject({ code: 'benefit_computed_not_made' });
  });
});
