import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import ExcelJS from 'exceljs';
import { describe, expect, test } from 'vitest';
import { loadProfile } from '../../../src/cases/import-profile.js';
import { readCases } from '../../../src/cases/read/read-cases.js';
import { renderCheckResult } from '../../../src/cli/render-check-result.js';
import { renderProfileResult } from '../../../src/cli/render-profile-result.js';
import type { EngineError, Language } from '../../../src/kernel/errors.js';
import { packageRoot } from '../../../src/kernel/package-root.js';
import { runCheck } from '../../../src/run/check-run.js';
import { runProfile } from '../../../src/run/profile-run.js';
import { silentProgress } from '../../../src/run/progress.js';
import type { RunContext } from '../../../src/run/run-context.js';
import { createExecutor } from '../../../src/run/worker-pool.js';
import { tableTexts } from '../table-rows.js';
import { temporaryFolder, writeSample } from '../temporary-folder.js';

const folder = temporaryFolder();
const context = (language: Language): RunContext => ({
  executor: createExecutor(0),
  progress: silentProgress,
  timings: [],
  language,
});
const TABLE = [
  'case_id,姓名,dx,px,settlement_id,total_cost,sex',
  'A,某某,I63.900,3.31,S1,100.00,1',
  'B,某某,i10.x00x002|Q99.9ZZ,,S2,200.00,',
  'C,某某,I63.900,,S3,300.00,3',
  'D,某某,I63.900,,S4,x,3',
  'A,某某,,,S1,-100.00,',
  'E,某某,I63.900,,S5,-5.00,1',
].join('\n');

