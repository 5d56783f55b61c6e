import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { parseDay } from '../../src/kernel/day.js';
import { diffPolicies } from '../../src/policy/diff-policies.js';
import { policySources } from '../../src/policy/policy-sources.js';
import { resolveTimeline } from '../../src/policy/resolve-timeline.js';
import { showPolicy } from '../../src/policy/show-policy.js';
import { failureOf, policyOf, reformOf, timelineOf } from './policy-document.js';

type Parts = Parameters<typeof timelineOf>[0];

/** A policy that uses every kind of named element. */
const FULL: Parts = {
  hospital_coefficient:
    '{by_level: {3: 1.0, 2: 0.85, 1: 0.7}, components: [{name: cost, weight: 0.6, table: hospital, missing: 1}, {name: grade, weight: 0.4, by_level: {3: 1.1, 2: 1.0, 1: 0.9}}], floor: 0.8, cap: 1.2}',
  case_coefficients: `
  combine: highest
  rules:
    - {name: child, when: {numbers: {age_years: {to: 6, to_included: true}}}, factor: 1.05}
    - {name: primary, when: {group_classes: [primary_care]}, factor: 0.9, hospital_coefficient: replace}`,
  special_cases: `
  - {name: long_stay, when: {numbers: {los_days: {from: 60, from_included: false}}}, pay: by_item, counts: outside}
  - name: psychiatry
    when: {payment_kinds: [day]}
    per_diem:
      bands:
        - {name: first, to_day: 30, daily: {by_date: [{from: 2026-01-01, value: 300}, {from: 2026-07-01, value: 320}]}}
        - {name: rest, daily: 200}
  - {name: review, when: {review_outcomes: [agreed]}, pay: review_amount, application: {from: 2}, quota: {by_level: {3: 0.005, 2: 0.003, 1: 0.001}}}`,
  supplements: '[{name: elderly, when: {numbers: {age_years: {from: 80}}}, amount: "0.05 * standard", cap: 500}]',
  clearing: `
  steps:
    - reserve
    - carve_outs
    - {step: amount, name: deposit, title: {zh: 质量保证金, en: deposit}, base: standard_fund, amount: "-0.05 * base", kind: cash}
    - retention
    - {step: amount, name: returned, title: {zh: 保证金返还, en: deposit returned}, base: deposit, amount: "-deposit * min(1, score / 90)"}`,
};
const full = (...patches: string[]) => timelineOf(FULL, ...patches);
const lines = (patch: string, language: 'zh' | 'en' = 'en') =>
  diffPolicies(full(), full(`  - ${patch}`)).map((line) => line[language]);

