import { describe, expect, test } from 'vitest';
import { checkGroups, namesGroups } from '../../src/policy/check-groups.js';
import { checkPolicy } from '../../src/policy/check-policy.js';
import { failureOf, policyOf, timelineOf } from './policy-document.js';

type Parts = Parameters<typeof timelineOf>[0];
const PLAIN: Parts = { outliers: '{bands: []}', retention: '{bands: []}' };
const findingsOf = (parts: Parts) =>
  checkPolicy(timelineOf({ ...PLAIN, ...parts })).filter(({ code }) => code !== 'unsourced_values');
const brief = (parts: Parts) => findingsOf(parts).map(({ severity, code, path }) => `${severity} ${code} ${path}`);
const errors = (parts: Parts) => brief(parts).filter((line) => line.startsWith('error'));
const points = (parts: Parts = {}): Parts => ({ scheme: 'national\nmethod: drg-points', ...parts });

describe('names stand once', () => {
  test.each<[string, Parts, string]>([
    [
      'components',
      {
        hospital_coefficient:
          '{components: [{name: a, by_level: {3: 1, 2: 1, 1: 1}}, {name: a, by_level: {3: 1, 2: 1, 1: 1}}]}',
      },
      'error name_twice hospital_coefficient.components.a',
    ],
    [
      'case coefficients',
      {
        case_coefficients:
          '{rules: [{name: tcm, when: {groups: [A*]}, factor: 1.1}, {name: tcm, when: {groups: [B*]}, factor: 1.2}]}',
      },
      'error name_twice case_coefficients.rules.tcm',
    ],
    [
      'special cases',
      {
        special_cases:
          '[{name: long, when: {numbers: {los_days: {from: 60}}}, pay: by_item}, {name: long, when: {groups: [B*]}, pay: zero}]',
      },
      'error name_twice special_cases.long',
    ],
    [
      'supplements',
      {
        supplements:
          '[{name: old, when: {groups: [A*]}, amount: yuan(1)}, {name: old, when: {groups: [B*]}, amount: yuan(2)}]',
      },
      'error name_twice supplements.old',
    ],
    [
      'bands of days',
      {
        special_cases:
          '[{name: day, when: {groups: [A*]}, per_diem: {bands: [{name: d, to_day: 30, daily: 300}, {name: d, daily: 200}]}}]',
      },
      'error name_twice special_cases.day.per_diem.bands.d',
    ],
    [
      'weight adjustments',
      { weights: '{adjustments: [{name: a, groups: [A*], factor: 1.1}, {name: a, groups: [B*], factor: 1.2}]}' },
      'error name_twice weights.adjustments.a',
    ],
    [
      'clearing steps',
      { clearing: `{steps: [reserve, ${amount('audit', '-ledger_deduction')}, ${amount('audit', '0 * base')}]}` },
      'error name_twice clearing.steps.audit',
    ],
    [
      'shares of a test',
      {
        supplements:
          '[{name: s, when: {shares: [{name: x, parts: [cost_drug], of: [total_cost]}, {name: x, parts: [cost_drug], of: [total_cost]}]}, amount: yuan(1)}]',
      },
      'error name_twice supplements.s.when.shares.x',
    ],
  ])('two %s of one name', (_, parts, expected) => {
    expect(brief(parts)).toContain(expected);
  });
});

