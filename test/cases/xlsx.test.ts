import { readFileSync } from 'node:fs';
import ExcelJS from 'exceljs';
import { describe, expect, test } from 'vitest';
import { parseProfile } from '../../src/cases/import-profile.js';
import { renderFixed } from '../../src/cases/read/grid/number-format.js';
import { readCases } from '../../src/cases/read/read-cases.js';
import { EngineError } from '../../src/kernel/errors.js';
import { alterPart } from './alter-part.js';
import { tableTexts } from './table-rows.js';
import { temporaryFolder, writeSample } from './temporary-folder.js';

const folder = temporaryFolder();

async function workbook(fill: (book: ExcelJS.Workbook) => void): Promise<string> {
  const book = new ExcelJS.Workbook();
  fill(book);
  return writeSample(folder, new Uint8Array(await book.xlsx.writeBuffer()), '.xlsx');
}

describe('a workbook', () => {
  test('gives the same table as the CSV: texts, numbers, UTC dates, rich text, links and formulas with results', async () => {
    const path = await workbook((book) => {
      const sheet = book.addWorksheet('病例');
      sheet.addRow(['case_id', 'department', 'admit_date', 'discharge_date', 'sex', 'dx', 'px', 'total_cost']);
      sheet.addRow([
        'A',
        { richText: [{ text: '心' }, { font: { bold: true }, text: '内科' }] },
        new Date(Date.UTC(2026, 0, 1)),
        new Date(Date.UTC(2026, 0, 5, 23, 59, 59)),
        1,
        'I20.000|I10',
        '36.0700',
        12345.6,
      ]);
      sheet.addRow([
        'B',
        { text: '骨科', hyperlink: 'http://localhost/' },
        '2026/1/2',
        20260103,
        '2',
        'M17.900',
        null,
        { formula: '1+2', result: 3 },
      ]);
      sheet.addRow([1003, 'x', null, null, null, 'I10', null, 0.1 + 0.2]);
    });
    const { table, rejected, summary } = await readCases([path]);
    expect(rejected).toEqual([]);
    expect(tableTexts(table)).toMatchObject({
      case_id: ['A', 'B', '1003'],
      department: ['心内科', '骨科', 'x'],
      admit_date: ['2026-01-01', '2026-01-02', ''],
      discharge_date: ['2026-01-05', '2026-01-03', ''],
      sex: ['1', '2', ''],
      px: ['36.0700', '', ''],
      total_cost: ['12345.60', '3.00', '0.30'],
      los_days: ['4', '1', ''],
    });
    expect(summary.files[0]!.format).toBe('xlsx');
    expect(summary.notices.map((one) => one.code)).not.toContain('notice_amounts_rounded');
  });

  test('the sheet whose headings match best is read, under its title; hidden sheets are skipped and told', async () => {
    const path = await workbook((book) => {
      const hidden = book.addWorksheet('旧数据', { state: 'hidden' });
      hidden.addRow(['case_id', 'dx', 'sex', 'px', 'total_cost']);
      hidden.addRow(['OLD', 'I10', 1, null, 1]);
      book.addWorksheet('说明').addRow(['本表由信息科导出']);
      const sheet = book.addWorksheet('数据');
      sheet.addRow(['2026 年 1 月出院病例']);
      sheet.mergeCells('A1:C1');
      sheet.addRow([]);
      sheet.addRow(['case_id', 'dx', 'sex']);
      sheet.addRow(['NEW', 'I10', 2]);
      sheet.addRow(['NEWER', 'I10', 7]);
    });
    const { table, rejected, summary } = await readCases([path]);
    expect(tableTexts(table).case_id).toEqual(['NEW']);
    expect(rejected[0]).toMatchObject({ row: 2, column: 'sex', value: '7' });
    const told = Object.fromEntries(summary.notices.map((one) => [one.code, one.zh]));
    expect(told.notice_sheets_hidden).toContain('旧数据');
    expect(told.notice_sheets_other).toContain('说明');
    expect(told.notice_sheet_chosen).toMatch(/“数据”.*第 3 行/);
  });

  test('codes that are numbers are refused, or shown by a format of zeros; long ids and dates in code columns are refused', async () => {
    const path = await workbook((book) => {
      const sheet = book.addWorksheet('a');
      sheet.addRow(['case_id', 'dx', 'px', 'settlement_id']);
      sheet.addRow(['A', 'I10', 3.31, '1']);
      sheet.addRow(['B', 'I10', 3.31, '2']).getCell(3).numFmt = '00.00';
      sheet.addRow(['C', 'I10', new Date(Date.UTC(2026, 2, 1)), '3']);
      sheet.addRow(['D', 'I10', null, 120000000000000000]);
      sheet.addRow(['E', 'I10', null, 7]).getCell(4).numFmt = '000000';
      sheet.addRow(['F', 'I10', '03.31', '4']);
    });
    const { table, rejected } = await readCases([path]);
    expect(rejected.map(({ row, column, value, code }) => [row, column, value, code])).toEqual([
      [1, 'px', '3.31', 'cell_code_is_number'],
      [3, 'px', '2026-03-01', 'cell_code_is_number'],
      [4, 'settlement_id', '120000000000000000', 'cell_digits_lost'],
    ]);
    expect(rejected[0]!.zh).toMatch(/设为“文本”格式/);
    expect(rejected[0]!.en).toMatch(/Format the column .* as text/);
    expect(tableTexts(table)).toMatchObject({ px: ['03.31', '', '03.31'], settlement_id: ['2', '000007', '4'] });
  });

  test('3.31 under 00.00 is 03.31, 47 under 0.00 is 47.00; formats that hide digits or are no plain zeros give nothing', () => {
    expect([renderFixed(3.31, '00.00'), renderFixed(47, '0.00'), renderFixed(7, '0000')]).toEqual([
      '03.31',
      '47.00',
      '0007',
    ]);
    expect([
      renderFixed(3.317, '00.00'),
      renderFixed(3.31, 'General'),
      renderFixed(3.31, '#0.00'),
      renderFixed(-1, '0'),
    ]).toEqual([undefined, undefined, undefined, undefined]);
  });

  test('error cells and formulas without a stored result are named; in unused columns they do not matter', async () => {
    const path = await workbook((book) => {
      const sheet = book.addWorksheet('a');
      sheet.addRow(['case_id', 'dx', 'total_cost', '备注']);
      sheet.addRow(['A', 'I10', { error: '#N/A' }, null]);
      sheet.addRow(['B', 'I10', { formula: 'D2+E2' }, null]);
      sheet.addRow(['C', 'I10', { formula: 'D2+E2', result: { error: '#DIV/0!' } }, null]);
      sheet.addRow(['D', 'I10', 5, { error: '#REF!' }]);
    });
    const { table, rejected } = await readCases([path]);
    expect(rejected.map(({ row, value, code }) => [row, value, code])).toEqual([
      [1, '#N/A', 'cell_error'],
      [2, '=D2+E2', 'cell_formula_without_value'],
      [3, '#DIV/0!', 'cell_error'],
    ]);
    expect(tableTexts(table)).toMatchObject({ case_id: ['D'], total_cost: ['5.00'] });
  });

  test('in a sum an error is named too, and an amount that feeds two columns still counts once under a merge', async () => {
    const path = await workbook((book) => {
      const sheet = book.addWorksheet('a');
      sheet.addRow(['case_id', 'dx', 'D23', 'D24']);
      sheet.addRow(['A', 'I10', 1, { error: '#N/A' }]);
      for (const id of ['B', 'C']) sheet.addRow([id, 'I10', 5, 100]);
      sheet.mergeCells('D3:D4');
    });
    const profile = parseProfile({ columns: { cost_drug: { sum: ['D23', 'D24'] }, tcm_drug_cost: 'D24' } }, 'p');
    const { table, rejected } = await readCases([path], { profile });
    expect(rejected.map(({ row, value, code }) => [row, value, code])).toEqual([[1, '#N/A', 'cell_error']]);
    expect(tableTexts(table)).toMatchObject({ cost_drug: ['105.00', '5.00'], tcm_drug_cost: ['100.00', ''] });
  });

  test('an amount merged over three rows counts once, a label is filled down; both are told', async () => {
    const path = await workbook((book) => {
      const sheet = book.addWorksheet('a');
      sheet.addRow(['case_id', 'dx', 'department', 'total_cost']);
      for (const id of ['A', 'B', 'C']) sheet.addRow([id, 'I10', '外科', 1000]);
      sheet.mergeCells('C2:C4');
      sheet.mergeCells('D2:D4');
    });
    const { table, summary } = await readCases([path]);
    expect(tableTexts(table)).toMatchObject({ department: ['外科', '外科', '外科'], total_cost: ['1000.00', '', ''] });
    const told = Object.fromEntries(summary.notices.map((one) => [one.code, one.en]));
    expect(told.notice_merged_amounts).toContain('2 further cells');
    expect(told.notice_merged_labels).toContain('2 merged cells');
  });

  test('dates of the 1904 system are right as Excel marks it and as LibreOffice marks it', async () => {
    const path = await workbook((book) => {
      book.properties.date1904 = true;
      const sheet = book.addWorksheet('a');
      sheet.addRow(['case_id', 'dx', 'admit_date']);
      sheet.addRow(['A', 'I10', new Date(Date.UTC(2026, 2, 1))]);
    });
    expect(tableTexts((await readCases([path])).table).admit_date).toEqual(['2026-03-01']);
    const altered = alterPart(path, 'xl/workbook.xml', (xml) => xml.replace('date1904="1"', 'date1904="true"'));
    expect(tableTexts((await readCases([altered])).table).admit_date).toEqual(['2026-03-01']);
  });

  test('a cell of type d, as strict files have it, is the day that it says', async () => {
    const path = await workbook((book) => {
      const sheet = book.addWorksheet('a');
      sheet.addRow(['case_id', 'dx', 'admit_date']);
      sheet.addRow(['A', 'I10', new Date(Date.UTC(2026, 2, 1))]);
    });
    const altered = alterPart(path, 'xl/worksheets/sheet1.xml', (xml) =>
      xml.replace(/<c r="C2"([^>]*)><v>[^<]*<\/v>/, '<c r="C2"$1 t="d"><v>2026-03-01</v>'),
    );
    expect(tableTexts((await readCases([altered])).table).admit_date).toEqual(['2026-03-01']);
  });

  test('a sheet that the profile names is read even when others match better; a wrong name lists the sheets', async () => {
    const path = await workbook((book) => {
      for (const [name, id] of [
        ['一月', 'A'],
        ['二月', 'B'],
      ] as const) {
        const sheet = book.addWorksheet(name);
        sheet.addRow(['case_id', 'dx']);
        sheet.addRow([id, 'I10']);
      }
    });
    const profile = {
      columns: {},
      values: {},
      constants: {},
      missing: [],
      money: 'yuan',
      dates: 'ymd',
      sheet: '二月',
    } as const;
    expect(tableTexts((await readCases([path], { profile: { ...profile, missing: [] } })).table).case_id).toEqual([
      'B',
    ]);
    const error = (await readCases([path], { profile: { ...profile, missing: [], sheet: '三月' } }).catch(
      (cause: unknown) => cause,
    )) as EngineError;
    expect(error.code).toBe('xlsx_sheet_missing');
    expect(error.text('zh')).toContain('一月, 二月');
  });

  test('a damaged workbook is one clear error', async () => {
    const path = await workbook((book) => book.addWorksheet('a').addRow(['case_id', 'dx']));
    const altered = alterPart(path, 'xl/worksheets/sheet1.xml', (xml) => xml.slice(0, xml.length / 2));
    const error = (await readCases([altered]).catch((cause: unknown) => cause)) as EngineError;
    expect(error).toBeInstanceOf(EngineError);
    expect(error.code).toBe('xlsx_unreadable');
    expect(error.text('en')).toMatch(/save as/);
  });

  test('rows and cells without places, as some exporters write them, follow each other', async () => {
    const path = await workbook((book) => {
      const sheet = book.addWorksheet('a');
      sheet.addRow(['case_id', 'dx', 'sex']);
      sheet.addRow(['A', 'I10', 1]);
      sheet.addRow(['B', 'I11', 2]);
    });
    const altered = alterPart(path, 'xl/worksheets/sheet1.xml', (xml) =>
      xml.replace(/<row r="\d+"/g, '<row').replace(/<c r="\w+"/g, '<c'),
    );
    expect(tableTexts((await readCases([altered])).table)).toMatchObject({
      case_id: ['A', 'B'],
      dx: ['I10', 'I11'],
      sex: ['1', '2'],
    });
  });

  test('a phonetic guide is no part of the text', async () => {
    const path = await workbook((book) => {
      const sheet = book.addWorksheet('a');
      sheet.addRow(['case_id', 'dx', 'department']);
      sheet.addRow(['A', 'I10', '心内科']);
    });
    const guide = '<rPh sb="0" eb="1"><t>xin</t></rPh>';
    const altered = alterPart(path, 'xl/sharedStrings.xml', (xml) => xml.replace('心内科</t>', `心内科</t>${guide}`));
    expect(readFileSync(altered).length).not.toBe(readFileSync(path).length);
    expect(tableTexts((await readCases([altered])).table).department).toEqual(['心内科']);
  });

  test('in Asia/Shanghai no date moves by a day, from a workbook or a text', async () => {
    const zone = process.env.TZ;
    process.env.TZ = 'Asia/Shanghai';
    try {
      expect(new Date(2026, 2, 1).getUTCDate()).toBe(28);
      const path = await workbook((book) => {
        const sheet = book.addWorksheet('a');
        sheet.addRow(['case_id', 'dx', 'admit_date', 'discharge_date']);
        sheet.addRow(['A', 'I10', new Date(Date.UTC(2026, 2, 1)), '2026-03-02 00:30:00']);
      });
      expect(tableTexts((await readCases([path])).table)).toMatchObject({
        admit_date: ['2026-03-01'],
        discharge_date: ['2026-03-02'],
        los_days: ['1'],
      });
    } finally {
      if (zone === undefined) delete process.env.TZ;
      else process.env.TZ = zone;
    }
  });
});
