import { expect, test } from 'vitest';
import { parseDecimal } from '../../src/kernel/decimal.js';
import { checkPolicy } from '../../src/policy/check-policy.js';
import { PAYMENT_METHODS } from '../../src/pricing/priced-columns.js';
import type { WeightKey } from '../../src/weighting/weight-key.js';
import type { WeightTable, WeightVariant } from '../../src/weighting/weight-table.js';
import { timelineOf } from '../policy/policy-document.js';
import { line, settle } from '../settlement/worked-year.js';
import { price, smallWeights } from './small-region.js';

const variant = (key: WeightKey, more: Omit<WeightVariant, 'key'>): WeightVariant => ({ key, ...more });
const fen = (values: Readonly<Record<string, number>>) => new Map(Object.entries(values));

/** H1 is 三甲 (level 3), H2 level 2. A: weight 0.85, published; B: weight 2, none published; D: no weight, published. */
const WEIGHTS: WeightTable = {
  ...smallWeights({ A: '0.85', B: '2', C: '1', D: '' }, { A: 1_000_000, B: 2_000_000 }),
  variants: [
    variant({}, { standards: fen({ A: 700_000, D: 123_456 }) }),
    variant({ level: '2' }, { standards: fen({ A: 650_000, C: 0 }) }),
    variant({ hospital: 'H1' }, { means: fen({ A: 400_000 }) }),
    variant({ hospital: 'H1', insurance: 'resident' }, { standards: fen({ A: 690_050 }) }),
  ],
};
const POLICY = {
  rate: { kind: 'fixed', value: 10_000 },
  hospital_coefficient: { by_level: { 3: 1.1, 2: 0.9, 1: 0.7 } },
};

const standardsOf = async (cases: Parameters<typeof price>[0]['cases'], policy: object) => {
  const priced = await price({ cases, weights: WEIGHTS, policy: { ...POLICY, ...policy } });
  return [...priced.standardFen].map((standard, row) => [standard, PAYMENT_METHODS[priced.method[row]!]]);
};

test('the published standard of the most exact key is paid whole, without rate and hospital coefficient: 7,000.00, 6,500.00 at level 2, 6,900.50 of residents in H1', async () => {
  const cases = [
    { group: 'A', cost: 700_000 },
    { group: 'A', cost: 700_000, hospital: 'H2' },
    { group: 'A', cost: 700_000, insurance: 'resident' },
  ];
  expect(await standardsOf(cases, { weights: { use: 'standard' } })).toEqual([
    [700_000, 'standard'],
    [650_000, 'standard'],
    [690_050, 'standard'],
  ]);
  // Without the word the same table pays weight × rate × coefficient.
  const byUnits = (await standardsOf(cases, {})).map(([standard]) => standard);
  expect(byUnits).toEqual([935_000, 765_000, 935_000]);
});

test('a group without a published standard, or with 0, is paid 2 × 10,000 × 1.1 = 22,000.00 by its weight, or as unweighted says; one without a weight and with a standard is paid it', async () => {
  const cases = [
    { group: 'B', cost: 2_200_000 },
    { group: 'C', cost: 900_000, hospital: 'H2' },
    { group: 'D', cost: 123_456 },
  ];
  expect(await standardsOf(cases, { weights: { use: 'standard' } })).toEqual([
    [2_200_000, 'standard'],
    [900_000, 'standard'],
    [123_456, 'standard'],
  ]);
  expect(await standardsOf(cases, { weights: { use: 'standard', without_standard: 'unweighted' } })).toEqual([
    [0, 'by_item_unweighted'],
    [0, 'by_item_unweighted'],
    [123_456, 'standard'],
  ]);
});

test('a coefficient of the case multiplies the published standard, rounded once half up: 7,000.01 × 1.0005 = 7,003.51', async () => {
  const weights = { ...WEIGHTS, variants: [variant({}, { standards: fen({ A: 700_001 }) })] };
  const rules = [{ name: 'own', when: { groups: ['A'] }, factor: 1.0005, hospital_coefficient: 'replace' }];
  const policy = { ...POLICY, weights: { use: 'standard' }, case_coefficients: { rules } };
  expect([...(await price({ cases: [{ group: 'A', cost: 1 }], weights, policy })).standardFen]).toEqual([700_351]);
});

test("bands on group_mean take the mean of the case's own key: 4,000.00 in H1, 10,000.00 elsewhere, so that 9,000.00 is high in H1 alone", async () => {
  const outliers = { basis: 'group_mean', bands: [{ name: 'high', from: 2, pay: 'group_mean' }] };
  const cases = [
    { group: 'A', cost: 900_000, pooled: 900_000 },
    { group: 'A', cost: 900_000, pooled: 900_000, hospital: 'H2' },
  ];
  const priced = await price({ cases, weights: WEIGHTS, policy: { ...POLICY, outliers } });
  expect([...priced.payFen]).toEqual([400_000, 765_000]);
  expect([...priced.band]).toEqual([1, 0]);
});

test('a group that the table pays by item has no published standard either', async () => {
  const rows = WEIGHTS.rows.map((row) =>
    row.group === 'A' ? { ...row, weight: undefined, pay: 'by_item' as const } : row,
  );
  const policy = { ...POLICY, weights: { use: 'standard' } };
  const priced = await price({ cases: [{ group: 'A', cost: 5 }], weights: { ...WEIGHTS, rows }, policy });
  expect(PAYMENT_METHODS[priced.method[0]!]).toBe('by_item_unweighted');
});

test('a table without a published standard is refused with the columns to add', async () => {
  const policy = { ...POLICY, weights: { use: 'standard' } };
  const weights = { ...WEIGHTS, variants: [variant({}, { weights: new Map([['A', parseDecimal('1')!]]) })] };
  await expect(price({ cases: [{ group: 'A', cost: 5 }], weights, policy })).rejects.toMatchObject({
    code: 'standards_missing',
    message: expect.stringContaining('standard:level=3'),
  });
});

test('the statement of a hospital names the published standards, and the year clears to the same sum', async () => {
  const year = await settle({
    cases: [{ group: 'A', hospital: 'H1', cost: 1_000_000, pooled: 600_000 }],
    policy: { ...POLICY, weights: { use: 'standard' } },
    weights: WEIGHTS,
  });
  const standard = line(year, 'standard');
  expect(standard.amountFen).toBe(700_000);
  expect(standard.formula.zh).toContain('（公布的支付标准，没有公布的为权重 × 费率 × 机构系数）');
  expect(standard.formula.en).toContain('the published standard payment');
});

test('policy check wants a fixed rate beside published standards, and tells a fallback and changes of weights that do nothing', () => {
  const codes = (parts: Parameters<typeof timelineOf>[0], ...patches: string[]) =>
    checkPolicy(timelineOf(parts, ...patches)).map(({ code, severity }) => `${severity} ${code}`);
  const floating = { rate: '{kind: floating, opening: 10}', weights: '{use: standard}' };
  expect(codes(floating)).toContain('error standards_need_fixed_rate');
  expect(codes({ weights: '{without_standard: unweighted}' })).toContain('warning without_standard_unused');
  const patch = '  - {path: tables.weights.GD2*, scale: 1.1}';
  expect(codes({ weights: '{use: standard}' }, patch)).toContain('warning weight_patch_beside_standards');
  expect(codes({}, patch)).not.toContain('warning weight_patch_beside_standards');
  expect(codes({ weights: '{use: standard, without_standard: units}' }).join()).not.toContain('standard');
});
