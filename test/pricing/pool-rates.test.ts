import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { DictionaryColumn } from '../../src/cases/case-table.js';
import { STATUS_UNGROUPED } from '../../src/grouping/group-columns.js';
import { formatDecimal } from '../../src/kernel/decimal.js';
import { gatherCaseFacts } from '../../src/pricing/case-facts.js';
import { buildOtherPayments } from '../../src/pricing/other-payments.js';
import { findPoolRates, setAside } from '../../src/pricing/pool-rates.js';
import { METHOD_UNGROUPED } from '../../src/pricing/priced-columns.js';
import { cutPeriods } from '../../src/pricing/pricing-periods.js';
import { poolRatesOf } from '../../src/pricing/steps.js';
import {
  type PolicyDocument,
  type SmallCase,
  type SmallRegion,
  smallInput,
  smallTimeline,
  smallWeights,
} from './small-region.js';

const ratesOf = (region: Partial<SmallRegion>) => poolRatesOf(smallInput({ cases: [{ cost: 1 }], ...region }));
/** Rates of every period and pool as texts. */
const texts = (...rates: PolicyDocument[]) =>
  ratesOf({
    cases: [{ cost: 1, day: '2026-12-31' }],
    timeline: smallTimeline(
      rates.map((rate, s) => ({ from: ['2026-01-01', '2026-05-01', '2026-09-01'][s]!, policy: { ...POOLS, rate } })),
    ),
  }).map(({ rate }) => formatDecimal(rate));
const POOLS = {
  pools: [
    { insurance: 'employee', fund: 80, fund_share: 0.8 },
    { insurance: 'resident', fund: 50, fund_share: 0.5 },
  ],
};
const refusal = (work: () => unknown) => {
  try {
    work();
  } catch (error) {
    const { code, details, path } = error as { code: string; details: object; path: string };
    return { code, details, path };
  }
  throw new Error('was not refused');
};

describe('a rate that the policy states', () => {
  it('is the number, or that of the pool; fixed, one a case, floating from its opening, elastic from its fixed value', () => {
    const each = { employee: 12_252.7, resident: 9_649.24 };
    expect(texts({ kind: 'fixed', value: 9_575.25 })).toEqual(['9575.25', '9575.25']);
    expect(texts({ kind: 'fixed', value: each })).toEqual(['12252.7', '9649.24']);
    expect(texts({ kind: 'standard', value: 8_000 })).toEqual(['8000', '8000']);
    expect(texts({ kind: 'floating', opening: each })).toEqual(['12252.7', '9649.24']);
    expect(texts({ kind: 'elastic', fixed: each, formula: '0.8 * fixed + 0.2 * floating' })).toEqual([
      '12252.7',
      '9649.24',
    ]);
  });

  it('of a pool for people of one origin is its own, else that of its insurance', () => {
    const policy = (value: PolicyDocument) => ({
      rate: { kind: 'fixed', value },
      pools: [{ insurance: 'employee', fund: 1 }],
    });
    const of = (value: PolicyDocument) => {
      const input = smallInput({ cases: [{ cost: 1, insurance: 'employee@other_city' }], policy: policy(value) });
      const [segment] = input.timeline.segments;
      const [pool] = segment!.policy.pools;
      const pools = [{ ...pool!, insurance: 'employee@other_city' as 'employee' }];
      const segments = [{ ...segment!, policy: { ...segment!.policy, pools } }];
      return poolRatesOf({ ...input, timeline: { ...input.timeline, segments } }).map(({ rate }) =>
        formatDecimal(rate),
      );
    };
    expect(of({ employee: 12, resident: 9 })).toEqual(['12']);
    expect(of({ employee: 12, 'employee@other_city': 10 })).toEqual(['10']);
  });

  it('may change within the year, also its kind where no budget is behind it', () => {
    expect(texts({ kind: 'fixed', value: 10 }, { kind: 'fixed', value: 11 }, { kind: 'standard', value: 8 })).toEqual([
      ...['10', '10', '11', '11', '8', '8'],
    ]);
    const cases = [{ cost: 1, day: '2026-12-31' }];
    const kinds = [
      { kind: 'fixed', value: 10 },
      { kind: 'standard', value: 8 },
    ];
    const timeline = smallTimeline(kinds.map((rate, s) => ({ from: `2026-0${1 + 4 * s}-01`, policy: { rate } })));
    expect(
      ratesOf({ cases, timeline }).map(({ period, insurance, isPerCase }) => [period, insurance, isPerCase]),
    ).toEqual([
      [0, 'employee', false],
      [0, 'resident', false],
      [1, 'employee', true],
      [1, 'resident', true],
    ]);
  });

  it.each([
    ['rate.value', { kind: 'fixed', value: { employee: 10 } }],
    ['rate.opening', { kind: 'floating', opening: { employee: 10 } }],
    ['rate.fixed', { kind: 'elastic', fixed: { employee: 10 }, formula: 'fixed' }],
  ])('is refused where a pool has none, by the path %s', (path, rate) => {
    const details = { insurance: 'resident' };
    expect(refusal(() => texts(rate))).toEqual({ code: 'rate_missing_for_insurance', details, path });
  });
});

