import ExcelJS from 'exceljs';
import { describe, expect, test } from 'vitest';
import { readCases } from '../../src/cases/read/read-cases.js';
import { temporaryFolder, writeSample } from './temporary-folder.js';

const folder = temporaryFolder();
const rowsOf = async (...paths: string[]) =>
  (await readCases(paths)).rejected.map(({ row, sheetRow, caseId }) => [row, sheetRow, caseId]);
const BODY = 'A,I10,1\nB,I10,7\n\nC,I10,8\n';

describe('a rejected row has the number that a spreadsheet shows beside it', () => {
  test.each([
    ['the heading is line 1', `case_id,dx,sex\n${BODY}`, [3, 5]],
    ['two blank lines stand above', `\n\ncase_id,dx,sex\n${BODY}`, [5, 7]],
    ['blank lines end in CR LF', `\r\n\r\ncase_id,dx,sex\r\n${BODY}`, [5, 7]],
    ['a line of separators stands above', `,,\ncase_id,dx,sex\n${BODY}`, [4, 6]],
    ['a line sep= is not shown', `sep=,\ncase_id,dx,sex\n${BODY}`, [3, 5]],
    ['a heading has a line break in quotes', `case_id,dx,sex,"a\nb"\n${BODY.replace(/,\d$/gm, '$&,')}`, [3, 5]],
  ])('CSV: %s', async (_, text, [b, c]) => {
    expect(await rowsOf(writeSample(folder, text))).toEqual([
      [2, b, 'B'],
      [4, c, 'C'],
    ]);
  });

  test('XLSX with a title and an empty line above its headings in line 3', async () => {
    const book = new ExcelJS.Workbook();
    book.addWorksheet('病例').addRows([['病案'], [], ['case_id', 'dx', 'sex'], ['A', 'I10', 1], ['B', 'I10', 7]]);
    const path = writeSample(folder, new Uint8Array(await book.xlsx.writeBuffer()), '.xlsx');
    expect(await rowsOf(path)).toEqual([[2, 5, 'B']]);
  });

  test('NDJSON has no heading: the line', async () => {
    const line = (id: string, sex: number): string => `${JSON.stringify({ case_id: id, dx: 'I10', sex })}\n`;
    expect(await rowsOf(writeSample(folder, line('A', 1) + line('B', 7), '.ndjson'))).toEqual([[2, 2, 'B']]);
  });

  test('in several files each counts its own heading; a doubled id names the sheet row of the first', async () => {
    const first = writeSample(folder, '\n\ncase_id,dx\nA,I10\nB,I10\nB,I10\n');
    const second = writeSample(folder, 'case_id,dx\nC,I10\nB,I10\n');
    const { rejected, placeOf, table } = await readCases([first, second]);
    expect(rejected.map(({ row, sheetRow }) => [row, sheetRow])).toEqual([
      [3, 6],
      [2, 3],
    ]);
    for (const { zh, en } of rejected) {
      expect(zh).toContain('表格第 5 行');
      expect(en).toContain('sheet row 5 of');
    }
    expect(Array.from({ length: table.caseCount }, (_, row) => placeOf(row).sheetRow)).toEqual([4, 5, 2]);
  });
});
