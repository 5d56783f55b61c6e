import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import type { InputRow } from '../../src/cases/tables/input-table.js';
import { parseDay } from '../../src/kernel/day.js';
import { inlineExecutor } from '../../src/kernel/executor.js';
import { checkBenefitVisits } from '../../src/policy/check-benefit-visits.js';
import { computeBenefits } from '../../src/pricing/benefit/compute-benefits.js';
import { visitsWithBenefits } from '../../src/pricing/benefit/join-visits.js';
import { benefitsLiterally } from '../../src/pricing/literal/literal-benefit.js';
import { type Stay, splitting, yearInput } from './benefit-years.js';
import { smallPolicy } from './small-region.js';

const fen = (yuan: number): number => Math.round(yuan * 100);

/** A visit as a row of outpatient.csv. */
function visit({ id, patient, insurance, hospital, day, total, self, first, texts }: Stay, kind = 'chronic'): InputRow {
  return {
    visit_id: id,
    patient_key: patient ?? 'P1',
    hospital_id: hospital ?? 'H1',
    insurance: insurance ?? 'resident',
    visit_date: parseDay(day!)!,
    kind,
    amount: fen(total),
    self_funded: fen(self ?? 0),
    first_paid: fen(first ?? 0),
    insured_class: texts?.insured_class,
    assistance_class: texts?.assistance_class,
  };
}

const SPECIAL = {
  name: 'special',
  who: { visits: ['chronic'] },
  deductible: 0,
  yearly_cap: 20_000,
  bands: [{ name: 'all', ratio: 0.6 }],
};
const STAYS = { name: 'stays', deductible: 500, later_stays: [0.5], bands: [{ name: 'all', ratio: 0.7 }] };

/** Of stays and of visits in yuan. */
async function pooled(stays: readonly Stay[], visits: readonly InputRow[], benefit: object) {
  const made = await computeBenefits({ ...yearInput(stays, benefit), visits }, inlineExecutor);
  const yuan = (values: Float64Array) => [...values].map((value) => value / 100);
  return { stays: yuan(made.pooledFen), visits: yuan(made.visits!.columns.pooledFen), made };
}

describe('visits of outpatient.csv in a person’s year', () => {
  const two = [
    visit({ id: 'v1', day: '2026-02-01', total: 20_000 }),
    visit({ id: 'v2', day: '2026-05-01', total: 20_000 }),
  ];

  test('M7: 60 % of two visits of 20,000 stop at 20,000 a year, and make no later stay a second one', async () => {
    const { stays, visits } = await pooled([{ total: 10_500, day: '2026-06-01' }], two, { ladders: [SPECIAL, STAYS] });
    expect(visits).toEqual([12_000, 8_000]);
    // (10,500 − 500) × 70 %: the deductible of a first stay.
    expect(stays).toEqual([7_000]);
  });

  test('a ceiling of 22,000 is shared: after 20,000 for visits 2,000 are left for the stay, before them none is missing', async () => {
    const rules = { ladders: [SPECIAL, STAYS], ceilings: [{ name: 'year', amount: 22_000 }] };
    const after = await pooled([{ total: 10_500, day: '2026-06-01' }], two, rules);
    expect([after.visits, after.stays]).toEqual([[12_000, 8_000], [2_000]]);
    const before = await pooled([{ total: 10_500, day: '2026-01-05' }], two, rules);
    expect([before.visits, before.stays]).toEqual([[12_000, 3_000], [7_000]]);
  });

  test('on one day the text of the id decides; with one id the stay comes before the visit', async () => {
    const rules = { ladders: [SPECIAL, STAYS], ceilings: [{ name: 'year', amount: 7_000 }] };
    const day = '2026-02-01';
    const stay = { id: 'b', total: 10_500, day, admit: day };
    expect((await pooled([stay], [visit({ id: 'a', day, total: 20_000 })], rules)).stays).toEqual([0]);
    expect((await pooled([stay], [visit({ id: 'b', day, total: 20_000 })], rules)).stays).toEqual([7_000]);
    expect((await pooled([stay], [visit({ id: 'c', day, total: 20_000 })], rules)).stays).toEqual([7_000]);
  });

  test('visits of other kinds and of the years beside are no part of it; 31 December is', async () => {
    const others = [
      visit({ id: 'o', day: '2026-02-01', total: 100 }, 'ordinary'),
      visit({ id: 'p', day: '2025-12-31', total: 100 }),
      visit({ id: 'q', day: '2026-12-31', total: 100 }),
      visit({ id: 'r', day: '2027-01-01', total: 100 }),
    ];
    const { made } = await pooled([{ total: 1 }], others, { ladders: [SPECIAL, STAYS] });
    expect(made.visits!.rows.map(({ visit_id: id }) => id)).toEqual(['q']);
  });

  test('communities get 60.00 computed for the visit of 100 in place of 99.00 recorded, other visits as they are', async () => {
    const rows = [
      { ...visit({ id: 'a', day: '2026-02-01', total: 100 }), fund_paid: 9_900 },
      { ...visit({ id: 'b', day: '2026-02-01', total: 100 }, 'ordinary'), fund_paid: 5_000 },
    ];
    const { made } = await pooled([{ total: 1 }], rows, { ladders: [SPECIAL, STAYS] });
    expect(visitsWithBenefits(rows, made)!.map((row) => row.fund_paid)).toEqual([6_000, 5_000]);
  });
});

