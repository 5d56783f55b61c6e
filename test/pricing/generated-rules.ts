import fc from 'fast-check';
import type { PolicyDocument } from './small-region.js';

/** Random rules on single cases: tests, coefficients, special cases, supplements, parts of the cost. */

const pick = <T>(...values: readonly T[]) => fc.constantFrom(...values);
/** Absent in one of two, or of `freq`, cases. */
export const maybe = <T>(value: fc.Arbitrary<T>, freq = 2) => fc.option(value, { nil: undefined, freq });

const readmission = fc.record({
  within_days: pick(0, 10, 15),
  counts: pick('first', 'second'),
  group: pick('same', 'any'),
  principal: pick('any', 'same_category'),
  hospital: pick('same', 'any'),
});

const TCM = ['tcm_treatment_cost', 'tcm_drug_cost'];
const shares = pick(
  [{ name: 'new', parts: ['new_tech_cost'], of: ['total_cost'], from: 0.64, from_included: false }],
  [{ name: 'new', parts: ['new_tech_cost'], of: ['total_cost'], to: 0.64, to_included: true }],
  [{ name: 'tcm', parts: TCM, of: [...TCM, 'cost_treatment', 'cost_drug'], from: 0.6 }],
);

const numbers = pick<PolicyDocument>(
  { los_days: { from: 60, from_included: false } },
  { los_days: { from: 10 } },
  { los_days: { to: 2, to_included: true } },
  { los_days: { from: 1.5, to: 3 } },
  { age_years: { to: 14 } },
  { age_years: { from: 65 } },
  { icu_days: { from: 2, to: 7, to_included: true }, age_years: { from: 14 } },
  { stay_number: { from: 2 } },
);

const TESTS: readonly fc.Arbitrary<PolicyDocument>[] = [
  pick(['A'], ['A', 'B'], ['*'], ['B*', 'C'], ['0000', 'D']).map((groups) => ({ groups })),
  pick(['A'], ['C*', 'D']).map((groups) => ({ not_groups: groups })),
  pick(['primary_care'], ['imported'], ['unstable', 'incentive']).map((classes) => ({ group_classes: classes })),
  pick<unknown>({ from: 0.5 }, { to: 1, to_included: true }, { from: 0.5, from_included: false, to: 2.25 }).map(
    (units) => ({ units }),
  ),
  pick(['3'], ['2', '1']).map((levels) => ({ levels })),
  pick(['三甲'], ['三级甲等', '二乙']).map((grades) => ({ grades })),
  pick(['H1'], ['H1', 'H3'], ['H4']).map((hospitals) => ({ hospitals })),
  pick(['tcm'], ['general']).map((kinds) => ({ hospital_kinds: kinds })),
  pick(['employee'], ['resident', 'other']).map((insurances) => ({ insurances })),
  pick(['D*'], ['骨科']).map((departments) => ({ departments })),
  pick(['day'], ['item', 'day'], ['', 'drg']).map((kinds) => ({ payment_kinds: kinds })),
  pick([5], [1, 2]).map((types) => ({ discharge_types: types })),
  pick([1], [1, 2]).map((sexes) => ({ sexes })),
  pick(['adjusted'], ['by_item', 'adjusted'], ['*']).map((outcomes) => ({ review_outcomes: outcomes })),
  pick(['37*'], ['3702']).map((regions) => ({ insured_regions: regions })),
  pick(['*02']).map((regions) => ({ care_regions: regions })),
  pick(['I63*'], ['J18.9']).map((codes) => ({ principals: codes })),
  pick(['E11*'], ['*.9']).map((codes) => ({ diagnoses: codes })),
  pick(['39.*'], ['99.92']).map((codes) => ({ procedures: codes })),
  pick(['93.*', '17.9*']).map((codes) => ({ first_procedures: codes })),
  pick(1, 2, 3).map((count) => ({ procedure_classes: { classes: [['17.9*'], ['99.9*'], ['93.*']], count } })),
  numbers.map((tests) => ({ numbers: tests })),
  pick<unknown>({ from: 3 }, { from: 1, to: 2, to_included: true }).map((charlson) => ({ facts: { charlson } })),
  pick<unknown>({ from: 2 }, { from: 2, from_included: false }, { to: 0.5 }, { from: 1, to: 3 }).map((range) => ({
    cost_to_standard: range,
  })),
  pick<unknown>({ from: 2, from_included: false }, { to: 1, to_included: true }).map((range) => ({
    cost_to_mean: range,
  })),
  pick<unknown>({ from: 10_000 }, { from: 9_999.995 }, { to: 5_000, to_included: true }).map((cost) => ({ cost })),
  shares.map((list) => ({ shares: list })),
  readmission.map((rule) => ({ readmission: rule })),
];

