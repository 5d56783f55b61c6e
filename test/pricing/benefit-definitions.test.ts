import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { inlineExecutor } from '../../src/kernel/executor.js';
import { checkPolicy } from '../../src/policy/check-policy.js';
import { priceLiterally } from '../../src/pricing/literal/price-literally.js';
import { priceCases } from '../../src/pricing/steps.js';
import { type PolicyDocument, type SmallCase, smallInput, smallTimeline, smallWeights } from './small-region.js';

/** rules §6.2: standard 12,000; total 10,000; self 500; first 300; deductible 800; ratio 85 %. */
const CASE: SmallCase = {
  cost: 1_000_000,
  pooled: 714_000,
  amounts: { self_funded: 50_000, first_paid: 30_000, deductible: 80_000 },
};
const LADDERS = [{ name: 'all', deductible: 800, bands: [{ name: 'all', ratio: 0.85 }] }];

function inputOf(benefit: object, cases: readonly SmallCase[] = [CASE], more: PolicyDocument = {}) {
  const policy = { rate: { kind: 'fixed', value: 12_000 }, outliers: { bands: [] }, benefit, ...more };
  return smallInput({ cases, policy, weights: smallWeights({ A: '1' }) });
}

async function split(benefit: object, cases?: readonly SmallCase[], more?: PolicyDocument) {
  const input = inputOf(benefit, cases, more);
  const priced = await priceCases(input, inlineExecutor);
  const literal = priceLiterally(input);
  literal.forEach((one, row) => {
    expect([priced.payFen[row], priced.fundFen[row], priced.patientFen[row], priced.alternativePayFen[row]]).toEqual(
      [one.pay, one.fund, one.patient, one.alternativePay].map(Number),
    );
    expect(priced.isFloored[row]).toBe(one.isFloored ? 1 : 0);
  });
  return { fund: priced.fundFen[0]! / 100, receives: priced.payFen[0]! / 100, isFloored: priced.isFloored[0] };
}

describe('five definitions of the fund’s part on one case (rules §6.2)', () => {
  test.each([
    ['A', { fund_pays: 'standard_minus_patient' }, 9_140, 12_000],
    ['B', { fund_pays: 'standard_times_ratio', ladders: LADDERS }, 8_840, 11_700],
    ['C', { fund_pays: 'standard_times_share' }, 8_568, 11_428],
    ['D', { fund_pays: 'score_times_ratio', share: 0.75 }, 9_000, 11_860],
  ])('%s', async (_, benefit, fund, receives) => {
    expect(await split(benefit)).toEqual({ fund, receives, isFloored: 0 });
  });

  test('E (no worked number in the rules): the fund as in B, the patient the rest of the standard, 12,000.00 in all', async () => {
    const benefit = { fund_pays: 'charged_by_standard', ladders: LADDERS };
    expect(await split(benefit)).toEqual({ fund: 8_840, receives: 12_000, isFloored: 0 });
  });

  test('D takes the share of the case’s own insurance', async () => {
    const benefit = { fund_pays: 'score_times_ratio', share: { employee: 0.8, resident: 0.5 } };
    expect((await split(benefit)).fund).toBe(9_600);
    expect((await split(benefit, [{ ...CASE, insurance: 'resident' }])).fund).toBe(6_000);
  });

  test('a patient’s part of exactly the standard is no floor; one fen more is 0 and flagged', async () => {
    const at = (patient: number) => split({}, [{ cost: 2_000_000, pooled: 2_000_000 - patient }]);
    expect(await at(1_200_000)).toEqual({ fund: 0, receives: 12_000, isFloored: 0 });
    expect(await at(1_200_001)).toEqual({ fund: 0, receives: 12_000.01, isFloored: 1 });
  });

  test('B: self, first and deductible of exactly the standard leave 0 unflagged, one fen more is flagged', async () => {
    const benefit = { fund_pays: 'standard_times_ratio', ladders: LADDERS };
    const at = (self: number) => split(benefit, [{ ...CASE, amounts: { ...CASE.amounts, self_funded: self } }]);
    expect(await at(1_090_000)).toEqual({ fund: 0, receives: 2_860, isFloored: 0 });
    expect(await at(1_090_001)).toEqual({ fund: 0, receives: 2_860, isFloored: 1 });
  });

  test('C: a case without charges has no share: 0 and flagged', async () => {
    expect(await split({ fund_pays: 'standard_times_share' }, [{ cost: 0, pooled: 0 }])).toMatchObject({
      fund: 0,
      isFloored: 1,
    });
  });

  test('a case outside the groups is paid by item, the fund’s part as recorded, whatever the definition', async () => {
    const ungrouped = { ...CASE, group: '0000', status: 2 };
    const benefit = { fund_pays: 'score_times_ratio', share: 0.75 };
    expect(await split(benefit, [ungrouped])).toEqual({ fund: 7_140, receives: 10_000, isFloored: 0 });
  });

  test('a ladder of two bands pays each its ratio, and the retired the self share times 0.6', async () => {
    const ladders = [
      {
        name: 'all',
        deductible: 0,
        bands: [
          { name: 'a', to: 4_000, ratio: 0.8 },
          { name: 'b', ratio: 0.9 },
        ],
      },
    ];
    const benefit = { fund_pays: 'standard_times_ratio', ladders };
    // 10,400 covered: 4,000 × 80 % + 6,400 × 90 %.
    expect((await split(benefit)).fund).toBe(8_960);
    const adjustments = [{ name: 'everyone', self_factor: 0.6 }];
    expect((await split({ ...benefit, adjustments })).fund).toBe(10_400 - (800 + 640) * 0.6);
  });
});

