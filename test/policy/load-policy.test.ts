import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { listPolicies, loadPolicy, loadReform, parsePolicy, parseReform } from '../../src/policy/load-policy.js';
import { policySchema } from '../../src/policy/policy-schema.js';
import { resolveTimeline } from '../../src/policy/resolve-timeline.js';
import { failureOf, policyOf, policyText, timelineOf } from './policy-document.js';

describe('loading a policy', () => {
  test('presets are found by id and resolve to a whole year', () => {
    expect(listPolicies()).toEqual(expect.arrayContaining(['example-national-base', 'example-standard-8000']));
    const timeline = resolveTimeline(loadPolicy('example-standard-8000'), []);
    expect(timeline.segments).toHaveLength(1);
    expect(timeline.segments[0]!.policy.rate).toEqual({ kind: 'standard', value: 8000 });
    // M1: savings kept, overruns borne: nothing stands between the standard and the hospital.
    expect(timeline.segments[0]!.policy.outliers.bands).toEqual([]);
    expect(timeline.segments[0]!.policy.retention.bands).toEqual([]);
    expect(timeline.segments[0]!.policy.hospital_coefficient.by_level).toEqual({ 1: 1, 2: 1, 3: 1 });
    // 20454 is 2026-01-01, 365 days.
    expect([timeline.segments[0]!.from, timeline.segments[0]!.until]).toEqual([20_454, 20_819]);
  });

  test('the national base rule is strict at 0.3, at 3 for level 3 and at 2 for level 2', () => {
    const { policy } = resolveTimeline(loadPolicy('example-national-base'), []).segments[0]!;
    expect(
      policy.outliers.bands.map(({ name, from, to, from_included, to_included, levels }) => ({
        name,
        from,
        to,
        from_included,
        to_included,
        levels,
      })),
    ).toEqual([
      { name: 'low', from: undefined, to: 0.3, from_included: true, to_included: false, levels: undefined },
      { name: 'high_level_3', from: 3, to: undefined, from_included: false, to_included: false, levels: ['3'] },
      { name: 'high_level_2', from: 2, to: undefined, from_included: false, to_included: false, levels: ['2'] },
    ]);
    expect(policy.sources.outliers?.trust).toBe('unverified');
  });

  test('a policy that has been resolved is a policy again, unchanged', () => {
    for (const id of listPolicies()) {
      for (const { policy } of resolveTimeline(loadPolicy(id), []).segments)
        expect(policySchema.parse(policy)).toEqual(policy);
    }
  });

  test('an unknown id names the presets', () => {
    const error = failureOf(() => loadPolicy('example-standard-800'));
    expect(error.code).toBe('policy_not_found');
    expect(error.text('zh')).toContain('example-standard-8000, ');
  });

  test('a file that is GBK is told to be saved as UTF-8; a BOM is taken', () => {
    const folder = mkdtempSync(join(tmpdir(), 'policy-'));
    try {
      const path = join(folder, 'policy.yaml');
      writeFileSync(path, Buffer.from([0x69, 0x64, 0x3a, 0x20, 0xb2, 0xe2, 0xca, 0xd4]));
      expect(failureOf(() => loadPolicy(path)).code).toBe('policy_encoding');
      writeFileSync(path, `\uFEFF${policyText()}`);
      expect(loadPolicy(folder).folder).toBe(folder);
      expect(failureOf(() => loadReform(join(folder, 'none.yaml'))).code).toBe('reform_not_found');
    } finally {
      rmSync(folder, { recursive: true });
    }
  });
});

