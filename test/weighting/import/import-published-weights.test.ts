import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import ExcelJS from 'exceljs';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { readTableSheets } from '../../../src/cases/read/read-table-sheets.js';
import { formatDecimal } from '../../../src/kernel/decimal.js';
import { multiplyFen } from '../../../src/kernel/money.js';
import {
  importPublishedWeights,
  type PublishedWeights,
} from '../../../src/weighting/import/import-published-weights.js';
import {
  loadWeightImportProfile,
  parseWeightImportProfile,
} from '../../../src/weighting/import/weight-import-profile.js';
import { weightTableOfText } from '../../../src/weighting/read-weight-table.js';
import { weightFileText } from '../../../src/weighting/weight-file.js';
import { weightsForClass } from '../../../src/weighting/weight-for.js';
import { sharedReference } from '../../shared-reference.js';
import { CATALOGUE } from '../weighting-example.js';

let folder = '';
beforeAll(() => {
  folder = mkdtempSync(join(tmpdir(), 'drgdip-published-'));
});
afterAll(() => rmSync(folder, { recursive: true, force: true }));

let next = 0;
async function readFileOf(
  content: string | Uint8Array,
  profile: object = {},
  extension = '.csv',
): Promise<PublishedWeights> {
  const path = join(folder, `p${next++}${extension}`);
  writeFileSync(path, content);
  return await readPath(path, profile);
}
async function readPath(path: string, profile: object = {}): Promise<PublishedWeights> {
  const { sheets, sha256 } = await readTableSheets(path);
  return importPublishedWeights(sheets, { file: 'p', sha256, profile: parseWeightImportProfile(profile, 'profile') });
}
const told = (found: PublishedWeights) =>
  found.findings.map(({ severity, code, row, column, value }) =>
    `${severity} ${code} ${row} ${column} ${value}`.trim(),
  );
const rowOf = (found: PublishedWeights, group: string) => found.table.rows.find((row) => row.group === group);
const weightOf = (found: PublishedWeights, group: string) => {
  const weight = rowOf(found, group)?.weight;
  return weight === undefined ? undefined : formatDecimal(weight);
};

