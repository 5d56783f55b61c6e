import { copyFileSync, existsSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import ExcelJS from 'exceljs';
import { describe, expect, it } from 'vitest';
import { normaliseCode } from '../../../src/cases/codes/normalise-code.js';
import { matchDip } from '../../../src/grouping/dip/interpreter/match-dip.js';
import { decimalToNumber } from '../../../src/kernel/decimal.js';
import { packageRoot } from '../../../src/kernel/package-root.js';
import { importDipTable } from '../../../src/schemes/dip/import/import-dip-table.js';
import { sharedReference } from '../../shared-reference.js';
import { temporaryFolder } from '../../temporary-folder.js';
import { dipCase } from './dip-case.js';

const folder = temporaryFolder();
const file = (name: string, text: string | Buffer) => {
  writeFileSync(join(folder, name), text);
  return join(folder, name);
};
const target = (name: string) => join(folder, name);

describe('a table of entries', () => {
  it('is read by its canonical headings, and grouped by', async () => {
    const source = file(
      'plain.csv',
      'code,dx,px,name,score,kind,core\nA,K35,47.0901,阑尾炎,900,surgical,core\nB,k35.8,,阑尾炎,300,,\nC,K35,,综合,700,surgical,comprehensive\nKB,*,,空白,200,,fallback\n',
    );
    const { findings, scheme } = await importDipTable(source, target('plain'));
    expect(findings.map(({ code }) => code)).toEqual(['classes_missing', 'entry_without_mean_cost']);
    expect(scheme!.id).toBe('plain');
    expect(scheme!.entries.map(({ code, section, kind, tier }) => [code, section, kind, tier])).toEqual([
      ['A', 'core', 'surgical', 'core'],
      ['B', 'core', 'conservative', 'core'],
      ['C', 'comprehensive', 'surgical', 'comprehensive'],
      ['KB', 'fallback', 'conservative', 'fallback'],
    ]);
    expect(scheme!.provenance.sources[0]).toMatch(/^plain\.csv, SHA-256 [0-9a-f]{64}$/);
    expect(matchDip(scheme!, dipCase('K35.800', '47.0901'))).toMatchObject({ mdc: 'HX', group: 'A' });
    expect(matchDip(scheme!, dipCase('J18.900'))).toMatchObject({ group: 'KB', status: 'ungrouped' });
  });

  it('is read from GB18030 and from a workbook by Chinese headings, below a title, with numbers for codes', async () => {
    const book = new ExcelJS.Workbook();
    const sheet = book.addWorksheet('目录');
    sheet.addRow(['某市病种目录']);
    sheet.addRow([
      '病种编码',
      '主要诊断 编码',
      '主要手术操作编码',
      '相关手术操作编码',
      '病种名称',
      '病种分值',
      '治疗方式',
      '病种类型',
    ]);
    sheet.addRow(['A', 'K35', 47.0901, '54.5101|54.5100x005', '阑尾炎', 900.25, '手术', '核心病种']);
    sheet.addRow([
      '病种编码',
      '主要诊断 编码',
      '主要手术操作编码',
      '相关手术操作编码',
      '病种名称',
      '病种分值',
      '治疗方式',
      '病种类型',
    ]);
    sheet.addRow(['B', 'K80', '', '', '胆石', 300, '保守治疗', '综合病种']);
    await book.xlsx.writeFile(target('city.xlsx'));
    const { scheme, findings } = await importDipTable(target('city.xlsx'), target('city-xlsx'));
    expect(scheme!.entries).toMatchObject([
      {
        code: 'A',
        kind: 'surgical',
        tier: 'core',
        main: ['47.0901'],
        related: [['54.5101', '54.5100x005']],
        score: { digits: 90025, scale: 2 },
      },
      { code: 'B', kind: 'conservative', tier: 'comprehensive', procedureUse: 'class' },
    ]);
    expect(findings.map(({ code }) => code)).toContain('code_is_number');
    // "病种编码,主要诊断编码,分值" in GB18030.
    const heading = Buffer.from('b2a1d6d6b1e0c2eb2cd6f7d2aad5efb6cfb1e0c2eb2cb7d6d6b5', 'hex');
    const gbk = file('gbk.csv', Buffer.concat([heading, Buffer.from('\nA,K35,12.5\n')]));
    expect((await importDipTable(gbk, target('gbk'))).scheme!.entries).toMatchObject([{ code: 'A' }]);
  });

  it('is refused with every wrong row named by its place in the source, and leaves nothing', async () => {
    const source = file('wrong.csv', 'code,dx,px,score\nA,K35,47.0901,900\nA,K36,,1\nB,K35,47.09o1!,1\nC,K35,,0\n');
    const { findings, scheme } = await importDipTable(source, target('wrong'));
    expect(scheme).toBeUndefined();
    expect(existsSync(target('wrong'))).toBe(false);
    expect(findings.map(({ code, path }) => `${code} ${path}`)).toEqual([
      'dip_cell wrong.csv:4',
      'dip_score wrong.csv:5',
      'dip_code_doubled wrong.csv:3',
    ]);
  });

  it('names the row of the source, not of what it writes, beside an entry that the check has something about', async () => {
    const source = file('strange.csv', 'some title\n\ncode,dx,px,score\nB,K35,47.0901,9\nA,A99.999,00.0001,1\n');
    const { findings, scheme } = await importDipTable(source, target('strange'));
    expect(scheme!.entries).toHaveLength(2);
    expect(findings.filter(({ place }) => place !== undefined)).toMatchObject([
      { code: 'entry_procedure_unlisted', path: 'core A', place: 'strange.csv:5' },
      { code: 'entry_diagnosis_unlisted', path: 'core A', place: 'strange.csv:5' },
      { code: 'entry_without_mean_cost', path: 'scores', place: 'strange.csv:5, strange.csv:4' },
    ]);
  });

  it('refuses headings that a profile names and the table lacks, and a wrong profile', async () => {
    const source = file('two.csv', 'bm,zd,fz\nA,K35,1\n');
    const profile = file('profile.yaml', 'tables: [{columns: {code: bm, dx: zd, score: 分值}}]\n');
    await expect(importDipTable(source, target('two'), profile)).rejects.toMatchObject({ code: 'dip_column_missing' });
    const right = file('right.yaml', 'tables: [{columns: {code: bm, dx: zd, score: fz}}]\nsections: {core: AB}\n');
    expect((await importDipTable(source, target('two'), right)).scheme!.sections[0]!.mdc).toBe('AB');
    const odd = file('odd.yaml', 'tables: [{colums: {code: bm}}]\n');
    await expect(importDipTable(source, target('odd'), odd)).rejects.toMatchObject({ code: 'dip_profile' });
    const pattern = file('pattern.yaml', "tables: [{columns: {code: bm}, split: {column: code, pattern: '('}}]\n");
    await expect(importDipTable(source, target('odd'), pattern)).rejects.toMatchObject({ code: 'dip_profile' });
  });

  it('takes the only file by the name that a profile gives it, and refuses another name in words', async () => {
    const source = file('own.csv', '编码,诊断,手术,得分\nK1,k35.8ｘ001,47.0901+54.5101,100\n');
    const columns = 'columns: {code: 编码, dx: 诊断, px: 手术, score: 得分}';
    const named = file('named.yaml', `matching: by_tier\ntables: [{file: own.csv, ${columns}}]\n`);
    const { scheme } = await importDipTable(source, target('own'), named);
    // Full-width and lower-case codes are the same codes as in any case file.
    expect(matchDip(scheme!, dipCase(normaliseCode('ｋ35.8X001'), '47.0901|54.5101'))).toMatchObject({
      group: 'K1',
      status: 'grouped',
    });
    expect(scheme!.steps[0]!.kindOrder.slice(0, 2)).toEqual([
      { tier: 'core', kind: 'surgical' },
      { tier: 'core', kind: 'procedure' },
    ]);
    const twice = file('own2.csv', 'code,dx,score\nK1x,K35,9\nｋ1X,K36,8\n');
    const doubled = await importDipTable(twice, target('twice'));
    expect(doubled.findings.map(({ code, path }) => [code, path])).toEqual([['dip_code_doubled', 'own2.csv:3']]);
    const other = file('other.yaml', `tables: [{file: two.csv, ${columns}}]\n`);
    await expect(importDipTable(source, target('other'), other)).rejects.toMatchObject({
      code: 'dip_profile',
      details: { problem: `"${source}" is one file; give the folder that holds "two.csv"` },
    });
    const folder = dirname(source);
    await expect(
      importDipTable(folder, target('other'), file('none.yaml', `tables: [{file: none.csv, ${columns}}]\n`)),
    ).rejects.toMatchObject({ code: 'file_not_found', path: expect.stringContaining('none.csv') });
  });
});

const reference = sharedReference();

describe.skipIf(reference === undefined)('the table of one city of 2025', () => {
  it('imports whole by a profile: 4,444 entries and 92 fallback groups, each score its mean ÷ 5,718.153489 × 1,000', async () => {
    const source = target('tables');
    mkdirSync(source);
    const shared = (name: string) => join(reference!, 'dip', name);
    copyFileSync(shared('pingdingshan-2025-dip2.0.tsv'), join(source, 'catalogue.tsv'));
    copyFileSync(shared('pingdingshan-2025-stats.tsv'), join(source, 'stats.tsv'));
    const profile = join(packageRoot(), 'examples', 'dip-catalogue', 'two-tables.yaml');
    const { scheme, findings } = await importDipTable(source, target('pooled-city'), profile);
    expect(findings.map(({ code }) => code)).toEqual(['classes_missing']);
    const { entries } = scheme!;
    const count = (tier: string) => entries.filter((entry) => entry.tier === tier).length;
    expect([entries.length, count('core'), count('comprehensive'), count('fallback')]).toEqual([4536, 3877, 567, 92]);
    // The file's rows, read here once more by plain means.
    const lines = readFileSync(shared('pingdingshan-2025-dip2.0.tsv'), 'utf8').trimEnd().split(/\r?\n/).slice(1);
    const scores = new Map(lines.map((line) => [line.split('\t')[0]!, Number(line.split('\t')[4])]));
    const mean = 5718.153489;
    let furthest = 0;
    for (const { code, score, meanCostFen } of entries) {
      const value = decimalToNumber(score!);
      if (scores.has(code)) expect(value).toBe(scores.get(code));
      furthest = Math.max(furthest, Math.abs(value - (meanCostFen! / 100 / mean) * 1000));
    }
    expect(furthest).toBeLessThan(2e-6);
    const byCode = new Map(entries.map((entry) => [entry.code, entry]));
    expect(byCode.get('E11:SS')).toMatchObject({ kind: 'surgical', procedureUse: 'class', main: [] });
    expect(byCode.get('CP09:BSZL')).toMatchObject({ diagnoses: [{ kind: 'range', from: 'I00', to: 'I99' }] });
    expect(byCode.get('U07:ZLXCZ')).toMatchObject({ kind: 'therapeutic', tier: 'fallback' });
    expect(matchDip(scheme!, dipCase('A03.900'))).toMatchObject({ mdc: 'HX', group: 'A03.9' });
    expect(matchDip(scheme!, dipCase('G45.900', '88.4101')).group).toBe('G45.9:88.4101');
    expect(matchDip(scheme!, dipCase(''))).toMatchObject({ group: 'KBBZ', reason: 'no_principal' });
  });
});
