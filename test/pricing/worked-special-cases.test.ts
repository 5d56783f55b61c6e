import { describe, expect, it } from 'vitest';
import type { EngineError } from '../../src/kernel/errors.js';
import { priceLiterally } from '../../src/pricing/literal/price-literally.js';
import { PAYMENT_METHODS } from '../../src/pricing/priced-columns.js';
import {
  type PolicyDocument,
  price,
  registerNumbers,
  type SmallCase,
  type SmallRegion,
  smallInput,
  smallWeights,
} from './small-region.js';

/** Yuan paid and method of each case; the standard of group A is 10,000.00 unless a region says otherwise. */
async function paid(cases: readonly SmallCase[], policy: PolicyDocument, region: Partial<SmallRegion> = {}) {
  const full = cases.map((entry) => ({ ...entry, pooled: entry.pooled ?? entry.cost ?? 0 }));
  const priced = await price({ cases: full, policy, ...region });
  return [...priced.payFen].map((pay, row) => [pay / 100, PAYMENT_METHODS[priced.method[row]!]]);
}
const special = (...rules: PolicyDocument[]): PolicyDocument => ({ special_cases: rules });

describe('§1.7 a table with weights of their own for level 1', () => {
  it('0.85 × 9,575.25 × 0.92 is 7,487.85 at levels 3 and 2; 0.7 at level 1 gives 6,166.46, and counts so in the CMI', async () => {
    const weights = {
      ...smallWeights({ A: '0.85' }),
      variants: [{ key: { level: '1' as const }, weights: new Map([['A', { digits: 7, scale: 1 }]]) }],
    };
    const priced = await price({
      cases: ['H1', 'H2', 'H3'].map((hospital) => ({ hospital, cost: 900_000 })),
      weights,
      policy: {
        rate: { kind: 'fixed', value: 9_575.25 },
        hospital_coefficient: { by_level: { 3: 0.92, 2: 0.92, 1: 0.92 } },
      },
    });
    expect([...priced.standardFen]).toEqual([748_785, 748_785, 616_646]);
    expect([...priced.weightScaled]).toEqual([8_500, 8_500, 7_000]);
  });
});

describe('§2.15 TCM groups: a share of TCM below 60 % is settled as the medical group', () => {
  const TCM = ['tcm_treatment_cost', 'tcm_drug_cost'];
  const policy = special({
    name: 'tcm_share',
    when: {
      groups: ['A'],
      shares: [{ name: 'tcm', parts: TCM, of: [...TCM, 'cost_treatment', 'cost_drug'], to: 0.6 }],
    },
    settle_as: { A: 'B' },
  });
  const stay = (western: number): SmallCase => ({
    cost: 900_000,
    amounts: { tcm_treatment_cost: 400_000, tcm_drug_cost: 40_000, cost_treatment: 260_000, cost_drug: western },
  });
  it('4,400 of 7,000 (62.86 %) keeps the standard of 10,000.00; 600 of western drugs more, 57.89 %, is paid 5,000.00', async () => {
    expect(await paid([stay(0), stay(60_000)], policy)).toEqual([
      [10_000, 'standard'],
      [5_000, 'special_case'],
    ]);
  });
  it('60 % exactly passes, one fen below does not', async () => {
    const edge = (drug: number): SmallCase => ({
      cost: 900_000,
      amounts: { tcm_treatment_cost: 600_000, tcm_drug_cost: 0, cost_treatment: 400_000, cost_drug: drug },
    });
    expect(await paid([edge(0), edge(1)], policy)).toEqual([
      [10_000, 'standard'],
      [5_000, 'special_case'],
    ]);
  });
  it('a case without one of the amounts has no share, and keeps its group', async () => {
    expect(await paid([{ cost: 900_000, amounts: { tcm_treatment_cost: 1 } }], policy)).toEqual([[10_000, 'standard']]);
  });
});

