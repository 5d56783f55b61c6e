import fc from 'fast-check';
import { STATUS_GROUPED, STATUS_UNGROUPED } from '../../src/grouping/group-columns.js';
import { formatDay, parseDay } from '../../src/kernel/day.js';
import { parseDecimal } from '../../src/kernel/decimal.js';
import type { WeightTable, WeightVariant } from '../../src/weighting/weight-table.js';
import { maybe } from './generated-rules.js';
import { type PolicyDocument, type SmallCase, type SmallRegion, smallTimeline, smallWeights } from './small-region.js';

/**
 * Random policies of points and scores × random small regions: units that lie half way between two rounded ones, every
 * basis of outlier bands, means in their own cell and in wider ones, values that are published, float, or come from the
 * budget.
 */

const pick = <T>(...values: readonly T[]) => fc.constantFrom(...values);

/** At 0 to 6 decimals some products of these with the coefficients lie exactly half way. */
const UNITS = ['850', '1000', '36.5', '0.00005', '333.3333', '12.34565', '5000.5', '100', '0.125'];
const VALUES = [10, 8.2345, 0.9995, 95.5, 1, 12_252.7];
const COEFFICIENTS = [1, 0.9, 1.05, 0.925, 1.1, 0.33335];
const MEANS = [400_000, 777_777, 1_000_000, 1];
const EDGES = [0.4, 0.5, 0.6, 1, 1.5, 2, 3, 5];

const UNIT_PAY = [
  'score * ratio',
  'score * (ratio - 1)',
  'base_points * ratio',
  'base_points * (ratio - 2 + coefficient)',
  'min(base_points * ratio, base_points)',
  'base_points * difference_coefficient + base_points * max(0, (cost - unreasonable_cost) / group_mean - 2)',
  'points * case_coefficient / 3',
];
const MONEY_PAY = [
  'by_item',
  'standard',
  'cost - 0.5 * base_points * coefficient * point_value',
  'score * point_value * 0.7',
  'standard + 0.7 * (cost - 2 * standard)',
];
const pay = fc.oneof(pick(...UNIT_PAY), pick(...MONEY_PAY));
/** Means and costs are missing in some cases: mostly the policy says what is paid then. */
const fallback = pick('by_item', 'standard', undefined, undefined);

const band = (name: string, edges: fc.Arbitrary<PolicyDocument>) =>
  maybe(
    fc.tuple(edges, pay, fallback, fc.boolean(), fc.boolean()).map(([edge, formula, otherwise, from, to]) => ({
      ...{ name, ...edge, pay: formula, fallback: otherwise },
      ...('from' in edge ? { from_included: from } : {}),
      ...('to' in edge ? { to_included: to } : {}),
    })),
    5,
  );

const outliers = fc.record({
  basis: pick(
    'level_mean',
    'level_mean',
    'level_mean',
    'score',
    'score',
    'group_mean',
    'group_mean',
    'standard',
    'standard',
  ),
  thin_cases: maybe(fc.constant(15)),
  low_exempt_discharge_types: fc.subarray([2, 5]),
  bands: fc
    .tuple(
      band('low', pick({ to: 0.4 }, { to: 0.5 }, { to: 0.6 })),
      band('high', pick<PolicyDocument>({ from: 1.5, to: 3 }, { from: 2, to: 5 }, { from: 2, to: 3 })),
      band('extreme', pick({ from: 5 }, { from: 3 }, { from: 1.5 })),
    )
    .map((bands) => bands.filter((one) => one !== undefined)),
});

const perDiem = fc.record({
  unit: pick('units', 'units', 'yuan'),
  bands: pick(
    [
      { name: 'first', to_day: 10, daily: 12.34565 },
      { name: 'rest', daily: 8.00005 },
    ],
    [{ name: 'all', daily: 0.5 }],
  ),
  by_level: maybe(fc.constant({ 3: 1.15, 2: 0.925, 1: 1 })),
});

const specialCases = fc
  .oneof(
    perDiem.map((rule) => ({ per_diem: rule })),
    pick({ pay: 'score * 0.5' }, { pay: 'base_points / 3' }, { pay: 'standard' }, { settle_as: { A: 'B' } }),
  )
  .map((paid) => [{ name: 'long', when: { numbers: { los_days: { from: 60 } } }, ...paid }]);