describe('differences of named elements in words', () => {
  test.each<[string, string, string]>([
    [
      '{path: special_cases.long_stay.when.numbers.los_days.from, value: 90}',
      '特殊病例“long_stay”条件：住院天数下界 60 → 90，+50.0 %',
      'special case long_stay, condition: length of stay, from 60 → 90, +50.0 %',
    ],
    [
      '{path: hospital_coefficient.components.cost.weight, value: 0.5}',
      '系数分项“cost”权数 0.6 → 0.5，−16.7 %',
      'component cost, weight 0.6 → 0.5, −16.7 %',
    ],
    [
      '{path: hospital_coefficient.components.grade.by_level.2, value: 1.05}',
      '系数分项“grade”（2 级） 1 → 1.05，+5.0 %',
      'component grade, level 2 1 → 1.05, +5.0 %',
    ],
    [
      '{path: case_coefficients.rules.child.factor, add: 0.05}',
      '病例系数“child” 1.05 → 1.1，+4.8 %',
      'case coefficient child 1.05 → 1.1, +4.8 %',
    ],
    [
      '{path: special_cases.psychiatry.per_diem.bands.rest.daily, scale: 1.1}',
      '特殊病例“psychiatry”床日分段“rest”标准 200.00 → 220.00，+10.0 %',
      'special case psychiatry, days rest, amount a day 200.00 → 220.00, +10.0 %',
    ],
    [
      '{path: special_cases.review.quota.by_level.2, value: 0.004}',
      '特殊病例“review”例数上限（2 级） 0.003 → 0.004，+33.3 %',
      'special case review, quota of level 2 0.003 → 0.004, +33.3 %',
    ],
    [
      '{path: supplements.elderly.cap, value: null}',
      '补偿“elderly”上限 500.00 → —',
      'supplement elderly, cap 500.00 → —',
    ],
    [
      '{path: clearing.steps.deposit.amount, value: "-0.03 * base"}',
      '清算步骤“deposit”金额 -0.05 * base → -0.03 * base',
      'clearing step deposit, amount -0.05 * base → -0.03 * base',
    ],
  ])('%s', (patch, zh, en) => {
    expect(lines(patch, 'zh')).toEqual([zh]);
    expect(lines(patch, 'en')).toEqual([en]);
  });

  test('another order of special cases, which may pay another case, is a difference', () => {
    const [first, second, third] = FULL.special_cases!.split(/\n {2}(?=- )/).slice(1);
    const turned = { ...FULL, special_cases: `\n  ${[third, first, second].join('\n  ')}` };
    expect(diffPolicies(full(), timelineOf(turned)).map(({ zh }) => zh)).toEqual([
      '特殊病例的次序 long_stay, psychiatry, review → review, long_stay, psychiatry',
    ]);
  });

  test('another order of clearing steps is one line, and a word that goes away too', () => {
    const steps = (text: string) => diffPolicies(full(), timelineOf({ ...FULL, clearing: text })).map(({ en }) => en);
    expect(steps(FULL.clearing!.replace('    - carve_outs\n', ''))).toEqual([
      'steps of clearing reserve, carve_outs, deposit, retention, returned → reserve, deposit, retention, returned',
    ]);
  });

  test('a whole element that a reform writes by value is told value by value', () => {
    const added = lines(
      '{path: supplements, value: [{name: elderly, when: {numbers: {age_years: {from: 80}}}, amount: "0.05 * standard", cap: 500}, {name: rare, when: {groups: [A*]}, amount: yuan(1000)}]}',
    );
    expect(added).toEqual(['supplement rare, condition: groups — → A*', 'supplement rare, amount — → yuan(1000)']);
  });
});

describe('show and parameter sheet', () => {
  test('on 1 March the first 30 days pay 300.00, on 1 August 320.00', () => {
    const shown = (day: string) =>
      showPolicy(full(), parseDay(day)!).find(
        ({ path }) => path === 'special_cases.psychiatry.per_diem.bands.first.daily',
      )!;
    expect([shown('2026-03-01').value, shown('2026-08-01').value]).toEqual(['300.00', '320.00']);
    expect(shown('2026-03-01').label.zh).toBe('特殊病例“psychiatry”床日分段“first”标准');
  });

  test('every value has a label, the order of the steps is one value', () => {
    const sheet = policySources(full());
    expect(sheet.filter(({ label, path }) => label.zh === path).map(({ path }) => path)).toEqual([]);
    expect(sheet.find(({ path }) => path === 'clearing.steps')!.value).toBe(
      'reserve, carve_outs, deposit, retention, returned',
    );
  });
});

