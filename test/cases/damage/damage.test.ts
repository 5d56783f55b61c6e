import type ExcelJS from 'exceljs';
import { beforeAll, describe, expect, test } from 'vitest';
import { readCases } from '../../../src/cases/read/read-cases.js';
import { EngineError } from '../../../src/kernel/errors.js';
import { alterPart } from '../alter-part.js';
import { tableTexts } from '../table-rows.js';
import { temporaryFolder, writeSample } from '../temporary-folder.js';
import { type CaseTexts, cleanCases, HEADINGS } from './clean-cases.js';
import { rowPicker } from './pick-row.js';
import { ROW_DAMAGES } from './row-damages.js';
import { TYPED_DAMAGES } from './typed-damages.js';
import { csvLine, ENDINGS, FORMS, type Form, writeForm, writeXlsx } from './write-form.js';
import { heldTexts, PARQUET_TYPES, writeParquet } from './write-parquet.js';

const COUNT = 24;
const folder = temporaryFolder();
const clean = cleanCases(COUNT);
const pick = rowPicker(20261128, COUNT);
const texts = new TextDecoder();

let whole: Record<string, string[]>;

beforeAll(async () => {
  whole = await read(await sample('csv', clean));
});

async function sample(form: Form, rows: readonly CaseTexts[]): Promise<string> {
  return writeSample(folder, await writeForm(form, rows), ENDINGS[form]);
}

async function read(path: string): Promise<Record<string, string[]>> {
  const { table, rejected } = await readCases([path]);
  expect(rejected).toEqual([]);
  return tableTexts(table);
}

/** The clean run without one row. */
function without(row: number): Record<string, string[]> {
  return Object.fromEntries(Object.entries(whole).map(([name, cells]) => [name, cells.filter((_, i) => i !== row)]));
}

async function expectRejected(path: string, row: number, code: string, column: string): Promise<void> {
  const { table, rejected, summary } = await readCases([path]);
  expect(rejected.map((one) => [one.row, one.column, one.code])).toEqual([[row + 1, column, code]]);
  expect(rejected[0]!.zh).toMatch(/请/);
  expect(rejected[0]!.en.length).toBeGreaterThan(20);
  expect(`${rejected[0]!.zh}${rejected[0]!.en}`).not.toMatch(/\{\w+\}|undefined/);
  expect(summary).toMatchObject({ rowsRead: COUNT, cases: COUNT - 1, rejected: 1, netted: 0 });
  expect(tableTexts(table)).toEqual(without(row));
}

async function expectError(path: string, code: string): Promise<void> {
  const error = (await readCases([path]).catch((cause: unknown) => cause)) as EngineError;
  expect(error).toBeInstanceOf(EngineError);
  expect(error.code).toBe(code);
  for (const language of ['zh', 'en'] as const) expect(error.text(language)).not.toMatch(/\{\w+\}|undefined/);
  expect(error.text('zh')).toMatch(/请/);
}

test('the clean cases are the same table in every form', async () => {
  for (const form of FORMS) expect(await read(await sample(form, clean))).toEqual(whole);
});

describe.each(FORMS)('%s', (form) => {
  test.each(ROW_DAMAGES)('$name', async ({ harm, code, column }) => {
    const row = pick();
    const rows = clean.map((one, index) => (index === row ? harm(one, clean) : one));
    await expectRejected(await sample(form, rows), row, code, column);
  });

  test('two damaged rows are two rejected rows, whatever else they have wrong', async () => {
    const rows = clean.map((one, i) =>
      i === 3 || i === 9 ? { ...one, sex: '7', total_cost: 'x', admit_date: 'y' } : one,
    );
    const { rejected, summary } = await readCases([await sample(form, rows)]);
    expect(summary).toMatchObject({ cases: COUNT - 2, rejected: 2 });
    expect(new Set(rejected.map((one) => one.row))).toEqual(new Set([4, 10]));
    expect(rejected).toHaveLength(6);
  });

  test('no rows', async () => {
    await expectError(await sample(form, []), form === 'ndjson' ? 'file_empty' : 'file_without_rows');
  });

  test('without the column of diagnoses', async () => {
    const headings = HEADINGS.map((heading) => (heading === 'dx' ? 'diagnosis' : heading));
    const path = writeSample(folder, await writeForm(form, clean, headings), ENDINGS[form]);
    await expectError(path, 'required_column_missing');
  });

  test('cut in the middle', async () => {
    const bytes = await writeForm(form, clean);
    const cut = writeSample(folder, bytes.subarray(0, Math.floor(bytes.length * 0.58)), ENDINGS[form]);
    const whatIsCut = { xlsx: 'xlsx_truncated', biff8: 'xlsx_truncated', parquet: 'parquet_truncated' };
    if (form in whatIsCut) return await expectError(cut, whatIsCut[form as keyof typeof whatIsCut]);
    const { table, summary, rejected } = await readCases([cut]).catch((error: unknown) => {
      throw error;
    });
    // What stands before the cut is read; the row in which it falls is no case, unless a tag had closed all its cells.
    expect(summary.cases).toBeLessThan(COUNT);
    expect(summary.cases).toBeGreaterThan(8);
    if (form !== 'html') expect(rejected).toHaveLength(1);
    else expect(summary.notices.map((one) => one.code)).toContain('notice_html_open');
    const kept = tableTexts(table).case_id!;
    expect(kept).toEqual(whole.case_id!.slice(0, kept.length));
  });
});

