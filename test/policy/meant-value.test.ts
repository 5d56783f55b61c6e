import { join } from 'node:path';
import { expect, test } from 'vitest';
import { packageRoot } from '../../src/kernel/package-root.js';
import { diffPolicies } from '../../src/policy/diff-policies.js';
import { loadPolicy, loadReform, parseReform } from '../../src/policy/load-policy.js';
import { resolveTimeline } from '../../src/policy/resolve-timeline.js';
import { failureOf, policyOf, timelineOf } from './policy-document.js';

type Parts = Parameters<typeof policyOf>[0];
const zhOf = (parts: Parts): string => failureOf(() => policyOf(parts)).text('zh');
const enOf = (parts: Parts): string => failureOf(() => policyOf(parts)).text('en');

test('an amount in 亿 or 万, with commas or 元 is told as the plain number that it is', () => {
  const fund = (text: string): Parts => ({
    pools: `[{insurance: employee, fund: ${text}}, {insurance: resident, fund: 1}]`,
  });
  expect(zhOf(fund('1.2亿'))).toContain(
    '值为 "1.2亿"，应为 大于 0 且不大于 90000000000000 的数。请写成不带单位和逗号的数：120000000。',
  );
  expect(enOf(fund('8000万元'))).toContain('Write a plain number: 80000000.');
  expect(enOf(fund('"1,234,567.50元"'))).toContain('Write a plain number: 1234567.5.');
  expect(enOf(fund('很多'))).toContain('Correct it.');
});

test('97% is told as 0.97 and 100% as 1; a wrong number without a unit is not guessed at', () => {
  const patch = (scale: string) => () =>
    parseReform(`id: r\ntitle: {zh: 改, en: r}\npatches: [{path: rate.value, scale: ${scale}}]`, 'r.yaml');
  expect(failureOf(patch('97%')).text('zh')).toContain(
    '值为 "97%"，应为 大于 0 的数。请写成不带单位和逗号的数：0.97。',
  );
  expect(failureOf(patch('100％')).text('en')).toContain('Write a plain number: 1.00.');
  expect(failureOf(patch('-3')).text('zh')).toContain('值为 -3，应为 大于 0 的数。请改正。');
});

test('职工 and 居民 are told as names of insurances, 三级 as the class 3, an id by what it may hold and not by a pattern', () => {
  const text = zhOf({ pools: '[{insurance: 职工, fund: 1}, {insurance: 居民, fund: 1}]', id: '江城' });
  expect(text).toContain('值为 "职工"，应为 employee | resident | other。请写成 employee。');
  expect(text).toContain('请写成 resident。');
  expect(zhOf({ pools: '[{insurance: 职工医保, fund: 1}]' })).toContain('请写成 employee。');
  expect(zhOf({ pools: '[{insurance: 农民, fund: 1}]' })).toContain('请改正。');
  expect(text).toContain('id：值为 "江城"，应为 由小写字母、数字、点和连字符组成的标识，如 my-city-2026。');
  expect(text).not.toContain('^[');
  expect(zhOf({ hospital_coefficient: '{by_level: {三级: 1, 二级: 0.9, 1: 0.7}}' })).toContain(
    'hospital_coefficient.by_level.三级：没有此项。最接近的名称：3。',
  );
});

test('who lowers the rate of tertiary hospitals is told where levels are; a rate of an insurance has no such hint', () => {
  const lower = (path: string): string =>
    failureOf(() => timelineOf({}, `  - {path: ${path}, scale: 0.97}`)).text('zh');
  const hint =
    '费率不分医院等级；只调整某一等级请改其机构系数，如 {path: hospital_coefficient.by_level.3, scale: 0.97} 即下调 3%。';
  expect(lower('rate.value.3')).toContain(hint);
  expect(lower('rate.三级')).toContain(hint);
  expect(lower('rate.level.value')).toContain(hint);
  expect(lower('rate.value.二级')).toContain('hospital_coefficient.by_level.2');
  expect(lower('rate.valeu')).not.toContain('机构系数');
});

test('the example for tertiary hospitals lowers the coefficient of level 3 by 3 % and nothing else', () => {
  const reform = loadReform(join(packageRoot(), 'examples', 'reforms', 'tertiary-minus-3-percent.yaml'));
  const policy = loadPolicy('demo-region');
  const lines = diffPolicies(resolveTimeline(policy, []), resolveTimeline(policy, [reform]));
  expect(lines.map(({ zh }) => zh)).toEqual(['机构系数（3 级） 1 → 0.97，−3.0 %']);
});

test('an empty reform names what a reform holds', () => {
  expect(failureOf(() => parseReform('', 'r.yaml')).text('zh')).toContain(
    '文件是空的（或只有注释）。应有的各项：id, title, patches。',
  );
});
