import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, describe, expect, test } from 'vitest';
import { policyCheck, policyDiff, policyShow } from '../../src/run/policy-run.js';

const folder = mkdtempSync(join(tmpdir(), 'drgdip-policy-run-'));
afterAll(() => rmSync(folder, { recursive: true, force: true }));

describe('policy show', () => {
  test('in Chinese: name, value as a word with the document’s own behind it, and the trust mark', () => {
    const lines = policyShow('demo-region', [], '2026-03-01', 'zh', false).split('\n');
    expect(lines[0]).toMatch(/^政策 demo-region（校验 [0-9a-f]{12}），2026-03-01 有效的参数，共 \d+ 项$/);
    const line = (path: string) => lines.find((text) => text.endsWith(`  ${path}`));
    expect(line('ungrouped')).toMatch(/^未入组病例：按项目（by_item） {2}\[自定\] /);
    expect(line('rate.value.employee')).toMatch(/^费率（职工）：9,780\.00 元\/权重 {2}\[预设\] /);
    expect(line('pools.employee.reserve')).toMatch(/^风险金比例（职工）：0\.05 {2}\[/);
    expect(line('scheme')).toMatch(/^分组方案：chs-drg-2\.0 {2}\[文件\] /);
    expect(lines.filter((text) => /\[(chosen|unverified|cited|none|—)\]/.test(text))).toEqual([]);
    const words = lines.filter((text) => /：[a-z_]+ {2}\[/.test(text)).map((text) => text.split('  ').at(-1));
    expect(words).toEqual([]);
    expect(line('outliers.bands.high.from')).toMatch(/^倍率分段“高倍率”下界：3 倍 {2}\[/);
    expect(line('retention.bands.shared.to')).toMatch(/^留用分段“分担”上界：1\.1 倍 {2}\[/);
    expect(lines.filter((text) => /“[a-z_0-9]+”/.test(text))).toEqual([]);
  });

  test('in English: the same marks in words', () => {
    const lines = policyShow('demo-region', [], '2026-03-01', 'en', false).split('\n');
    expect(lines.find((text) => text.endsWith('  rate.value.employee'))).toMatch(
      /^rate \(employee\): 9,780\.00 yuan per weight {2}\[Preset\] the synthetic region /,
    );
    expect(
      lines.filter((text) => /\p{Script=Han}/u.test(text.replace(/^(title in Chinese|pooling region): .*/, ''))),
    ).toEqual([]);
  });
});

test('policy diff names bands in words, of a reform and of another policy; its JSON keeps the lines as they were', () => {
  const reform = 'examples/reforms/rate-minus-3-percent-share-60.yaml';
  expect(policyDiff('demo-region', undefined, [reform], 'zh', false).split('\n')).toContain(
    '留用分段“分担”基金分担超支 0.5 → 0.6，+20.0 %',
  );
  const between = (language: 'zh' | 'en', isJson: boolean) =>
    policyDiff('example-dip-1.5-0.6', 'example-dip-2.5-0.4', [], language, isJson);
  expect(between('zh', false).split('\n').slice(0, 2)).toEqual([
    '倍率分段“低倍率”上界 0.6 → 0.4，−33.3 %',
    '倍率分段“高倍率”下界 1.5 → 2.5，+66.7 %',
  ]);
  expect(between('en', false)).toContain('outlier band high, from 1.5 → 2.5, +66.7 %');
  expect(JSON.parse(between('zh', true))[0].zh).toContain('“low”');
});

describe('a scheme that is not there', () => {
  const reform = (name: string, patch: string): string => {
    const path = join(folder, name);
    writeFileSync(path, `id: one\ntitle: {zh: 一, en: one}\npatches:\n  - ${patch}\n`);
    return path;
  };

  test.each([
    ['chs-drg-9', 'chs-drg-1.1, chs-drg-2.0, chs-drg-3.0'],
    ['/no/such/folder', ''],
  ])('%s is one error of the check with the nearest shipped names, and the diff is refused', (scheme, nearest) => {
    const file = reform('scheme.yaml', `{path: scheme, value: ${scheme}}`);
    const errors = policyCheck('demo-region', [file]).filter(({ severity }) => severity === 'error');
    expect(errors.map(({ code, path }) => [code, path])).toEqual([['scheme_not_found', 'scheme']]);
    expect(errors[0]!.en).toContain(`scheme "${scheme}" is not found`);
    expect(errors[0]!.en).toContain(`nearest: ${nearest}`);
    expect(errors[0]!.zh).toContain(`找不到分组方案“${scheme}”`);
    expect(() => policyDiff('demo-region', undefined, [file], 'en', false)).toThrow(
      expect.objectContaining({ code: 'policy_refused' }),
    );
  });

  test('a patch dated outside the year is told by the diff beside "no difference", and a full reserve by the check', () => {
    const late = reform('late.yaml', '{path: rate, scale: 0.97, from_date: 2031-01-01}');
    const outside =
      'reform "one" changes rate on no day of this year: it has no effect, and the figures are without it. Check its dates; to try it over the whole year on these cases, leave from_date and until_date out.';
    expect(policyDiff('demo-region', undefined, [late], 'en', false)).toBe(`no difference\nwarning: ${outside}\n`);
    expect(policyDiff('demo-region', undefined, [late], 'zh', false)).toMatch(/^没有差异\n警告：改革“one”/);
    const full = reform('full.yaml', '{path: pools.employee.reserve, value: 1}');
    expect(policyCheck('demo-region', [full]).map(({ code }) => code)).toContain('reserves_take_all');
    const nearly = reform('nearly.yaml', '{path: pools.employee.reserve, value: 0.9999}');
    expect(policyCheck('demo-region', [nearly]).map(({ code }) => code)).not.toContain('reserves_take_all');
  });
});

describe('policy check with a reform', () => {
  test('opens the scheme of the policy: Q9* matches none of its groups, ES3* some', () => {
    const reform = join(folder, 'reform.yaml');
    writeFileSync(
      reform,
      'id: q\ntitle: {zh: 问, en: q}\npatches:\n  - {path: tables.weights.Q9*, scale: 1.05}\n  - {path: tables.weights.ES3*, scale: 1.05}\n',
    );
    const warnings = policyCheck('demo-region', [reform]).filter(({ severity }) => severity === 'warning');
    expect(warnings.map(({ code, path }) => [code, path])).toEqual([
      ['weight_pattern_unmatched', 'tables.weights.Q9*'],
    ]);
  });
});