/** None to three tests of a rule, wide ones as often as narrow ones. */
export const caseTests: fc.Arbitrary<PolicyDocument> = fc
  .array(fc.oneof(...TESTS), { maxLength: 3 })
  .map((parts) => Object.assign({}, ...parts));

export const MONEY_FORMULAS = [
  'standard + 0.7 * (cost - 2 * standard)',
  '0.9 * cost',
  'standard + new_tech_cost - tech_mean',
  'standard * limit_multiple + patient / 3',
  'min(cost, standard) + separate_drug_cost',
  'cost * case_coefficient * coefficient',
  'number(los_days) > 10 ? max(cost, standard) : standard / 3',
  'cost / (cost - standard) * standard',
];
export const UNIT_FORMULAS = ['score * ratio', 'points * 0.7', 'base_points * difference_coefficient * limit_multiple'];

const perDiem = (isUnits: boolean) =>
  fc.record({
    unit: isUnits ? pick('yuan', 'units') : fc.constant('yuan'),
    bands: pick(
      [
        { name: 'first', to_day: 30, daily: 300 },
        { name: 'rest', daily: 200.555 },
      ],
      [
        { name: 'one', to_day: 2, daily: 512.25 },
        { name: 'two', to_day: 10, daily: 0 },
        { name: 'rest', daily: 99.9999 },
      ],
      [{ name: 'all', daily: 333.33 }],
    ),
    by_level: maybe(fc.constant({ 3: 1.15, 2: 0.925, 1: 1 })),
  });

const application = maybe(
  fc.record({ of: pick('standard', 'group_mean'), from: pick(1, 2, 2.5), from_included: fc.boolean() }),
);
const quota = maybe(
  pick<PolicyDocument>(
    { share: 0.2 },
    { share: 0.5, order: 'cost' },
    { by_level: { 3: 0.05, 2: 0.03, 1: 0.01 }, base: 'region', order: 'case_id' },
  ),
);
/** Mostly absent. */
export const fallback = pick(undefined, undefined, undefined, 'by_item', 'standard');

const payment = (isUnits: boolean): fc.Arbitrary<PolicyDocument> =>
  fc.oneof(
    pick('by_item', 'standard', 'zero', 'review_amount').map((pay) => ({ pay })),
    pick(...MONEY_FORMULAS, ...(isUnits ? UNIT_FORMULAS : [])).map((pay) => ({ pay })),
    perDiem(isUnits).map((rule) => ({ per_diem: rule })),
    pick<Record<string, string>>({ A: 'B' }, { '*': 'C' }, { A: 'D', B: 'A' }).map((map) => ({ settle_as: map })),
  );

const specialCase = (isUnits: boolean) =>
  fc
    .record({
      when: caseTests,
      payment: payment(isUnits),
      application,
      quota,
      counts: pick('inside', 'inside', 'outside'),
      fallback,
    })
    .map(({ payment: paid, ...rest }) => ({ ...rest, ...paid }));

const named = <T extends object>(prefix: string, list: readonly T[]) =>
  list.map((entry, i) => ({ name: `${prefix}${i}`, ...entry }));

