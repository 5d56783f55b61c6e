import { mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import exceljs from 'exceljs';
import { beforeAll, expect, test } from 'vitest';
import { renderFilledWorkbook } from '../../src/cli/render-filled-workbook.js';
import { inlineExecutor } from '../../src/kernel/executor.js';
import { silentProgress } from '../../src/run/progress.js';
import type { RunContext } from '../../src/run/run-context.js';
import { isWorkbookName, runPriceWorkbook } from '../../src/run/workbook/price-workbook-run.js';
import { temporaryFolder } from '../temporary-folder.js';

const folder = temporaryFolder();
const filled = join(folder, 'filled.xlsx');
const context: RunContext = { executor: inlineExecutor, progress: silentProgress, timings: [], language: 'zh' };
const options = { files: [filled], policy: 'demo-region', out: join(folder, 'answered.xlsx') };

beforeAll(async () => {
  mkdirSync(folder, { recursive: true });
  const book = new exceljs.Workbook();
  const sheet = book.addWorksheet('病例');
  sheet.addRow([
    '病例号',
    '医疗机构代码',
    '医疗机构等级',
    '险种',
    '出院日期',
    '性别',
    '年龄（岁）',
    '主要诊断',
    '手术编码',
    '总费用',
    '统筹基金记账',
  ]);
  sheet.addRow(['A1', 'H1', '二级', '职工', '2026-03-01', '男', 66, 'J18.900', '', 7000, 5000]);
  sheet.addRow(['A2', 'H1', '二级', '职工', '2026-03-01', '男', 66, 'J18.900', 3.31, 7000, 5000]);
  await book.xlsx.writeFile(filled);
  writeFileSync(join(folder, 'weights.csv'), '# scheme: chs-drg-2.0\ngroup,weight\nES35,0.5000\n');
});

test('a workbook in gives the same workbook out: 0.5 × 9,780 × 0.86 is a standard of 4,205.40, against 7,000 of costs', async () => {
  const before = readFileSync(filled);
  const result = await runPriceWorkbook({ ...options, weights: join(folder, 'weights.csv') }, context);
  expect(result).toMatchObject({ sheet: '病例', cases: 2, grouped: 1, rejected: 0, damaged: 1 });
  const book = new exceljs.Workbook();
  await book.xlsx.readFile(options.out);
  const sheet = book.getWorksheet('病例')!;
  const row = (line: number) => (sheet.getRow(line).values as unknown[]).slice(12);
  expect(row(2).slice(0, 1).concat(row(2).slice(2, 6))).toEqual(['ES35', 0.5, 4205.4, -2794.6, '按支付标准']);
  expect(row(3)).toContain('编码或编号被电子表格改写，未测算');
  expect(readFileSync(filled)).toEqual(before);
  const shown = renderFilledWorkbook(result, 'zh');
  expect(shown).toContain('工作表“病例”：2 例，入组 1，未读入 0');
  expect(shown).toContain('改写 1 例');
});

test('several workbooks, a register, and the input as output are refused by name', async () => {
  const refused = (changed: object) => runPriceWorkbook({ ...options, ...changed }, context);
  await expect(refused({ files: [filled, filled] })).rejects.toMatchObject({ code: 'workbook_single' });
  await expect(refused({ register: 'r.csv' })).rejects.toThrow('--register');
  await expect(refused({ out: filled })).rejects.toMatchObject({ code: 'output_is_input' });
  expect([isWorkbookName('a.XLSX'), isWorkbookName('a.csv'), isWorkbookName('xlsx')]).toEqual([true, false, false]);
});
