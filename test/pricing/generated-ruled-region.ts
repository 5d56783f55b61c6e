import fc from 'fast-check';
import { formatDay, parseDay } from '../../src/kernel/day.js';
import { parseDecimal } from '../../src/kernel/decimal.js';
import type { WeightTable, WeightVariant } from '../../src/weighting/weight-table.js';
import { policyOf, type RateKind, smallCase, WEIGHTS, weightPatch } from './generated-region.js';
import {
  caseCoefficients,
  caseCost,
  caseTests,
  fallback,
  groupValues,
  hospitalCoefficient,
  MONEY_FORMULAS,
  maybe,
  specialCases,
  supplements,
  UNIT_FORMULAS,
} from './generated-rules.js';
import {
  AMOUNTS,
  type PolicyDocument,
  registerNumbers,
  type SmallCase,
  type SmallRegion,
  smallTimeline,
  smallWeights,
} from './small-region.js';

/** Random policies with rules on single cases × random small regions whose cases stand on every edge, or are missing it. */

const pick = <T>(...values: readonly T[]) => fc.constantFrom(...values);
type Method = 'drg-rate' | 'drg-points' | 'dip';

/** Parts of a case's cost: shares of it near the edges of the tests, with a fen to either side. */
const amounts = (cost: number): fc.Arbitrary<Record<string, number>> =>
  fc
    .array(fc.tuple(pick(...AMOUNTS), pick(0, 0.05, 0.1, 0.4, 0.6, 0.64, 1), pick(-1, 0, 0, 1)), { maxLength: 8 })
    .map((list) =>
      Object.fromEntries(
        list.map(([name, share, off]) => [
          name,
          Number.isNaN(cost) ? 100 : Math.max(0, Math.round(cost * share) + off),
        ]),
      ),
    );

/** Fewer of the cases that nothing is asked about: those without amounts, hospital or pool. */
const askedCase = fc
  .tuple(smallCase, pick(500_000, 1_000_000, 2_500_000), pick(0, 1, 2))
  .map(([entry, cost, keeps]) =>
    keeps > 0 && Number.isNaN((entry.cost ?? 0) + (entry.pooled ?? 0)) ? { ...entry, cost, pooled: 250_000 } : entry,
  );

const ruledCase = askedCase.chain(
  (entry): fc.Arbitrary<SmallCase> =>
    fc
      .record({
        amounts: amounts(entry.cost ?? 0),
        los: pick(-1, 0, 1, 2, 3, 9, 10, 30, 31, 59, 60, 61),
        age: pick(-1, 0, 13, 14, 64, 65, 80),
        icu: pick(-1, 0, 1, 2, 7, 8),
        stay: pick(-1, 1, 2),
        sex: pick(-1, 1, 2),
        review: pick('', '', 'adjusted', 'by_item', 'refused'),
        insured: pick('', '3702', '3701', '1100'),
        care: pick('', '3702', '1100'),
        dx: pick([], ['I63.900', 'E11.9'], ['J18.9'], ['I63.3', 'J18.9'], ['E11.900']),
        px: pick([], ['17.91'], ['93.35', '99.92'], ['39.61', '17.9100', '93.35', '99.92'], ['99.92', '39.95']),
        patient: pick('', 'p1', 'p1', 'p2', 'p3'),
        stayed: pick(-1, 0, 1, 3, 10, 400),
        charlson: pick(-1, 0, 1, 2, 3, 6),
        kind: pick('', '', '', '', '', 'day', entry.kind ?? ''),
        hospital: pick('H1', 'H1', 'H2', 'H2', 'H3', 'H4', entry.hospital ?? ''),
        level: pick('三甲', '二级', entry.level ?? ''),
        insurance: pick('employee', 'employee', 'employee', 'resident', entry.insurance ?? ''),
      })
      .map(({ age, icu, stay, sex, review, insured, care, stayed, charlson, ...more }) => ({
        ...entry,
        ...more,
        numbers: { age_years: age, icu_days: icu, stay_number: stay, sex },
        texts: { review_outcome: review, insured_region: insured, care_region: care },
        admit: stayed < 0 ? '' : formatDay(parseDay(entry.day!)! - stayed),
        facts: { charlson },
      })),
);

const bands = (isUnits: boolean) =>
  fc
    .tuple(
      maybe(
        fc.record({
          to: pick(0.4, 0.5),
          to_included: fc.boolean(),
          pay: pick('by_item', ...(isUnits ? UNIT_FORMULAS : [])),
        }),
      ),
      maybe(
        fc.record({
          from: pick(1.5, 2),
          from_included: fc.boolean(),
          when: caseTests,
          pay: pick('by_item', 'standard', ...MONEY_FORMULAS, ...(isUnits ? UNIT_FORMULAS : [])),
          fallback,
        }),
      ),
      maybe(
        fc.record({
          from: fc.constant(3),
          when: maybe(caseTests),
          pay: pick('standard * multiple', 'standard + 0.7 * (cost - multiple * standard)', 'by_item'),
          quota: maybe(fc.constant({ share: 0.2 })),
        }),
      ),
    )
    .map((list) => list.flatMap((band, i) => (band === undefined ? [] : [{ name: `band${i}`, ...band }])));

