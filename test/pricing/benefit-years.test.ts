import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { inlineExecutor } from '../../src/kernel/executor.js';
import { benefitColumns } from '../../src/pricing/benefit/benefit-columns.js';
import type { BenefitColumns } from '../../src/pricing/benefit/benefit-result.js';
import { computeBenefits } from '../../src/pricing/benefit/compute-benefits.js';
import { benefitsLiterally } from '../../src/pricing/literal/literal-benefit.js';
import type { PricingInput } from '../../src/pricing/pricing-input.js';
import { type Stay, splitting, yearInput } from './benefit-years.js';
import { smallPolicy } from './small-region.js';

const share = fc.integer({ min: 0, max: 1000 }).map((digits) => digits / 1000);
const yuan = fc.integer({ min: 0, max: 4_000_000 }).map((fen) => fen / 100);
const day = fc
  .integer({ min: 1, max: 28 })
  .map((date) => `2026-${date % 2 === 0 ? '03' : '09'}-${String(date).padStart(2, '0')}`);

const stay: fc.Arbitrary<Stay> = fc
  .record({
    person: fc.integer({ min: 0, max: 3 }),
    hospital: fc.constantFrom('H1', 'H2', 'H3'),
    day,
    admit: day,
    total: fc.oneof({ arbitrary: yuan, weight: 9 }, { arbitrary: fc.constant(Number.NaN), weight: 1 }),
    self: yuan.map((value) => Math.round(value * 10) / 100),
    first: yuan.map((value) => Math.round(value * 10) / 100),
    age: fc.integer({ min: 0, max: 90 }),
    civil: yuan.map((value) => Math.round(value) / 100),
    account: yuan.map((value) => Math.round(value * 10) / 100),
    earlier: fc.tuple(yuan, yuan, fc.integer({ min: 0, max: 3 })),
    texts: fc.record({
      insured_class: fc.constantFrom('working', 'retired'),
      assistance_class: fc.constantFrom('', 'poor', 'border'),
      chronic: fc.constantFrom('0', '1'),
      referral_filed: fc.constantFrom('', '1', '0'),
      referral: fc.constantFrom('', 'down', 'up'),
      department: fc.constantFrom('ward', 'outpatient'),
      insured_region: fc.constantFrom('a', 'b'),
      care_region: fc.constantFrom('b', 'a'),
    }),
  })
  .map(({ person, ...rest }) => ({
    ...rest,
    patient: `person-${person}`,
    insurance: person % 2 === 0 ? 'employee' : 'resident',
  }));

const bands = fc
  .tuple(
    fc.uniqueArray(fc.integer({ min: 1, max: 30_000 }), { maxLength: 3 }),
    fc.array(share, { minLength: 4, maxLength: 4 }),
  )
  .map(([edges, ratios]) =>
    [...edges.sort((a, b) => a - b), undefined].map((to, i) => ({
      name: `b${i}`,
      ratio: ratios[i]!,
      ...(to === undefined ? {} : { to }),
    })),
  );
const entitlement = fc.record(
  {
    start: fc.integer({ min: 0, max: 20_000 }),
    band_base: fc.constantFrom('above_start', 'absolute'),
    bands,
    cap: fc.integer({ min: 1, max: 20_000 }),
  },
  { requiredKeys: ['start', 'band_base', 'bands'] },
);