describe('coefficients', () => {
  const component = (text: string): Parts => ({ hospital_coefficient: `{components: [{name: base${text}}]}` });

  test('a component has exactly one origin', () => {
    expect(errors(component(''))).toEqual(['error component_origin hospital_coefficient.components.base']);
    expect(errors(component(', register: cmi, table: hospital'))).toEqual([
      'error component_origin hospital_coefficient.components.base',
    ]);
    expect(findingsOf(component(', register: cmi, table: hospital'))[0]!.zh).toContain('现有：register, table');
    expect(errors(component(', register: cmi'))).toEqual([]);
  });

  test('the columns of the register that it needs are told', () => {
    expect(brief(component(', formula: "max(tcm_bonus, special_bonus) * level_coefficient"'))).toEqual([
      'note register_column_needed hospital_coefficient.components.base',
      'note register_column_needed hospital_coefficient.components.base',
    ]);
    expect(findingsOf(component(', register: visits_ratio'))[0]!.en).toContain('"visits_ratio"');
  });

  test('weights that add up to 0.3 + 0.7 are 1 exactly; 0.3 + 0.6 is told', () => {
    const two = (second: number): Parts => ({
      hospital_coefficient: `{components: [{name: a, weight: 0.3, register: a}, {name: b, weight: ${second}, register: b}]}`,
    });
    expect(brief(two(0.7)).filter((line) => line.includes('component_weights'))).toEqual([]);
    expect(findingsOf(two(0.6)).find(({ code }) => code === 'component_weights')!.en).toContain('add up to 0.9,');
  });

  test('what components replace is told, a floor above the cap is an error', () => {
    const both = '{by_grade: {三甲: 1.1}, floor: 1.2, cap: 1.1, components: [{name: a, register: a}]}';
    expect(brief({ hospital_coefficient: both })).toEqual([
      'error floor_above_cap hospital_coefficient.floor',
      'note register_column_needed hospital_coefficient.components.a',
      'warning coefficient_without_effect hospital_coefficient.by_grade',
    ]);
  });

  test('a level without a coefficient is refused on loading, with the level and its line', () => {
    const error = failureOf(() => policyOf({ hospital_coefficient: '{by_level: {3: 1, 2: 0.9}}' }));
    expect(error.text('en')).toContain('policy.yaml:7: hospital_coefficient.by_level.1: missing');
  });

  test('a case coefficient cannot test the standard that it is part of', () => {
    const rule = (test: string): Parts => ({
      case_coefficients: `{floor: 1, cap: 1.5, rules: [{name: dear, when: {${test}: {from: 2}}, factor: 1.1}]}`,
    });
    expect(errors(rule('cost_to_standard'))).toEqual([
      'error coefficient_tests_standard case_coefficients.rules.dear.when.cost_to_standard',
    ]);
    expect(errors(rule('cost_to_mean'))).toEqual([]);
  });
});

describe('special cases', () => {
  const special = (text: string): Parts => ({ special_cases: `[{name: s, when: {groups: [A*]}${text}}]` });

  test('exactly one of pay, per_diem, settle_as', () => {
    expect(errors(special(''))).toEqual(['error special_case_pay special_cases.s']);
    expect(errors(special(', pay: by_item, settle_as: {A*: B11}'))).toEqual(['error special_case_pay special_cases.s']);
    expect(errors(special(', settle_as: {A*: B11}'))).toEqual([]);
  });

  test('bands of days ascend and only the last is open', () => {
    const days = (bands: string) => errors(special(`, per_diem: {bands: [${bands}]}`));
    expect(days('{name: a, to_day: 30, daily: 300}, {name: b, daily: 200}')).toEqual([]);
    expect(days('{name: a, daily: 300}')).toEqual([]);
    expect(days('{name: a, to_day: 30, daily: 300}')).toEqual([
      'error per_diem_open_end special_cases.s.per_diem.bands.a.to_day',
    ]);
    expect(days('{name: a, to_day: 30, daily: 1}, {name: b, to_day: 30, daily: 1}, {name: c, daily: 1}')).toEqual([
      'error per_diem_order special_cases.s.per_diem.bands.b.to_day',
    ]);
    expect(days('{name: a, daily: 1}, {name: b, daily: 1}')).toEqual([
      'error per_diem_order special_cases.s.per_diem.bands.a.to_day',
      'error per_diem_order special_cases.s.per_diem.bands.b.to_day',
    ]);
  });

  test('a quota is a share or one by level, never both: refused on loading in its own words', () => {
    const text = failureOf(() =>
      policyOf({
        ...PLAIN,
        ...special(', pay: by_item, quota: {share: 0.05, by_level: {3: 0.005, 2: 0.003, 1: 0.001}}'),
      }),
    ).text('zh');
    expect(text).toContain('special_cases.s.quota：应恰好写 share、by_level 之一。');
  });

  test('a rule without any test holds for every case, and a fallback beside a word does nothing: both told', () => {
    expect(brief({ special_cases: '[{name: s, when: {}, pay: standard, fallback: by_item}]' })).toEqual([
      'warning fallback_without_formula special_cases.s.fallback',
      'warning rule_holds_always special_cases.s.when',
    ]);
  });

  test('stretches that hold nothing and shares above 1 are errors; 60 to 60 included holds one number', () => {
    const when = (tests: string) => errors({ special_cases: `[{name: s, when: {${tests}}, pay: by_item}]` });
    expect(when('numbers: {los_days: {from: 60, to: 60}}')).toEqual([
      'error range_empty special_cases.s.when.numbers.los_days',
    ]);
    expect(when('numbers: {los_days: {from: 60, to: 60, to_included: true}}')).toEqual([]);
    expect(
      when('shares: [{name: new, parts: [new_tech_cost], of: [total_cost], from: 64, from_included: false}]'),
    ).toEqual(['error share_outside_0_1 special_cases.s.when.shares.new.from']);
  });

  test('an insurance without a pool, and an amount that is paid twice', () => {
    expect(brief({ special_cases: '[{name: s, when: {insurances: [other]}, pay: by_item}]' })).toEqual([
      'warning insurance_without_pool special_cases.s.when.insurances',
    ]);
    expect(errors({ case_cost: '{paid_separately: [separate_drug_cost]}' })).toEqual([
      'error paid_separately_within_cost case_cost.paid_separately',
    ]);
    expect(errors({ case_cost: '{without: [separate_drug_cost], paid_separately: [separate_drug_cost]}' })).toEqual([]);
  });
});

