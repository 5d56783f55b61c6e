import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { codesAt, findColumn } from '../../src/cases/case-table.js';
import { parseProfile } from '../../src/cases/import-profile.js';
import { readCases } from '../../src/cases/read/read-cases.js';
import { sharedReference } from '../shared-reference.js';
import { encodeGb18030 } from './gb18030.js';
import { tableTexts } from './table-rows.js';
import { temporaryFolder, writeSample } from './temporary-folder.js';

const folder = temporaryFolder();
const sample = (content: string | Uint8Array, ending?: string) => writeSample(folder, content, ending);

const PLAIN = [
  'case_id,hospital_id,department,insurance,admit_date,discharge_date,sex,age_years,los_days,dx,px,total_cost',
  'A1,H1,心内科,employee,2026-01-01,2026-01-05,1,60,4,I20.000|I10.x00x002,36.0700,12345.60',
  'A2,H2,"骨科, 二病区",resident,2026-01-02,2026-01-02,2,,,M17.900,,',
  '',
].join('\n');

describe('a canonical file', () => {
  test('arrives whole: texts, dates, whole numbers, codes and fen, with blanks as missing', async () => {
    const { table, rejected, summary } = await readCases([sample(PLAIN)]);
    expect(rejected).toEqual([]);
    expect(tableTexts(table)).toEqual({
      case_id: ['A1', 'A2'],
      hospital_id: ['H1', 'H2'],
      department: ['心内科', '骨科, 二病区'],
      insurance: ['employee', 'resident'],
      admit_date: ['2026-01-01', '2026-01-02'],
      discharge_date: ['2026-01-05', '2026-01-02'],
      sex: ['1', '2'],
      age_years: ['60', ''],
      los_days: ['4', '1'],
      dx: ['I20.000|I10.x00x002', 'M17.900'],
      px: ['36.0700', ''],
      total_cost: ['12345.60', ''],
    });
    expect(summary).toMatchObject({ rowsRead: 2, cases: 2, netted: 0, rejected: 0, columnsIgnored: [] });
    expect(summary.missing).toMatchObject({ age_years: 1, total_cost: 1, px: 1, dx: 0, los_days: 0 });
    expect(summary.files[0]).toMatchObject({ format: 'csv', encoding: 'utf-8', bytes: Buffer.byteLength(PLAIN) });
    expect(summary.files[0]!.sha256).toMatch(/^[0-9a-f]{64}$/);
  });

  test('lies on shared memory, so that workers need no copy', async () => {
    const { table } = await readCases([sample(PLAIN)]);
    const cost = findColumn(table, 'total_cost', 'money')!;
    expect(cost.values.buffer).toBeInstanceOf(SharedArrayBuffer);
    expect(cost.values).toHaveLength(2);
    expect([...cost.values]).toEqual([1_234_560, Number.NaN]);
    expect([...table.sourceRow]).toEqual([1, 2]);
  });

  test('a missing stay is derived from the dates: 5 − 1 = 4 days, the same day is 1, and both are counted', async () => {
    const text =
      'case_id,dx,admit_date,discharge_date,los_days\nA,I10,2026-01-01,2026-01-05,\nB,I10,2026-01-01,2026-01-01,\nC,I10,2026-01-01,2026-01-09,7\nD,I10,,2026-01-09,\n';
    const { table, summary } = await readCases([sample(text)]);
    expect(tableTexts(table).los_days).toEqual(['4', '1', '7', '']);
    expect(summary.losDaysDerived).toBe(2);
    expect(summary.notices.map((one) => one.code)).toContain('notice_los_derived');
    const only = await readCases([sample(text)], { columns: ['los_days', 'dx'] });
    expect(Object.keys(only.table.columns)).toEqual(['case_id', 'los_days', 'dx']);
    expect(tableTexts(only.table).los_days).toEqual(['4', '1', '7', '']);
  });

  test('only the columns asked for are held and checked', async () => {
    const text = 'case_id,dx,total_cost,sex\nA,I10,many,1\n';
    const { table, rejected } = await readCases([sample(text)], { columns: ['dx', 'sex'] });
    expect(Object.keys(table.columns)).toEqual(['case_id', 'sex', 'dx']);
    expect(rejected).toEqual([]);
    expect((await readCases([sample(text)])).rejected).toHaveLength(1);
  });

  test('several files follow each other; a column that one lacks is missing there', async () => {
    const second = 'dx;case_id;sex;cash\nI10;B1;2;5\n';
    const { table, summary } = await readCases([sample(PLAIN), sample(second)]);
    expect(tableTexts(table).case_id).toEqual(['A1', 'A2', 'B1']);
    expect(tableTexts(table).hospital_id).toEqual(['H1', 'H2', '']);
    expect(tableTexts(table).cash).toEqual(['', '', '5.00']);
    expect([...table.sourceRow]).toEqual([1, 2, 1]);
    expect(summary.files).toHaveLength(2);
  });

  test('headings may be upper case, and stand in any order', async () => {
    const { table, summary } = await readCases([sample('DX,Case_ID\nI10,A\n')]);
    expect(tableTexts(table)).toEqual({ case_id: ['A'], dx: ['I10'] });
    expect(summary.columnsMapped).toContainEqual({ from: 'DX', to: 'dx' });
  });

  test('progress ends at the size of the file', async () => {
    const seen: [number, number][] = [];
    const path = sample(PLAIN);
    await readCases([path], { progress: (done, total) => seen.push([done, total]) });
    const size = Buffer.byteLength(PLAIN);
    expect(seen.at(-1)).toEqual([size, size]);
  });
});

