import { mkdirSync, mkdtempSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import ExcelJS from 'exceljs';
import { describe, expect, test } from 'vitest';
import { replace, tinyFolder } from '../../schemes/tiny-folder.js';
import { drgdip } from '../drgdip-command.js';

const folder = mkdtempSync(join(tmpdir(), 'drgdip-compare-'));
const cases = join(folder, 'cases.csv');
writeFileSync(
  cases,
  `case_id,sex,age_years,hospital_id,total_cost,dx,px
a,1,50,H1,100.00,I60.0|E11.9,
b,1,50,H1,300.00,I60.1,
c,1,50,H2,200.00,I61.0,99.10
d,1,50,H2,200.00,J18.9,
`,
);
const before = tinyFolder();
const after = tinyFolder({
  'severity.yaml': replace('0: {cc: E11}', '0: {cc: E10}'),
  'codes/diagnoses.txt': replace('E11.9\n', 'E10.9\nE11.9\n'),
});

describe('scheme compare', () => {
  const words = ['scheme', 'compare', before, after, '--in', cases];

  test('prints rates, reasons and flows in both languages', async () => {
    const zh = await drgdip('zh', ...words);
    expect(zh).toContain('4 个病例，换组 1（25.00%）');
    expect(zh).toMatch(/其他诊断的 MCC\/CC 等级不同\s+1\s+100\.00/);
    expect(zh).toMatch(/BR13\s+BR15\s+1\s+100\.00\s+内科伴\s+内科/);
    const en = await drgdip('en', ...words);
    expect(en).toContain('4 cases, 1 moved (25.00%)');
    expect(en).toMatch(/from\s+tiny\s+3\s+0\s+1\s+75\.00/);
  });

  test('writes four tables, a workbook of them and a manifest, and may replace its own folder but no other', async () => {
    const out = join(folder, 'comparison');
    await drgdip('en', ...words, '--out', out);
    await drgdip('en', ...words, '--out', out);
    const files = ['flows.csv', 'manifest.json', 'moved.csv', 'rates.csv', 'reasons.csv', 'report.xlsx'];
    expect(readdirSync(out).sort()).toEqual(files);
    const workbook = new ExcelJS.Workbook();
    await workbook.xlsx.readFile(join(out, 'report.xlsx'));
    // Names are Chinese as they stand: a spreadsheet that opens a CSV without a byte order mark garbles them.
    expect(workbook.worksheets.map(({ rowCount }) => rowCount)).toEqual([4, 2, 2, 3]);
    expect(JSON.stringify(workbook.worksheets[0]!.getSheetValues())).toMatch(/"BR13".*内科伴/);
    expect(readFileSync(join(out, 'moved.csv'), 'utf8')).toBe(
      'case_id,from_group,to_group,from_status,to_status,move_reason,detail\na,BR13,BR15,grouped,grouped,severity_changed,E11.9: CC → –\n',
    );
    const manifest = JSON.parse(readFileSync(join(out, 'manifest.json'), 'utf8'));
    expect(manifest).toMatchObject({ kind: 'scheme comparison', cases: 4, moved: 1, inputs: [{ name: 'cases.csv' }] });
    expect(manifest.schemes.from.hash).not.toBe(manifest.schemes.to.hash);
    const foreign = join(folder, 'foreign');
    mkdirSync(foreign);
    writeFileSync(join(foreign, 'mine.txt'), 'mine');
    await expect(drgdip('en', ...words, '--out', foreign)).rejects.toThrow(/mine\.txt/);
  });

  test('as JSON: counts, rates, reasons and flows; the cases themselves are in the folder only', async () => {
    const result = JSON.parse(await drgdip('en', ...words, '--json'));
    expect([result.cases, result.moved, result.from.id]).toEqual([4, 1, 'tiny']);
    expect(result.reasons).toEqual([
      { move_reason: 'severity_changed', cases: 1, share_of_moved: 1, share_of_cases: 0.25 },
    ]);
    expect(result.flows.filter((flow: { move_kind: string }) => flow.move_kind === 'moved')).toHaveLength(1);
    expect(Object.keys(result)).toEqual(['from', 'to', 'summary', 'cases', 'moved', 'rates', 'reasons', 'flows']);
  });
});

describe('group --quality', () => {
  test('prints the worst first and writes its tables into a folder of their own', async () => {
    const out = join(folder, 'quality');
    const words = ['group', '--scheme', before, '--in', cases, '--out', join(folder, 'groups.csv'), '--quality', out];
    const text = await drgdip('en', ...words);
    expect(text).toMatch(/H2\s+2\s+0\s+1\s+50\.00/);
    expect(readdirSync(out).sort()).toEqual([
      'cost_by_chapter.csv',
      'cost_by_group.csv',
      'grouping_by_hospital.csv',
      'grouping_by_reason.csv',
      'manifest.json',
      'report.xlsx',
    ]);
    expect(text).toMatch(/^B 神经/m);
    expect(readFileSync(join(out, 'cost_by_chapter.csv'), 'utf8')).toMatch(/^tiny,B,/m);
    expect(readFileSync(join(out, 'cost_by_group.csv'), 'utf8')).toContain('tiny,BR15,内科,2,250.00,0.2,');
    const json = JSON.parse(await drgdip('zh', ...words, '--json'));
    expect(json.quality.tables.grouping_by_reason).toEqual([
      {
        scheme: 'tiny',
        hospital_id: 'H2',
        grouping_status: 'ungrouped',
        grouping_reason: 'not_allowed_as_principal',
        cases: 1,
        share: 0.5,
      },
    ]);
  });
});

describe('explain --what-if', () => {
  test('adds the alternatives with their weights, on the terminal and as JSON', async () => {
    const weights = join(folder, 'weights.csv');
    writeFileSync(weights, 'group,weight\nAA19,5\nBB10,3\nBB11,2.5\nBB19,2\nBR13,1.2\nBR15,0.8\n');
    const words = ['explain', '--scheme', before, '--in', cases, '--case', 'a', '--what-if', '--weights', weights];
    const zh = await drgdip('zh', ...words);
    expect(zh).toContain('现有记录：BR13 内科伴，入组，权重 1.2');
    expect(zh).toContain('E11.9：0000，未入组（not_allowed_as_principal），权重 —');
    const json = JSON.parse(await drgdip('en', ...words, '--json'));
    expect(json.answer.group).toBe('BR13');
    expect(json.whatIf.recorded.weight).toBe('1.2');
    expect(json.whatIf.principals).toMatchObject([{ code: 'E11.9', position: 2, isSameGroup: false, weight: null }]);
  });
});