describe('outlier bands with tests', () => {
  const bands = (...list: string[]): Parts => ({ outliers: `{bands: [${list.join(', ')}]}` });

  test('bands of one test overlap or stand in the wrong order: errors; of different insurances they may', () => {
    const band = (name: string, from: number, test: string) =>
      `{name: ${name}, from: ${from}, when: {${test}}, pay: standard}`;
    expect(errors(bands(band('a', 3, 'insurances: [employee]'), band('b', 2, 'insurances: [employee]')))).toEqual([
      'error band_overlap outliers.bands.b',
    ]);
    expect(errors(bands(band('a', 3, 'insurances: [employee]'), band('b', 2, 'insurances: [resident]')))).toEqual([]);
    expect(errors(bands(band('a', 3, 'levels: ["3"]'), band('b', 2, 'levels: ["2"]')))).toEqual([]);
    expect(errors(bands(band('a', 3, 'levels: ["3"]'), band('b', 2, 'levels: ["3", "2"]')))).toEqual([
      'error band_overlap outliers.bands.b',
    ]);
  });

  test('a hole between ranges of points is told, 100 to 100 with neither edge owned too', () => {
    const units = (second: string): Parts => ({
      ...points(),
      ...bands(
        '{name: a, from: 3, when: {units: {to: 100, to_included: false}}, pay: standard}',
        `{name: b, from: 2, when: {units: ${second}}, pay: standard}`,
      ),
    });
    expect(brief(units('{from: 100}'))).toEqual([]);
    expect(brief(units('{from: 100, from_included: false}'))).toEqual([
      'warning band_units_gap outliers.bands.b.when.units',
    ]);
    expect(brief(units('{from: 120}'))).toEqual(['warning band_units_gap outliers.bands.b.when.units']);
  });

  test('a band that an earlier one without conditions takes whole is never reached', () => {
    const general = '{name: high, from: 2, pay: standard}';
    const special = '{name: child, from: 3, when: {numbers: {age_years: {to: 15}}}, pay: standard}';
    expect(brief(bands(general, special))).toEqual(['warning band_never_reached outliers.bands.child']);
    expect(brief(bands(special, general))).toEqual([]);
  });

  test('thin_cases goes with level_mean, the basis score with points or scores', () => {
    expect(errors({ outliers: '{thin_cases: 5}' })).toEqual([
      'error thin_cases_without_level_mean outliers.thin_cases',
    ]);
    expect(errors({ outliers: '{basis: level_mean, thin_cases: 5}' })).toEqual([]);
    expect(errors({ outliers: '{basis: score}' })).toEqual(['error score_basis_without_scores outliers.basis']);
    expect(errors(points({ outliers: '{basis: score}' }))).toEqual([]);
  });
});

