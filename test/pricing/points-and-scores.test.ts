import { describe, expect, it } from 'vitest';
import { parseDecimal } from '../../src/kernel/decimal.js';
import { inlineExecutor } from '../../src/kernel/executor.js';
import { PAYMENT_METHODS } from '../../src/pricing/priced-columns.js';
import { priceCases } from '../../src/pricing/steps.js';
import type { WeightTable, WeightUnit } from '../../src/weighting/weight-table.js';
import { type PolicyDocument, type SmallCase, smallInput, smallWeights } from './small-region.js';

const yuan = (text: string) => Math.round(Number(text) * 100);

function table(unit: WeightUnit, weight: string, meanYuan: number, coefficient?: string): WeightTable {
  const base = { ...smallWeights({ A: weight }, { A: meanYuan * 100 }), unit };
  if (coefficient === undefined) return base;
  return {
    ...base,
    variants: [{ key: { hospital: 'H1' }, coefficients: new Map([['A', parseDecimal(coefficient)!]]) }],
  };
}

/** What one case of group A at hospital H1 is paid: [pay in yuan, paid units]. */
async function paid(
  cost: number,
  policy: PolicyDocument,
  weights: WeightTable,
  more: SmallCase & { charlson?: number; icu?: number; age?: number } = {},
) {
  const input = smallInput({ cases: [{ cost: cost * 100, pooled: cost * 100, ...more }], policy, weights });
  const facts = {
    charlson: Int16Array.of(more.charlson ?? 0),
    icu: Int16Array.of(more.icu ?? 0),
    age: Int16Array.of(more.age ?? 40),
  };
  const columns = await priceCases({ ...input, facts }, inlineExecutor);
  return {
    pay: columns.payFen[0]! / 100,
    units: columns.unitsScaled[0]! / 10 ** 8,
    standard: columns.standardFen[0]! / 100,
    method: PAYMENT_METHODS[columns.method[0]!],
  };
}

describe('rules 1.9: points, Jinhua original', () => {
  const policy: PolicyDocument = {
    method: 'drg-points',
    rate: { kind: 'fixed', value: 100 },
    hospital_coefficient: { group_coefficients: 'replace' },
    outliers: {
      basis: 'group_mean',
      bands: [{ name: 'incomplete', when: { discharge_types: [4] }, pay: 'min(base_points * ratio, base_points)' }],
    },
  };
  const weights = table('points', '50', 6_000, '1.1');

  it('pays a full stay base × cost coefficient: 50 × 1.1 = 55.00 points', async () => {
    expect(await paid(6_000, policy, weights)).toMatchObject({ units: 55, pay: 5_500, method: 'standard' });
  });

  it('pays an incomplete stay by its cost, at most the base: 2,400 → 20.00, 7,000 → 50.00 points', async () => {
    expect(await paid(2_400, policy, weights, { dischargeType: 4 })).toMatchObject({ units: 20, pay: 2_000 });
    expect(await paid(7_000, policy, weights, { dischargeType: 4 })).toMatchObject({ units: 50, pay: 5_000 });
  });
});

describe('rules 1.10: points, Zhejiang form (unverified)', () => {
  const high = (name: string, from: number, units: object) => ({
    name,
    from,
    from_included: false,
    when: { units },
    pay: 'base_points * difference_coefficient + base_points * max(0, (cost - unreasonable_cost) / group_mean - multiple)',
  });
  const policy: PolicyDocument = {
    method: 'drg-points',
    rate: { kind: 'fixed', value: 100 },
    hospital_coefficient: { by_level: { 3: 1.1, 2: 1, 1: 1 } },
    outliers: {
      basis: 'group_mean',
      bands: [
        { name: 'low', to: 0.4, pay: 'min(base_points * ratio, base_points)' },
        high('high_small', 3, { to: 100, to_included: true }),
        high('high_middle', 2, { from: 100, from_included: false, to: 300, to_included: true }),
        high('high_large', 1.5, { from: 300, from_included: false }),
      ],
    },
  };

  it('base 50, mean 6,000, coefficient 1.1, cost 24,000, unreasonable 600, limit 3 → 100.00 points', async () => {
    const weights = table('points', '50', 6_000);
    const input = smallInput({ cases: [{ cost: 2_400_000 }], policy, weights });
    const unreasonable = { kind: 'money' as const, values: Float64Array.of(60_000) };
    const columns = { ...input.table.columns, unreasonable_cost: unreasonable };
    const priced = await priceCases({ ...input, table: { ...input.table, columns } }, inlineExecutor);
    expect(priced.unitsScaled[0]! / 10 ** 8).toBe(100);
    expect(priced.payFen[0]).toBe(yuan('10000.00'));
  });

  it('low: cost 2,000 → 16.6667 points, without the coefficient; at 0.4 × exactly the case is normal', async () => {
    const lowOnly = {
      ...policy,
      outliers: { basis: 'group_mean', bands: [(policy.outliers as { bands: unknown[] }).bands[0]] },
    };
    const weights = table('points', '50', 6_000);
    expect(await paid(2_000, lowOnly, weights)).toMatchObject({ units: 16.6667, pay: 1_666.67 });
    expect(await paid(2_400, lowOnly, weights)).toMatchObject({ units: 55, method: 'standard' });
    expect(await paid(2_399.99, lowOnly, weights)).toMatchObject({ units: 19.9999, method: 'outlier' });
  });
});

const DIP: PolicyDocument = { method: 'dip', rate: { kind: 'fixed', value: 10 } };
const score = (value: string, mean = 10_000) => table('score', value, mean);