const csvOf = async (alter: (lines: string[]) => string[]): Promise<string> =>
  writeSample(
    folder,
    alter(
      texts
        .decode(await writeForm('csv', clean))
        .trimEnd()
        .split('\n'),
    ).join('\n'),
  );
const replaceLine = (row: number, line: string) => (lines: string[]) =>
  lines.map((one, i) => (i === row + 1 ? line : one));
const cells = (row: number): string[] => HEADINGS.map((heading) => clean[row]![heading]!);

describe('CSV alone', () => {
  test.each([
    ['a cell too few', csvLine(cells(5).slice(0, -1)), 'row_too_few_cells'],
    ['a cell too many', csvLine([...cells(5), 'x']), 'row_too_many_cells'],
    ['text after a closing quote', csvLine(cells(5)).replace('C0006', '"C0006"x'), 'row_broken_quotes'],
    ['a semicolon for every comma', cells(5).join(';'), 'row_too_few_cells'],
    ['a separator inside an unquoted cell', cells(5).join(','), 'row_too_many_cells'],
  ])('%s', async (_name, line, code) => {
    await expectRejected(await csvOf(replaceLine(5, line)), 5, code, '');
  });

  test('a quote that is never closed, a heading twice, a byte of no encoding, a NUL', async () => {
    await expectError(await csvOf(replaceLine(23, '"C0024,H03')), 'quote_not_closed');
    await expectError(await csvOf((lines) => [lines[0]!.replace('px', 'dx'), ...lines.slice(1)]), 'heading_twice');
    const bytes = await writeForm('csv', clean);
    bytes[bytes.length - 3] = 0xff;
    await expectError(writeSample(folder, bytes), 'encoding_unknown');
    bytes[200] = 0;
    await expectError(writeSample(folder, bytes), 'file_is_binary');
  });

  test('a heading of a million empty columns is refused', async () => {
    await expectError(
      await csvOf((lines) => [`${lines[0]}${','.repeat(1_000_000)}`, ...lines.slice(1)]),
      'sheet_too_wide',
    );
  });

  test('a row with a million empty cells at its end is the row itself', async () => {
    const path = await csvOf(replaceLine(5, `${csvLine(cells(5))}${','.repeat(1_000_000)}`));
    expect(await read(path)).toEqual(whole);
  });
});

describe('XLSX alone', () => {
  const cases: readonly (readonly [string, string, ExcelJS.CellValue, string])[] = [
    ['an error cell', 'total_cost', { error: '#N/A' } as ExcelJS.CellValue, 'cell_error'],
    [
      'a formula without a stored result',
      'total_cost',
      { formula: 'A1+1' } as ExcelJS.CellValue,
      'cell_formula_without_value',
    ],
    [
      'a formula with an error',
      'age_years',
      { formula: '1/0', result: { error: '#DIV/0!' } } as ExcelJS.CellValue,
      'cell_error',
    ],
    ['a procedure code as a number', 'px', 3.31, 'cell_code_is_number'],
    ['a diagnosis code as a date', 'dx', new Date(Date.UTC(2026, 2, 1)), 'cell_code_is_number'],
    ['a case id of 18 digits as a number', 'case_id', 123456789012345680, 'cell_digits_lost'],
    ['a truth value for a sex', 'sex', true, 'cell_value_not_allowed'],
  ];
  test.each(cases)('%s', async (_name, column, value, code) => {
    const row = pick();
    const path = writeSample(folder, await writeXlsx(clean, new Map([[`${row}:${column}`, value]])), '.xlsx');
    await expectRejected(path, row, code, column);
  });

  test('parts cut, missing or mixed up are one clear error', async () => {
    const path = writeSample(folder, await writeForm('xlsx', clean), '.xlsx');
    const part = 'xl/worksheets/sheet1.xml';
    const alter = (name: string, change: (xml: string) => string): string => alterPart(path, name, change);
    await expectError(
      alter(part, (xml) => xml.slice(0, xml.length / 2)),
      'xlsx_unreadable',
    );
    await expectError(
      alter(part, () => 'no xml'),
      'xlsx_unreadable',
    );
    await expectError(
      alter('xl/sharedStrings.xml', (xml) => xml.slice(0, 300)),
      'xlsx_unreadable',
    );
    await expectError(
      alter('xl/sharedStrings.xml', () => ''),
      'xlsx_unreadable',
    );
    await expectError(
      alter('xl/workbook.xml', (xml) => xml.replace(/<sheet .*?\/>/, '')),
      'xlsx_sheet_missing',
    );
    await expectError(
      alter('xl/workbook.xml', (xml) => xml.replace('state="visible"', 'state="hidden"')),
      'xlsx_sheet_missing',
    );
  });

  test('damage to the packed bytes is found', async () => {
    const bytes = Buffer.from(await writeForm('xlsx', clean));
    const at = bytes.indexOf('xl/worksheets/sheet1.xml') + 200;
    for (let i = 0; i < 12; i++) {
      const harmed = Buffer.from(bytes);
      harmed[at + i * 31] = harmed[at + i * 31]! ^ 0x55;
      await expectError(writeSample(folder, harmed, '.xlsx'), 'xlsx_unreadable');
    }
  });
});