describe('§2.16 per-diem cases: each band pays its own days', () => {
  const bands = [
    { name: 'first', to_day: 30, daily: 300 },
    { name: 'rest', daily: 200 },
  ];
  const rule = { name: 'per_diem', when: { payment_kinds: ['day'] }, counts: 'outside' };
  const stay = (los: number): SmallCase => ({ cost: 1_500_000, kind: 'day', los });
  it('30 days at 300 are 9,000.00, 31 days 9,200.00, 45 days 12,000.00, 0 days nothing', async () => {
    const rows = await paid([30, 31, 45, 0].map(stay), special({ ...rule, per_diem: { bands } }));
    expect(rows).toEqual([9_000, 9_200, 12_000, 0].map((pay) => [pay, 'special_case_outside']));
  });
  it('at level 3 with a factor of 1.1: 45 days are 13,200.00', async () => {
    const policy = special({ ...rule, per_diem: { bands, by_level: { 3: 1.1, 2: 1, 1: 0.9 } } });
    expect(await paid([stay(45)], policy)).toEqual([[13_200, 'special_case_outside']]);
  });
  it('in points inside the budget: 40 days at 2 and 1.5 points are 75 points, at 100 yuan 7,500.00', async () => {
    const points = [
      { name: 'first', to_day: 30, daily: 2 },
      { name: 'rest', daily: 1.5 },
    ];
    const policy = {
      method: 'drg-points',
      rate: { kind: 'fixed', value: 100 },
      ...special({ ...rule, counts: 'inside', per_diem: { unit: 'units', bands: points } }),
    };
    const weights = { ...smallWeights({ A: '100' }), unit: 'points' as const };
    const priced = await price({ cases: [stay(40)], policy, weights });
    expect([priced.unitsScaled[0]! / 10 ** 8, priced.payFen[0]]).toEqual([75, 750_000]);
  });
  it('in weights they are no whole ones: 20 days at 0.02 are 0.4 weights, at 10,000 yuan 4,000.00', async () => {
    const inWeights = (daily: number, los: number): SmallRegion => ({
      cases: [stay(los)],
      policy: special({ ...rule, counts: 'inside', per_diem: { unit: 'units', bands: [{ name: 'all', daily }] } }),
    });
    const amount = async (region: SmallRegion) => {
      const priced = await price(region);
      const [literal] = priceLiterally(smallInput(region));
      expect(literal!.pay).toBe(BigInt(priced.payFen[0]!));
      return [Number(literal!.units) / 10 ** 8, priced.payFen[0]! / 100];
    };
    expect(await amount(inWeights(0.02, 20))).toEqual([0.4, 4_000]);
    expect(await amount(inWeights(0.05, 10))).toEqual([0.5, 5_000]);
    expect(await amount(inWeights(0.123456, 1))).toEqual([0.123456, 1_234.56]);
  });
  it('a stay without its days is paid by item as its kind says, never by 0 days', async () => {
    expect(await paid([stay(-1)], special({ ...rule, per_diem: { bands } }))).toEqual([[15_000, 'by_item_kind']]);
  });
});

describe('§2.16 separately paid drugs leave the cost before any ratio is formed', () => {
  const policy: PolicyDocument = {
    case_cost: { without: ['separate_drug_cost'], paid_separately: ['separate_drug_cost'] },
    outliers: {
      bands: [{ name: 'high', from: 3, from_included: false, pay: 'standard + 0.7 * (cost - 3 * standard)' }],
    },
  };
  const stay = (cost: number, drug?: number): SmallCase => ({
    cost,
    ...(drug === undefined ? {} : { amounts: { separate_drug_cost: drug } }),
  });
  it('31,500.00 with 1,500.00 of them is 3 × exactly: 10,000.00 + 1,500.00; one fen more is high: 11,500.01; uncounted 11,050.01', async () => {
    const rows = await paid([stay(3_150_000, 150_000), stay(3_150_001, 150_000), stay(3_150_001)], policy);
    expect(rows).toEqual([
      [11_500, 'standard'],
      [11_500.01, 'outlier'],
      [11_050.01, 'outlier'],
    ]);
  });
});

describe('§3, §12 long stays and exemptions from low outliers', () => {
  it('61 days are paid by item outside the groups; 60 exactly are not', async () => {
    const policy = special({
      name: 'long_stay',
      when: { numbers: { los_days: { from: 60, from_included: false } } },
      pay: 'by_item',
      counts: 'outside',
    });
    expect(
      await paid(
        [60, 61, -1].map((los) => ({ cost: 2_500_000, los })),
        policy,
      ),
    ).toEqual([
      [10_000, 'standard'],
      [25_000, 'special_case_outside'],
      [10_000, 'standard'],
    ]);
  });
  it('a transfer, a death and a first-day discharge at 3,000.00 are paid the standard; the second day is low', async () => {
    const policy = {
      outliers: {
        bands: [{ name: 'low', to: 0.4, pay: 'by_item' }],
        low_exempt_discharge_types: [2, 5],
        low_exempt_los_days: { to: 1, to_included: true },
      },
    };
    const cases = [{ dischargeType: 2 }, { dischargeType: 5 }, { los: 1 }, { los: 2 }, { los: -1 }];
    const rows = await paid(
      cases.map((entry) => ({ cost: 300_000, los: 5, ...entry })),
      policy,
    );
    expect(rows.map(([pay]) => pay)).toEqual([10_000, 10_000, 10_000, 3_000, 3_000]);
  });
});