export const specialCases = (isUnits: boolean) =>
  fc.array(specialCase(isUnits), { minLength: 1, maxLength: 4 }).map((list) => named('special', list));

const supplement = fc.record({
  when: caseTests,
  amount: pick(
    'yuan(500)',
    '0.1 * standard',
    'max(yuan(0), cost - standard) * 0.0555',
    'bonus',
    'clamp(cost - standard, yuan(-100), yuan(1000))',
  ),
  cap: maybe(pick(100, 499.995, 2_000)),
});
export const supplements = fc.array(supplement, { minLength: 1, maxLength: 2 }).map((list) => named('more', list));

export const caseCost = pick<PolicyDocument>(
  { without: ['separate_drug_cost'], paid_separately: ['separate_drug_cost'] },
  { without: ['unreasonable_cost', 'new_tech_cost'], paid_separately: ['new_tech_cost'] },
  { without: ['self_funded'] },
);

export const caseCoefficients = fc.record({
  combine: pick('highest', 'first', 'product', 'sum'),
  floor: maybe(fc.constant(0.95)),
  cap: maybe(pick(1.1, 1.2)),
  rules: fc
    .array(
      fc.record({
        when: caseTests,
        factor: pick(1.05, 1.1, 0.9, 1.3333, 1.05, 1.234567891234567),
        hospital_coefficient: pick('keep', 'keep', 'replace'),
      }),
      { minLength: 1, maxLength: 4 },
    )
    .map((list) => named('rule', list)),
});

/** `bonus` is missing for some groups: a supplement that reads it has no amount there, and the run is refused. */
export const groupValues = fc.record({
  tech_mean: fc.constant({ unit: 'yuan', by_group: { A: 6_000, 'B*': 1_234.56 }, otherwise: 500 }),
  limit_multiple: fc.constant({ by_group: { A: 3, '*': 1.5 } }),
  bonus: pick<PolicyDocument>(
    { unit: 'yuan', by_group: { A: 300 }, otherwise: 250.5 },
    { unit: 'yuan', by_group: { A: 300, C: 1 } },
  ),
});

/** Always there, so that no sum is 0. */
const LEVEL = { name: 'level', weight: 0.4, by_level: { 3: 1.05, 2: 1, 1: 0.8 } };
const COMPONENTS: readonly PolicyDocument[] = [
  { name: 'score', weight: 0.35, register: 'score', missing: 1 },
  { name: 'cmi', weight: 0.25, formula: 'clamp(1 + 0.5 * (cmi - level_coefficient), 0.9, 1.1)', missing: 0.97 },
  { name: 'cost', weight: 0.3333, table: 'hospital', missing: 1 },
  { name: 'grade', weight: 0.1, by_grade: { 三甲: 1.1 }, missing: 0.5 },
  { name: 'named', by_hospital: { H3: 0.2 }, missing: 0 },
];

const SIMPLE = pick<PolicyDocument>({ by_level: { 3: 1, 2: 0.85, 1: 0.7 } }, { group_coefficients: 'multiply' });

export const hospitalCoefficient: fc.Arbitrary<PolicyDocument> = fc.oneof(
  SIMPLE,
  fc.record({
    by_level: pick({ 3: 1, 2: 0.85, 1: 0.7 }, { 3: 1.05, 2: 1, 1: 0.925 }),
    by_hospital: pick({}, { H3: 0.85 }),
    by_grade: maybe(fc.constant({ 三级甲等: 1.08, 二乙: 0.9 })),
    components: maybe(fc.subarray([...COMPONENTS]).map((list) => [LEVEL, ...list])),
    floor: maybe(fc.constant(0.9)),
    cap: maybe(fc.constant(1.06)),
    decimals: maybe(pick(2, 4)),
    group_coefficients: maybe(pick('ignore', 'replace', 'multiply')),
  }),
);