describe('NDJSON alone', () => {
  const lineOf = (row: number): string => JSON.stringify(clean[row]);
  const withLine = async (row: number, line: string): Promise<string> => {
    const lines = texts
      .decode(await writeForm('ndjson', clean))
      .trimEnd()
      .split('\n');
    lines[row] = line;
    return writeSample(folder, lines.join('\n'), '.ndjson');
  };
  test.each([
    ['a line cut short', lineOf(7).slice(0, -5), 'row_not_json', 'case_id'],
    ['two objects in a line', lineOf(7) + lineOf(7), 'row_not_json', 'case_id'],
    ['a list for an object', `[${lineOf(7)}]`, 'row_not_json', 'case_id'],
    ['a key twice', lineOf(7).replace('{', '{"sex":"1",'), 'row_not_json', 'case_id'],
    ['NaN', lineOf(7).replace(/"sex":"\d"/, '"sex":NaN'), 'row_not_json', 'case_id'],
    ['single quotes', lineOf(7).replaceAll('"', "'"), 'row_not_json', 'case_id'],
    ['a nested diagnosis', lineOf(7).replace(/"dx":"[^"]*"/, '"dx":[{"code":"I10"}]'), 'cell_is_nested', 'dx'],
    ['plain text', 'hello', 'row_not_json', 'case_id'],
  ])('%s', async (_name, line, code, column) => {
    await expectRejected(await withLine(7, line), 7, code, column);
  });
});

describe('HTML alone', () => {
  const alter = async (change: (html: string) => string): Promise<string> =>
    writeSample(folder, change(texts.decode(await writeForm('html', clean))), '.xls');

  test('unclosed cells and rows, capitals, comments and scripts change nothing', async () => {
    for (const change of [
      (html: string) => html.replaceAll(/<\/t[dr]>/g, ''),
      (html: string) =>
        html.replaceAll(/<(\/?)(t[dr])>/g, (_, slash, name: string) => `<${slash}${name.toUpperCase()} class=x>`),
      (html: string) => html.replaceAll('<td>', '<!-- </td><td>x --><td><font size=2>'),
      (html: string) => html.replaceAll('<tr>', '<tr><script>document.write("<td>1</td>")</script>'),
    ]) {
      expect(await read(await alter(change))).toEqual(whole);
    }
  });

  test('no table, a page of frames, too many columns', async () => {
    await expectError(await alter(() => '<html><body>会话超时，请重新登录</body></html>'), 'html_without_table');
    await expectError(await alter(() => '<html><frameset><frame src="a"></frameset></html>'), 'html_is_frames');
    await expectError(await alter((html) => html.replace('</tr>', `${'<td>'.repeat(20_000)}</tr>`)), 'sheet_too_wide');
  });
});

describe('a Parquet file with columns of types', () => {
  /** A kind of damage that its column's type cannot hold is skipped: no such file can be written. */
  test('rejects what its types can hold, 17 kinds, for the same reasons as texts do', async () => {
    let kinds = 0;
    for (const { harm, code, column } of ROW_DAMAGES) {
      const row = pick();
      const harmed = harm(clean[row]!, clean);
      const held = await heldTexts(harmed);
      if (HEADINGS.some((heading) => !held.has(heading))) continue;
      kinds++;
      const rows = clean.map((one, index) => (index === row ? harmed : one));
      const path = writeSample(folder, await writeParquet(rows, HEADINGS, PARQUET_TYPES), '.parquet');
      await expectRejected(path, row, code, column);
    }
    expect(kinds).toBe(17);
    expect(kinds + TYPED_DAMAGES.length).toBeGreaterThanOrEqual(25);
  });

  test.each(TYPED_DAMAGES)('$name ($type)', async ({ column, type, value, code, ends }) => {
    const row = pick();
    const types = new Map([...PARQUET_TYPES, [column, type]]);
    const odd = { caseId: clean[row]!.case_id!, column, value };
    const path = writeSample(folder, await writeParquet(clean, HEADINGS, types, odd), '.parquet');
    if (ends === 'error') await expectError(path, code);
    else await expectRejected(path, row, code, column);
  });

  test('the clean cases are the same table under types', async () => {
    const path = writeSample(folder, await writeParquet(clean, HEADINGS, PARQUET_TYPES), '.parquet');
    expect(await read(path)).toEqual(whole);
  });
});

test('the generator knows at least 25 kinds of damage to a row', () => {
  expect(new Set(ROW_DAMAGES.map((one) => one.name)).size).toBeGreaterThanOrEqual(25);
});