const share = fc.integer({ min: 0, max: 1000 }).map((digits) => digits / 1000);
const amount = fc.integer({ min: 0, max: 2_000_000 }).map((value) => value / 100);
const generated: fc.Arbitrary<Stay> = fc
  .record({
    person: fc.integer({ min: 0, max: 2 }),
    hospital: fc.constantFrom('H1', 'H2', 'H3'),
    date: fc.integer({ min: 1, max: 28 }),
    total: amount,
    self: amount.map((value) => Math.round(value * 10) / 100),
    first: amount.map((value) => Math.round(value * 10) / 100),
    department: fc.constantFrom('ward', 'clinic'),
    assistance: fc.constantFrom('', 'poor'),
  })
  .map(({ person, date, department, assistance, ...rest }) => ({
    ...rest,
    patient: `person-${person}`,
    day: `2026-03-${String(date).padStart(2, '0')}`,
    admit: `2026-03-${String(date).padStart(2, '0')}`,
    texts: { department, assistance_class: assistance, insured_class: 'working' },
  }));
const rules = fc
  .record({
    ratio: share,
    high: share,
    cap: fc.integer({ min: 1, max: 9_000 }),
    ceiling: fc.integer({ min: 1, max: 30_000 }),
    start: fc.integer({ min: 0, max: 9_000 }),
    over: fc.constantFrom('stay', 'year'),
    add: share,
  })
  .map(({ ratio, high, cap, ceiling, start, over, add }) => (of: object, stay: object) => ({
    order_by: 'discharge_date',
    bands_over: over,
    blank_means_none: ['assistance_class'],
    ladders: [
      {
        name: 'high',
        who: { ...of, levels: ['3'] },
        counts_as_stay: 'no',
        deductible: 20,
        yearly_cap: cap,
        bands: [{ name: 'a', ratio: high }],
      },
      {
        name: 'special',
        who: of,
        counts_as_stay: 'no',
        deductible: 0,
        yearly_cap: cap,
        bands: [
          { name: 'a', to: 900, ratio },
          { name: 'b', ratio: high },
        ],
      },
      { name: 'stays', who: stay, deductible: 300, later_stays: [0.5], bands: [{ name: 'a', ratio: high }] },
    ],
    adjustments: [
      { name: 'visits', who: { ...of, levels: ['1'] }, add },
      { name: 'stays', who: { ...stay, levels: ['2'] }, factor: add },
    ],
    ceilings: [{ name: 'year', amount: ceiling }],
    critical_illness: [
      {
        name: 'all',
        start,
        band_base: 'absolute',
        bands: [
          { name: 'a', to: start + 500, ratio: high },
          { name: 'b', ratio },
        ],
      },
    ],
    assistance: [
      {
        name: 'poor',
        who: { assistance_class: ['poor'] },
        start: 0,
        band_base: 'absolute',
        bands: [{ name: 'a', ratio }],
      },
    ],
  }));
const PARTS = [
  ['deductible', 'deductibleFen'],
  ['pooled', 'pooledFen'],
  ['criticalIllness', 'criticalIllnessFen'],
  ['assistance', 'assistanceFen'],
  ['cash', 'cashFen'],
] as const;