const outliers = (isUnits: boolean) =>
  fc.record({
    basis: pick('standard', 'standard', 'group_mean', 'level_mean', 'score'),
    bands: bands(isUnits),
    low_exempt_discharge_types: fc.subarray([2, 5]),
    low_exempt_los_days: maybe(
      pick<PolicyDocument>({ to: 1, to_included: true }, { from: 2, from_included: false, to: 10 }),
    ),
    thin_cases: maybe(fc.constant(15)),
  });

/** Values that float are priced at their opening, elastic ones at the fixed part; clearing is not asked here. */
const OPEN_RATES = pick<PolicyDocument>(
  { kind: 'floating', opening: 9_575.25 },
  { kind: 'floating', opening: { employee: 102.5, resident: 88 }, form: 'fund' },
  { kind: 'elastic', fixed: 10_000, formula: '0.8 * fixed + 0.2 * floating' },
);

const ruledPolicy = (kind: RateKind, method: Method): fc.Arbitrary<PolicyDocument> => {
  const isUnits = method !== 'drg-rate';
  return (
    fc
      .tuple(
        policyOf(kind),
        fc.record({
          method: fc.constant(method),
          hospital_coefficient: hospitalCoefficient,
          case_coefficients: maybe(caseCoefficients),
          case_cost: maybe(caseCost),
          group_values: groupValues,
          special_cases: maybe(specialCases(isUnits), 3),
          supplements: maybe(supplements),
          outliers: outliers(isUnits),
        }),
        OPEN_RATES,
        fc.nat(2),
      )
      // A rate from the budget holds all year, so that it stays one.
      .map(([plain, rules, rate, draw]) => ({
        ...plain,
        ...rules,
        ...(kind === 'fixed' && draw === 0 ? { rate } : {}),
      }))
  );
};

/** Sets of keys of which no two leave the choice open. */
const KEYS: readonly (readonly WeightVariant['key'][])[] = [
  [],
  [{ level: '3' }, { level: '2' }],
  [{ hospital: 'H1' }, { level: '3' }],
  [{ grade: '三甲' }, { hospital: 'H2' }],
  [{ insurance: 'resident' }, { level: '3', insurance: 'resident' }],
];

const variants: fc.Arbitrary<readonly WeightVariant[]> = pick(...KEYS).chain((keys) =>
  fc.tuple(
    ...keys.map((key) =>
      fc
        .record({
          weights: fc.dictionary(pick('A', 'B', 'C', 'D'), pick('1.1', '0.4444', '3', '0.0002'), { maxKeys: 3 }),
          coefficients: fc.dictionary(pick('A', 'B', 'D'), pick('1.02', '0.9'), { maxKeys: 2 }),
        })
        .map((values) => ({ key, weights: decimals(values.weights), coefficients: decimals(values.coefficients) })),
    ),
  ),
);

const decimals = (texts: Readonly<Record<string, string>>) =>
  new Map(Object.entries(texts).map(([group, text]) => [group, parseDecimal(text)!]));

const meanRow = fc.record({
  scheme: pick('small', 'small', 'other'),
  group: pick('A', 'B', 'C'),
  level_class: pick<string | undefined>('3', '2', undefined),
  year: pick('2025', '2025', '2024'),
  insurance: pick<string | undefined>('employee', undefined),
  mean_cost: pick('400000', '1000000', '777777'),
  cases: pick('14', '15', '40'),
});

export const ruledRegion: fc.Arbitrary<SmallRegion> = fc
  .tuple(
    pick<RateKind>('fixed', 'fixed', 'standard', 'budget', 'budget'),
    pick<Method>('drg-rate', 'drg-rate', 'drg-points', 'dip'),
  )
  .chain(([kind, method]) =>
    fc
      .record({
        cases: fc.array(ruledCase, { minLength: 1, maxLength: 12 }),
        policies: fc.array(ruledPolicy(kind, method), { minLength: 1, maxLength: 2 }),
        patches: fc.array(weightPatch, { maxLength: 1 }),
        weights: fc.tuple(pick(...WEIGHTS), pick(...WEIGHTS), pick(...WEIGHTS)),
        variants,
        means: fc.uniqueArray(meanRow, {
          maxLength: 6,
          selector: ({ mean_cost: _, cases: __, ...key }) => JSON.stringify(key),
        }),
        classes: pick<WeightTable['rows'][number]['classes']>(undefined, ['primary_care'], ['incentive', 'unstable']),
      })
      .map(({ cases, policies, patches, weights, variants: keyed, means, classes }) => {
        const table = smallWeights(
          { A: weights[0], B: weights[1], C: weights[2], D: '' },
          { A: 1_000_000, B: 432_100, C: 500_000 },
        );
        return {
          cases: cases.map((entry, row) => ({ ...entry, id: `c${String(row * 7).padStart(3, '0')}` })),
          timeline: smallTimeline(
            policies.map((policy, p) => ({ from: p === 0 ? '2026-01-01' : '2026-07-01', policy })),
            patches,
          ),
          weights: {
            ...table,
            unit: method === 'drg-rate' ? 'weight' : method === 'dip' ? 'score' : 'points',
            rows: table.rows.map((row, i) => (i === 0 ? { ...row, classes } : row)),
            variants: keyed,
          } satisfies WeightTable,
          levels: { H1: 3, H2: 2, H3: 1 } as const,
          hospitals: {
            H1: { level: '三级甲等', numbers: registerNumbers({ score: '1.0234', cmi: '1.12' }) },
            H2: { level: '二乙', kind: 'tcm', numbers: registerNumbers({ cmi: '0.95' }) },
          },
          groupMeans: means,
        };
      }),
  );
