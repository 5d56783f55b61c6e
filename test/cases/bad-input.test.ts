import { mkdirSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { parseProfile } from '../../src/cases/import-profile.js';
import { type ReadOptions, type RejectedRow, readCases } from '../../src/cases/read/read-cases.js';
import { EngineError } from '../../src/kernel/errors.js';
import { encodeGb18030 } from './gb18030.js';
import { tableTexts } from './table-rows.js';
import { temporaryFolder, writeSample } from './temporary-folder.js';

const folder = temporaryFolder();
const sample = (content: string | Uint8Array, ending?: string) => writeSample(folder, content, ending);

async function failure(path: string, options: ReadOptions = {}): Promise<EngineError> {
  const error = await readCases([path], options).then(
    () => undefined,
    (cause: unknown) => cause,
  );
  expect(error).toBeInstanceOf(EngineError);
  return error as EngineError;
}

async function rejects(text: string, options: ReadOptions = {}): Promise<readonly RejectedRow[]> {
  const { rejected, summary, table } = await readCases([sample(text)], options);
  expect(summary.rowsRead).toBe(summary.cases + summary.netted + summary.rejected);
  expect(table.caseCount).toBe(summary.cases);
  return rejected;
}

describe('a file that cannot be read as a whole is one clear error, in Chinese and English, with the remedy', () => {
  test.each([
    ['an empty file', '', '.csv', 'file_empty', /空/, /empty/],
    ['blank lines only', '\n\n  \n', '.csv', 'file_empty', /空/, /empty/],
    ['a byte order mark only', '\ufeff', '.csv', 'file_empty', /重新导出/, /Export it again/],
    ['headings without rows', 'case_id,dx\n', '.csv', 'file_without_rows', /只有表头/, /no rows/],
    [
      'a web page without a table named .xls',
      '<html><body><form>登录</form></body></html>',
      '.xls',
      'html_without_table',
      /登录页/,
      /login or error page/,
    ],
    [
      'a page of frames named .xls',
      '<html><frameset rows="*,39"><frame src="a.files/sheet001.htm"></frameset></html>',
      '.xls',
      'html_is_frames',
      /sheet001\.htm/,
      /sheet001\.htm/,
    ],
    [
      'an HTML table of something else',
      '\ufeff\n<TABLE border=1><tr><td>1</td></tr><tr><td>2</td></tr></TABLE>',
      '.xlsx',
      'required_column_missing',
      /表头是：1/,
      /headings are: 1/,
    ],
    [
      'a single file web page',
      'MIME-Version: 1.0\nX-Document-Type: Workbook\n',
      '.xls',
      'file_is_mhtml',
      /MHTML/,
      /save as/,
    ],
    ['XML of Excel 2003', '<?xml version="1.0"?><Workbook></Workbook>', '.xls', 'file_is_xml', /另存为/, /save as/],
    ['text named .xlsx', 'hello\nworld\n', '.xlsx', 'xlsx_is_text', /纯文本/, /plain text/],
    ['one JSON array', '[{"case_id": 1}]\n', '.json', 'file_is_json_array', /NDJSON/, /one object a line/],
    ['JSON spread over lines', '{\n"case_id": 1\n}\n', '.json', 'ndjson_without_records', /jq -c/, /jq -c/],
    ['NDJSON without diagnoses', '{"case_id": 1}\n', '.csv', 'required_column_missing', /dx/, /dx/],
    ['PDF', '%PDF-1.7\n', '.csv', 'file_is_other', /PDF/, /PDF/],
    ['a Parquet file cut off', `PAR1${'\u0000'.repeat(40)}`, '.parquet', 'parquet_truncated', /不完整/, /incomplete/],
    ['a Parquet file of 8 bytes', 'PAR1PAR1', '.parquet', 'parquet_truncated', /重新获取/, /get the file again/],
    ['an encrypted Parquet file', 'PARE0000', '.parquet', 'parquet_encrypted', /加密/, /encrypted/],
    ['a zip cut off, named .xlsx', 'PK\u0003\u0004xl/workbook.xml', '.xlsx', 'xlsx_truncated', /不完整/, /incomplete/],
    ['a zip of something else', 'PK\u0003\u0004aaaaPK\u0005\u0006aaaa', '.zip', 'file_is_archive', /解压/, /Unpack/],
    ['binary data', 'case_id\u0000\u0001,dx\n', '.csv', 'file_is_binary', /二进制/, /binary/],
    [
      'an unclosed quote',
      'case_id,dx\nA,I10\nB,"I10\nC,I10\n',
      '.csv',
      'quote_not_closed',
      /表格第 3 行/,
      /row 3 of the sheet/,
    ],
    [
      'a missing required column',
      'case_id,sex\nA,1\n',
      '.csv',
      'required_column_missing',
      /dx（诊断.*表头是：case_id, sex.*--profile/,
      /dx.*headings are: case_id, sex.*--profile/,
    ],
    [
      'Chinese headings without a profile',
      '病案号,主要诊断\nA,I10\n',
      '.csv',
      'required_column_missing',
      /case_id（病例号）.*病案号, 主要诊断/,
      /missing: case_id \(case id\), dx \(diagnoses, principal first\)\. .*--profile/,
    ],
    [
      'the same heading twice',
      'case_id,dx,dx\nA,I10,I11\n',
      '.csv',
      'heading_twice',
      /“dx”出现两次（第 2 列和第 3 列）/,
      /"dx" stands twice \(columns 2 and 3\)/,
    ],
  ])('%s', async (_name, content, ending, code, zh, en) => {
    const error = await failure(sample(content, ending));
    expect(error.code).toBe(code);
    expect(error.text('zh')).toMatch(zh);
    expect(error.text('en')).toMatch(en);
    expect(error.path).toContain(folder);
    expect(error.text('en')).not.toMatch(/\{\w+\}/);
    expect(error.text('zh')).not.toMatch(/\{\w+\}/);
  });

  test('a missing column of 100 headings shows all; of 300 the first 30, and heading 250 that may be meant with its place', async () => {
    const headings = (count: number, at: number): string =>
      Array.from({ length: count }, (_, i) => (i === 0 ? 'case_id' : i === at - 1 ? '主要诊断编码' : `h${i + 1}`)).join(
        ',',
      );
    const narrow = await failure(sample(`${headings(100, 90)}\nA\n`));
    expect(narrow.code).toBe('required_column_missing');
    expect(narrow.text('zh')).toContain('h89, 主要诊断编码, h91');
    expect(narrow.text('en')).toContain('h99, h100.');
    const wide = await failure(sample(`${headings(300, 250)}\nA\n`));
    expect(wide.text('zh')).toContain('h29, h30, …, 主要诊断编码 (250), … (300)。');
    const profile = parseProfile({ columns: { dx: '主要诊断编号' } }, 'p');
    const cause = await readCases([sample(`${headings(300, 250)}\nA\n`)], { profile }).catch((one: unknown) => one);
    expect((cause as EngineError).text('en')).toMatch(/h30, …, 主要诊断编码 \(250\), .*, … \(300\)\./);
  });

  test('a NUL beyond the first 64 KB is found too, in UTF-8, GBK and a web page: it would stand unseen in an id', async () => {
    const rows = Array.from({ length: 9000 }, (_, i) => `C${i},I10,甲${i === 8000 ? '\0' : ''}`).join('\n');
    const csv = `case_id,dx,department\n${rows}\n`;
    const html = `<table><tr><td>case_id<td>dx<td>department</tr>${csv.replaceAll(/^(C\d+),(I10),(.*)$/gm, '<tr><td>$1<td>$2<td>$3</tr>')}</table>`;
    for (const [content, ending] of [
      [csv, '.csv'],
      [encodeGb18030(csv), '.csv'],
      [html, '.xls'],
    ] as const) {
      expect((await failure(sample(content, ending))).code, ending).toBe('file_is_binary');
    }
  });

  test('compound files: neither workbook nor older workbook, a broken one, one with a password', async () => {
    const compound = Buffer.concat([Buffer.from('d0cf11e0a1b11ae1', 'hex'), Buffer.alloc(600)]);
    expect((await failure(sample(compound, '.xlsx'))).code).toBe('file_is_other');
    const older = Buffer.concat([compound, Buffer.from('Book', 'utf16le')]);
    expect((await failure(sample(older, '.xlsx'))).code).toBe('file_is_xls');
    const broken = Buffer.concat([compound, Buffer.from('Workbook', 'utf16le')]);
    expect((await failure(sample(broken, '.xls'))).code).toBe('xlsx_unreadable');
    const locked = Buffer.concat([compound, Buffer.from('EncryptedPackage', 'utf16le')]);
    expect((await failure(sample(locked, '.xlsx'))).code).toBe('file_is_encrypted');
    expect((await failure(sample(Buffer.from('0904060000001000', 'hex'), '.xls'))).code).toBe('file_is_xls');
  });

  test('a gzip file', async () => {
    expect((await failure(sample(Buffer.from('1f8b0800', 'hex'), '.csv'))).text('en')).toMatch(/gzip.*Unpack/);
  });

  test('a folder, and a path where nothing is', async () => {
    const inner = join(folder, 'inner');
    mkdirSync(inner);
    expect((await failure(inner)).code).toBe('file_is_folder');
    expect((await failure(join(folder, 'nowhere.csv'))).text('zh')).toMatch(/找不到文件/);
  });

  test('a GBK file that a profile calls UTF-8 is refused with the line, never read as mojibake', async () => {
    const path = sample(encodeGb18030('case_id,dx,department\nA,I10,x\nB,I10,心内科\n'));
    const profile = parseProfile({ encoding: 'utf-8' }, 'profile.yaml');
    const error = await failure(path, { profile });
    expect(error.code).toBe('encoding_not_as_said');
    expect(error.text('zh')).toMatch(/gb18030/);
    expect((await readCases([path])).summary.files[0]!.encoding).toBe('gb18030');
  });

  test('bytes of neither encoding', async () => {
    const bytes = Buffer.concat([Buffer.from('case_id,dx,department\nA,I10,'), Buffer.from('ff80ff0a', 'hex')]);
    expect((await failure(sample(bytes))).code).toBe('encoding_unknown');
  });
});

describe('a bad row goes to rejected with row, column, value and remedy; the others stay', () => {
  test.each([
    ['an amount with its unit', 'total_cost', '1.2万', 'cell_number_has_unit', /money: wan/, /set money: wan/],
    ['an amount in 亿元', 'total_cost', '-3 亿元', 'cell_number_has_unit', /换算成元/, /write them in yuan/],
    ['a unit without a number', 'total_cost', '万', 'cell_not_a_number', /不是数字/, /not a number/],
    ['text in an amount', 'total_cost', 'abc', 'cell_not_a_number', /不是数字/, /not a number/],
    ['a negative amount', 'total_cost', '-3.00', 'row_refund_unmatched', /退费/, /refund/],
    [
      'an amount out of range',
      'total_cost',
      '99999999999',
      'cell_out_of_range',
      /0 到 10000000000/,
      /0 to 10000000000/,
    ],
    ['an age of 300', 'age_years', '300', 'cell_out_of_range', /0 到 130/, /0 to 130/],
    ['an age of 60.5', 'age_years', '60.5', 'cell_not_whole', /不是整数/, /not a whole number/],
    ['男 as sex', 'sex', '男', 'cell_value_not_allowed', /1, 2.*values\.sex/, /1, 2.*values\.sex/],
    ['职工 as insurance', 'insurance', '职工', 'cell_value_not_allowed', /employee, resident, other/, /profile/],
    ['a discharge type of 8', 'discharge_type', '8', 'cell_value_not_allowed', /1, 2, 3, 4, 5, 9/, /1, 2, 3, 4, 5, 9/],
    ['31 February', 'discharge_date', '2026-02-31', 'cell_not_a_date', /2026-03-01/, /2026-03-01/],
    ['a day in 1905', 'discharge_date', '1905-07-17', 'cell_date_out_of_range', /1980 至 2099/, /1980 to 2099/],
    [
      'an id that a spreadsheet has eaten',
      'settlement_id',
      '1.2E+17',
      'cell_scientific_notation',
      /文本/,
      /formatted as text/,
    ],
    [
      'a hospital that a spreadsheet has eaten',
      'hospital_id',
      '4.2E+11',
      'cell_scientific_notation',
      /重新导出/,
      /Export it again/,
    ],
    ['a code that a spreadsheet has eaten', 'px', '4.7E+01', 'cell_scientific_notation', /文本/, /as text/],
  ])('%s', async (_name, column, value, code, zh, en) => {
    const rejected = await rejects(`case_id,dx,${column}\nA,I10,\nB,I10,"${value}"\nC,I10,\n`);
    expect(rejected).toHaveLength(1);
    expect(rejected[0]).toMatchObject({ row: 2, caseId: 'B', column, value, code });
    expect(rejected[0]!.zh).toMatch(zh);
    expect(rejected[0]!.en).toMatch(en);
    expect(`${rejected[0]!.zh}${rejected[0]!.en}`).not.toMatch(/\{\w+\}/);
  });

  test('an id 1.2E+17 as case id', async () => {
    expect((await rejects('case_id,dx\n1.2E+17,I10\nB,I10\n'))[0]).toMatchObject({
      row: 1,
      code: 'cell_scientific_notation',
    });
  });

  test('a discharge before the admission names both dates', async () => {
    const [one, ...more] = await rejects(
      'case_id,dx,admit_date,discharge_date\nA,I10,2026-03-02,2026-03-01\nB,I10,2026-03-02,\nC,I10,,2026-03-01\nD,I10,2026-03-02,2026-03-02\n',
    );
    expect(more).toEqual([]);
    expect(one).toMatchObject({
      row: 1,
      column: 'discharge_date',
      value: '2026-03-01',
      code: 'row_discharge_before_admission',
    });
    expect(one!.en).toContain('2026-03-02');
  });

  test('a doubled case id: the second and later are rejected and name the first row', async () => {
    const { rejected, table } = await readCases([
      sample('case_id,dx\nA,I10\nB,I10\nA,I11\nA,I12\n'),
      sample('case_id,dx\nB,I13\nC,I10\n'),
    ]);
    expect(tableTexts(table)).toEqual({ case_id: ['A', 'B', 'C'], dx: ['I10', 'I10', 'I10'] });
    expect(rejected.map(({ row, code, value }) => [row, code, value])).toEqual([
      [3, 'row_case_id_doubled', 'A'],
      [4, 'row_case_id_doubled', 'A'],
      [1, 'row_case_id_doubled', 'B'],
    ]);
    expect(rejected[0]!.zh).toMatch(/表格第 2 行/);
    expect(rejected[2]!.en).toMatch(/sheet row 3 of sample-\d+\.csv/);
  });

  test('rows of totals are no cases: they would count the charges of all others twice', async () => {
    const { rejected, table } = await readCases([
      sample(
        'case_id,dx,total_cost\nA,I10,16000\nB,I10,16000\n合计,,32000\n 总　计：,,32000\nTotal,,1\nSUMMER,I10,1\n小计1,I10,1\n',
      ),
    ]);
    expect(tableTexts(table).case_id).toEqual(['A', 'B', 'SUMMER', '小计1']);
    expect(rejected.map(({ row, column, code }) => [row, column, code])).toEqual([
      [3, 'case_id', 'row_is_total'],
      [4, 'case_id', 'row_is_total'],
      [5, 'case_id', 'row_is_total'],
    ]);
    expect(rejected[0]!.zh).toMatch(/病例号是“合计”.*请去掉合计行/);
  });

  test('a case id that stood only in a rejected row is not doubled', async () => {
    const rejected = await rejects('case_id,dx,sex\nA,I10,7\nA,I10,1\n');
    expect(rejected.map((row) => [row.row, row.code])).toEqual([[1, 'cell_value_not_allowed']]);
  });

  test('a missing case id; a missing diagnosis is a case', async () => {
    const { rejected, table } = await readCases([sample('case_id,dx\n,I10\nB,\n')]);
    expect(rejected.map((row) => [row.row, row.code])).toEqual([[1, 'row_case_id_missing']]);
    expect(tableTexts(table)).toEqual({ case_id: ['B'], dx: [''] });
  });

  test('a row with several bad cells has a reason for each, and counts once', async () => {
    const { rejected, summary } = await readCases([sample('case_id,dx,sex,age_years\nA,I10,3,200\nB,I10,1,20\n')]);
    expect(rejected.map((row) => row.column).sort()).toEqual(['age_years', 'sex']);
    expect(summary).toMatchObject({ rowsRead: 2, cases: 1, rejected: 1 });
  });

  test('rows with too few or too many cells, and broken quotes; empty cells past the heading are let be', async () => {
    const rejected = await rejects('case_id,dx,sex\nA,I10\nB,I10,1,extra\nC,I10,1,,\n"D"x,I10,1\nE,I10,2\n');
    expect(rejected.map((row) => [row.row, row.code, row.value])).toEqual([
      [1, 'row_too_few_cells', '2'],
      [2, 'row_too_many_cells', '4'],
      [4, 'row_broken_quotes', 'D'],
    ]);
  });

  test('blank lines and lines of separators are no rows, but count in row numbers as a spreadsheet shows them', async () => {
    const { rejected, summary } = await readCases([sample('case_id,dx,sex\nA,I10,1\n\n,,\nB,I10,5\n')]);
    expect(summary).toMatchObject({ rowsRead: 2, cases: 1, rejected: 1 });
    expect(rejected[0]!.row).toBe(4);
    expect(summary.notices.find((one) => one.code === 'notice_blank_lines')!.en).toMatch(/2 blank lines/);
  });

  test('whole numbers followed late by fractions: an amount is kept, an age is a row in rejected', async () => {
    const rows = Array.from({ length: 30_000 }, (_, i) => `C${i},I10,${i},${i % 100}`);
    const { table, rejected } = await readCases([
      sample(`case_id,dx,total_cost,age_years\n${rows.join('\n')}\nX,I10,12.50,3\nY,I10,7,3.5\n`),
    ]);
    expect(tableTexts(table).total_cost!.at(-1)).toBe('12.50');
    expect(rejected.map(({ row, column, code }) => [row, column, code])).toEqual([
      [30_002, 'age_years', 'cell_not_whole'],
    ]);
  });

  test('other diagnoses without a principal one are not used, and told', async () => {
    const { table, summary } = await readCases([sample('case_id,dx\nA,|I10\nB,J18|I10\n')]);
    expect(tableTexts(table).dx).toEqual(['', 'J18|I10']);
    expect(summary.notices.map((one) => one.code)).toContain('notice_principal_missing');
  });

  test('unknown columns are kept aside and told', async () => {
    const { summary } = await readCases([sample('case_id,姓名,dx,,备注\nA,张三,I10,,x\n')]);
    expect(summary.columnsIgnored).toEqual(['姓名', '(4)', '备注']);
    const told = (code: string) => summary.notices.find((one) => one.code === code)!.zh;
    expect(told('notice_columns_ignored')).toBe('未使用的列：(4), 备注。');
    expect(told('notice_personal_columns')).toContain('姓名');
  });

  test('a file whose every row is rejected says so', async () => {
    const { table, summary } = await readCases([sample('case_id,dx,sex\nA,I10,男\nB,I10,女\n')]);
    expect(table.caseCount).toBe(0);
    expect(summary.notices.map((one) => one.code)).toContain('notice_no_case_left');
  });
});

describe('a text table named as a workbook', () => {
  test('is read by its content when its headings are known, and told', async () => {
    const { table, summary } = await readCases([
      sample(encodeGb18030('case_id\tdx\tdepartment\nA\tI10\t内科\n'), '.xls'),
    ]);
    expect(tableTexts(table).department).toEqual(['内科']);
    expect(summary.notices.find((one) => one.code === 'notice_name_and_content')!.zh).toContain('.xls');
  });
});
