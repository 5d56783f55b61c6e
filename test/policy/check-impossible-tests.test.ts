import { readdirSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { packageRoot } from '../../src/kernel/package-root.js';
import { checkImpossibleTests } from '../../src/policy/check-impossible-tests.js';
import { checkNegativePay } from '../../src/policy/check-negative-pay.js';
import { checkPolicy } from '../../src/policy/check-policy.js';
import { listPolicies, loadPolicy } from '../../src/policy/load-policy.js';
import { resolveTimeline } from '../../src/policy/resolve-timeline.js';
import { patternCovers } from '../../src/policy/tests-meet.js';
import { timelineOf } from './policy-document.js';

const parts = (when: string, more: Record<string, string> = {}) => ({
  outliers: '{bands: []}',
  special_cases: `[{name: s, when: ${when}, pay: by_item}]`,
  ...more,
});
const found = (when: string, more?: Record<string, string>) =>
  checkImpossibleTests(timelineOf(parts(when, more)).segments[0]!.policy);
const brief = (when: string, more?: Record<string, string>) =>
  found(when, more).map(({ severity, code, path }) => `${severity} ${code} ${path}`);

describe('rules that can never hold', () => {
  test.each([
    ['{principals: ["j18*"]}', 'code_spelling special_cases.s.when.principals', '"J18*"'],
    ['{diagnoses: ["k35.900X001"]}', 'code_spelling special_cases.s.when.diagnoses', '"K35.900x001"'],
    ['{procedures: ["45.16 00"]}', 'code_spelling special_cases.s.when.procedures', '"45.1600"'],
    [
      '{procedure_classes: {classes: [["36.0*"], ["37.2X00"]], count: 2}}',
      'code_spelling special_cases.s.when.procedure_classes.classes',
      '"37.2x00"',
    ],
    ['{groups: [ES35], not_groups: ["ES*"]}', 'groups_all_left_out special_cases.s.when.not_groups', 'ES35'],
    ['{grades: [甲级]}', 'grade_unknown special_cases.s.when.grades', '甲级'],
    ['{levels: ["3"], grades: [二级]}', 'levels_contradict_grades special_cases.s.when.levels', 'of level 2'],
    ['{numbers: {age_years: {from: 200}}}', 'number_impossible special_cases.s.when.numbers.age_years', '0 to 130'],
    ['{numbers: {los_days: {to: 0}}}', 'number_impossible special_cases.s.when.numbers.los_days', '0 to 20000'],
    ['{facts: {charlton: {from: 2}}}', 'fact_unknown special_cases.s.when.facts.charlton', 'charlson'],
  ])('%s is a warning with its path and remedy, in both languages', (when, expected, remedy) => {
    expect(brief(when)).toEqual([`warning ${expected}`]);
    expect(found(when)[0]!.en).toContain(remedy);
    expect(found(when)[0]!.zh).toMatch(/请/);
  });

  test.each([
    '{principals: ["J18*", "X60*"], diagnoses: ["K35.900x001", "*x001"], procedures: ["45.1600x001"]}',
    '{groups: [ES35, ET11], not_groups: ["ES*"]}',
    '{groups: ["E*"], not_groups: ["ES*"]}',
    '{levels: ["3", "2"], grades: [二级, 三甲等]}',
    '{numbers: {age_years: {from: 130}, los_days: {to: 0, to_included: true}}}',
    '{facts: {charlson: {from: 2}, primary_care: {from: 1}}}',
  ])('%s can hold, and nothing is said', (when) => {
    expect(brief(when)).toEqual([]);
  });

  test("a fact of the policy's own list is known; its neighbour is offered", () => {
    const lists = { auxiliary: '{lists: [{name: severity_class, file: severity.yaml}]}' };
    expect(brief('{facts: {severity_class: {from: 2}}}', lists)).toEqual([]);
    expect(found('{facts: {severity: {from: 2}}}', lists)[0]!.en).toContain('severity_class');
  });

  test('policy check tells it, of bands too', () => {
    const bands = '{bands: [{name: b, from: 3, when: {diagnoses: ["j18*"]}, pay: standard}]}';
    const findings = checkPolicy(timelineOf({ outliers: bands }));
    expect(findings.filter(({ code }) => code === 'code_spelling').map(({ path }) => path)).toEqual([
      'outliers.bands.b.when.diagnoses',
    ]);
  });
});

test('no preset, mechanism or city of the examples has such a rule, or pays below nothing', () => {
  const examples = readdirSync(join(packageRoot(), 'examples/mechanisms'), { withFileTypes: true })
    .filter((entry) => entry.isDirectory())
    .map(({ name }) => join(packageRoot(), 'examples/mechanisms', name, 'policy.yaml'));
  const paths = [...listPolicies(), ...examples, join(packageRoot(), 'examples/new-city/policy.yaml')];
  const told = paths.flatMap((path) =>
    resolveTimeline(loadPolicy(path), []).segments.flatMap(({ policy }) =>
      [...checkImpossibleTests(policy), ...checkNegativePay(policy)].map((finding) => `${path} ${finding.path}`),
    ),
  );
  expect(paths.length).toBeGreaterThan(15);
  expect(told).toEqual([]);
});

test.each([
  ['ES*', 'ES35', true],
  ['ES*', 'ES*', true],
  ['*', 'A*', true],
  ['*5', '*35', true],
  ['E*3*5', 'ES35', true],
  ['ES*', 'E*', false],
  ['ES3', 'ES35', false],
  ['A*A', 'A', false],
  ['E*5', 'E5*', false],
])('%s covers %s: %s', (wide, narrow, expected) => {
  expect(patternCovers(wide, narrow)).toBe(expected);
});