describe('errors of a policy name file, line, path, value and range', () => {
  const linesOf = (parts: Parameters<typeof policyOf>[0], language: 'zh' | 'en' = 'en') =>
    failureOf(() => policyOf(parts))
      .text(language)
      .split('\n')
      .slice(1)
      .map((line) => line.trim());

  test('a share of 1.2 in the pool of line 6', () => {
    const parts = { pools: '[{insurance: employee, fund: 1000, reserve: 1.2}]' };
    expect(linesOf(parts)).toEqual([
      'policy.yaml:6: pools.employee.reserve: found 1.2, expected a number from 0 to 1. Correct it.',
    ]);
    expect(linesOf(parts, 'zh')).toEqual([
      'policy.yaml:6: pools.employee.reserve：值为 1.2，应为 0 至 1 的数。请改正。',
    ]);
  });

  test('several faults are told at once', () => {
    const lines = linesOf({
      pools: '[{insurance: employe, fund: 0}]',
      rate: '{kind: fixd, value: 12500}',
      ungrouped: 'free',
      colour: 'red',
    });
    expect(lines).toEqual([
      'policy.yaml:6: pools.employe.insurance: found "employe", expected employee | resident | other. Correct it.',
      'policy.yaml:6: pools.employe.fund: found 0, expected a number above 0 and at most 90000000000000. Correct it.',
      'policy.yaml:19: ungrouped: found "free", expected by_item | zero | refuse, or a group of values (share_of_items). Correct it.',
      'policy.yaml:12: rate.kind: found "fixd", expected fixed, or budget, or standard, or floating, or elastic. Correct it.',
      'policy.yaml:20: colour: there is no such value. Nearest names: pools, year, clearing.',
    ]);
  });

  test('the line is that of the band, and the range that of the value', () => {
    expect(
      linesOf({
        outliers:
          '\n  bands:\n    - {name: low, to: 0.4, pay: by_item}\n    - name: high\n      from: -1\n      pay: standard',
      }),
    ).toEqual(['policy.yaml:12: outliers.bands.high.from: found -1, expected a number of at least 0. Correct it.']);
  });

  test('a level written as 3 and as "3", or true and "true", is one key written twice', () => {
    expect(linesOf({ hospital_coefficient: '{by_level: {3: 1.0, 2: 0.85, "3": 0.9}}' })).toEqual([
      'policy.yaml:7: the key "3" is written twice (with and without quotes is one key); delete one.',
    ]);
    expect(linesOf({ hospital_coefficient: '{by_level: {true: 1.0, "true": 0.9}}' }, 'zh')).toEqual([
      'policy.yaml:7: 键“true”写了两次（带引号与不带引号是同一个键），请删去一个。',
    ]);
    expect(linesOf({ hospital_coefficient: '{by_level: {3: 1.0, 3: 0.9}}' })).toEqual([
      'policy.yaml:7: the key "3" is written twice (with and without quotes is one key); delete one.',
    ]);
  });

  test('hospital ids stay as written: 007, 0012345, 20 digits and 1e3 are no numbers; levels 3, 2, 1 go on working', () => {
    const ids = '{007: 0.5, 7: 0.6, 0012345: 0.9, 12345678901234567890: 0.5, 1e3: 0.5, 0x1F: 0.4, true: 0.3}';
    const { hospital_coefficient: read } = timelineOf({
      hospital_coefficient: `{by_level: {3: 1.0, 2: 0.85, 1: 0.7}, by_hospital: ${ids}}`,
    }).segments[0]!.policy;
    expect(read.by_hospital).toEqual({
      '007': 0.5,
      '7': 0.6,
      '0012345': 0.9,
      '12345678901234567890': 0.5,
      '1e3': 0.5,
      '0x1F': 0.4,
      true: 0.3,
    });
    expect(read.by_level).toEqual({ '3': 1, '2': 0.85, '1': 0.7 });
  });

  test('a reform reaches hospital 007 by its path and by a value of keys, and never hospital 7', () => {
    const base = { hospital_coefficient: '{by_level: {3: 1, 2: 1, 1: 1}, by_hospital: {007: 0.5, 7: 0.6}}' };
    const coefficients = (patch: string) =>
      timelineOf(base, `  - ${patch}`).segments[0]!.policy.hospital_coefficient.by_hospital;
    expect(coefficients('{path: hospital_coefficient.by_hospital.007, value: 0.9}')).toEqual({ '007': 0.9, '7': 0.6 });
    expect(coefficients('{path: hospital_coefficient.by_hospital, value: {0012: 0.8}}')).toEqual({ '0012': 0.8 });
  });

  test('a missing value is named where it belongs', () => {
    expect(linesOf({ pools: '[{insurance: resident}]' })).toEqual([
      'policy.yaml:6: pools.resident.fund: missing, expected a number above 0 and at most 90000000000000. Add it.',
    ]);
  });

  test('a value inside a union is judged by the form it was meant to have', () => {
    expect(linesOf({ rate: '{kind: fixed, value: {employee: 12500, resdent: 9000}}' })).toEqual([
      'policy.yaml:12: rate.value.resdent: there is no such value. Nearest names: resident, other, resident@local.',
    ]);
    expect(linesOf({ ungrouped: '{share_of_items: 1.5}' })).toEqual([
      'policy.yaml:19: ungrouped.share_of_items: found 1.5, expected a number from 0 to 1. Correct it.',
    ]);
  });

  test.each([
    ['standard + 5', 'puts an amount of yuan together with a plain number'],
    ['standrad', 'uses the unknown name "standrad". Known: base_points, case_coefficient, coefficient, cost,'],
    ['standard * 70%', 'may not use "%". Write a decimal such as 0.05.'],
    ['2 standard', 'Write the multiplication sign *.'],
    ['standard * (cost', 'cannot be parsed'],
    ['cost % 3', 'may not use "%"'],
    ['standard ^ 2', 'may not use "^"'],
    ['not cost > standard ? cost : standard', 'comparisons and arithmetic: write not (…).'],
  ])('the formula %s is refused in its line', (formula, reason) => {
    const [line] = linesOf({ outliers: `\n  bands:\n    - {name: high, from: 3, pay: "${formula}"}` });
    expect(line).toMatch(/^policy\.yaml:10: outliers\.bands\.high\.pay: /);
    expect(line).toContain(reason);
  });

  test('a retention band has either pay or a share, not both and not neither', () => {
    expect(linesOf({ retention: '{bands: [{name: all}]}' })[0]).toContain(
      'retention.bands.all: write exactly one of pay and fund_share_of_overrun',
    );
    expect(linesOf({ retention: '{bands: [{name: all, pay: standard, fund_share_of_overrun: 0.5}]}' })).toHaveLength(1);
  });

  test('an empty file, a list and a year in words are refused', () => {
    const told = (text: string) => failureOf(() => parsePolicy(text, 'p.yaml')).text('en');
    expect(told('')).toContain(
      'p.yaml:1: the policy is empty (or holds remarks alone). Copy policy.yaml of the nearest',
    );
    expect(told('# a remark')).toContain('p.yaml:1: the policy is empty');
    expect(told('- 1')).toContain('p.yaml:1: the content is no policy: a policy is YAML of lines "name: value".');
    expect(told('year: this')).toContain('p.yaml:1: year: found "this", expected a whole number from 2000 to 2100');
    expect(told('id: x')).toContain('p.yaml:1: year: missing, expected a whole number from 2000 to 2100');
    expect(failureOf(() => parsePolicy('', 'p.yaml')).text('zh')).toContain('政策文件是空的（或只有注释）。');
  });
});