describe('drgdip check', () => {
  test('six rows: 1 case, 2 netted, 3 rejected; codes, columns and reasons are counted, in both languages', async () => {
    const path = writeSample(folder, `${TABLE}\n`);
    const options = { files: [path], scheme: 'chs-drg-2.0', out: join(folder, 'out'), write: 'cases' } as const;
    const result = await runCheck(options, context('zh'));
    expect(result.figures).toMatchObject({
      rows_read: 6,
      cases: 1,
      netted: 2,
      rejected: 3,
      normalised: 1,
      repaired: 1,
      unknown: 1,
    });
    expect(result.reasons.map(({ code, column, rows, row }) => [code, column, rows, row])).toEqual([
      ['cell_value_not_allowed', 'sex', 2, 3],
      ['cell_not_a_number', 'total_cost', 1, 4],
      ['row_refund_unmatched', 'total_cost', 1, 6],
    ]);
    const zh = renderCheckResult(result, 'zh');
    expect(zh).toMatch(/读入行 +6\n病例 +1\n冲抵（退费） +2\n拒收 +3/);
    expect(zh).toMatch(/dx +dx +诊断（主诊断在前） +0 +0\.00/);
    expect(zh).toMatch(/px +补回零 +3\.31 +03\.3100 +1/);
    expect(zh).toMatch(/含个人信息的列从不保留：姓名/);
    const english = await runCheck({ ...options, out: undefined }, context('en'));
    expect(english.files).toEqual([]);
    const en = renderCheckResult(english, 'en');
    expect(en).toMatch(/Rows read|rows read +6/);
    expect(en).toMatch(/zeros put back/);
    expect(`${zh}${en}`).not.toContain('某某');
  });

  test('--out holds the list as a workbook, both sides of refunds, reasons and the cases; no name is in any of them', async () => {
    const out = join(folder, 'second');
    await runCheck(
      { files: [writeSample(folder, `${TABLE}\n`)], scheme: 'chs-drg-2.0', out, write: 'cases' },
      context('zh'),
    );
    expect(readdirSync(out).sort()).toEqual(['cases.csv', 'netted.csv', 'read.xlsx', 'rejected.csv']);
    expect(readFileSync(join(out, 'netted.csv'), 'utf8').split('\n')).toHaveLength(4);
    expect(readFileSync(join(out, 'rejected.csv'), 'utf8').split('\n')).toHaveLength(6);
    const cases = readFileSync(join(out, 'cases.csv'), 'utf8');
    expect(cases).toBe('case_id,sex,dx,px,total_cost,settlement_id\nB,,I10.x00x002|Q99.9ZZ,,200.00,S2\n');
    const book = new ExcelJS.Workbook();
    await book.xlsx.readFile(join(out, 'read.xlsx'));
    expect(book.worksheets.map(({ name }) => name)).toEqual(['读入清单', '列', '拒收原因', '编码']);
    expect(book.getWorksheet('读入清单')!.getRow(2).values).toEqual([undefined, '读入行', 6]);
    for (const name of readdirSync(out)) expect(readFileSync(join(out, name)).includes('某某')).toBe(false);
  });

  test('names every column that later steps need and the files lack: five here, six where the case id is missing too', async () => {
    const check = (text: string) =>
      runCheck({ files: [writeSample(folder, text)], scheme: undefined, out: undefined, write: 'list' }, context('zh'));
    const result = await check('case_id,dx,px,total_cost\nA,I10,,5.00\n');
    expect(result.lackingLater.map(({ column }) => column)).toEqual([
      'hospital_id',
      'insurance',
      'discharge_date',
      'pooled_fund',
    ]);
    expect(renderCheckResult(result, 'zh')).toMatch(
      /后续步骤要用的列（.*\n {2}hospital_id（.*）：不能按医疗机构计价、清算和汇总\n/,
    );
    expect(renderCheckResult(result, 'en')).toMatch(
      /needed by later steps .*\n {2}hospital_id \(.*\n.*\n.*\n {2}pooled_fund/,
    );
    const whole = 'case_id,dx,px,hospital_id,insurance,discharge_date,total_cost,pooled_fund';
    const none = await check(`${whole}\nA,I10,,H1,employee,2026-03-01,5.00,3.00\n`);
    expect(renderCheckResult({ ...none, summary: { ...none.summary, notices: [] } }, 'zh')).not.toContain('⚠');
    const error = (await check('id,sex\nA,1\n').catch((cause: unknown) => cause)) as EngineError;
    expect(error.code).toBe('required_column_missing');
    for (const column of ['case_id', 'dx', 'hospital_id', 'insurance', 'total_cost', 'pooled_fund']) {
      expect(error.text('zh')).toContain(`${column}（`);
      expect(error.text('en')).toContain(`${column} (`);
    }
    expect(error.text('zh')).toMatch(/缺少必需的列：case_id（病例号）；后续步骤还缺：dx（/);
  });

  test('the joined example: the row without a stay is counted, and no scheme is needed', async () => {
    const name = 'settlement-list-tables';
    const files = ['setlinfo.csv', 'diseinfo.csv', 'oprninfo.csv', 'payinfo.csv', 'iteminfo.csv'].map((file) =>
      join(packageRoot(), 'examples', name, file),
    );
    const result = await runCheck(
      { files, profile: loadProfile(name), scheme: undefined, out: undefined, write: 'list' },
      context('en'),
    );
    expect(result.figures).toMatchObject({ rows_read: 21, cases: 21, unmatched: 1, unknown: undefined });
    expect(result.reasons).toMatchObject([{ code: 'row_without_stay', rows: 1, file: 'diseinfo.csv', row: 51 }]);
  });
});

describe('drgdip profile', () => {
  test('shows columns, headings and values, tells personal columns, and writes what loadProfile takes', async () => {
    const out = join(folder, 'hqms.yaml');
    const result = await runProfile({ files: [join(packageRoot(), 'examples', 'hqms', 'cases.csv')], out });
    const zh = renderProfileResult(result, 'zh');
    expect(zh).toMatch(/^最接近的内置配置：hqms\n/);
    expect(zh).toMatch(/dx +诊断（主诊断在前） +C03C … C06x40C \(41\) +J44\.100 \| /);
    expect(zh).toMatch(/个人信息，从不保留: A11, A20/);
    expect(zh).not.toContain('示例1');
    expect(renderProfileResult(result, 'en')).toMatch(/closest shipped profile: hqms/);
    expect(loadProfile(out).columns.case_id).toEqual({ join: ['A48', 'A49'], sign: '-' });
  });

  test.each([
    ['hqms', ['cases.csv']],
    ['n041', ['cases.csv']],
    ['settlement-list', ['cases.csv']],
    ['settlement-list-tables', ['setlinfo.csv', 'diseinfo.csv', 'oprninfo.csv', 'payinfo.csv', 'iteminfo.csv']],
    ['dip-case-file', ['cases.csv']],
  ])(
    '%s: the proposal names its profile, and what it writes reads every cell as the shipped one does',
    async (name, names) => {
      const files = names.map((file) => join(packageRoot(), 'examples', name, file));
      const out = join(folder, `${name}.yaml`);
      const proposal = await runProfile({ files, out });
      expect(proposal.base).toBe(name);
      expect(proposal.lacking).toEqual([]);
      const [shipped, written] = await Promise.all(
        [loadProfile(name), loadProfile(out)].map((profile) => readCases(files, { profile })),
      );
      expect(tableTexts(written!.table)).toEqual(tableTexts(shipped!.table));
      expect(written!.rejected).toEqual(shipped!.rejected);
      // The list shows each column that is read, but for the stay's length where it follows from the dates.
      const listed = new Set(proposal.columns.map(({ column }) => column));
      expect(
        Object.keys(written!.table.columns).filter((column) => !listed.has(column) && column !== 'los_days'),
      ).toEqual([]);
    },
  );
});
