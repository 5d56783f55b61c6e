import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { readCaseRecords } from '../../src/cases/read/read-case-records.js';
import { readCases } from '../../src/cases/read/read-cases.js';
import { tableTexts } from './table-rows.js';
import { temporaryFolder, writeSample } from './temporary-folder.js';

const folder = temporaryFolder();
const HEADINGS = [
  'case_id',
  'dx',
  'px',
  'sex',
  'age_years',
  'admit_date',
  'discharge_date',
  'los_days',
  'total_cost',
  'department',
  'ward',
];

const quoted = (text: string): string => `"${text.replaceAll('"', '""')}"`;
const asCsv = (rows: readonly (readonly string[])[]): string =>
  [HEADINGS, ...rows].map((row) => `${row.map(quoted).join(',')}\n`).join('');

const cell = fc.oneof(
  fc.constantFrom(
    '',
    ' ',
    '1',
    '2',
    '3',
    '66',
    '-5',
    '1e3',
    '2026-03-01',
    '2026-03-05',
    '12.345',
    'I10',
    'i10 |J18.900',
    '|J96.000',
    'x"y',
    'a,b',
  ),
  fc.string({ maxLength: 8, unit: fc.constantFrom('a', 'Z', '0', '.', '甲', ' ', '"', ',', ';') }),
);
const row = fc
  .tuple(...HEADINGS.map(() => cell))
  // A line of a file without any text is skipped as blank; a record is not, and has its own test.
  .filter((cells) => cells.some((text) => text.trim() !== ''));

describe('readCaseRecords', () => {
  test('rows in memory and the same rows in a CSV (refunds not netted) give the same cases, rejections and counts', async () => {
    await fc.assert(
      fc.asyncProperty(fc.array(row, { minLength: 1, maxLength: 12 }), async (rows) => {
        const read = readCaseRecords(HEADINGS, rows);
        const file = await readCases([writeSample(folder, asCsv(rows))], { refunds: 'reject' });
        expect(tableTexts(read.table)).toEqual(tableTexts(file.table));
        expect([...read.table.sourceRow]).toEqual([...file.table.sourceRow]);
        const reasons = (result: typeof read) =>
          result.rejected.map(({ row, caseId, column, value, code }) => [row, caseId, column, value, code]);
        expect(reasons(read)).toEqual(reasons(file));
        const { files: _, notices: __, ...counts } = read.summary;
        expect(file.summary).toMatchObject(counts);
      }),
      { numRuns: 200 },
    );
  });

  test('a record without any text is rejected for its missing id and keeps its place', () => {
    const read = readCaseRecords(
      ['case_id', 'dx'],
      [
        ['A', 'I10'],
        ['', ' \u0001'],
        ['C', 'I10'],
      ],
    );
    expect(read.summary).toMatchObject({ rowsRead: 3, cases: 2, rejected: 1 });
    expect([...read.table.sourceRow]).toEqual([1, 3]);
    expect(read.rejected).toMatchObject([{ row: 2, code: 'row_case_id_missing', file: 'records' }]);
  });

  test('no record at all is no error', () => {
    expect(readCaseRecords(['case_id', 'dx'], []).summary).toMatchObject({ rowsRead: 0, cases: 0, rejected: 0 });
  });

  test('a doubled id names the record that has it already', () => {
    const read = readCaseRecords(
      ['case_id', 'dx'],
      [
        ['A', 'I10'],
        ['A', 'I10'],
      ],
    );
    expect(read.rejected[0]!.en).toContain('row 1 of records');
  });
});