describe('§4.9, §13 special review', () => {
  const review = (rule: PolicyDocument) =>
    special({ name: 'review', when: { review_outcomes: ['adjusted'] }, pay: 'review_amount', ...rule });
  const filed = (cost: number, amount?: number, outcome = 'adjusted'): SmallCase => ({
    cost,
    texts: { review_outcome: outcome },
    ...(amount === undefined ? {} : { amounts: { review_amount: amount } }),
  });
  it('from 2 × the standard on: 20,000.00 is paid the reviewed 17,000.00, 19,999.99 the standard', async () => {
    const policy = review({ application: { from: 2 } });
    expect(await paid([filed(2_000_000, 1_700_000), filed(1_999_999, 1_700_000)], policy)).toEqual([
      [17_000, 'special_case'],
      [10_000, 'standard'],
    ]);
  });
  it('a strict start leaves 20,000.00 at the standard; so do no outcome, another outcome, and no amount', async () => {
    const policy = review({ application: { from: 2, from_included: false } });
    const cases = [filed(2_000_000, 1), filed(2_500_000, 1, ''), filed(2_500_000, 1, 'refused'), filed(2_500_000)];
    expect(await paid(cases, policy)).toEqual(cases.map(() => [10_000, 'standard']));
    expect(await paid([filed(2_000_001, 1_234_567)], policy)).toEqual([[12_345.67, 'special_case']]);
  });
  it('with a quota the ordinary price stands beside it: 33,000.00 by review, 12,100.00 by the high band', async () => {
    const priced = await price({
      cases: [{ ...filed(3_300_000, 3_300_000), pooled: 3_300_000 }],
      policy: {
        ...review({ quota: { share: 0.05 } }),
        outliers: { bands: [{ name: 'high', from: 3, pay: 'standard + 0.7 * (cost - 3 * standard)' }] },
      },
    });
    expect([priced.payFen[0], priced.alternativePayFen[0]]).toEqual([3_300_000, 1_210_000]);
  });
});

describe('§4.10 exclusion of new technology (Beijing): both edges strict', () => {
  const policy: PolicyDocument = {
    rate: { kind: 'fixed', value: 20_000 },
    group_values: { category_mean: { unit: 'yuan', by_group: { 'A*': 6_000 } } },
    ...special({
      name: 'new_technology',
      when: {
        cost_to_mean: { from: 2, from_included: false },
        shares: [{ name: 'new', parts: ['new_tech_cost'], of: ['total_cost'], from: 0.64, from_included: false }],
      },
      pay: 'standard + new_tech_cost - category_mean',
    }),
  };
  const weights = smallWeights({ A: '1', B: '1' }, { A: 2_000_000, B: 2_000_000 });
  const stay = (cost: number, drug: number): SmallCase => ({ cost, amounts: { new_tech_cost: drug } });
  it('60,000 with a drug of 42,000 → 56,000; with 38,400 (64.0 % exactly) → 20,000; 40,000 exactly → 20,000', async () => {
    const cases = [stay(6_000_000, 4_200_000), stay(6_000_000, 3_840_000), stay(4_000_000, 3_000_000)];
    expect((await paid(cases, policy, { weights })).map(([pay]) => pay)).toEqual([56_000, 20_000, 20_000]);
  });
  it('one fen above either edge is excluded: 52,400.01 and 44,000.00', async () => {
    const cases = [stay(6_000_000, 3_840_001), stay(4_000_001, 3_000_000)];
    expect((await paid(cases, policy, { weights })).map(([pay]) => pay)).toEqual([52_400.01, 44_000]);
  });
  it('a group without a category mean has no amount: the run is refused with the case, the rule and the reason', async () => {
    const cases = [{ ...stay(6_000_000, 4_200_000), group: 'B', id: 'no-mean' }];
    const error = await paid(cases, policy, { weights }).catch((cause: unknown) => cause);
    expect(error).toMatchObject({
      code: 'band_formula_without_amount',
      details: { count: 1, cases: 'no-mean', rules: 'special_cases.new_technology.pay', zero: 0, missing: 1, large: 0 },
    });
    expect((error as EngineError).text('en')).toContain('state by `fallback`');
    const [rule] = policy.special_cases as PolicyDocument[];
    const withFallback = { ...policy, ...special({ ...rule, fallback: 'by_item' }) };
    expect(await paid(cases, withFallback, { weights })).toEqual([[60_000, 'special_case']]);
  });
  it('a supplement has no fallback, and the refusal says to test the divisor in its place', async () => {
    const supplements = [{ name: 'days', when: {}, amount: '1000 * yuan(1) / number(los_days)' }];
    const cases = [{ ...stay(6_000_000, 3_840_000), los: 0 }];
    const error = await paid(cases, { ...policy, supplements }, { weights }).catch((cause: unknown) => cause);
    expect(error).toMatchObject({ code: 'band_formula_without_amount', details: { rules: 'supplements.days.amount' } });
    expect((error as EngineError).text('en')).toContain('A supplement has no fallback');
    expect((error as EngineError).text('zh')).not.toContain('或用 fallback');
  });
});

