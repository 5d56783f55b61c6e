import ExcelJS from 'exceljs';
import { describe, expect, test } from 'vitest';
import { readCases } from '../../src/cases/read/read-cases.js';
import { tableTexts } from './table-rows.js';
import { temporaryFolder, writeSample } from './temporary-folder.js';

const folder = temporaryFolder();

async function workbook(headings: string[], rows: readonly [value: number, format: string][]): Promise<string> {
  const book = new ExcelJS.Workbook();
  const sheet = book.addWorksheet('病例');
  sheet.addRow(['case_id', 'dx', ...headings]);
  rows.forEach(([value, format], row) => {
    sheet.addRow([`C${row + 1}`, 'J96.000', value]).getCell(3).numFmt = format;
  });
  return writeSample(folder, new Uint8Array(await book.xlsx.writeBuffer()), '.xlsx');
}

describe('hours of ventilation that a workbook shows as time', () => {
  test('96:00 under [h]:mm is stored as 4 days and read as 96 hours; 95:59 is 95, 96:59 is 96', async () => {
    const path = await workbook(
      ['ventilation_hours'],
      [
        [4, '[h]:mm'],
        [(95 * 60 + 59) / 1440, '[h]:mm'],
        [(96 * 60 + 59) / 1440, '[hh]:mm:ss'],
        [2880 / 1440, '[m]'],
        [4, 'General'],
        [500_000 / 24, '[h]'],
        // 41.666… days have no exact double.
        [1000 / 24, '[h]:mm'],
      ],
    );
    const { table, rejected } = await readCases([path]);
    expect(rejected).toEqual([]);
    expect(tableTexts(table).ventilation_hours).toEqual(['96', '95', '96', '48', '4', '500000', '1000']);
  });

  test('under h:mm four days show as 0:00, so the row is refused with the remedy, never taken as 4 or 0', async () => {
    const path = await workbook(
      ['ventilation_hours'],
      [
        [4, 'h:mm'],
        [4, 'yyyy-mm-dd'],
      ],
    );
    const { rejected } = await readCases([path]);
    expect(rejected.map(({ row, column, value, code }) => [row, column, value, code])).toEqual([
      [1, 'ventilation_hours', '4', 'cell_number_is_date'],
      [2, 'ventilation_hours', '4', 'cell_number_is_date'],
    ]);
    expect(rejected[0]!.zh).toContain('96 小时填 96');
    expect(rejected[0]!.en).toContain('96 for 96 hours');
  });

  test('a stay or an amount shown as time is refused: its unit is not hours', async () => {
    const days = await workbook(['los_days'], [[4, '[h]:mm']]);
    const cost = await workbook(['total_cost'], [[4000, 'yyyy-mm-dd']]);
    for (const path of [days, cost]) {
      const { rejected } = await readCases([path]);
      expect(rejected.map((one) => one.code)).toEqual(['cell_number_is_date']);
    }
  });
});