describe('weights, group values, method', () => {
  test('a benchmark group and a quota stand with their divisor, and only there', () => {
    const of = (conversion: string) => errors({ weights: `{conversion: ${conversion}}` });
    expect(of('{divisor: group}')).toEqual(['error conversion_incomplete weights.conversion.group']);
    expect(of('{divisor: quota, group: A}')).toEqual([
      'error conversion_contradiction weights.conversion.group',
      'error conversion_incomplete weights.conversion.quota',
    ]);
    expect(of('{divisor: quota, quota: 8000}')).toEqual([]);
    expect(brief({ weights: '{table: w.csv, structure: {drug: 0.9}}' })).toEqual([
      'warning table_without_conversion weights.structure',
    ]);
  });

  test('a group value has a value and a name that is free in formulas', () => {
    expect(errors({ group_values: '{cost: {otherwise: 1}}' })).toEqual([
      'error group_value_name_taken group_values.cost',
    ]);
    expect(errors({ group_values: '{limit: {}}' })).toEqual(['error group_value_empty group_values.limit']);
    expect(brief({ group_values: '{limit: {by_group: {A*: 2}}}' })).toEqual([
      'note group_value_open group_values.limit',
      'warning group_value_unread group_values.limit',
    ]);
  });

  test('the method fits the kind of the scheme', () => {
    expect(errors({ scheme: 'dip-3.0' })).toEqual(['error method_of_other_scheme method']);
    expect(errors({ scheme: 'dip-3.0\nmethod: dip' })).toEqual([]);
    expect(errors({ scheme: 'chs-drg-2.0\nmethod: dip' })).toEqual(['error method_of_other_scheme method']);
    expect(errors({ scheme: 'chs-drg-2.0\nmethod: drg-points' })).toEqual([]);
  });

  test('reserve and adjustment fund together take at most the whole fund: 0.6 + 0.4 does, 0.6 + 0.5 does not', () => {
    const pool = (share: number) =>
      errors({ pools: `[{insurance: employee, fund: 100, reserve: 0.6, adjustment_fund: ${share}}]` });
    expect(pool(0.4)).toEqual([]);
    expect(pool(0.5)).toEqual(['error reserves_above_fund pools.employee']);
  });

  test('a pool without a fund is refused on loading', () => {
    const text = failureOf(() => policyOf({ pools: '[{insurance: employee}]' })).text('en');
    expect(text).toContain('pools.employee.fund: missing, expected a number above 0');
  });
});

describe('groups against the scheme', () => {
  const groups = ['ES31', 'ES35', 'BR23'];
  const found = (parts: Parts) =>
    checkGroups(timelineOf({ ...PLAIN, ...parts }), groups).map(({ severity, path }) => `${severity} ${path}`);

  test('a group that is paid must be there, a pattern that fits nothing is told; none named, none looked for', () => {
    const settle = (from: string, to: string): Parts => ({
      special_cases: `[{name: s, when: {groups: ["ES3*"]}, settle_as: {"${from}": ${to}}}]`,
    });
    expect(found(settle('BR2*', 'BR23'))).toEqual([]);
    expect(found(settle('BR2*', 'BR25'))).toEqual(['error special_cases.s.settle_as']);
    expect(found(settle('IU2*', 'BR23'))).toEqual(['warning special_cases.s.settle_as']);
    expect(found({ supplements: '[{name: s, when: {groups: [EX1*]}, amount: yuan(1)}]' })).toEqual([
      'warning supplements.s.when.groups',
    ]);
    expect(found({ weights: '{conversion: {divisor: group, group: ES36}}' })).toEqual([
      'error weights.conversion.group',
    ]);
    expect(found({ group_values: '{limit: {by_group: {ES31: 2, "*": 3}}}' })).toEqual([]);
    expect([namesGroups(timelineOf(PLAIN)), namesGroups(timelineOf(settle('BR2*', 'BR23')))]).toEqual([false, true]);
  });

  test('the nearest codes are named', () => {
    const [finding] = checkGroups(
      timelineOf({ ...PLAIN, weights: '{conversion: {divisor: group, group: ES36}}' }),
      groups,
    );
    expect(finding!.zh).toMatch(/^分组方案中没有病组 ES36。最接近的编码：ES3[15]、ES3[15]/);
  });
});