describe('M1 package payment: one standard of 8,000 a case', () => {
  it('7,000 leaves 1,000.00 to the hospital, 9,000 costs it 1,000.00', async () => {
    const policy = { rate: { kind: 'standard', value: 8_000 } };
    const rows = await paid([{ cost: 700_000 }, { cost: 900_000 }], policy);
    expect(rows.map(([pay], i) => Number(pay) - [7_000, 9_000][i]!)).toEqual([1_000, -1_000]);
  });
});

describe('M16 value-based supplement', () => {
  it('500.00 for the elderly from 65, 20 % of the standard up to 1,500.00 for a rare disease of a child, both add up', async () => {
    const policy: PolicyDocument = {
      supplements: [
        { name: 'elderly', when: { numbers: { age_years: { from: 65 } } }, amount: 'yuan(500)' },
        { name: 'rare', when: { principals: ['E75*'] }, amount: '0.2 * standard', cap: 1_500 },
      ],
    };
    const stay = (age: number, dx: string, group = 'A'): SmallCase => ({
      cost: 900_000,
      numbers: { age_years: age },
      dx: [dx],
      group,
    });
    const cases = [stay(64, 'I10'), stay(65, 'I10'), stay(3, 'E75.2', 'B'), stay(3, 'E75.2'), stay(65, 'E75.2')];
    const rows = await paid(cases, policy);
    expect(rows.map(([pay]) => pay)).toEqual([10_000, 10_500, 6_000, 11_500, 12_000]);
  });
});

describe('M17 policy coefficients: TCM 1.05, rehabilitation 1.1, paediatrics 1.2', () => {
  const rules = [
    { name: 'tcm', when: { hospital_kinds: ['tcm'] }, factor: 1.05 },
    { name: 'rehabilitation', when: { departments: ['康复*'] }, factor: 1.1 },
    { name: 'paediatrics', when: { numbers: { age_years: { to: 14, to_included: true } } }, factor: 1.2 },
  ];
  const hospitals = { H1: { kind: 'tcm' } };
  const cases: SmallCase[] = [
    { numbers: { age_years: 14 } },
    { numbers: { age_years: 15 } },
    { department: '康复科' },
  ].map((entry) => ({ cost: 900_000, ...entry }));
  it.each([
    ['highest', [12_000, 10_500, 11_000]],
    ['product', [12_600, 10_500, 11_550]],
    ['sum', [12_500, 10_500, 11_500]],
    ['first', [10_500, 10_500, 10_500]],
  ])('%s: %j', async (combine, expected) => {
    const rows = await paid(cases, { case_coefficients: { combine, rules } }, { hospitals });
    expect(rows.map(([pay]) => pay)).toEqual(expected);
  });
  it('one price at every level: the factor stands in place of the hospital coefficient of 0.85', async () => {
    const policy: PolicyDocument = {
      hospital_coefficient: { by_level: { 3: 1, 2: 0.85, 1: 0.7 } },
      case_coefficients: {
        rules: [{ name: 'basic', when: { groups: ['A'] }, factor: 0.9, hospital_coefficient: 'replace' }],
      },
    };
    const stays = ['H1', 'H2', 'H3'].map((hospital) => ({ hospital, cost: 900_000 }));
    expect((await paid(stays, policy)).map(([pay]) => pay)).toEqual([9_000, 9_000, 9_000]);
  });
});