describe('a published table', () => {
  test('with an ordinary form is read without a word', async () => {
    const found = await readFileOf('DRG编码,DRG名称,参考权重\nES31,肺炎,0.8526\nBR23,脑梗,0.729\n');
    expect(told(found)).toEqual([]);
    expect([weightOf(found, 'ES31'), weightOf(found, 'BR23')]).toEqual(['0.8526', '0.729']);
    expect([found.table.schemeId, found.table.unit]).toEqual(['', undefined]);
    expect(found.columns.map(({ meaning }) => meaning)).toEqual(['group', 'name', 'weight']);
  });

  test('every odd weight is told with row, column, value, what was done and the remedy; none is guessed', async () => {
    const lines = [
      'AA11,',
      'AA13,——',
      'AA15,0',
      'BB19,1.00',
      'CC19,０．８５',
      'CC21,-0.5',
      'CC23,约0.8',
      'CC25,1.0000',
    ];
    const found = await readFileOf(`病组编码,权重\n${lines.join('\n')}\n`);
    expect(told(found)).toEqual([
      'warning import_weight_blank 2 权重',
      'warning import_weight_dash 3 权重 ——',
      'warning import_weight_zero 4 权重 0',
      'warning import_weight_maybe_placeholder 5 权重 1.00',
      'note import_number_width 6 权重 ０．８５',
      'error import_number_wrong 7 权重 -0.5',
      'error import_number_wrong 8 权重 约0.8',
    ]);
    expect(['AA11', 'AA13', 'AA15', 'CC21', 'CC23'].map((group) => weightOf(found, group))).toEqual(
      Array(5).fill(undefined),
    );
    expect([weightOf(found, 'BB19'), weightOf(found, 'CC19'), weightOf(found, 'CC25')]).toEqual(['1', '0.85', '1']);
    for (const finding of found.findings) expect(finding.zh + finding.en).not.toMatch(/\{\w+\}/);
    expect(found.findings[3]!.en).toContain('write placeholder_weight: "1.00" in the profile');
    expect(found.findings[3]!.path).toBe('p:5:权重');
  });

  test('a placeholder that the profile names leaves the group without a weight', async () => {
    const found = await readFileOf('病组编码,权重\nBB19,1.00\nCC19,1\n', { placeholder_weight: '1.00' });
    expect([weightOf(found, 'BB19'), weightOf(found, 'CC19')]).toEqual([undefined, '1']);
    expect(told(found)).toContain('warning import_weight_placeholder 2 权重 1.00');
  });

  test('notes that change the payment take the weight away, and say so; other words of payment are only told', async () => {
    const lines = [
      'AA11,1.00,暂按项目付费',
      'AA13,据实支付,',
      'AA15,0.8,床日付费',
      'BB19,0.9,按病组付费',
      'CC19,1.2,付费另行规定',
      'CC21,2,新增',
    ];
    const found = await readFileOf(`病组编码,权重,备注\n${lines.join('\n')}\n`);
    expect(['AA11', 'AA13', 'AA15', 'BB19', 'CC19', 'CC21'].map((group) => rowOf(found, group)!.pay)).toEqual([
      'by_item',
      'by_item',
      'by_day',
      undefined,
      undefined,
      undefined,
    ]);
    expect(['AA11', 'AA13', 'BB19', 'CC19'].map((group) => weightOf(found, group))).toEqual([
      undefined,
      undefined,
      '0.9',
      '1.2',
    ]);
    expect(rowOf(found, 'AA11')!.note).toBe('暂按项目付费');
    expect(told(found)).toEqual([
      'warning import_pay 2 备注 暂按项目付费',
      'warning import_pay 3 权重 据实支付',
      'warning import_pay 4 备注 床日付费',
      'warning import_pay_unsure 6 备注 付费另行规定',
    ]);
    expect(found.findings[0]!.zh).toContain('同行的权重 1.00 未采用');
    const settled = await readFileOf(`病组编码,权重,备注\n${lines.join('\n')}\n`, {
      payments: { 付费另行规定: 'by_item', 暂按项目付费: 'weight' },
    });
    expect([rowOf(settled, 'CC19')!.pay, weightOf(settled, 'AA11')]).toEqual(['by_item', '1']);
  });

  test('codes of every form are kept as written and told', async () => {
    const codes = ['0000', '000P', 'P000', '0', 'BQY', 'VS2', '0Z13', 'AG19a', 'CB59a', 'IE1A', 'ＥＳ３１'];
    const found = await readFileOf(`病组编码,权重\n${codes.map((code) => `${code},0.5`).join('\n')}\n`);
    expect(found.table.rows.map((row) => row.group)).toEqual([
      '0',
      '0000',
      '000P',
      '0Z13',
      'AG19a',
      'BQY',
      'CB59a',
      'ES31',
      'IE1A',
      'P000',
      'VS2',
    ]);
    expect(found.findings.map(({ code }) => code.replace('import_code_', ''))).toEqual([
      'ungrouped',
      'ungrouped',
      'ungrouped',
      'ungrouped',
      'unrelated',
      'adrg',
      'zero_for_letter',
      'split',
      'split',
      'local_severity',
      'width',
    ]);
  });

  test('labels become classes; unknown ones are told and kept in the note', async () => {
    const labels = ['稳定', '非稳定', '历史空组', '未覆盖', '激励', '疑难', '基层病组', '稳定、基础病组', '重点'];
    const found = await readFileOf(
      `病组编码,权重,病组标识\n${labels.map((label, i) => `AA1${i},0.5,${label}`).join('\n')}\n`,
    );
    expect(found.table.rows.map((row) => row.classes?.join('|'))).toEqual([
      'stable',
      'unstable',
      'empty',
      'uncovered',
      'incentive',
      'complex',
      'primary_care',
      'stable|basic',
      undefined,
    ]);
    expect(told(found)).toEqual(['warning import_class_unknown 10 病组标识 重点']);
    expect(rowOf(found, 'AA18')!.note).toBe('重点');
    const flags = await readFileOf('病组编码,权重,基层病组\nAA11,1.2,是\nAA13,1.1,\nAA15,1.3,√\nBB19,2,?\n');
    expect(flags.table.rows.map((row) => row.classes?.[0])).toEqual([
      'primary_care',
      undefined,
      'primary_care',
      undefined,
    ]);
    expect(told(flags)).toEqual(['warning import_class_unknown 5 基层病组 ?']);
  });

  test('coefficients by level, grade and hospital, standards, means and days come as columns by key', async () => {
    const head =
      '病组编码,权重,系数-三级,系数-二级,系数-市人民医院,支付标准（三甲）,次均费用（三级职工）,平均住院天数,总控权重_三级,例数';
    const found = await readFileOf(
      `${head}\nAA11,1.2,1.05,0.85,1.1,"12,345.60",9800,8.6,1.3,120\nAA13,0.9,——,,,,,,,\n`,
      {
        hospitals: { 市人民医院: 'H001' },
      },
    );
    expect(told(found)).toEqual(['note import_value_dash 3 系数-三级 ——']);
    const answers = weightsForClass(found.table, { hospitalId: 'H001', grade: '三甲', insurance: 'employee' });
    expect(formatDecimal(answers.coefficient('AA11')!)).toBe('1.1');
    expect([answers.standard('AA11'), answers.mean('AA11')]).toEqual([1_234_560, 980_000]);
    expect(formatDecimal(weightsForClass(found.table, { level: 2 }).coefficient('AA11')!)).toBe('0.85');
    expect(weightsForClass(found.table, { level: 3 }).coefficient('AA13')).toBeUndefined();
    expect(rowOf(found, 'AA11')).toMatchObject({ cases: 120, losDays: { digits: 86, scale: 1 } });
    // What is written reads back with the same values, against a scheme that has the codes.
    const back = weightTableOfText(weightFileText(found.table), 'w.csv', CATALOGUE, 4);
    expect(back.findings.map(({ code }) => code)).toEqual(['weight_scheme_unstated', 'weight_groups_absent']);
    expect(back.table.variants).toHaveLength(found.table.variants!.length);
    expect(weightsForClass(back.table, { hospitalId: 'H001', grade: '三甲' }).standard('AA11')).toBe(1_234_560);
  });

  test('coefficients by level beside coefficients by insurance are refused: no case of both has one value', async () => {
    const found = await readFileOf('病组编码,权重,系数-三级,系数-居民\nAA11,1.2,1.05,0.9\n');
    expect(found.findings.map(({ code }) => code)).toEqual(['weight_keys_ambiguous']);
    expect(found.findings[0]!.severity).toBe('error');
  });

  test('unknown columns, two columns of one meaning, 万元 and a hospital without an id are told at their heading', async () => {
    const found = await readFileOf('病组编码,权重,参考权重,费率,均费(万元),系数-城东医院\nAA11,1.2,1.3,9000,0.9,1.1\n');
    expect(told(found)).toEqual([
      'error import_column_doubled 1 参考权重 参考权重',
      'warning import_column_unread 1 费率 费率',
      'error import_column_wan 1 均费(万元) 均费(万元)',
      'warning import_column_hospital 1 系数-城东医院 城东医院',
    ]);
    const profile = {
      columns: { weight: '参考权重' },
      ignore: ['权重', '费率', '均费(万元)'],
      hospitals: { 城东医院: 'H9' },
    };
    const settled = await readFileOf(
      '病组编码,权重,参考权重,费率,均费(万元),系数-城东医院\nAA11,1.2,1.3,9000,0.9,1.1\n',
      profile,
    );
    expect(told(settled)).toEqual([]);
    expect(weightOf(settled, 'AA11')).toBe('1.3');
  });

  test('groups that stand twice: alike a warning, different an error with the remedy of choosing rows', async () => {
    const text = '年度,病组编码,权重\n2023,AA11,1.1\n2024,AA11,1.2\n2024,AA11,1.2\n2024,,1\n';
    expect(told(await readFileOf(text))).toEqual([
      'error import_group_doubled 3 病组编码 AA11',
      'error import_group_doubled 4 病组编码 AA11',
      'error import_group_blank 5 病组编码',
    ]);
    const chosen = await readFileOf(text.replace('2024,,1\n', ''), { where: { 年度: '2024' } });
    expect(told(chosen)).toEqual([
      'warning import_group_repeated 4 病组编码 AA11',
      'note import_rows_filtered 0  年度=2024',
    ]);
    expect([weightOf(chosen, 'AA11'), chosen.rowsFiltered, chosen.rowsRead]).toEqual(['1.2', 1, 2]);
    expect(told(await readFileOf(text, { where: { 年份: '2024' } }))).toContain('error import_where_unknown 0  年份');
  });

  test('scores and points say their unit', async () => {
    expect((await readFileOf('病种编码,病种分值\nI63.9,670.05\n')).table.unit).toBe('score');
    expect((await readFileOf('病组编码,基准点数\nAA11,50\n')).table.unit).toBe('points');
    expect((await readFileOf('病组编码,权重\nAA11,50\n', { unit: 'points' })).table.unit).toBe('points');
  });

  test('titles above, headings again in the middle and a remark below are no groups', async () => {
    const text =
      '某市病组权重表,,\n,,\n病组编码,病组名称,权重\nAA11,甲,1.2\n病组编码,病组名称,权重\nAA13,乙,1.1\n注：本表自发布之日起执行,,\n';
    const found = await readFileOf(text);
    expect(found.table.rows.map((row) => row.group)).toEqual(['AA11', 'AA13']);
    expect(told(found).map((line) => line.split(' ').slice(1, 3).join(' '))).toEqual([
      'import_heading_place 0',
      'import_row_headings 5',
      'import_row_text 7',
    ]);
  });

  test('headings in two rows of a text file belong together', async () => {
    const text = '病组编码,病组名称,系数,,权重\n,,三级,二级,\nAA11,甲,1.05,0.9,1.2\n';
    const found = await readFileOf(text);
    expect(found.columns.map(({ meaning }) => meaning)).toEqual([
      'group',
      'name',
      'coefficient:level=3',
      'coefficient:level=2',
      'weight',
    ]);
    expect(weightOf(found, 'AA11')).toBe('1.2');
  });

  test('more than 8 decimals are refused, or rounded half-up and told where the profile says how many', async () => {
    const text = '病组编码,权重\nAA11,0.123456789\nAA13,0.85245\nBB19,0.85244999999999993\n';
    expect(told(await readFileOf(text))).toEqual([
      'error import_decimals 2 权重 0.123456789',
      'error import_decimals 4 权重 0.85244999999999993',
    ]);
    const rounded = await readFileOf(text, { decimals: '4' });
    expect(['AA11', 'AA13', 'BB19'].map((group) => weightOf(rounded, group))).toEqual(['0.1235', '0.8525', '0.8524']);
    expect(rounded.findings.map(({ code }) => code)).toEqual(Array(3).fill('import_rounded'));
  });

  test('a file without headings that are understood, or without codes, says what to write', async () => {
    await expect(readFileOf('甲,乙\n1,2\n')).rejects.toThrow('no headings were found in the first 20 lines');
    await expect(readFileOf('名称,x\n1,2\n', { columns: { weight: 'x' } })).rejects.toThrow('no column of group codes');
  });

  test('the profile that the manual prints is a profile, its texts as written', () => {
    const [, text = ''] = /```yaml\n(columns:[\s\S]*?)```/.exec(readFileSync('docs/weights.md', 'utf8')) ?? [];
    const path = join(folder, 'manual.yaml');
    writeFileSync(path, text);
    expect(loadWeightImportProfile(path)).toMatchObject({
      columns: { 'coefficient:level=3': '三级机构' },
      where: { 年度: '2024' },
      decimals: '4',
      placeholder_weight: '1.00',
      payments: { 付费另行规定: 'by_item' },
    });
  });

  test('a profile with a wrong key is refused at the key', () => {
    expect(() => parseWeightImportProfile({ columns: { price: '权重' } }, 'p.yaml')).toThrow('columns.price');
    expect(() => parseWeightImportProfile({ spalten: {} }, 'p.yaml')).toThrow('wrong at "profile"');
  });

  test('GB18030 and TAB read like UTF-8 and commas', async () => {
    // 病组编码 and 权重 in GB18030.
    const head = [0xb2, 0xa1, 0xd7, 0xe9, 0xb1, 0xe0, 0xc2, 0xeb, 0x09, 0xc8, 0xa8, 0xd6, 0xd8, 0x0a];
    const bytes = Uint8Array.from([...head, ...new TextEncoder().encode('AA11\t0.8526\n')]);
    expect(weightOf(await readFileOf(bytes, {}, '.tsv'), 'AA11')).toBe('0.8526');
  });
});