describe('what a definition needs is named', () => {
  test('a blank amount: the column, the count and the first row', async () => {
    const benefit = { fund_pays: 'standard_times_ratio', ladders: LADDERS };
    const cases = [CASE, { ...CASE, amounts: { self_funded: 50_000, deductible: 80_000 } }];
    await expect(priceCases(inputOf(benefit, cases), inlineExecutor)).rejects.toMatchObject({
      code: 'benefit_value_missing',
      details: { column: 'first_paid', count: 1, row: 2 },
    });
  });

  test('a column that the file lacks', async () => {
    const input = inputOf({ fund_pays: 'charged_by_standard', ladders: LADDERS });
    const { deductible: _, ...columns } = input.table.columns;
    const without = { ...input, table: { ...input.table, columns } };
    await expect(priceCases(without, inlineExecutor)).rejects.toMatchObject({
      code: 'column_missing',
      details: { column: 'deductible' },
    });
  });

  test('a stay that no ladder is about', async () => {
    const ladders = [{ ...LADDERS[0], who: { levels: ['2', '1'] } }];
    const input = inputOf({ fund_pays: 'standard_times_ratio', ladders });
    await expect(priceCases(input, inlineExecutor)).rejects.toMatchObject({
      code: 'benefit_ladder_missing',
      details: { row: 1, count: 1 },
    });
  });

  const errorsOf = (benefit: object, more: PolicyDocument = {}) =>
    checkPolicy(smallTimeline([{ policy: { benefit, ...more } }]))
      .filter(({ severity }) => severity === 'error')
      .map(({ code, path }) => `${code} ${path}`);

  test.each<[string, object, PolicyDocument, string]>([
    ['no ladders', { fund_pays: 'standard_times_ratio' }, {}, 'benefit_without_ladders benefit.ladders'],
    [
      'no share',
      { fund_pays: 'score_times_ratio', share: { employee: 0.7 } },
      {},
      'benefit_share_missing benefit.share',
    ],
    [
      'a floating value',
      { fund_pays: 'standard_times_share' },
      { rate: { kind: 'floating', opening: 10 }, clearing: { steps: ['reserve', 'point_value'] } },
      'fund_pays_with_floating_value benefit.fund_pays',
    ],
    [
      'a hole between bands',
      {
        ladders: [
          {
            name: 'a',
            deductible: 0,
            bands: [
              { name: 'x', to: 100, ratio: 0.5 },
              { name: 'y', from: 200, ratio: 0.6 },
            ],
          },
        ],
      },
      {},
      'benefit_bands_hole benefit.ladders.a.bands.y.from',
    ],
    [
      'an overlap',
      {
        ladders: [
          {
            name: 'a',
            deductible: 0,
            bands: [
              { name: 'x', to: 100, ratio: 0.5 },
              { name: 'y', from: 50, ratio: 0.6 },
            ],
          },
        ],
      },
      {},
      'benefit_bands_overlap benefit.ladders.a.bands.y.from',
    ],
    [
      'nothing above the last band',
      { ladders: [{ name: 'a', deductible: 0, bands: [{ name: 'x', to: 100, ratio: 0.5 }] }] },
      {},
      'benefit_bands_hole benefit.ladders.a.bands.x.to',
    ],
  ])('%s', (_, benefit, more, expected) => {
    expect(errorsOf(benefit, more)).toContain(expected);
  });

  test('a ratio above 1 is refused with its path by the schema', () => {
    const ladders = [{ name: 'a', deductible: 0, bands: [{ name: 'x', ratio: 1.01 }] }];
    expect(() => smallTimeline([{ policy: { benefit: { ladders } } }])).toThrow(
      /"ladders",\s*0,\s*"bands",\s*0,\s*"ratio"/,
    );
  });
});

test('fast and literal agree on 300 random definitions, amounts, bands and adjustments, to the fen', async () => {
  const money = fc.integer({ min: 0, max: 3_000_000 });
  const stay = fc.record({
    cost: money,
    pooled: money,
    self: money,
    first: money,
    own: money,
    status: fc.constantFrom(0, 0, 2),
  });
  const ratio = fc.integer({ min: 0, max: 1000 }).map((digits) => digits / 1000);
  const rules = fc.record({
    fund_pays: fc.constantFrom(
      'standard_times_ratio',
      'standard_times_share',
      'score_times_ratio',
      'charged_by_standard',
    ),
    share: ratio,
    edge: fc.integer({ min: 1, max: 20_000 }),
    low: ratio,
    high: ratio,
    factor: ratio,
    add: ratio,
  });
  await fc.assert(
    fc.asyncProperty(fc.array(stay, { minLength: 1, maxLength: 8 }), rules, async (stays, rule) => {
      const cases = stays.map(({ cost, pooled, self, first, own, status }) => ({
        cost: cost + pooled,
        pooled,
        status,
        amounts: { self_funded: self, first_paid: first, deductible: own },
      }));
      const bands = [
        { name: 'a', to: rule.edge, ratio: rule.low },
        { name: 'b', ratio: rule.high },
      ];
      await split(
        {
          fund_pays: rule.fund_pays,
          share: rule.share,
          ladders: [{ name: 'all', deductible: 0, bands }],
          adjustments: [
            { name: 'add', add: rule.add },
            { name: 'factor', who: { levels: ['3'] }, factor: rule.factor },
          ],
        },
        cases,
        {
          outliers: {
            bands: [
              { name: 'high', from: 1.5, pay: 'standard + 0.7 * (cost - 1.5 * standard)', quota: { share: 0.5 } },
            ],
          },
        },
      );
    }),
    { numRuns: 300, seed: 1 },
  );
});
