import { expect, test } from 'vitest';
import { readCases } from '../../src/cases/read/read-cases.js';
import { tableTexts } from './table-rows.js';
import { temporaryFolder, writeSample } from './temporary-folder.js';

const folder = temporaryFolder();

test('full-width digits in numbers and dates are read as half-width and counted; half-width ones are not counted', async () => {
  const path = writeSample(
    folder,
    'case_id,dx,age_years,discharge_date,total_cost\nA,I10,６8,２０２６－０３－０１,￥１，２３４．５６\nB,I10,68,2026年3月1日,¥1\n',
  );
  const { table, rejected, summary } = await readCases([path]);
  // A comma in full width inside a cell is no separator of cells.
  expect(rejected).toEqual([]);
  expect(tableTexts(table)).toMatchObject({
    age_years: ['68', '68'],
    discharge_date: ['2026-03-01', '2026-03-01'],
    total_cost: ['1234.56', '1.00'],
  });
  const told = summary.notices.find(({ code }) => code === 'notice_wide_numbers')!;
  expect(told.zh).toContain('3 个');
  expect(told.en).toMatch(/half-width form: 3\.$/);
});

test('full-width signs that make no number are rejected, and not counted', async () => {
  const { rejected, summary } = await readCases([
    writeSample(folder, 'case_id,dx,age_years\nA,I10,６８岁\nB,I10,６．５\n'),
  ]);
  expect(rejected.map(({ code }) => code)).toEqual(['cell_not_a_number', 'cell_not_whole']);
  expect(summary.notices.map(({ code }) => code)).not.toContain('notice_wide_numbers');
});

test('46100 in a column of dates is told to be 2026-03-19 as an Excel serial; dates: excel reads it', async () => {
  const path = writeSample(folder, 'case_id,dx,discharge_date\nA,I10,46100\n');
  const { rejected } = await readCases([path]);
  expect(rejected).toMatchObject([{ code: 'cell_date_is_serial', value: '46100', sheetRow: 2 }]);
  expect(rejected[0]!.zh).toMatch(/Excel 的日期序列号.*2026-03-19/);
  expect(rejected[0]!.en).toMatch(/Excel date serial number .*2026-03-19/);
});

test('without a column of procedures, reading against a scheme says that surgical groups will not occur', async () => {
  const knownCodes = { diagnoses: ['I10'], procedures: ['47.0'] };
  const told = async (text: string) =>
    (await readCases([writeSample(folder, text)], { knownCodes })).summary.notices.map(({ code }) => code);
  expect(await told('case_id,dx\nA,I10\n')).toContain('notice_no_procedures');
  expect(await told('case_id,dx,px\nA,I10,\n')).not.toContain('notice_no_procedures');
});
