import exceljs from 'exceljs';
import { expect, test } from 'vitest';
import { type Sheet, sheetFile } from '../../src/report/page/sheet-file.js';

async function sheetOf(sheet: Sheet): Promise<exceljs.Worksheet> {
  const book = new exceljs.Workbook();
  await book.xlsx.load(await sheetFile(sheet).arrayBuffer());
  return book.worksheets[0]!;
}

test('a sheet is read back cell by cell: codes as texts, amounts as numbers with their decimals, empty cells empty', async () => {
  const sheet = await sheetOf({
    title: '各医院/2026',
    headers: ['医院编码', '病例数', '收入（元）', '变化（%）'],
    isNumber: [false, true, true, true],
    rows: [
      ['0012', '1510', '-49360.50', '0.125'],
      ['=1+1', '', '0.00', '—'],
      ['<甲&"乙">\u0001', '0', '9007199254740991', ''],
    ],
  });
  expect(sheet.name).toBe('各医院 2026');
  expect([1, 2, 3, 4].map((row) => [1, 2, 3, 4].map((column) => sheet.getCell(row, column).value))).toEqual([
    ['医院编码', '病例数', '收入（元）', '变化（%）'],
    ['0012', 1510, -49360.5, 0.125],
    ['=1+1', null, 0, '—'],
    ['<甲&"乙">', 0, 9007199254740991, null],
  ]);
  expect([2, 3, 4].map((column) => sheet.getCell(2, column).numFmt)).toEqual(['#,##0', '#,##0.00', undefined]);
  expect(sheet.views[0]).toMatchObject({ state: 'frozen', ySplit: 1 });
});

test('the 27th column is AA and the 703rd AAA, each value in its own', async () => {
  const headers = Array.from({ length: 703 }, (_, k) => `h${k + 1}`);
  const sheet = await sheetOf({
    ...{ title: 'wide', headers, isNumber: headers.map(() => true) },
    rows: [headers.map((_, k) => String(k + 1))],
  });
  for (const [address, value] of [
    ['Z2', 26],
    ['AA2', 27],
    ['AZ2', 52],
    ['BA2', 53],
    ['ZZ2', 702],
    ['AAA2', 703],
  ] as const)
    expect(sheet.getCell(address).value, address).toBe(value);
});

test('the same sheet gives the same bytes', async () => {
  const sheet = { title: 't', headers: ['a'], isNumber: [true], rows: [['1.50']] };
  const bytes = async () => Buffer.from(await sheetFile(sheet).arrayBuffer());
  expect(await bytes()).toEqual(await bytes());
});