const benefit = fc
  .record({
    outpatient: fc.record({
      deductible: fc.integer({ max: 500, min: 0 }),
      bands,
      yearly_cap: fc.integer({ min: 1, max: 9_000 }),
    }),
    high: fc.record({
      deductible: fc.integer({ max: 3_000, min: 0 }),
      bands,
      later_stays: fc.array(share, { minLength: 1, maxLength: 3 }),
    }),
    low: fc.record({ deductible: fc.integer({ max: 1_000, min: 0 }), bands }),
    add: share,
    factor: share,
    self: share,
    ceiling: fc.integer({ min: 1, max: 60_000 }),
    illness: entitlement,
    poor: entitlement,
    border: entitlement,
    within: fc.integer({ min: 0, max: 10 }),
    over: fc.constantFrom('stay', 'year'),
    earlier: fc.constantFrom(undefined, 'columns'),
  })
  .map((drawn) => ({
    order_by: 'discharge_date',
    bands_over: drawn.over,
    ...(drawn.earlier === undefined ? {} : { earlier_spending: drawn.earlier }),
    blank_means_none: ['assistance_class', 'referral', 'referral_filed'],
    carry_over: { referrals: ['down', 'up'], within_days: drawn.within },
    ladders: [
      { name: 'outpatient', who: { department: ['outpatient'] }, counts_as_stay: 'no', ...drawn.outpatient },
      { name: 'high', who: { levels: ['3'], insurances: ['resident', 'employee'] }, ...drawn.high },
      { name: 'low', ...drawn.low },
    ],
    adjustments: [
      { name: 'retired', who: { insured_class: ['retired'], age_from: 60 }, self_factor: drawn.self },
      { name: 'chronic', who: { chronic: ['1'], levels: ['1'] }, add: drawn.add },
      { name: 'unfiled', who: { care: 'elsewhere', referral_filed: ['0'] }, factor: drawn.factor },
    ],
    ceilings: [{ name: 'resident', who: { insurances: ['resident'] }, amount: drawn.ceiling }],
    critical_illness: [{ name: 'all', ...drawn.illness }],
    assistance: [
      { name: 'poor', who: { assistance_class: ['poor'] }, ...drawn.poor },
      { name: 'border', who: { assistance_class: ['border'] }, ...drawn.border },
    ],
  }));

const stays = fc.array(stay, { minLength: 1, maxLength: 14 });
const PARTS = [
  ['deductible', 'deductibleFen'],
  ['pooled', 'pooledFen'],
  ['criticalIllness', 'criticalIllnessFen'],
  ['assistance', 'assistanceFen'],
  ['civilServant', 'civilServantFen'],
  ['personalAccount', 'personalAccountFen'],
  ['cash', 'cashFen'],
] as const;

describe('generated years of persons', () => {
  test('fast and literal agree on 400 years under random benefits, to the fen', async () => {
    await fc.assert(
      fc.asyncProperty(stays, benefit, async (year, rules) => {
        const input = yearInput(year, rules);
        const made = await computeBenefits(input, inlineExecutor);
        benefitsLiterally(input).forEach((literal, row) => {
          for (const [name, column] of PARTS) {
            const expected = literal === undefined ? Number.NaN : Number(literal[name]);
            expect([row, name, made[column][row]]).toEqual([row, name, expected]);
          }
        });
      }),
      { numRuns: 400, seed: 1 },
    );
  });

  test('six payers add up to the charges of each stay, none below 0, in 200 years', async () => {
    await fc.assert(
      fc.asyncProperty(stays, benefit, async (year, rules) => {
        const input = yearInput(year, rules);
        const made = await computeBenefits(input, inlineExecutor);
        const total = input.table.columns.total_cost as { values: Float64Array };
        for (let row = 0; row < year.length; row++) {
          const payers = PARTS.slice(1).map(([, column]) => made[column][row]!);
          if (Number.isNaN(total.values[row])) continue;
          expect(payers.reduce((sum, fen) => sum + fen, 0)).toBe(total.values[row]);
          expect(Math.min(...payers)).toBeGreaterThanOrEqual(0);
        }
      }),
      { numRuns: 200, seed: 2 },
    );
  });

  test('another order of rows, and any split over tasks of one row and more, give each stay the same, in 200 years', async () => {
    await fc.assert(
      fc.asyncProperty(
        stays,
        benefit,
        fc.integer({ min: 1, max: 5 }),
        fc.integer(),
        async (year, rules, step, seed) => {
          const named = year.map((one, i) => ({ ...one, id: `c${i}` }));
          const made = await computeBenefits(yearInput(named, rules), inlineExecutor);
          const shuffled = named.map((one, i) => ({ one, key: Math.imul(i + 1, seed | 1) >>> 0 }));
          shuffled.sort((a, b) => a.key - b.key);
          const other = shuffled.map(({ one }) => one);
          const otherInput = yearInput(other, rules);
          const again = await computeBenefits(otherInput, splitting(step));
          other.forEach(({ id }, row) => {
            const before = Number(id!.slice(1));
            for (const [, column] of PARTS) expect(again[column][row]).toBe(made[column][before]);
            expect(again.flags[row]).toBe(made.flags[before]);
          });
        },
      ),
      { numRuns: 200, seed: 3 },
    );
  });

  test('the input is not changed', async () => {
    const input = yearInput([{ total: 100 }, { total: 200 }], {
      ladders: [{ name: 'a', deductible: 0, bands: [{ name: 'b', ratio: 0.5 }] }],
    });
    const before = JSON.stringify(input.table, (_, value) =>
      ArrayBuffer.isView(value) ? [...(value as Uint8Array)] : value,
    );
    await computeBenefits(input, inlineExecutor);
    expect(
      JSON.stringify(input.table, (_, value) => (ArrayBuffer.isView(value) ? [...(value as Uint8Array)] : value)),
    ).toBe(before);
  });
});

