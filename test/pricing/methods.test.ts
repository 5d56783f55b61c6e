import { describe, expect, it } from 'vitest';
import { STATUS_UNGROUPED, STATUS_UNRELATED } from '../../src/grouping/group-columns.js';
import { PAYMENT_METHODS, type PricedColumns } from '../../src/pricing/priced-columns.js';
import { preparePricing } from '../../src/pricing/steps.js';
import { type PolicyDocument, price, type SmallCase, smallInput, smallTimeline, smallWeights } from './small-region.js';

const methodsOf = (priced: PricedColumns) => [...priced.method].map((method) => PAYMENT_METHODS[method]);
const ungrouped: SmallCase = { group: '0000', status: STATUS_UNGROUPED, cost: 1_000_000, pooled: 714_000 };
const unrelated: SmallCase = { group: 'XQY', status: STATUS_UNRELATED, cost: 1_000_000, pooled: 714_000 };
const unweighted: SmallCase = { group: 'D', cost: 1_000_000, pooled: 714_000 };

describe('who decides the pay of a case', () => {
  it('in the order kind, hospital, pool, QY, ungrouped, weight, then the standard', async () => {
    const priced = await price({
      cases: [
        { ...ungrouped, kind: 'day', hospital: 'H9', insurance: 'other' },
        { ...ungrouped, hospital: 'H9', insurance: 'other' },
        { ...ungrouped, insurance: 'other' },
        unrelated,
        ungrouped,
        unweighted,
        { cost: 1_000_000 },
        { cost: 1_000_000, kind: 'drg' },
        { cost: 1_000_000, kind: 'dip' },
      ],
    });
    expect(methodsOf(priced)).toEqual([
      'by_item_kind',
      'by_item_unknown_hospital',
      'by_item_no_pool',
      'by_item_unrelated',
      'by_item_ungrouped',
      'by_item_unweighted',
      'standard',
      'standard',
      'by_item_kind',
    ]);
  });
  it('by item pays the total cost, and the fund what was recorded: 10,000.00 and 7,140.00', async () => {
    const priced = await price({
      cases: [ungrouped, { ...ungrouped, insurance: 'other' }, { ...ungrouped, hospital: 'H9' }],
    });
    expect([...priced.payFen]).toEqual([1_000_000, 1_000_000, 1_000_000]);
    expect([...priced.fundFen]).toEqual([714_000, 714_000, 714_000]);
    expect([...priced.standardFen]).toEqual([0, 0, 0]);
  });
  it.each<[string, PolicyDocument, SmallCase]>([
    ['ungrouped', { ungrouped: { share_of_items: 0.9 } }, ungrouped],
    ['unrelated_procedure', { unrelated_procedure: { share_of_items: 0.9 } }, unrelated],
    ['unweighted', { unweighted: { share_of_items: 0.9 } }, unweighted],
  ])('%s at a share of 0.9 pays 9,000.00, of which the fund 6,140.00', async (_, policy, entry) => {
    const priced = await price({ cases: [entry], policy });
    expect(priced.payFen[0]).toBe(900_000);
    expect(priced.fundFen[0]).toBe(614_000);
  });
  it('a weight of 0.0000 is none: the case is paid as unweighted, one of 0.0001 by its standard of 1.00', async () => {
    const cases = [unweighted, { ...unweighted, group: 'A' }];
    const priced = await price({ cases, weights: smallWeights({ A: '0.0001', D: '0.0000' }) });
    expect(methodsOf(priced)).toEqual(['by_item_unweighted', 'standard']);
    expect([...priced.standardFen]).toEqual([0, 100]);
  });
  it('zero leaves the fund 0 and is flagged, because the patient has paid 2,860.00', async () => {
    const priced = await price({ cases: [ungrouped], policy: { ungrouped: 'zero' } });
    expect([priced.payFen[0], priced.fundFen[0], priced.isFloored[0]]).toEqual([286_000, 0, 1]);
  });
  it('a missing amount is never 0: the case is priced by nobody, and only it', async () => {
    const priced = await price({
      cases: [
        { cost: Number.NaN, pooled: 100 },
        { cost: 1_000_000, pooled: Number.NaN },
        { cost: 1_000_000, pooled: 0 },
      ],
    });
    expect(methodsOf(priced)).toEqual(['unpriced_missing_amount', 'unpriced_missing_amount', 'standard']);
    expect([...priced.payFen]).toEqual([0, 0, 1_000_000]);
    expect([...priced.patientFen]).toEqual([0, 0, 1_000_000]);
  });
  it("the register's level wins over the case's; an unknown hospital takes the case's level text, 未定级 is paid as level 1", async () => {
    const priced = await price({
      cases: [
        { hospital: 'H3', level: '三甲', cost: 1_000_000 },
        { hospital: 'H9', level: '二级甲等', cost: 1_000_000 },
        { hospital: 'H9', level: '未定级', cost: 1_000_000 },
        { hospital: 'H9', level: '甲等', cost: 1_000_000 },
        { hospital: '', level: '三级', cost: 1_000_000 },
      ],
      policy: { hospital_coefficient: { by_level: { 3: 1, 2: 0.85, 1: 0.7 } } },
    });
    expect([...priced.standardFen]).toEqual([700_000, 850_000, 700_000, 0, 0]);
    expect(methodsOf(priced).slice(3)).toEqual(['by_item_unknown_hospital', 'by_item_unknown_hospital']);
  });
  it("a hospital's own coefficient takes the place of its level's", async () => {
    const priced = await price({
      cases: [{ cost: 1_000_000 }, { hospital: 'H2', cost: 1_000_000 }],
      policy: { hospital_coefficient: { by_level: { 3: 1, 2: 0.85, 1: 0.7 }, by_hospital: { H2: 0.92 } } },
    });
    expect([...priced.standardFen]).toEqual([1_000_000, 920_000]);
  });
  it('weights change on the first day of a patch and back on its last', async () => {
    const from = smallTimeline().segments[0]!.from + 31;
    const priced = await price({
      cases: ['2026-01-31', '2026-02-01', '2026-02-28', '2026-03-01'].map((day) => ({ day, cost: 1_000_000 })),
      weights: smallWeights({ A: '1.0000', B: '0.8526' }),
      timeline: smallTimeline([{ policy: {} }], [{ pattern: 'A', scale: 1.05, from, until: from + 28 }]),
    });
    expect([...priced.standardFen]).toEqual([1_000_000, 1_050_000, 1_050_000, 1_000_000]);
    expect([...priced.weightScaled]).toEqual([10_000, 10_500, 10_500, 10_000]);
  });
});