const perInsurance = fc.oneof(
  pick(...VALUES),
  fc.tuple(pick(...VALUES), pick(...VALUES)).map(([employee, resident]) => ({ employee, resident })),
);

export type ValueKind = 'fixed' | 'opening' | 'opening_budget' | 'elastic' | 'budget';

const rateOf = (kind: ValueKind): fc.Arbitrary<PolicyDocument> => {
  if (kind === 'budget') return pick('adjusted_weight', 'plain_weight').map((denominator) => ({ kind, denominator }));
  if (kind === 'opening_budget') {
    return pick('total', 'fund').map((form) => ({ kind: 'floating', opening: 'budget', form }));
  }
  return perInsurance.map((value) => {
    if (kind === 'opening') return { kind: 'floating', opening: value };
    return kind === 'elastic' ? { kind, fixed: value, formula: '0.8 * fixed + 0.2 * floating' } : { kind, value };
  });
};

const caseCoefficients = fc
  .tuple(pick('highest', 'first', 'product', 'sum'), pick(1.05, 1.3333), pick('keep', 'replace'))
  .map(([combine, factor, word]) => ({
    combine,
    rules: [
      { name: 'short', when: { numbers: { los_days: { to: 3 } } }, factor, hospital_coefficient: word },
      { name: 'second', when: { groups: ['A', 'B'] }, factor: 1.1 },
    ],
  }));

const pools = fc
  .tuple(pick(800_000, 123_456.78), pick(0, 0.05), maybe(pick(0.03, 0.0125)), pick(0.7, 0.615))
  .map(([fund, reserve, adjustment, share]) => [
    { insurance: 'employee', fund, reserve, adjustment_fund: adjustment, fund_share: share },
    { insurance: 'resident', fund: 500_000, fund_share: 0.6 },
  ]);

const policy = (kind: ValueKind): fc.Arbitrary<PolicyDocument> =>
  fc.record({
    rate: rateOf(kind),
    pools,
    clearing: pick({ steps: ['reserve', 'carve_outs'] }, { steps: ['carve_outs'] }, { steps: ['reserve'] }),
    hospital_coefficient: fc.record({
      by_level: fc
        .tuple(pick(...COEFFICIENTS), pick(...COEFFICIENTS))
        .map(([three, two]) => ({ 3: three, 2: two, 1: 0.7 })),
      by_hospital: pick({}, { H2: 1.02 }),
      group_coefficients: pick('ignore', 'replace', 'multiply'),
      decimals: maybe(pick(2, 3)),
    }),
    case_coefficients: maybe(caseCoefficients),
    special_cases: maybe(specialCases),
    outliers,
    unweighted: pick<unknown>('by_item', { share_of_items: 0.7 }),
  });

const smallCase = (unitOf: Readonly<Record<string, string>>): fc.Arbitrary<SmallCase> =>
  fc
    .record({
      hospital: pick('H1', 'H1', 'H2', 'H3', 'H4'),
      level: pick('', '三甲', '二级'),
      insurance: pick('employee', 'employee', 'resident', 'other'),
      offset: fc.nat(364),
      dischargeType: pick(1, 1, 1, 2, 5),
      group: pick('A', 'A', 'B', 'C', 'D'),
      status: pick(STATUS_GROUPED, STATUS_GROUPED, STATUS_GROUPED, STATUS_GROUPED, STATUS_GROUPED, STATUS_UNGROUPED),
      los: pick(-1, 2, 9, 60, 61),
      unreasonable: pick(Number.NaN, Number.NaN, 0, 60_000),
      base: fc.oneof(pick(...MEANS), pick(...VALUES)),
      coefficient: pick(...COEFFICIENTS),
      edge: pick(...EDGES),
      off: pick(-1, 0, 1),
      any: maybe(fc.nat(9_000_000)),
      fundPermille: pick(0, 500, 714, 1_000),
    })
    .map(({ offset, base, coefficient, edge, off, any, fundPermille, unreasonable, status, group, ...rest }) => {
      // On an edge of a mean, or of the units at a value, with or without a coefficient.
      const unit = Number(unitOf[group] === '' ? '1' : unitOf[group]);
      const basis = base >= 400_000 ? base : Math.round(unit * base * coefficient * 100);
      const cost = any ?? Math.max(0, Math.round(basis * edge) + off);
      return {
        ...rest,
        ...{ cost, status, group: status === STATUS_UNGROUPED ? '0000' : group },
        day: formatDay(parseDay('2026-01-01')! + offset),
        pooled: Math.round((cost * fundPermille) / 1_000),
        amounts: { unreasonable_cost: unreasonable },
      };
    });

