import { readdirSync } from 'node:fs';
import { expect, test } from 'vitest';
import { listPolicies, loadPolicy, loadReform } from '../../src/policy/load-policy.js';
import { policySources } from '../../src/policy/policy-sources.js';
import { resolveTimeline } from '../../src/policy/resolve-timeline.js';
import { renderParameters, sourceText } from '../../src/report/html/render-parameters.js';
import { formatCell } from '../../src/report/report-cell.js';
import { englishOf, withEnglish } from '../../src/run/english-of-data.js';
import { modelInEnglish } from '../../src/run/model-in-english.js';
import { column, comparisonModel, makeTable } from '../report/model-fixture.js';

const HAN = /\p{Script=Han}/u;
const REFORMS = 'examples/reforms';

test('every source and note of a shipped policy has its English', () => {
  const timelines = listPolicies().map((id) => resolveTimeline(loadPolicy(id), []));
  const stated = timelines.flatMap((timeline) =>
    policySources(timeline).flatMap(({ source }) => [source?.document, source?.article, source?.note]),
  );
  const reforms = readdirSync(REFORMS).map((name) => loadReform(`${REFORMS}/${name}`));
  const changed = reforms.flatMap(({ patches }) => patches.map(({ source }) => source?.document));
  const chinese = new Set([...stated, ...changed].filter((text) => text !== undefined && HAN.test(text)));
  expect(chinese.size).toBeGreaterThan(40);
  expect([...chinese].filter((text) => englishOf('sources', text!) === undefined)).toEqual([]);
});

test('a source reads in each language; what nobody has translated, and the source itself, stay as stated', () => {
  const source = { document: '模拟统筹区', article: '第五条', note: '个人部分按实际记录', trust: 'chosen' } as const;
  const both = withEnglish(source);
  expect(sourceText(both, 'zh')).toBe('模拟统筹区 · 第五条 · 个人部分按实际记录');
  expect(sourceText(both, 'en')).toBe("the synthetic region · 第五条 · the patient's part as recorded");
  expect(both).toMatchObject(source);
  const own = { document: '本地文件', trust: 'cited' } as const;
  expect(withEnglish(own)).toBe(own);
});

test('an English report names region, sources and departments in English, and its Chinese is as it was', () => {
  const departments = makeTable('departments', '科室', 'Departments', [
    [column('group_name', 'text', '病组名称', 'group name'), ['未入组', '颈腰背疾病', '未入组']],
    [column('level', 'text', '等级', 'level'), ['三级', '三级甲等', '一级']],
    [
      column('department', 'text', '科室', 'department', { words: { '': { zh: '未填写', en: 'not stated' } } }),
      ['神经内科', '本院特色科', ''],
    ],
  ]);
  const source = { document: '模拟统筹区', trust: 'chosen' } as const;
  const reformSource = { document: '示例改革', trust: 'chosen' } as const;
  const label = { zh: '统筹地区', en: 'pooling region' };
  const model = modelInEnglish({
    ...comparisonModel(),
    region: { zh: '云澜市（模拟）', en: '云澜市（模拟）' },
    subtitle: { zh: '云澜市（模拟） 2026 年', en: '云澜市（模拟）, 2026' },
    tables: [departments],
    parameters: [
      { path: 'region', label, value: '云澜市（模拟）', source },
      { path: 'rate', label: { zh: '费率', en: 'rate' }, value: '1', reformValue: '2', source, reformSource },
    ],
  });
  expect([model.region, model.subtitle]).toEqual([
    { zh: '云澜市（模拟）', en: 'Yunlan (synthetic city)' },
    { zh: '云澜市（模拟） 2026 年', en: 'Yunlan (synthetic city), 2026' },
  ]);
  const en = renderParameters(model.parameters, 'en');
  expect(en).not.toMatch(HAN);
  for (const text of ['Yunlan (synthetic city)', 'the synthetic region', 'example reform']) expect(en).toContain(text);
  const zh = renderParameters(model.parameters, 'zh');
  for (const text of ['云澜市（模拟）', '模拟统筹区', '示例改革']) expect(zh).toContain(text);
  const [table] = model.tables;
  const cells = (k: number, language: 'zh' | 'en') =>
    [0, 1, 2].map((row) => formatCell(table!, table!.schema.columns[k]!, row, { language, unit: 'yuan' }));
  expect(cells(2, 'en')).toEqual(['Neurology (神经内科)', '本院特色科', 'not stated']);
  expect(cells(2, 'zh')).toEqual(['神经内科', '本院特色科', '未填写']);
  expect(cells(0, 'en')).toEqual(['ungrouped', '颈腰背疾病', 'ungrouped']);
  expect(cells(0, 'zh')).toEqual(['未入组', '颈腰背疾病', '未入组']);
  expect(cells(1, 'en')).toEqual(['Level 3', '三级甲等', 'Level 1']);
});