describe('a rate from the budget', () => {
  const budget = { kind: 'budget' };
  const opening = { kind: 'floating', opening: 'budget' };

  it.each<[string, PolicyDocument[], string, string]>([
    ['fixed, then budget', [{ kind: 'fixed', value: 10 }, budget], 'fixed', 'budget'],
    ['budget, then fixed', [budget, { kind: 'fixed', value: 10 }], 'budget', 'fixed'],
    ['budget between', [{ kind: 'fixed', value: 10 }, budget, { kind: 'fixed', value: 10 }], 'budget', 'fixed'],
    ['two ways from the budget', [budget, opening], 'budget', 'floating (opening: budget)'],
    [
      'an opening from the budget, then a stated one',
      [opening, { kind: 'floating', opening: 10 }],
      'floating (opening: budget)',
      'floating',
    ],
    [
      'a stated opening, then one from the budget',
      [{ kind: 'floating', opening: 10 }, opening],
      'floating',
      'floating (opening: budget)',
    ],
  ])('holds for the whole year: %s is refused', (_, rates, first, second) => {
    const details = { first, second };
    expect(refusal(() => texts(...rates))).toEqual({
      code: 'rate_kind_changes_within_year',
      details,
      path: 'rate.kind',
    });
  });

  /** Employees: H1 twice A, H2 B and one outside the groups; residents: H1 C; nobody else's pool: one case. */
  const cases: SmallCase[] = [
    { cost: 10_000, pooled: 6_000, group: 'A' },
    { cost: 20_000, pooled: 18_000, group: 'A' },
    { cost: 30_000, pooled: 21_000, group: 'B', hospital: 'H2' },
    { cost: 40_000, pooled: 1, group: '0000', status: STATUS_UNGROUPED },
    { cost: 50_000, pooled: 20_000, group: 'C', insurance: 'resident' },
    { cost: 60_000, pooled: 2, group: 'A', insurance: 'other' },
    { cost: Number.NaN, pooled: 3, group: 'A' },
  ];
  const pools = [
    { insurance: 'employee', fund: 8_600, reserve: 0.05, adjustment_fund: 0.03, fund_share: 0.8 },
    { insurance: 'resident', fund: 4_500, fund_share: 0.5 },
  ];
  const region = (more: PolicyDocument = {}): SmallRegion => ({
    cases,
    weights: smallWeights({ A: '0.85', B: '0.5', C: '2.25', D: '1' }),
    policy: { pools, rate: budget, hospital_coefficient: { by_level: { 3: 1, 2: 0.9, 1: 0.7 } }, ...more },
  });
  const shown = (given: SmallRegion) =>
    ratesOf(given).map(({ rate, budget: of }) => [formatDecimal(rate), of?.groupBudgetFen, of?.expectedFen]);

  it('8,600 × 0.92 / 0.8 − 400 = 9,490 over 2 × 0.85 + 0.5 × 0.9 = 2.15 is 4,413.95; residents 4,500 / 0.5 over 2.25 is 4,000.00', () => {
    // What is handed out is 4,413.95 × 2.15 and 4,000 × 2.25.
    const resident = ['4000.00', 900_000, 900_000];
    expect(shown(region())).toEqual([['4413.95', 949_000, 948_999], resident]);
    // Over plain weight: 9,490 / 2.2.
    const plain = { rate: { kind: 'budget', denominator: 'plain_weight' } };
    expect(shown(region(plain))).toEqual([['4313.64', 949_000, 949_001], resident]);
  });

  it('the reserve and carve-outs are deducted only as the clearing lists them: 9,890, 10,350 and 10,750 yuan', () => {
    const of = (...steps: string[]) => shown(region({ clearing: { steps } }))[0]![1];
    expect([of('reserve', 'carve_outs'), of('reserve'), of('carve_outs'), of('retention')]).toEqual([
      ...[949_000, 989_000, 1_035_000, 1_075_000],
    ]);
    expect(setAside({ insurance: 'employee', fund: 1, reserve: 0.05, adjustment_fund: 0.03 })).toBe(0.08);
    expect(setAside({ insurance: 'employee', fund: 1, reserve: 0.05 })).toBe(0.05);
  });

  it('cases outside the groups leave it as the policy pays them: 400 × 0.9 leave 9,530, nothing 9,890', () => {
    const of = (ungrouped: unknown) => shown(region({ ungrouped }))[0]![1];
    expect([of({ share_of_items: 0.9 }), of('zero')]).toEqual([953_000, 989_000]);
    const two = { ...region(), cases: [...cases, { cost: 10_001, group: 'A', kind: 'day' }] };
    expect(shown(two)[0]![1]).toBe(938_999);
  });

  it('also opens a floating value, over weight × coefficient', () => {
    expect(shown(region({ rate: opening }))[0]).toEqual(['4413.95', 949_000, 948_999]);
  });

  it('a pool without a case that the groups pay has none, and is not refused', () => {
    const own = cases.map((one) => (one.insurance === 'resident' ? { ...one, kind: 'day' } : one));
    const rates = ratesOf({ ...region(), cases: own });
    expect(rates.map(({ rate, budget: of }) => [formatDecimal(rate), of === undefined])).toEqual([
      ['4413.95', false],
      ['0', true],
    ]);
  });

  it('the first group of a catalogue and the first class count like every other, and leave nothing', () => {
    const given = { ...region(), cases: [{ cost: 5, group: '0000' }], weights: smallWeights({ '0000': '2' }) };
    // 9,890 over 2.
    expect(shown(given)[0]).toEqual(['4945.00', 989_000, 989_000]);
    const rules = [{ name: 'none', when: { departments: ['none'] }, factor: 2 }];
    const ruled = { ...given, policy: { ...given.policy, case_coefficients: { rules } } };
    expect(shown(ruled)[0]).toEqual(['4945.00', 989_000, 989_000]);
  });

  it("a share far from what the pool's cases recorded is a finding with both: 45,000 of 60,000 fen is 0.75", () => {
    const findings = (share: number) => {
      const [employee, resident] = ratesOf(region({ pools: pools.map((pool) => ({ ...pool, fund_share: share })) }));
      return [employee, resident].map((rate) => rate!.budget!.findings.map(({ en }) => en).join());
    };
    expect(findings(0.75)[0]).toBe('');
    expect(findings(0.4)[1]).toBe('');
    expect(findings(0.81)[0]).toContain('0.75');
    expect(findings(0.5)[1]).toContain('0.4');
  });

  it('points have the decimals of the point value: 10,750 / 127.5 is 84.3137 at four; 1.275 points are 1.28 at two', () => {
    const points = (rounding: PolicyDocument, weight: string) => ({
      ...region({
        method: 'drg-points',
        rounding,
        clearing: { steps: [] },
        hospital_coefficient: { by_level: { 3: 1.5, 2: 1, 1: 1 } },
      }),
      cases: [{ cost: 1, group: 'A' }],
      weights: { ...smallWeights({ A: weight }), unit: 'points' as const },
    });
    expect(shown(points({ point_value: 4, points: 2 }, '85'))[0]![0]).toBe('84.3137');
    expect(shown(points({ point_value: 2, points: 2 }, '85'))[0]![0]).toBe('84.31');
    // 10,750 / 1.28, and / 1.275 where points keep three decimals.
    expect(shown(points({ point_value: 2, points: 2 }, '0.85'))[0]![0]).toBe('8398.44');
    expect(shown(points({ point_value: 2, points: 3 }, '0.85'))[0]![0]).toBe('8431.37');
  });

  it('a row that stands for many cases counts as many, and its own pay outside the groups leaves the budget', () => {
    const input = smallInput(region());
    const periods = cutPeriods(input);
    const { facts, classes, classWeights } = gatherCaseFacts(input, periods);
    const asked: number[][] = [];
    const many = {
      cases: [2, 3, 4, 9, 1, 1, 1],
      otherPay: (row: number, period: number, method: number) => {
        asked.push([row, period, method]);
        return 1_234;
      },
    };
    const { values } = input.table.columns.insurance as DictionaryColumn;
    const otherPayments = buildOtherPayments(periods);
    const context = { periods, facts, classes, otherPayments, insurances: values, classWeights };
    const [employee] = findPoolRates({ ...context, ruledCases: () => undefined, many });
    // (9,890 − 12.34 of each of two rows) over 5 × 0.85 + 4 × 0.45 = 6.05.
    expect(asked).toContainEqual([3, 0, METHOD_UNGROUPED]);
    expect([employee!.budget!.groupBudgetFen, formatDecimal(employee!.rate)]).toEqual([986_532, '1630.63']);
  });
});