describe('generated years of stays and visits', () => {
  test('visits of outpatient.csv come to what the literal calculator makes of them as rows of cases, in 200 years, for tasks of any size', async () => {
    await fc.assert(
      fc.asyncProperty(
        fc.array(generated, { minLength: 1, maxLength: 12 }),
        rules,
        fc.integer({ min: 1, max: 3 }),
        async (rows, make, step) => {
          const named = rows.map((row, i) => ({ ...row, id: `c${String(i).padStart(2, '0')}` }));
          fc.pre(rows.some(({ texts }) => texts!.department === 'ward'));
          const isVisit = ({ texts }: Stay) => texts!.department === 'clinic';
          const literal = benefitsLiterally(
            yearInput(named, make({ department: ['clinic'] }, { department: ['ward'] })),
          );
          const stays = named.filter((row) => !isVisit(row));
          const visits = named.filter(isVisit).map((row) => visit(row));
          const input = { ...yearInput(stays, make({ visits: ['chronic'] }, {})), visits };
          const made = await computeBenefits(input, splitting(step));
          expect(made.visits!.rows.length + made.cashFen.length).toBe(named.length);
          const places = { stay: 0, visit: 0 };
          named.forEach((row, i) => {
            const columns = isVisit(row) ? made.visits!.columns : made;
            const place = isVisit(row) ? places.visit++ : places.stay++;
            for (const [name, column] of PARTS) {
              expect([row.id, name, columns[column][place]]).toEqual([row.id, name, Number(literal[i]![name])]);
            }
            const payers = [columns.pooledFen, columns.criticalIllnessFen, columns.assistanceFen, columns.cashFen];
            expect(payers.reduce((sum, values) => sum + values[place]!, 0)).toBe(fen(row.total));
          });
        },
      ),
      { numRuns: 200, seed: 5 },
    );
  });
});

describe('what visits cannot be computed from is named', () => {
  const benefit = { ladders: [SPECIAL, STAYS] };
  const one = visit({ id: 'v9', day: '2026-02-01', total: 100 });
  const aid = {
    name: 'poor',
    who: { assistance_class: ['poor'] },
    start: 0,
    band_base: 'absolute',
    bands: [{ name: 'a', ratio: 0.5 }],
  };

  test.each<[string, readonly InputRow[] | undefined, object, object]>([
    ['no file of visits', undefined, benefit, { code: 'benefit_visits_missing', details: { kinds: 'chronic' } }],
    [
      'a blank kind',
      [{ ...one, kind: undefined }],
      benefit,
      { code: 'benefit_visit_value_missing', details: { column: 'kind', count: 1, visit: 'v9' } },
    ],
    [
      'no self_funded',
      [one, { ...one, self_funded: undefined }],
      benefit,
      { code: 'benefit_visit_value_missing', details: { column: 'self_funded', count: 1 } },
    ],
    [
      'a blank class that assistance asks for',
      [one],
      { ...benefit, assistance: [aid] },
      { code: 'benefit_visit_value_missing', details: { column: 'assistance_class', visit: 'v9' } },
    ],
    [
      'a visit that no ladder is about',
      [one],
      { ladders: [{ ...SPECIAL, who: { visits: ['chronic'], levels: ['1'] } }, STAYS] },
      { code: 'benefit_visit_ladder_missing', details: { count: 1, visit: 'v9', facts: 'resident, 3, chronic' } },
    ],
    [
      'another insurance than the stay',
      [{ ...one, insurance: 'employee' }],
      benefit,
      {
        code: 'benefit_visit_two_insurances',
        details: { count: 1, visit: 'v9', first: 'employee', second: 'resident' },
      },
    ],
  ])('%s', async (_, visits, rules, expected) => {
    const input = yearInput([{ total: 1, texts: { assistance_class: 'poor' } }], rules);
    const found = await computeBenefits({ ...input, visits }, inlineExecutor).catch((error: unknown) => error);
    expect(found).toMatchObject(expected);
  });

  test('a year without visits is one of stays alone, with no visit to tell of', async () => {
    const { stays, visits } = await pooled([{ total: 10_500 }], [], benefit);
    expect([stays, visits]).toEqual([[7_000], []]);
  });

  test('policy check names four faults by path, and none of a sound policy', () => {
    const faults = (benefits: object) =>
      checkBenefitVisits(smallPolicy({ benefit: benefits })).map(({ code, path }) => [code, path]);
    expect(faults({ mode: 'computed', ...benefit, ceilings: [{ name: 'year', amount: 1 }] })).toEqual([]);
    expect(
      faults({
        ...benefit,
        earlier_spending: 'columns',
        ceilings: [{ name: 'old', who: { age_from: 60 }, amount: 1 }],
      }),
    ).toEqual([
      ['benefit_visits_recorded', 'benefit.ladders.special.who.visits'],
      ['benefit_visits_earlier', 'benefit.earlier_spending'],
      ['benefit_visits_fact', 'benefit.ceilings.old.who.age_from'],
    ]);
    expect(
      faults({
        mode: 'computed',
        ladders: [STAYS],
        ceilings: [{ name: 'v', who: { visits: ['chronic'] }, amount: 1 }],
      }),
    ).toEqual([['benefit_visits_without_ladder', 'benefit.ceilings.v.who.visits']]);
  });
});