describe('a workbook', () => {
  async function workbook(fill: (sheet: ExcelJS.Worksheet, book: ExcelJS.Workbook) => void): Promise<string> {
    const book = new ExcelJS.Workbook();
    fill(book.addWorksheet('权重'), book);
    const path = join(folder, `b${next++}.xlsx`);
    writeFileSync(path, new Uint8Array(await book.xlsx.writeBuffer()));
    return path;
  }

  test('merged headings over two rows, numbers as stored, other and hidden sheets told', async () => {
    const path = await workbook((sheet, book) => {
      sheet.addRow(['附件：病组权重']);
      sheet.addRow(['序号', '病组编码', '病组名称', '权重', '支付标准', null, '备注']);
      sheet.addRow([null, null, null, null, '三甲', '三乙', null]);
      sheet.addRow([1, 'AA11', '甲', 0.8526, 9000.5, 8000, null]);
      sheet.addRow([2, 'AA13', '乙', { formula: '0.7+0.029', result: 0.729 }, null, null, '暂按项目付费']);
      sheet.mergeCells('A1:G1');
      for (const column of ['A', 'B', 'C', 'D', 'G']) sheet.mergeCells(`${column}2:${column}3`);
      sheet.mergeCells('E2:F2');
      book.addWorksheet('说明').addRow(['x']);
    });
    const found = await readPath(path);
    expect(found.columns.map(({ meaning }) => meaning)).toEqual([
      'group',
      'name',
      'weight',
      'standard:grade=三甲',
      'standard:grade=三乙',
      'note',
    ]);
    expect(weightOf(found, 'AA11')).toBe('0.8526');
    expect(rowOf(found, 'AA13')).toMatchObject({ pay: 'by_item', weight: undefined });
    expect(weightsForClass(found.table, { grade: '三级甲等' }).standard('AA11')).toBe(900_050);
    expect(found.findings.map(({ code }) => code)).toEqual([
      'import_sheets_other',
      'import_heading_place',
      'import_pay',
    ]);
    expect(found.findings[1]!.en).toContain('权重: line 2 and 3');
  });

  test('errors, formulas without a result and weights under a merge are refused cell by cell', async () => {
    const path = await workbook((sheet) => {
      sheet.addRow(['病组编码', '权重']);
      sheet.addRow(['AA11', 1.2]);
      sheet.addRow(['AA13', null]);
      sheet.addRow(['AA15', { error: '#N/A' }]);
      sheet.mergeCells('B2:B3');
    });
    const found = await readPath(path);
    expect(told(found)).toEqual(['error import_cell_merged 3 权重 1.2', 'error import_cell_fault 4 权重 #N/A']);
    expect([weightOf(found, 'AA11'), weightOf(found, 'AA13')]).toEqual(['1.2', undefined]);
  });

  test('a placeholder shown as 1.00 is seen as it is shown', async () => {
    const path = await workbook((sheet) => {
      sheet.addRow(['病组编码', '权重']);
      sheet.addRow(['AA11', 1]);
      sheet.getCell('B2').numFmt = '0.00';
    });
    expect(told(await readPath(path))).toEqual(['warning import_weight_maybe_placeholder 2 权重 1.00']);
  });
});