describe('a rate from the budget under rules on single cases', () => {
  const WEIGHT: Record<string, number> = { A: 850, B: 500, C: 2_250 };
  const COEFFICIENT: Record<string, number> = { H1: 100, H2: 90, H3: 75 };
  const oneCase = fc.record({
    group: fc.constantFrom('A', 'B', 'C', 'D'),
    hospital: fc.constantFrom('H1', 'H2', 'H3'),
    insurance: fc.constantFrom('employee', 'employee', 'resident', 'other'),
    department: fc.constantFrom('plain', 'times', 'instead', 'carved', 'separate'),
    kind: fc.constantFrom('', '', '', 'day'),
    cost: fc.integer({ min: 3_000, max: 90_000 }),
  });
  const rules = {
    case_coefficients: {
      combine: 'first',
      rules: [
        { name: 'times', when: { departments: ['times'] }, factor: 1.125 },
        { name: 'instead', when: { departments: ['instead'] }, factor: 1.3, hospital_coefficient: 'replace' },
      ],
    },
    special_cases: [{ name: 'carved', when: { departments: ['carved'] }, pay: 'by_item', counts: 'outside' }],
    case_cost: { without: ['separate_drug_cost'], paid_separately: ['separate_drug_cost'] },
  };
  const divideHalfUp = (numerator: bigint, denominator: bigint) => (2n * numerator + denominator) / (2n * denominator);

  it.each([
    ['weights', 'drg-rate', 'adjusted_weight', -1],
    ['plain weights', 'drg-rate', 'plain_weight', -1],
    ['points of one decimal', 'drg-points', 'adjusted_weight', 1],
    ['points without decimals', 'drg-points', 'adjusted_weight', 0],
  ] as const)(
    'is the budget less what leaves it over Σ weight × coefficient × factor of the cases left: 150 random regions, %s',
    (_, method, denominator, unitDecimals) => {
      let met = 0;
      fc.assert(
        fc.property(fc.array(oneCase, { minLength: 1, maxLength: 12 }), (cases) => {
          const stays = cases.map(({ department, cost, ...one }) => {
            const drug = department === 'separate' ? 2_000 : 0;
            return { ...one, department, cost, pooled: cost, amounts: { separate_drug_cost: drug } };
          });
          const rounding = { point_value: 2, ...(unitDecimals < 0 ? {} : { points: unitDecimals }) };
          const rates = ratesOf({
            cases: stays,
            weights: {
              ...smallWeights({ A: '8.5', B: '5', C: '22.5' }),
              unit: method === 'drg-rate' ? 'weight' : 'points',
            },
            policy: {
              ...{ method, rounding, ...rules },
              rate: { kind: 'budget', denominator },
              clearing: { steps: ['carve_outs'] },
              pools: ['employee', 'resident'].map((insurance) => ({ insurance, fund: 60_000, fund_share: 0.6 })),
              hospital_coefficient: { by_level: { 3: 1, 2: 0.9, 1: 0.75 } },
            },
          });
          for (const { insurance, rate, budget } of rates) {
            // Units × 10^7: two decimals of weights, two of coefficients, three of factors.
            let units = 0n;
            let left = 10_000_000n;
            for (const { department, group, hospital, kind, cost, insurance: own } of cases) {
              if (own !== insurance) continue;
              const drug = department === 'separate' ? 2_000 : 0;
              if (kind === 'day' || group === 'D' || department === 'carved') {
                left -= BigInt(cost);
                continue;
              }
              left -= BigInt(drug);
              const isPlain = denominator === 'plain_weight';
              const factor = isPlain ? 1_000n : ({ times: 1_125n, instead: 1_300n }[department as string] ?? 1_000n);
              const coefficient = isPlain || department === 'instead' ? 100n : BigInt(COEFFICIENT[hospital]!);
              const exact = BigInt(WEIGHT[group]!) * coefficient * factor;
              const step = 10n ** BigInt(7 - Math.max(0, unitDecimals));
              units += unitDecimals < 0 ? exact : divideHalfUp(exact, step) * step;
            }
            if (units === 0n) {
              expect(budget).toBeUndefined();
              continue;
            }
            expect(budget!.groupBudgetFen).toBe(Number(left));
            expect(formatDecimal(rate)).toBe(
              formatDecimal({ digits: Number(divideHalfUp(left * 10n ** 7n, units)), scale: 2 }),
            );
            met += 1;
          }
        }),
        { numRuns: 150, seed: 20261129 },
      );
      expect(met).toBeGreaterThan(100);
    },
  );

  it('a share far from the recorded one is found in their sums too: 7,000 of 10,000 yuan, without the case that leaves', () => {
    const stays: SmallCase[] = [
      { cost: 400_000, pooled: 300_000 },
      { cost: 600_000, pooled: 400_000, department: 'times' },
      { cost: 900_000, pooled: 0, department: 'carved' },
    ];
    const cases = stays.map((one) => ({ ...one, amounts: { separate_drug_cost: 0 } }));
    const of = (fund_share: number) =>
      ratesOf({
        cases,
        policy: { ...rules, rate: { kind: 'budget' }, pools: [{ insurance: 'employee', fund: 60_000, fund_share }] },
      })[0]!
        .budget!.findings.map(({ en }) => en)
        .join();
    expect(of(0.7)).toBe('');
    expect(of(0.8)).toContain('0.7');
  });
});