describe('rules 2.5 and 2.9: standard and auxiliary coefficient', () => {
  it('850 × 1.05 × 1.0 × 10 = 8,925.00', async () => {
    const policy = { ...DIP, hospital_coefficient: { by_level: { 3: 1.05, 2: 1, 1: 1 } } };
    expect(await paid(9_000, policy, score('850'))).toMatchObject({ standard: 8_925, units: 892.5 });
  });

  it('only the highest of CCI 1.2, ICU 1.3 and age 1.1 counts: 1,000 → 1,300, not 1,716', async () => {
    const rule = (name: string, from: number, factor: number) => ({
      name,
      when: { facts: { [name]: { from } } },
      factor,
    });
    const rules = [rule('charlson', 3, 1.2), rule('icu', 8, 1.3), rule('age', 66, 1.1)];
    const policy = { ...DIP, case_coefficients: { rules } };
    const hit = { charlson: 3, icu: 9, age: 70 };
    expect(await paid(9_000, policy, score('1000'), hit)).toMatchObject({ units: 1_300, standard: 13_000 });
    const product = { ...DIP, case_coefficients: { combine: 'product', rules } };
    expect(await paid(9_000, product, score('1000'), hit)).toMatchObject({ units: 1_716 });
    // Each edge: one below does not count.
    expect(await paid(9_000, policy, score('1000'), { charlson: 2, icu: 7, age: 65 })).toMatchObject({ units: 1_000 });
  });
});

describe('rules 2.10: cost deviation, base rule', () => {
  const policy: PolicyDocument = {
    ...DIP,
    hospital_coefficient: { by_level: { 3: 0.9, 2: 1, 1: 1 } },
    outliers: {
      basis: 'group_mean',
      bands: [
        { name: 'low', to: 0.5, pay: 'score * ratio' },
        { name: 'high', from: 2, from_included: false, pay: 'score * (ratio - 1)' },
      ],
    },
  };
  it.each([
    [4_000, 360],
    [5_000, 900],
    [4_999, 449.91],
    [20_000, 900],
    [26_000, 1_440],
  ])('score 1,000, mean 10,000, hospital 0.9: cost %d → %d', async (cost, units) => {
    expect((await paid(cost, policy, score('1000'))).units).toBe(units);
  });
});

describe('rules 2.11: Jining form', () => {
  const policy: PolicyDocument = {
    ...DIP,
    hospital_coefficient: { by_level: { 3: 0.9, 2: 1, 1: 1 } },
    outliers: {
      basis: 'group_mean',
      bands: [
        { name: 'low', to: 0.5, to_included: true, pay: 'base_points * ratio' },
        {
          name: 'high',
          from: 2,
          from_included: false,
          to: 5,
          to_included: true,
          pay: 'base_points * (ratio - 2 + coefficient)',
        },
        { name: 'extreme', from: 5, from_included: false, pay: 'standard' },
      ],
    },
  };
  it.each([
    [4_000, 400],
    [5_000, 500],
    [26_000, 1_500],
    [60_000, 900],
  ])('cost %d → %d', async (cost, units) => {
    expect((await paid(cost, policy, score('1000'))).units).toBe(units);
  });
});

describe('rules 2.12: 1.5 / 0.6 on scores in yuan', () => {
  const policy = (coefficient: number): PolicyDocument => ({
    method: 'dip',
    rate: { kind: 'fixed', value: 1 },
    hospital_coefficient: { by_level: { 3: coefficient, 2: 1, 1: 1 } },
    outliers: {
      basis: 'score',
      bands: [
        { name: 'low', to: 0.6, to_included: true, pay: 'by_item' },
        { name: 'high', from: 1.5, pay: 'cost - 0.5 * base_points * coefficient * point_value' },
      ],
    },
  });
  it.each([
    [9_000, 1, 6_500],
    [2_500, 1, 2_500],
    [6_500, 1, 5_000],
    [3_000, 1, 3_000],
    [3_000.01, 1, 5_000],
    [7_500, 0.9, 5_250],
    [7_499.99, 0.9, 4_500],
  ])('cost %d at coefficient %d → %d', async (cost, coefficient, expected) => {
    expect((await paid(cost, policy(coefficient), score('5000'))).pay).toBe(expected);
  });
});

describe('rules 13: DIP low cost', () => {
  it('score × coefficient × cost ÷ (standard × coefficient): 4,000 of 9,000 is 400.00 score, 4,000.00 yuan', async () => {
    const policy: PolicyDocument = {
      ...DIP,
      hospital_coefficient: { by_level: { 3: 0.9, 2: 1, 1: 1 } },
      outliers: { basis: 'standard', bands: [{ name: 'low', to: 0.5, pay: 'score * cost / standard' }] },
    };
    expect(await paid(4_000, policy, score('1000'))).toMatchObject({ units: 400, pay: 4_000, standard: 9_000 });
  });
});

describe('a formula whose result is beyond what is exact', () => {
  it('is refused, whatever its fallback: a fallback is for values that a case lacks and for zero divisors', async () => {
    const bands = [{ name: 'high', from: 2, pay: 'score * ratio', fallback: 'by_item' }];
    const policy: PolicyDocument = { ...DIP, outliers: { basis: 'group_mean', bands }, rounding: { points: 6 } };
    // 1,000 × 1,000,000,000 ÷ 0.01 score at six decimals passes 2^53.
    const error = await paid(1_000_000_000, policy, score('1000', 0.01)).catch((cause: unknown) => cause);
    expect(error).toMatchObject({ code: 'band_formula_without_amount', details: { count: 1, large: 1 } });
    // 1,000 × 30,000 ÷ 10,000 = 3,000 score.
    expect(await paid(30_000, policy, score('1000'))).toMatchObject({ units: 3_000, method: 'outlier' });
  });
});