describe('floating and elastic rates', () => {
  const steps = 'steps: [reserve, carve_outs, point_value]';
  const floating = (more = '', clearing = `{${steps}}`): Parts =>
    points({ rate: `{kind: floating, opening: 100${more}}`, clearing });

  test('a floating value is closed by point_value, and a fixed one is not', () => {
    expect(errors(floating())).toEqual([]);
    expect(errors(floating('', '{steps: [reserve]}'))).toEqual(['error floating_without_point_value clearing.steps']);
    expect(errors({ clearing: `{${steps}}` })).toEqual(['error point_value_without_floating clearing.steps']);
    expect(errors(floating('', '{steps: [reserve, point_value, carve_outs]}'))).toEqual([
      'error point_value_before_carve_outs clearing.steps',
    ]);
  });

  test('shares of the periods: as many as periods, adding up to 1 exactly', () => {
    expect(errors(floating(', period: quarter, period_shares: [0.2, 0.3, 0.3, 0.2]'))).toEqual([]);
    expect(errors(floating(', period: quarter, period_shares: [0.5, 0.5]'))).toEqual([
      'error period_shares_count rate.period_shares',
    ]);
    expect(errors(floating(', period: quarter, period_shares: [0.2, 0.3, 0.3, 0.1]'))).toEqual([
      'error period_shares_sum rate.period_shares',
    ]);
    expect(errors(floating(', period_shares: [1]'))).toEqual([]);
  });

  test('an opening value from the budget needs fund_share; one for each insurance needs every pool', () => {
    expect(errors(points({ rate: '{kind: floating, opening: budget}', clearing: `{${steps}}` }))).toEqual([
      'error budget_without_fund_share pools.employee',
      'error budget_without_fund_share pools.resident',
    ]);
    expect(errors(points({ rate: '{kind: floating, opening: {employee: 100}}', clearing: `{${steps}}` }))).toEqual([
      'error pool_without_rate rate.opening',
    ]);
    expect(errors(floating(', floor: 110, cap: 90'))).toEqual(['error floor_above_cap rate.floor']);
  });
});

function amount(name: string, formula: string, more = ''): string {
  return `{step: amount, name: ${name}, title: {zh: 步骤, en: step}, amount: "${formula}"${more}}`;
}

describe('clearing steps', () => {
  const clearing = (...steps: string[]): Parts => ({ clearing: `{steps: [reserve, ${steps.join(', ')}]}` });

  test('a base exists and comes before', () => {
    expect(errors(clearing(amount('a', '0.05 * base', ', base: standard_fund')))).toEqual([]);
    expect(errors(clearing(amount('a', '0.05 * base'), amount('b', 'base', ', base: a')))).toEqual([]);
    expect(errors(clearing(amount('b', 'base', ', base: a'), amount('a', '0.05 * base')))).toEqual([
      'error clearing_base_later clearing.steps.b.base',
    ]);
    expect(errors(clearing(amount('a', 'base', ', base: a')))).toEqual([
      'error clearing_base_later clearing.steps.a.base',
    ]);
    const [unknown] = findingsOf(clearing(amount('a', 'base', ', base: standard_found')));
    expect(unknown).toMatchObject({ code: 'clearing_base_unknown', path: 'clearing.steps.a.base' });
    expect(unknown!.en).toContain('Nearest names: standard, standard_fund');
  });

  test('formulas: earlier steps are amounts, later ones an error, register columns told, ledger kinds known', () => {
    expect(
      brief(clearing(amount('deposit', '-0.05 * base'), amount('returned', '-deposit * min(1, score / 90)'))),
    ).toEqual([
      'note formula_division clearing.steps.returned.amount',
      'note register_column_needed clearing.steps.returned.amount',
    ]);
  });

  test('a later step named in a formula is an error', () => {
    expect(errors(clearing(amount('returned', 'deposit * base'), amount('deposit', '-0.05 * base')))).toEqual([
      'error clearing_name_later clearing.steps.returned.amount',
    ]);
    expect(errors(clearing(amount('a', '-ledger_deduction')))).toEqual([]);
    const [unknown] = findingsOf(clearing(amount('a', '-ledger_fine')));
    expect(unknown).toMatchObject({ severity: 'error', code: 'ledger_kind_unknown', path: 'clearing.steps.a.amount' });
    expect(unknown!.zh).toContain('ledger_advance、ledger_advance_repaid、ledger_prepayment、ledger_deduction');
  });

  test('a step takes no name that clearing has already; limits stand the right way round; a side has money', () => {
    expect(errors(clearing(amount('standard_fund', 'base')))).toEqual([
      'error clearing_name_taken clearing.steps.standard_fund',
    ]);
    expect(errors(clearing(amount('a', 'base', ', floor: 5, cap: 1')))).toEqual([
      'error floor_above_cap clearing.steps.a.floor',
    ]);
    expect(
      brief(clearing('{step: pool, name: p, title: {zh: 兑付, en: payout}, amount: reserve, pool_side: reserve}')),
    ).toEqual(['warning side_without_money clearing.steps.p.pool_side']);
  });

  test('retention against the yearly quota needs a column of the register', () => {
    expect(brief({ retention: '{against: quota_amount, bands: [{name: all, pay: standard}]}' })).toEqual([
      'note register_column_needed retention.against',
    ]);
  });
});

