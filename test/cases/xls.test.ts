import { readFileSync } from 'node:fs';
import { utils, write } from '@e965/xlsx';
import { describe, expect, test, vi } from 'vitest';
import { readCases } from '../../src/cases/read/read-cases.js';
import { EngineError } from '../../src/kernel/errors.js';
import { tableTexts } from './table-rows.js';
import { temporaryFolder, writeSample } from './temporary-folder.js';

const folder = temporaryFolder();

type Cell = { t: string; v?: unknown; z?: string; f?: string; w?: string };

interface Sheet {
  readonly name: string;
  readonly rows: readonly (readonly (Cell | string | number | null)[])[];
  readonly merges?: readonly string[];
  readonly hidden?: 0 | 1 | 2;
}

function biff8(sheets: readonly Sheet[], isDate1904 = false): string {
  const book = utils.book_new();
  for (const { name, rows, merges } of sheets) {
    const sheet: Record<string, unknown> = {};
    let width = 0;
    rows.forEach((row, r) => {
      width = Math.max(width, row.length);
      row.forEach((cell, c) => {
        if (cell === null) return;
        const place = utils.encode_cell({ r, c });
        sheet[place] = typeof cell === 'object' ? cell : { t: typeof cell === 'string' ? 's' : 'n', v: cell };
      });
    });
    sheet['!ref'] = `A1:${utils.encode_cell({ r: rows.length - 1, c: width - 1 })}`;
    if (merges !== undefined) sheet['!merges'] = merges.map((range) => utils.decode_range(range));
    utils.book_append_sheet(book, sheet, name);
  }
  book.Workbook = {
    WBProps: { date1904: isDate1904 },
    Sheets: sheets.map(({ name, hidden }) => ({ name, Hidden: hidden ?? 0 })),
  };
  return writeSample(folder, new Uint8Array(write(book, { bookType: 'biff8', type: 'buffer' }) as Buffer), '.xls');
}

describe('a BIFF8 workbook', () => {
  test('gives codes as stored, numbers under a format of zeros, dates, amounts and errors with their reasons', async () => {
    const path = biff8([
      {
        name: '病例',
        rows: [
          ['case_id', 'department', 'admit_date', 'dx', 'px', 'total_cost'],
          ['A', '心内科', { t: 'n', v: 46082, z: 'yyyy/m/d' }, 'I20.000', '03.31', 12345.67],
          ['B', '外科', '2026-03-02', 'I10', { t: 'n', v: 3.31, z: '00.00' }, 0.07],
          ['C', '外科', null, 'I10', 3.31, 1],
          ['D', '外科', null, 'I10', null, { t: 'e', v: 0x2a }],
        ],
      },
    ]);
    const { table, rejected, summary } = await readCases([path]);
    expect(tableTexts(table)).toMatchObject({
      case_id: ['A', 'B'],
      department: ['心内科', '外科'],
      admit_date: ['2026-03-01', '2026-03-02'],
      px: ['03.31', '03.31'],
      total_cost: ['12345.67', '0.07'],
    });
    expect(rejected.map(({ row, column, value, code }) => [row, column, value, code])).toEqual([
      [3, 'px', '3.31', 'cell_code_is_number'],
      [4, 'total_cost', '#N/A', 'cell_error'],
    ]);
    expect(summary.files[0]!.format).toBe('xls');
  });

  test('skips hidden sheets, fills labels under a merge and counts amounts once', async () => {
    const path = biff8([
      {
        name: '旧',
        hidden: 1,
        rows: [
          ['case_id', 'dx', 'sex'],
          ['OLD', 'I10', 1],
        ],
      },
      {
        name: '新',
        rows: [
          ['case_id', 'dx', 'department', 'total_cost'],
          ['A', 'I10', '外科', 1000],
          ['B', 'I10', null, 200],
        ],
        merges: ['C2:C3', 'D2:D3'],
      },
    ]);
    const { table, summary } = await readCases([path]);
    expect(tableTexts(table)).toMatchObject({
      case_id: ['A', 'B'],
      department: ['外科', '外科'],
      total_cost: ['1000.00', ''],
    });
    const told = Object.fromEntries(summary.notices.map((one) => [one.code, one.en]));
    expect(told.notice_sheets_hidden).toContain('旧');
    expect(told.notice_merged_beneath).toContain('1 merged cells hide');
  });

  test('dates of the 1904 system are right', async () => {
    const rows = [
      ['case_id', 'dx', 'admit_date'],
      ['A', 'I10', { t: 'n', v: 44620, z: 'yyyy-mm-dd' }],
    ] as const;
    const { table } = await readCases([biff8([{ name: 'a', rows }], true)]);
    expect(tableTexts(table).admit_date).toEqual(['2026-03-01']);
  });

  test('one cut off anywhere is incomplete, never half a table: 39 cuts of 3,000 rows', async () => {
    const rows = Array.from({ length: 3000 }, (_, i) => [`C${i}`, 'I10', `${i}.50`]);
    const whole = readFileSync(biff8([{ name: 'a', rows: [['case_id', 'dx', 'total_cost'], ...rows] }]));
    for (let i = 1; i < 40; i++) {
      const cut = writeSample(folder, whole.subarray(0, Math.floor((whole.length * i) / 40)), '.xls');
      const error = (await readCases([cut]).catch((cause: unknown) => cause)) as EngineError;
      expect(error.code, `${i} / 40`).toBe('xlsx_truncated');
      expect(error.text('en')).toMatch(/Get the file again/);
    }
  });

  test('a damaged one is an error or rows, never a crash, and nothing is printed beside', async () => {
    const whole = readFileSync(
      biff8([
        {
          name: 'a',
          rows: [
            ['case_id', 'dx'],
            ['A', 'I10'],
            ['B', 'I11'],
          ],
        },
      ]),
    );
    const printed = vi.spyOn(console, 'error').mockImplementation(() => undefined);
    const codes = new Set<string>();
    for (let i = 0; i < 60; i++) {
      const harmed = Buffer.from(whole);
      harmed[512 + ((i * 97) % (harmed.length - 512))] = (i * 31) % 256;
      const outcome: unknown = await readCases([writeSample(folder, harmed, '.xls')]).catch((cause: unknown) => cause);
      if (!(outcome instanceof Error)) continue;
      expect(outcome).toBeInstanceOf(EngineError);
      codes.add((outcome as EngineError).code);
    }
    expect(printed).not.toHaveBeenCalled();
    printed.mockRestore();
    expect(codes.has('xlsx_unreadable')).toBe(true);
  });
});
