import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterEach, expect, test } from 'vitest';
import { packageRoot } from '../../../src/kernel/package-root.js';
import { temporaryFolder } from '../../temporary-folder.js';
import { drgdip } from '../drgdip-command.js';

const folder = temporaryFolder();
const city = join(packageRoot(), 'examples', 'dip-city');
const cases = join(city, 'cases.csv');
const scheme = join(city, 'catalogue');
afterEach(() => {
  process.exitCode = undefined;
});
const explain = (language: 'zh' | 'en', id: string) =>
  drgdip(language, 'explain', '--in', cases, '--scheme', scheme, '--case', id);

test('a city’s catalogue over the national one: core, class, chapter and blank groups, each fallback with its reason', async () => {
  const out = join(folder, 'groups.csv');
  await drgdip('en', 'group', '--in', cases, '--scheme', scheme, '--out', out);
  expect(readFileSync(out, 'utf8').trimEnd().split('\n').slice(1)).toEqual([
    'core,BX,,BX361,grouped,',
    'class_surgical,ZH,,D25:SS,grouped,',
    'class_therapeutic,ZH,,D25:ZLXCZ,grouped,',
    'class_diagnostic,ZH,,D25:ZDXCZ,grouped,',
    'chapter,DD,,CP10:CZ,ungrouped,in_no_group',
    'no_principal,DD,,KBBZ,ungrouped,no_principal',
    'not_grouping,DD,,KBBZ,ungrouped,not_allowed_as_principal',
  ]);
  expect(await drgdip('en', 'scheme', 'check', scheme)).toContain('0 errors');
});

test('explain names the winner, every candidate and why it lost, in both languages', async () => {
  const zh = await explain('zh', 'chapter');
  expect(zh).toContain(
    '✓ CP10:CZ 呼吸系统疾病：未分类的操作（兜底病种、手术操作（未分类））：选中；相关手术操作 0 项，诊断匹配 按编码范围',
  );
  expect(zh).toContain(
    '✗ KBBZ 空白病组（兜底病种、不限治疗方式）：匹配的诊断编码较短（不限诊断，选中的为 按编码范围）',
  );
  const en = await explain('en', 'chapter');
  expect(en).toContain(
    'KBBZ 空白病组 (fallback, any treatment): a shorter part of the diagnosis code matched (whatever it is against by a range)',
  );
  const surgical = await explain('en', 'class_surgical');
  expect(surgical).toContain('✓ D25:SS');
  expect(surgical).toContain('✗ CP02:SS 肿瘤：手术 (fallback, surgical): an earlier step had decided');
  for (const [kind, group] of [
    ['conservative', 'D25:BSZL'],
    ['diagnostic', 'D25:ZDXCZ'],
    ['therapeutic', 'D25:ZLXCZ'],
  ])
    expect(surgical).toContain(`– its treatment class is not ${kind} (1 entry): ${group}`);
  expect(surgical).toContain('– lacks the main procedure (6 entries): JC2337, JC2338, JC2339, JC2340, JC2341, JC2342');
  const chinese = await explain('zh', 'class_surgical');
  expect(chinese).toContain('– 治疗方式不是治疗性操作（1 个病种）：D25:ZLXCZ');
  expect(chinese).toContain('– 缺少主要手术操作（6 个病种）：JC2337、JC2338、JC2339、JC2340、JC2341、JC2342');
});

test('a principal that does not group is told in the words of DIP, not of chapters', async () => {
  expect(await explain('zh', 'not_grouping')).toContain('not_allowed_as_principal：主要诊断属于不纳入分组的诊断');
  expect(await explain('en', 'not_grouping')).toContain('the principal diagnosis is one that does not group');
  expect(await explain('zh', 'no_principal')).toContain(
    '病例 no_principal：未入组，KBBZ 空白病组 — no_principal：没有主要诊断',
  );
});