describe('formulas of every place are read on loading: path, line and remedy in both languages', () => {
  const lineOf = (parts: Parts, language: 'zh' | 'en' = 'en') =>
    failureOf(() => policyOf({ ...PLAIN, ...parts }))
      .text(language)
      .split('\n')
      .slice(1)
      .map((line) => line.trim());

  test.each<[string, Parts, RegExp]>([
    [
      'special case',
      { special_cases: '[{name: s, when: {groups: [A*]}, pay: "standard + new_tech"}]' },
      /^policy\.yaml:\d+: special_cases\.s\.pay: .*"new_tech".*new_tech_cost/,
    ],
    [
      'supplement in points',
      { supplements: '[{name: s, when: {groups: [A*]}, amount: "points * 2"}]' },
      /^policy\.yaml:\d+: supplements\.s\.amount: formula "points \* 2" gives .*expected/,
    ],
    [
      'component that gives an amount',
      { hospital_coefficient: '{components: [{name: c, formula: "yuan(5) * cmi"}]}' },
      /hospital_coefficient\.components\.c\.formula: formula "yuan\(5\) \* cmi" gives/,
    ],
    [
      'clearing step that gives a number',
      { clearing: `{steps: [${amount('a', 'score / 90')}]}` },
      /clearing\.steps\.a\.amount: formula "score \/ 90" gives/,
    ],
    [
      'step of the pool with another name',
      { clearing: '{steps: [{step: pool, name: p, title: {zh: 一, en: a}, amount: "0.15 * surplus"}]}' },
      /clearing\.steps\.p\.amount: .*"surplus"/,
    ],
    [
      'elastic rate',
      {
        rate: '{kind: elastic, fixed: 10000, formula: "0.8 * fixed + 20%"}',
        clearing: '{steps: [reserve, point_value]}',
      },
      /rate\.formula: .*%/,
    ],
  ])('%s', (_, parts, expected) => {
    const lines = lineOf(parts);
    expect(lines).toHaveLength(1);
    expect(lines[0]).toMatch(expected);
    expect(lineOf(parts, 'zh')[0]).toMatch(/：.*公式|：.*名称/);
  });

  test('a step of the pool, points in the methods that have them, and a group value are read', () => {
    expect(
      errors({ clearing: '{steps: [{step: pool, name: p, title: {zh: 一, en: a}, amount: "-0.85 * overrun"}]}' }),
    ).toEqual([]);
    expect(errors(points({ special_cases: '[{name: s, when: {groups: [A*]}, pay: "base_points * ratio"}]' }))).toEqual(
      [],
    );
    expect(
      errors({
        group_values: '{new_tech_mean: {unit: yuan, otherwise: 0}}',
        special_cases: '[{name: s, when: {groups: [A*]}, pay: "standard + (new_tech_cost - new_tech_mean)"}]',
      }),
    ).toEqual([]);
    expect(
      errors({
        rate: '{kind: elastic, fixed: 10000, formula: "0.8 * fixed + 0.2 * floating"}',
        clearing: '{steps: [reserve, point_value]}',
      }),
    ).toEqual([]);
  });
});