const reference = sharedReference();
test.skipIf(reference === undefined)(
  'a published catalogue of 4,536 scores comes with its means, cases and unit',
  async () => {
    const path = join(reference ?? '', 'dip', 'pingdingshan-2025-stats.tsv');
    const found = await readPath(path, { columns: { mean_cost: 'mean_fee', los_days: 'alos' } });
    expect(found.table.unit).toBe('score');
    expect(found.table.rows).toHaveLength(4536);
    expect([weightOf(found, 'I63.9'), rowOf(found, 'I63.9')!.meanFen, rowOf(found, 'I63.9')!.cases]).toEqual([
      '670.049325',
      383_144,
      148_949,
    ]);
    expect(found.findings.filter(({ severity }) => severity === 'error')).toEqual([]);
  },
);

describe.skipIf(reference === undefined)('a real table of 2,066 rows over three years', () => {
  const path = join(reference ?? '', 'weights', 'harbin.tsv');

  test('703 groups of one year, from 0.18 to 36.2185, and only its column of rates unread', async () => {
    const found = await readPath(path, { where: { year: '2024' } });
    expect(found.table.rows).toHaveLength(703);
    expect(told(found).filter((line) => !line.includes('import_code_'))).toEqual([
      'warning import_column_unread 1 rate rate',
      'note import_rows_filtered 0  year=2024',
    ]);
    expect([weightOf(found, 'AB19'), weightOf(found, 'BR23')]).toEqual(['36.2185', '0.729']);
    expect(found.rowsFiltered).toBe(1363);
  });

  test('six rows at two rates are the printed standards', async () => {
    const { table } = await readPath(path, { where: { year: '2024' }, ignore: ['rate'] });
    const printed: Readonly<Record<string, readonly [number, number]>> = {
      ES31: [10446.65, 8226.94],
      BR23: [8932.22, 7034.3],
      OR19: [5218.42, 4109.61],
      OB15: [9135.61, 7194.47],
      AB19: [443774.41, 349481.0],
      FM35: [14518.22, 11433.38],
    };
    for (const [group, amounts] of Object.entries(printed)) {
      const weight = weightsForClass(table, {}).weight(group)!;
      expect(
        [1_225_270, 964_924].map((rate) => multiplyFen(rate, weight) / 100),
        group,
      ).toEqual(amounts);
    }
  });

  test('2022 has 660 groups without names, with local splits of the last sign; all years together are refused', async () => {
    const old = await readPath(path, { where: { year: '2022' }, ignore: ['rate'] });
    expect(old.table.rows).toHaveLength(660);
    expect(old.findings.filter(({ code }) => code === 'import_code_local_severity')).toHaveLength(122);
    const all = await readPath(path);
    expect(all.findings.filter(({ severity }) => severity === 'error').length).toBeGreaterThan(1000);
  });
});