describe('the fund of a pool', () => {
  const withFund = (fund: string) => policyText({}).replace(/fund: [\d.]+/, `fund: ${fund}`);
  test('90,000,000,000,000 yuan, the most that is exact to the fen, is taken; 1 yuan more is refused with the limit', () => {
    expect(() => parsePolicy(withFund('90000000000000'), 'p.yaml')).not.toThrow();
    const error = failureOf(() => parsePolicy(withFund('90000000000001'), 'p.yaml'));
    expect(error.code).toBe('policy_invalid');
    for (const language of ['zh', 'en'] as const)
      expect(error.text(language)).toMatch(/fund.*90000000000001.*90000000000000/);
  });
});

describe('YAML that is refused', () => {
  test.each([
    ['__proto__: {polluted: true}', 'p.yaml:2: the key "__proto__" is not allowed'],
    ['rate: {constructor: {prototype: {polluted: 1}}}', 'p.yaml:2: the key "constructor" is not allowed'],
    ['"prototype": 1', 'the key "prototype" is not allowed'],
    ['pools: [{__proto__: {fund: 1}}]', 'the key "__proto__" is not allowed'],
    ['a: 1\na: 2', 'p.yaml:3: the key "a" is written twice'],
    ['a: &x 1\nb: *x', 'p.yaml:3: YAML aliases (*name) are not supported'],
    ['a: !!js/function x', 'YAML syntax (Unresolved tag'],
    ['a: 0x1F', '"0x1F" is no plain decimal'],
    ['a: .inf', '".inf" is no plain decimal'],
    ['a: 1e400', '"1e400" is no plain decimal'],
    ['a: 0.12345678901234567', '"0.12345678901234567" is no plain decimal of at most 15 digits'],
    ['a: [1', 'YAML syntax'],
  ])('%s', (text, reason) => {
    const error = failureOf(() => parsePolicy(`id: x\n${text}`, 'p.yaml'));
    expect(error.code).toBe('policy_invalid');
    expect(error.text('en')).toContain(reason);
    expect(({} as { polluted?: unknown }).polluted).toBeUndefined();
  });

  test('the same holds for a reform', () => {
    const error = failureOf(() => parseReform('id: x\n__proto__: 1', 'r.yaml'));
    expect(error.code).toBe('reform_invalid');
    expect(error.text('zh')).toContain('r.yaml:2: 键“__proto__”不允许使用');
  });
});