describe('a rate from the budget', () => {
  const pools = [{ insurance: 'employee', fund: 10_000, reserve: 0.05, fund_share: 0.76 }];
  const cases: SmallCase[] = [
    { cost: 100, group: 'A' },
    { cost: 100, group: 'A', hospital: 'H2' },
    { ...ungrouped, cost: 250_000, pooled: 200_000 },
  ];
  const policy = (rate: PolicyDocument, steps = ['reserve', 'carve_outs', 'retention']): PolicyDocument => ({
    pools,
    rate,
    clearing: { steps },
    hospital_coefficient: { by_level: { 3: 1, 2: 0.5, 1: 1 } },
  });
  it('is (10,000 × 0.95 / 0.76 − 2,500) / 1.5 = 6,666.67 over adjusted weight, 5,000.00 over plain weight', async () => {
    const adjusted = await price({ cases, policy: policy({ kind: 'budget' }) });
    expect([...adjusted.standardFen]).toEqual([666_667, 333_334, 0]);
    const plain = await price({ cases, policy: policy({ kind: 'budget', denominator: 'plain_weight' }) });
    expect([...plain.standardFen]).toEqual([500_000, 250_000, 0]);
  });
  it('never falls when the budget grows: 10,000 to 13,000 in steps of 61.27 yuan', async () => {
    let before = 0;
    for (let fund = 10_000; fund < 13_000; fund += 61.27) {
      const budget = [{ ...pools[0]!, fund: Number(fund.toPrecision(8)) }];
      const priced = await price({ cases, policy: { ...policy({ kind: 'budget' }), pools: budget } });
      expect(priced.standardFen[0]).toBeGreaterThan(before);
      before = priced.standardFen[0]!;
    }
  });
  it('deducts reserve and carve-outs only where the clearing lists them: (10,000 / 0.76) / 1.5 = 8,771.93', async () => {
    const priced = await price({ cases, policy: policy({ kind: 'budget' }, ['retention']) });
    expect(priced.standardFen[0]).toBe(877_193);
  });
});