const decimals = (texts: Readonly<Record<string, string>>) =>
  new Map(Object.entries(texts).map(([group, text]) => [group, parseDecimal(text)!]));

/** By level, hospital or insurance, so that the units and coefficients of a group differ by place. */
const variants: fc.Arbitrary<readonly WeightVariant[]> = pick<readonly WeightVariant['key'][]>(
  [],
  [{ level: '3' }, { level: '2' }],
  [{ hospital: 'H1' }],
  [{ insurance: 'resident' }],
  [{}, { level: '3', insurance: 'employee' }, { hospital: 'H2' }],
).chain((keys) =>
  fc.tuple(
    ...keys.map((key) =>
      fc
        .record({
          weights: fc.dictionary(pick('A', 'B', 'D'), pick(...UNITS), { maxKeys: 2 }),
          coefficients: fc.dictionary(pick('A', 'B', 'C'), pick('1.1', '0.95', '1.00005'), { maxKeys: 2 }),
          // D has no units, and 0 stands for none.
          standards: fc.dictionary(pick('A', 'B', 'D'), pick(0, 1, 777_777, 1_000_050), { maxKeys: 3 }),
          means: fc.dictionary(pick('A', 'C'), pick(...MEANS), { maxKeys: 2 }),
        })
        .map(({ weights, coefficients, standards, means }) => ({
          key,
          weights: decimals(weights),
          coefficients: decimals(coefficients),
          standards: new Map(Object.entries(standards)),
          means: new Map(Object.entries(means)),
        })),
    ),
  ),
);

const meanRow = fc.record({
  scheme: pick('small', 'small', 'small', 'small', 'other'),
  group: pick('A', 'A', 'B', 'C'),
  level_class: pick<string | undefined>('3', '2', '1', undefined),
  year: pick('2025', '2025', '2025', '2024'),
  insurance: pick<string | undefined>('employee', 'resident', undefined),
  mean_cost: pick(...MEANS.map(String)),
  cases: pick('14', '15', '40'),
});

export interface MethodsRegion extends SmallRegion {
  readonly kind: ValueKind;
}

export const methodsRegion: fc.Arbitrary<MethodsRegion> = fc
  .record({
    kind: pick<ValueKind>('fixed', 'fixed', 'opening', 'opening_budget', 'elastic', 'budget'),
    method: pick('drg-points', 'dip'),
    // What is rounded once holds all year.
    rounding: fc.record({ points: pick(0, 1, 2, 4, 4, 6), point_value: pick(0, 2, 4, 6), weight: pick(2, 4) }),
    weights: fc.tuple(pick(...UNITS), pick(...UNITS), pick(...UNITS)),
    use: pick({}, { use: 'standard' }, { use: 'standard', without_standard: 'unweighted' }),
  })
  .chain(({ kind, method, rounding, weights: [a, b, c], use }) => {
    const units = { A: a, B: b, C: c, D: '', '0000': '' };
    return fc
      .record({
        cases: fc.array(smallCase(units), { minLength: 1, maxLength: 8 }),
        policies: fc.array(policy(kind), { minLength: 1, maxLength: 2 }),
        variants,
        means: fc.uniqueArray(meanRow, {
          maxLength: 14,
          selector: ({ mean_cost: _, cases: __, ...key }) => JSON.stringify(key),
        }),
      })
      .map(({ cases, policies, variants: keyed, means }) => ({
        kind,
        cases,
        timeline: smallTimeline(
          policies.map((document, p) => ({
            from: p === 0 ? '2026-01-01' : '2026-07-01',
            policy: {
              ...{ ...document, method, rounding },
              // Published standards go with a stated rate, and somebody must have published one.
              weights: kind === 'fixed' && keyed.some(({ standards }) => (standards?.size ?? 0) > 0) ? use : {},
            },
          })),
        ),
        weights: {
          ...smallWeights({ A: a, B: b, C: c, D: '' }, { A: 1_000_000, B: 777_777 }),
          unit: method === 'dip' ? 'score' : 'points',
          variants: keyed,
        } satisfies WeightTable,
        groupMeans: means,
      }));
  });