describe('what cannot be computed is named by row', () => {
  const plain = { ladders: [{ name: 'a', deductible: 0, bands: [{ name: 'b', ratio: 0.5 }] }] };
  const refusal = async (input: PricingInput): Promise<unknown> =>
    computeBenefits(input, inlineExecutor).then(
      (columns: BenefitColumns) => columns,
      (error: unknown) => error,
    );

  test.each<[string, Stay[], object, object]>([
    [
      'a stay without a person',
      [{ total: 1 }, { total: 1, patient: '' }],
      plain,
      { code: 'benefit_person_missing', details: { count: 1, row: 2 } },
    ],
    [
      'a person with two insurances, the earliest pair of rows',
      [
        { total: 1, patient: 'P2', insurance: 'employee' },
        { total: 1, patient: 'P1', insurance: 'resident' },
        { total: 1, patient: 'P1', insurance: 'employee' },
        { total: 1, patient: 'P2', insurance: 'resident' },
      ],
      plain,
      {
        code: 'benefit_two_insurances',
        details: { count: 2, row: 1, first: 'employee', other: 4, second: 'resident' },
      },
    ],
    ...(['employee', 'resident'] as const).map((first): [string, Stay[], object, object] => {
      const second = first === 'employee' ? 'resident' : 'employee';
      return [
        `a person whose later stay is of the other insurance: ${first} first`,
        [
          { total: 1, patient: 'P0', insurance: 'employee' },
          { total: 1, patient: 'P0', insurance: 'employee' },
          { total: 1, patient: 'P1', insurance: first },
          { total: 1, patient: 'P1', insurance: second },
        ],
        plain,
        { code: 'benefit_two_insurances', details: { count: 1, row: 3, first, other: 4, second } },
      ];
    }),
    [
      'a blank that a rule asks for',
      [{ total: 1, texts: { chronic: '' } }],
      { ...plain, adjustments: [{ name: 'c', who: { chronic: ['1'] }, add: 0.05 }] },
      { code: 'benefit_value_missing', details: { column: 'chronic', count: 1, row: 1 } },
    ],
    [
      'a column that the file lacks',
      [{ total: 1 }],
      { ...plain, adjustments: [{ name: 'c', who: { chronic: ['1'] }, add: 0.05 }] },
      { code: 'column_missing', details: { column: 'chronic' } },
    ],
    [
      'no recorded number of the stay',
      [{ total: 1, stayNumber: 1 }, { total: 1 }],
      { ...plain, stay_numbers: 'recorded' },
      { code: 'benefit_value_missing', details: { column: 'stay_number', count: 1, row: 2 } },
    ],
    [
      'a level without a ladder',
      [{ total: 1, hospital: 'H2' }],
      { ladders: [{ ...plain.ladders[0], who: { levels: ['3'] } }] },
      { code: 'benefit_ladder_missing', details: { count: 1, row: 1, facts: 'resident, 2' } },
    ],
  ])('%s', async (_, year, rules, expected) => {
    expect(await refusal(yearInput(year, rules))).toMatchObject(expected);
  });

  test('the columns that a computed policy asks a reader for', () => {
    const rules = { mode: 'computed', ...plain, carry_over: { referrals: ['down'], within_days: 1 } };
    expect(benefitColumns(smallPolicy({ benefit: rules }))).toEqual([
      'self_funded',
      'first_paid',
      'deductible',
      'patient_key',
      'case_id',
      'discharge_date',
      'settlement_date',
      'civil_servant',
      'personal_account',
      'admit_date',
      'referral',
    ]);
    expect(benefitColumns(smallPolicy())).toEqual([]);
  });
});
