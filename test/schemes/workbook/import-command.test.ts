import { existsSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, afterEach, expect, test } from 'vitest';
import { drgdip } from '../../grouping/drgdip-command.js';
import { tinyFolder } from '../tiny-folder.js';
import { writeBureauWorkbook } from './bureau-form.js';

const folder = mkdtempSync(join(tmpdir(), 'drgdip-import-'));
afterAll(() => rmSync(folder, { recursive: true, force: true }));
afterEach(() => {
  process.exitCode = undefined;
});

/** Runs `scheme import` without the options for workers that the helper adds to other commands. */
async function importing(name: string, condition: string, language: 'zh' | 'en', ...more: string[]) {
  const file = join(folder, `${name}.xlsx`);
  const out = join(folder, name);
  await writeBureauWorkbook(file, [
    {
      name: 'DRG',
      rows: [
        ['DRG编码', 'DRG名称', '条件'],
        ['BR13a', '儿童', condition],
        ['BR15', '内科', ''],
      ],
    },
  ]);
  const words = ['scheme', 'import', file, '--kind', 'workbook', '--base', tinyFolder(), '--out', out, ...more];
  return { printed: await drgdip(language, ...words), out };
}

test('scheme import prints its findings and the folder, which scheme check takes', async () => {
  const { printed, out } = await importing('good', '年龄<18', 'zh');
  expect(printed).toMatch(/提示 {2}DRG {2}工作簿没有提到基础方案的 2 个 ADRG/);
  expect(printed.trimEnd().endsWith(out)).toBe(true);
  expect(process.exitCode).toBeUndefined();
  expect(await drgdip('en', 'scheme', 'check', out)).toMatch(/^0 errors|\n0 errors/);
});

test('an error among the findings: exit code 2, no folder, as text and as JSON', async () => {
  const { printed, out } = await importing('bad', '年龄很小', 'en');
  expect(printed).toMatch(/^error {2}DRG:2 {2}the condition "年龄很小"/);
  expect([process.exitCode, existsSync(out)]).toEqual([2, false]);
  const json = JSON.parse((await importing('worse', '年龄很小', 'en', '--json')).printed);
  expect([json.out, json.hash, json.findings[0].code]).toEqual([null, null, 'condition_not_understood']);
});