describe('coefficients of Xiamen (2024): level 0.93, and 0.01 for each 5 % of CMI above the level, at most 0.13 and 0.06', () => {
  const policy: PolicyDocument = {
    hospital_coefficient: {
      by_level: { 3: 0.93, 2: 0.72, 1: 0.55 },
      components: [
        { name: 'level', by_level: { 3: 0.93, 2: 0.72, 1: 0.55 } },
        {
          name: 'difficulty',
          formula: 'clamp(floor((cmi_ratio - 1) / 0.05) * 0.01, 0, level_coefficient > 0.9 ? 0.13 : 0.06)',
          missing: 0,
        },
      ],
    },
  };
  const standard = async (cmiRatio: string | undefined, hospital = 'H1') => {
    const numbers = cmiRatio === undefined ? {} : { [hospital]: { numbers: registerNumbers({ cmi_ratio: cmiRatio }) } };
    const priced = await price({ cases: [{ hospital, cost: 900_000 }], policy, hospitals: numbers });
    return priced.standardFen[0]! / 1_000_000;
  };
  it('level 3 with CMI 12 % above has 0.95; 70 % above is capped at 1.06; 10 % exactly counts twice', async () => {
    expect(await standard('1.12')).toBe(0.95);
    expect(await standard('1.7')).toBe(1.06);
    expect([await standard('1.1'), await standard('1.0999'), await standard('0.8')]).toEqual([0.95, 0.94, 0.93]);
  });
  it('level 2 with 70 % above is capped at 0.78; a hospital without the number has its level alone', async () => {
    expect([await standard('1.7', 'H2'), await standard(undefined)]).toEqual([0.78, 0.93]);
  });
  it('without `missing` the run is refused and names component and hospital', async () => {
    const [level, difficulty] = (policy.hospital_coefficient as { components: PolicyDocument[] }).components;
    const { missing: _, ...strict } = difficulty!;
    const refusing = { hospital_coefficient: { components: [level, strict] } };
    await expect(price({ cases: [{ cost: 1 }], policy: refusing })).rejects.toMatchObject({
      code: 'coefficient_missing',
      details: { component: 'difficulty', hospital: 'H1' },
    });
  });
});

describe('§12 carve-outs first: a rate from a budget of 10,000 in all', () => {
  const long: SmallCase = { cost: 200_000, pooled: 100_000, los: 61 };
  const policy: PolicyDocument = {
    rate: { kind: 'budget' },
    pools: [{ insurance: 'employee', fund: 7_600, fund_share: 0.76 }],
    special_cases: [
      {
        name: 'long',
        when: { numbers: { los_days: { from: 60, from_included: false } } },
        pay: 'by_item',
        counts: 'outside',
      },
    ],
  };
  const standardOf = async (more: PolicyDocument) =>
    (await price({ cases: [{ cost: 900_000, pooled: 800_000, los: 8 }, long], policy: { ...policy, ...more } }))
      .standardFen[0];
  it('2,000 of a long stay by item leave it: 8,000.00 a weight, not 5,000.00 over two', async () => {
    expect(await standardOf({})).toBe(800_000);
    expect(await standardOf({ special_cases: undefined })).toBe(500_000);
  });
  it('separately paid drugs of 1,000 of a case that the groups pay leave it too: 9,000.00 a weight, and the pay is the budget', async () => {
    const drugs = { case_cost: { without: ['separate_drug_cost'], paid_separately: ['separate_drug_cost'] } };
    const own: SmallCase = { cost: 900_000, pooled: 800_000, los: 8, amounts: { separate_drug_cost: 100_000 } };
    const more = { ...policy, ...drugs, special_cases: undefined };
    const { standardFen, payFen } = await price({ cases: [own], policy: more });
    expect([standardFen[0], payFen[0]]).toEqual([900_000, 1_000_000]);
    const unlisted = await price({ cases: [own], policy: { ...more, clearing: { steps: ['retention'] } } });
    expect([unlisted.standardFen[0], unlisted.payFen[0]]).toEqual([1_000_000, 1_100_000]);
  });
  it('a coefficient of 1.25 is in Σ units, so that the standard is 1.25 × 6,400.00 = 8,000.00 and the budget is met', async () => {
    const rules = [{ name: 'tcm', when: { numbers: { los_days: { to: 30 } } }, factor: 1.25 }];
    expect(await standardOf({ case_coefficients: { rules } })).toBe(800_000);
    expect(
      await standardOf({ case_coefficients: { rules }, rate: { kind: 'budget', denominator: 'plain_weight' } }),
    ).toBe(1_000_000);
  });
});