describe('patches into named elements', () => {
  const PATH = 'special_cases.psychiatry.per_diem.bands.first.daily';
  const dailyOn = (timeline: ReturnType<typeof full>, day: string) =>
    showPolicy(timeline, parseDay(day)!).find(({ path }) => path === PATH)!.value;

  test('a value ends where the baseline takes a later step; with until_date it goes over it; a factor works on both', () => {
    const plain = full(`  - {path: ${PATH}, value: 310, from_date: 2026-02-01}`);
    expect([dailyOn(plain, '2026-01-31'), dailyOn(plain, '2026-02-01'), dailyOn(plain, '2026-07-01')]).toEqual([
      '300.00',
      '310.00',
      '320.00',
    ]);
    const over = full(`  - {path: ${PATH}, value: 310, from_date: 2026-02-01, until_date: 2027-01-01}`);
    expect(dailyOn(over, '2026-07-01')).toBe('310.00');
    const scaled = full(`  - {path: ${PATH}, scale: 1.1}`);
    expect([dailyOn(scaled, '2026-03-01'), dailyOn(scaled, '2026-08-01')]).toEqual(['330.00', '352.00']);
  });

  test('an element and a part of it, changed on one day by two reforms, are refused with both places', () => {
    const error = failureOf(() =>
      full(
        '  - {path: special_cases.long_stay.when, value: {numbers: {los_days: {from: 90}}}}',
        '  - {path: special_cases.long_stay.when.numbers.los_days.from, value: 100}',
      ),
    );
    expect(error.code).toBe('reform_invalid');
    expect(error.text('en')).toContain(
      'special_cases.long_stay.when.numbers.los_days.from overlaps special_cases.long_stay.when of reform-1.yaml:4',
    );
  });

  test('a name that does not exist is refused with the nearest', () => {
    const text = failureOf(() => full('  - {path: special_cases.longstay.pay, value: zero}')).text('en');
    expect(text).toContain('special_cases.longstay: there is no such value. Nearest names: long_stay');
  });

  test('a rate for one insurance over an opening value for all is written out for each pool first', () => {
    const floating: Parts = {
      scheme: 'national\nmethod: drg-points',
      rate: '{kind: floating, opening: 100}',
      clearing: '{steps: [reserve, carve_outs, point_value]}',
    };
    const changed = timelineOf(floating, '  - {path: rate.opening.resident, scale: 0.9}');
    expect(changed.segments[0]!.policy.rate).toMatchObject({ opening: { employee: 100, resident: 90 } });
  });
});

describe('properties', () => {
  const patches = [
    '{path: special_cases.long_stay.when.numbers.los_days.from, value: 90, from_date: 2026-04-01}',
    '{path: special_cases.long_stay.counts, value: inside, until_date: 2026-09-01}',
    '{path: special_cases.psychiatry.per_diem.bands.first.daily, scale: 1.1, from_date: 2026-03-01}',
    '{path: special_cases.psychiatry.per_diem.bands.rest.daily, add: 10}',
    '{path: hospital_coefficient.components.cost.weight, value: 0.5, until_date: 2026-03-01}',
    '{path: hospital_coefficient.components.cost.weight, value: 0.7, from_date: 2026-03-01}',
    '{path: case_coefficients.rules.child.factor, value: 1.1}',
    '{path: supplements.elderly.cap, value: null}',
    '{path: clearing.steps.deposit.amount, value: "-0.03 * base"}',
    '{path: outliers.bands.high.from, value: 2.5}',
    '{path: rate.value, scale: 0.97, from_date: 2026-07-01}',
    '{path: pools.employee.fund, value: 1000000000}',
  ];
  const file = policyOf(FULL);
  const reforms = patches.map((patch, index) => reformOf(`  - ${patch}`, `r${index}`));

  test('the order of reforms never matters: same hash for every order of any of 12 patches', () => {
    const subset = fc.shuffledSubarray(reforms, { minLength: 2 });
    fc.assert(
      fc.property(subset, fc.integer({ min: 1, max: 11 }), (chosen, turn) => {
        const turned = [...chosen.slice(turn % chosen.length), ...chosen.slice(0, turn % chosen.length)];
        expect(resolveTimeline(file, turned).hash).toBe(resolveTimeline(file, chosen).hash);
      }),
      { numRuns: 25 },
    );
  });

  test('a policy against itself is empty, whatever is patched; against the baseline it is not', () => {
    fc.assert(
      fc.property(fc.subarray(reforms, { minLength: 1 }), (chosen) => {
        const timeline = resolveTimeline(file, chosen);
        expect(diffPolicies(timeline, resolveTimeline(file, [...chosen].reverse()))).toEqual([]);
        expect(diffPolicies(resolveTimeline(file, []), timeline).length).toBeGreaterThan(0);
      }),
      { numRuns: 25 },
    );
  });
});
