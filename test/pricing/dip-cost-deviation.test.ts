import { describe, expect, it } from 'vitest';
import type { InputRow } from '../../src/cases/tables/input-table.js';
import { checkPolicy } from '../../src/policy/check-policy.js';
import {
  type PolicyDocument,
  price,
  type SmallCase,
  smallPolicy,
  smallTimeline,
  smallWeights,
} from './small-region.js';

/** Score 1,000 of group A at a point value of 10 and a hospital coefficient of 0.9, deviation by last year's level mean. */
const BASE: PolicyDocument = {
  method: 'dip',
  rate: { kind: 'fixed', value: 10 },
  hospital_coefficient: { by_level: { 3: 0.9, 2: 1, 1: 1 } },
  outliers: {
    basis: 'level_mean',
    bands: [
      { name: 'low', to: 0.5, pay: 'score * ratio' },
      { name: 'high', from: 2, from_included: false, pay: 'score * (ratio - 1)' },
    ],
  },
};
const mean = (yuan: number, more: Record<string, string | number> = {}): InputRow => ({
  scheme: 'small',
  group: 'A',
  year: 2025,
  mean_cost: yuan * 100,
  cases: 100,
  ...more,
});
const LEVEL_3 = mean(10_000, { level_class: '3', insurance: 'employee' });

async function pays(
  cases: readonly SmallCase[],
  policy: PolicyDocument,
  groupMeans: readonly InputRow[] = [LEVEL_3],
  score = '1000',
): Promise<number[]> {
  const weights = { ...smallWeights({ A: score }, { A: 1_000_000 }), unit: 'score' as const };
  const priced = await price({ cases, policy, weights, groupMeans });
  return [...priced.payFen].map((fen) => fen / 100);
}

describe('rules 2.10: deviation from last year’s mean at the same level', () => {
  it('4,000 → 360, 5,000 → 900, 4,999 → 449.91, 20,000 → 900, 26,000 → 1,440 points of score, at 10 yuan', async () => {
    const cases = [4_000, 5_000, 4_999, 20_000, 26_000].map((cost) => ({ cost: cost * 100 }));
    expect(await pays(cases, BASE)).toEqual([3_600.0, 9_000.0, 4_499.1, 9_000.0, 14_400.0]);
  });

  it('is a cliff at 0.5: one fen below 5,000.00 pays 4,499.99 in place of 9,000.00', async () => {
    expect(await pays([{ cost: 499_999 }, { cost: 500_000 }], BASE)).toEqual([4_499.99, 9_000.0]);
    const found = checkPolicy(smallTimeline([{ policy: BASE }])).filter(({ path }) => path === 'outliers.bands.low');
    expect(found.map(({ en }) => en).join()).toContain('4,500.00');
  });

  it('pays what a case cost where the catalogue gives its entry a score of 0: 4,000.00 and 26,000.00', async () => {
    expect(await pays([{ cost: 400_000 }, { cost: 2_600_000 }], BASE, [LEVEL_3], '0')).toEqual([4_000, 26_000]);
  });

  it('never takes transfers, deaths and first-day discharges as low; day 2 is low again', async () => {
    const outliers = {
      ...(BASE.outliers as object),
      low_exempt_discharge_types: [2, 5],
      low_exempt_los_days: { to: 1, to_included: true },
    };
    const low = { cost: 400_000 };
    const cases = [
      { ...low, dischargeType: 2, los: 9 },
      { ...low, dischargeType: 5, los: 9 },
      { ...low, dischargeType: 1, los: 1 },
      { ...low, dischargeType: 1, los: 2 },
    ];
    expect(await pays(cases, { ...BASE, outliers })).toEqual([9_000, 9_000, 9_000, 3_600]);
  });

  it('takes the next wider cell where one is absent or thin: without insurance, without level, without either', async () => {
    const outliers = { ...(BASE.outliers as object), thin_cases: 15 };
    const policy = { ...BASE, outliers };
    const case4000 = [{ cost: 400_000 }];
    const thin = { ...LEVEL_3, cases: 14 };
    const wider = mean(20_000, { level_class: '3' });
    expect(await pays(case4000, policy, [{ ...LEVEL_3, cases: 15 }, wider])).toEqual([3_600]);
    expect(await pays(case4000, policy, [thin, wider])).toEqual([1_800]);
    expect(await pays(case4000, policy, [thin, mean(40_000, { insurance: 'employee' })])).toEqual([900]);
    expect(await pays(case4000, policy, [thin, mean(8_000)])).toEqual([9_000]);
  });

  it('pays a group of score zero as the policy says of groups without one: by item', async () => {
    expect(await pays([{ cost: 123_456 }], BASE, [LEVEL_3], '0')).toEqual([1_234.56]);
  });
});

describe('rules 2.12: support and assessment on the initial amount', () => {
  const pay = (amount: string) => `(${amount}) * support * 0.98`;
  const policy: PolicyDocument = {
    method: 'dip',
    rate: { kind: 'fixed', value: 1 },
    hospital_coefficient: { by_level: { 3: 1, 2: 1, 1: 1 } },
    group_values: { support: { by_group: { A: 1.05 }, otherwise: 1 } },
    outliers: {
      basis: 'score',
      bands: [
        { name: 'low', to: 0.6, to_included: true, pay: pay('cost') },
        { name: 'normal', from: 0.6, from_included: false, to: 1.5, pay: pay('standard') },
        { name: 'high', from: 1.5, pay: pay('cost - 0.5 * base_points * coefficient * point_value') },
      ],
    },
  };

  it('cost 9,000 → 6,500 × 1.05 × 0.98 = 6,688.50; cost 6,500 is normal → 5,145.00', async () => {
    expect(await pays([{ cost: 900_000 }, { cost: 650_000 }], policy, [], '5000')).toEqual([6_688.5, 5_145.0]);
  });
});

describe('rules 2.14: primary-care groups have one price', () => {
  const rule = { name: 'primary', when: { facts: { primary_care: { from: 1 } } }, factor: 0.8 };
  const policy = (hospital_coefficient: 'keep' | 'replace'): PolicyDocument => ({
    ...BASE,
    hospital_coefficient: { by_level: { 3: 0.9, 2: 0.7, 1: 0.5 } },
    outliers: {},
    case_coefficients: { rules: [{ ...rule, hospital_coefficient }] },
  });
  const at = (hospital: string, primary: number) => ({ hospital, cost: 900_000, facts: { primary_care: primary } });

  it('the group’s own factor stands in place of the hospital coefficient: 8,000.00 at every level', async () => {
    const cases = [at('H1', 1), at('H2', 1), at('H3', 1), at('H1', 0), at('H2', 0), at('H3', -1)];
    expect(await pays(cases, policy('replace'))).toEqual([8_000, 8_000, 8_000, 9_000, 7_000, 5_000]);
    expect(await pays(cases.slice(0, 3), policy('keep'))).toEqual([7_200, 5_600, 4_000]);
  });

  it('a policy that says so is one the schema knows', () => {
    expect(smallPolicy(policy('replace')).case_coefficients?.rules[0]?.hospital_coefficient).toBe('replace');
  });
});