describe('encodings and separators', () => {
  test.each([
    ['UTF-8 with byte order mark', new TextEncoder().encode(`\ufeff${PLAIN}`), 'utf-8'],
    ['GB18030', encodeGb18030(PLAIN), 'gb18030'],
    ['UTF-16LE with mark', Buffer.from(`\ufeff${PLAIN}`, 'utf16le'), 'utf-16le'],
    ['UTF-16BE with mark', Buffer.from(`\ufeff${PLAIN}`, 'utf16le').swap16(), 'utf-16be'],
    ['CRLF', new TextEncoder().encode(PLAIN.replaceAll('\n', '\r\n')), 'utf-8'],
    ['CR alone', new TextEncoder().encode(PLAIN.replaceAll('\n', '\r')), 'utf-8'],
    ["Excel's sep= line", new TextEncoder().encode(`sep=,\r\n${PLAIN}`), 'utf-8'],
  ])('%s gives the same table', async (_name, content, encoding) => {
    const expected = tableTexts((await readCases([sample(PLAIN)])).table);
    const { table, summary } = await readCases([sample(content)]);
    expect(tableTexts(table)).toEqual(expected);
    expect(summary.files[0]!.encoding).toBe(encoding);
  });

  test('TAB and semicolon are found from the heading', async () => {
    const expected = tableTexts((await readCases([sample('case_id,dx,cash\nA,I10,1\n')])).table);
    for (const sign of ['\t', ';']) {
      const { table } = await readCases([sample(`case_id${sign}dx${sign}cash\nA${sign}I10${sign}1\n`)]);
      expect(tableTexts(table)).toEqual(expected);
    }
  });

  test('a GBK file that looks like UTF-8 for its first two million bytes is still read as GBK, not as mojibake', async () => {
    const rows: string[] = [];
    for (let i = 0; i < 60_000; i++) rows.push(`C${i},Ward ${i % 10},I10.x00x002|E11.900,12.50`);
    rows.push('LAST,心内科,I10.x00x002,3.00');
    const text = `case_id,department,dx,total_cost\n${rows.join('\n')}\n`;
    expect(text.length).toBeGreaterThan(2_000_000);
    const { table, summary } = await readCases([sample(encodeGb18030(text))]);
    expect(summary).toMatchObject({ rowsRead: 60_001, cases: 60_001 });
    const departments = findColumn(table, 'department', 'dictionary')!;
    expect(departments.values).toHaveLength(12);
    expect(departments.values.at(-1)).toBe('心内科');
    expect(summary.notices.map((one) => one.code)).toContain('notice_encoding');
  });

  test('what was counted before the encoding was found is not counted twice', async () => {
    const rows = Array.from({ length: 60_000 }, (_, i) => `C${i},Ward,i10,12.505`);
    const text = `case_id,department,dx,total_cost\n${rows.join('\n')}\nLAST,内科,|J18,3.00\n`;
    const { summary } = await readCases([sample(encodeGb18030(text))]);
    expect(summary.normalisedCodes).toBe(60_000);
    expect(summary.notices.find((one) => one.code === 'notice_amounts_rounded')!.en).toContain('60000 amounts');
    expect(summary.notices.find((one) => one.code === 'notice_principal_missing')!.en).toMatch(/^1 rows/);
  });

  test('a byte order mark before a quoted heading is no part of it, also where the separator is stated', async () => {
    const profile = parseProfile({ separator: ',' }, 'profile.yaml');
    const { table } = await readCases([sample('\ufeff"case_id","dx"\n"A","I10"\n')], { profile });
    expect(tableTexts(table)).toEqual({ case_id: ['A'], dx: ['I10'] });
  });

  test('bytes that fit both UTF-8 and GBK are told', async () => {
    // 女 in GBK is C5 AE, which is Ů in UTF-8.
    const { summary } = await readCases([sample(encodeGb18030('case_id,department,dx\nA,女,I10\n'))]);
    expect(summary.notices.map((one) => one.code)).toContain('notice_encoding_ambiguous');
  });

  test('characters cut by the border of a read stay whole in both encodings', async () => {
    const rows = Array.from({ length: 40_000 }, (_, i) => `C${i},${'科'.repeat(1 + (i % 7))}室,I10`);
    const text = `case_id,department,dx\n${rows.join('\n')}\n`;
    const expected = ['', ...Array.from({ length: 7 }, (_, i) => `${'科'.repeat(i + 1)}室`)];
    for (const content of [new TextEncoder().encode(text), encodeGb18030(text)]) {
      const { table, summary } = await readCases([sample(content)]);
      expect(summary.cases).toBe(40_000);
      expect(findColumn(table, 'department', 'dictionary')!.values).toEqual(expected);
    }
  });
});