describe('what is refused before any case is priced, with its name', () => {
  const refused: readonly [string, Parameters<typeof smallInput>[0]][] = [
    ['column_missing', { cases: [{ cost: 1 }] }],
    ['cases_refused_by_policy', { cases: [ungrouped, { cost: 1 }, ungrouped], policy: { ungrouped: 'refuse' } }],
    ['cases_outside_policy_year', { cases: [{ cost: 1, day: '2027-01-01' }] }],
    [
      'cases_without_policy_day',
      { cases: [{ cost: 1, day: '' }], timeline: smallTimeline([{ policy: {} }, { from: '2026-07-01', policy: {} }]) },
    ],
    [
      'rate_missing_for_insurance',
      { cases: [{ cost: 1 }], policy: { rate: { kind: 'fixed', value: { employee: 1 } } } },
    ],
    [
      'rate_kind_changes_within_year',
      {
        cases: [{ cost: 1 }],
        timeline: smallTimeline([{ policy: {} }, { from: '2026-07-01', policy: { rate: { kind: 'budget' } } }]),
      },
    ],
    ['budget_rate_no_share', { cases: [{ cost: 1 }], policy: { rate: { kind: 'budget' } } }],
    ['weights_of_other_scheme', { cases: [{ cost: 1 }], weights: { ...smallWeights({ A: '1' }), schemeId: 'other' } }],
    // Points, scores and weights are not each other: a table of the other unit pays nothing.
    ['unit_of_other_method', { cases: [{ cost: 1 }], policy: { method: 'dip' } }],
    [
      'unit_of_other_method',
      {
        cases: [{ cost: 1 }],
        policy: { method: 'drg-points' },
        weights: { ...smallWeights({ A: '1' }), unit: 'score' },
      },
    ],
    ['unit_of_other_method', { cases: [{ cost: 1 }], weights: { ...smallWeights({ A: '1' }), unit: 'points' } }],
    ['benefit_computed_not_made', { cases: [{ cost: 1 }], policy: { benefit: { mode: 'computed' } } }],
  ];
  it.each(refused)('%s', async (code, region) => {
    const input = smallInput(region);
    if (code === 'column_missing') delete (input.table.columns as Record<string, unknown>).pooled_fund;
    expect(() => preparePricing(input)).toThrow(expect.objectContaining({ code }));
  });
  it('a table of another unit is named with the unit that the method needs', () => {
    const weights = { ...smallWeights({ A: '850' }), unit: 'points' } as const;
    const input = smallInput({ cases: [{ cost: 1 }], policy: { method: 'dip' }, weights });
    expect(() => preparePricing(input)).toThrow('method dip needs a table of score, found one of points');
  });
  it('refused cases are counted and named', async () => {
    const region = { cases: [ungrouped, { cost: 1 }, { ...ungrouped, id: 'second' }], policy: { ungrouped: 'refuse' } };
    const error = await price(region).catch((cause: unknown) => cause);
    expect(String(error)).toContain('2 such cases (case-00000, second');
  });
  it('a formula without an amount for some cases is refused and names them', async () => {
    const bands = [{ name: 'low', to: 0.5, pay: 'standard / (cost / standard - 0.25) * 0.1' }];
    const region = { cases: [{ cost: 250_000, id: 'quarter' }, { cost: 300_000 }], policy: { outliers: { bands } } };
    const error = await price(region).catch((cause: unknown) => cause);
    expect(error).toMatchObject({ code: 'band_formula_without_amount', details: { count: 1, cases: 'quarter' } });
  });
});