describe('rejected rows leave no trace', () => {
  const bad = [
    'case_id,department,sex,dx,total_cost',
    'A,外科,1,K35.900,1',
    'B,坏科,9,Z99.9,1',
    'C,内科,2,Q99.9|I10,1',
    'A,重复科,1,Z98.8,1',
    'D,外科,1,I10,2',
  ];
  const good = [bad[0], bad[1], bad[3], bad[5]];

  test('reading a file and reading it without its bad rows give equal tables', async () => {
    const knownCodes = { diagnoses: ['I10', 'J18'], procedures: [] };
    const one = await readCases([sample(bad.join('\n'))], { knownCodes });
    const two = await readCases([sample(good.join('\n'))], { knownCodes });
    expect(one.table.columns).toEqual(two.table.columns);
    expect([...one.table.sourceRow]).toEqual([1, 3, 5]);
    expect(one.summary).toMatchObject({ rowsRead: 5, cases: 3, rejected: 2 });
    expect(findColumn(one.table, 'dx', 'codes')!.values).toEqual(['', 'I10', 'J18', 'K35.900', 'Q99.9']);
  });
});

describe('codes', () => {
  test('lower case, full width, spaces and zero-width signs are mended and counted', async () => {
    const { table, summary } = await readCases([sample('case_id,dx\nA,k35.900X001|Ｉ１０\nB,K35.900x001|I10\n')]);
    expect(tableTexts(table).dx).toEqual(['K35.900x001|I10', 'K35.900x001|I10']);
    expect(summary.normalisedCodes).toBe(2);
    expect(findColumn(table, 'dx', 'codes')!.values).toHaveLength(3);
  });

  test('1E10 and 03.31 in a code column stay texts: no type is guessed', async () => {
    const { table } = await readCases([sample('case_id,dx,px\n2E85,I10,03.3100|47.0\n001,I10,\n')]);
    expect(tableTexts(table)).toMatchObject({ case_id: ['2E85', '001'], px: ['03.3100|47.0', ''] });
  });
});

describe('types are never guessed from the first rows', () => {
  test('12.50 after 20,480 whole amounts is 12.50', async () => {
    const rows = Array.from({ length: 20_480 }, (_, i) => `C${i},I10,${i}`);
    const { table } = await readCases([sample(`case_id,dx,total_cost\n${rows.join('\n')}\nLAST,I10,12.50\n`)]);
    expect(findColumn(table, 'total_cost', 'money')!.values.at(-1)).toBe(1250);
  });

  test('a time after 20,480 plain dates is read, and is the day that it says', async () => {
    const rows = Array.from({ length: 20_480 }, (_, i) => `C${i},I10,2026-02-28`);
    const { table, rejected } = await readCases([
      sample(`case_id,dx,admit_date\n${rows.join('\n')}\nLAST,I10,2026-03-01 23:59:59\n`),
    ]);
    expect(rejected).toEqual([]);
    expect(tableTexts(table).admit_date!.at(-1)).toBe('2026-03-01');
  });

  test('18-digit ids keep every digit, also where one ends in X', async () => {
    const { table } = await readCases([sample('case_id,dx\n370101198001011234,I10\n37010119800101123X,I10\n')]);
    expect(tableTexts(table).case_id).toEqual(['370101198001011234', '37010119800101123X']);
  });
});

const reference = sharedReference();
describe.skipIf(reference === undefined)('the sample cases', () => {
  test('all 4,000 of CHS-DRG 2.0 are read, every cell as it stands in the file', async () => {
    const path = join(reference!, 'chs-drg-2.0/sample/cases.csv');
    const lines = readFileSync(path, 'utf8').trimEnd().split(/\r?\n/);
    const { table, rejected, summary } = await readCases([path]);
    expect(rejected).toEqual([]);
    expect(summary).toMatchObject({ rowsRead: 4000, cases: 4000, columnsIgnored: [] });
    const texts = tableTexts(table);
    const headings = lines[0]!.split(',');
    for (let row = 0; row < 4000; row++) {
      expect(headings.map((heading) => texts[heading]![row])).toEqual(lines[row + 1]!.split(','));
    }
  });

  test('the 1.1 sample gives the age of everybody in days, and is read whole', async () => {
    const { table, rejected } = await readCases([join(reference!, 'chs-drg-1.1/sample/sample-2000.csv')]);
    expect(rejected).toEqual([]);
    expect(table.caseCount).toBe(2000);
    expect(codesAt(findColumn(table, 'dx', 'codes'), 0)).toEqual(['Q76.405', 'M76.806', 'B08.000x002']);
  });
});
