import { readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import ExcelJS from 'exceljs';
import { describe, expect, test } from 'vitest';
import { readRegister } from '../../../src/cases/read-register.js';
import { INPUT_TABLE_KINDS, INPUT_TABLES } from '../../../src/cases/tables/input-tables.js';
import { inputTablesDocument } from '../../../src/cases/tables/input-tables-document.js';
import { checkInputTable, inspectInputTable, readInputTable } from '../../../src/cases/tables/read-input-table.js';
import { dayOf } from '../../../src/kernel/day.js';
import type { EngineError } from '../../../src/kernel/errors.js';
import type { Finding } from '../../../src/kernel/finding.js';
import { packageRoot } from '../../../src/kernel/package-root.js';
import { encodeGb18030 } from '../gb18030.js';
import { temporaryFolder, writeSample } from '../temporary-folder.js';

const folder = temporaryFolder();
const document = join(packageRoot(), 'docs', 'input-tables.md');
const example = (kind: string): string => join(packageRoot(), 'examples', 'input-tables', `${kind}.csv`);
const sample = (content: string | Uint8Array, ending?: string): string => writeSample(folder, content, ending);
const shown = (findings: readonly Finding[]): string[] =>
  findings.map(({ code, path }) => `${code} ${path.replace(/^[^:]*:?/, '')}`);

test('docs/input-tables.md says what the code says (DRGDIP_UPDATE_DOCS=1 writes it anew)', () => {
  if (process.env.DRGDIP_UPDATE_DOCS === '1') writeFileSync(document, inputTablesDocument());
  expect(readFileSync(document, 'utf8')).toBe(inputTablesDocument());
});

test('a table that no run reads says that no rule uses it yet, and no other says so', () => {
  const sources = readdirSync(join(packageRoot(), 'src'), { recursive: true, encoding: 'utf8' })
    .filter((name) => name.endsWith('.ts') && !name.startsWith(join('cases', 'tables')))
    .map((name) => readFileSync(join(packageRoot(), 'src', name), 'utf8'))
    .join('\n');
  const unused = INPUT_TABLE_KINDS.filter(
    (kind) => kind !== 'register' && !new RegExp(`(?:read|stream)InputTable\\([^)]*'${kind}'`).test(sources),
  );
  expect(unused).toEqual([]);
  for (const kind of INPUT_TABLE_KINDS) {
    const { zh, en } = INPUT_TABLES[kind].purpose;
    expect([zh.includes('尚无规则使用'), en.includes('no rule uses it yet')], kind).toEqual(
      unused.includes(kind) ? [true, true] : [false, false],
    );
  }
});

describe('examples', () => {
  test.each(INPUT_TABLE_KINDS)('%s.csv has every column of its schema and no problem', async (kind) => {
    const [heading] = readFileSync(example(kind), 'utf8').split('\n');
    expect(heading!.split(',')).toEqual(INPUT_TABLES[kind].columns.map((column) => column.name));
    expect(await checkInputTable(example(kind), kind)).toEqual([]);
    expect((await readInputTable(example(kind), kind)).length).toBeGreaterThan(2);
  });

  test('amounts are fen, days are day numbers, decimals keep their digits, empty is undefined', async () => {
    const ledger = await readInputTable(example('ledger'), 'ledger');
    expect(ledger.map((row) => row.amount)).toEqual([500000000, 750000000, 750000000, 1234567, -80000, 500000000]);
    const distances = await readInputTable(example('distances'), 'distances');
    expect(distances[1]).toEqual({
      place: '示例镇',
      hospital_id: 'H02',
      kilometres: '23.5',
      minutes: '35',
      until: dayOf(2026, 5, 31),
    });
    const [, , third] = await readInputTable(example('items'), 'items');
    expect(third).toMatchObject({ quantity: '-1', unit_price: '18.35', amount: -1835 });
  });

  test('the register of the example is the one that a run reads', () => {
    const register = readRegister(example('register'), 2026);
    expect([...register.values()].map((one) => [one.hospitalId, one.levelClass])).toEqual([
      ['H01', 3],
      ['H02', 3],
      ['H03', 1],
    ]);
  });
});

describe('problems are listed together, each with row and remedy', () => {
  test('a ledger with eight mistakes', async () => {
    const path = sample(
      [
        'hospital_id,insurance,month,kind,amount,document,备注',
        ',employee,2026-01,prepayment,1,a,',
        'H1,职工医保,2026年1月,月度预拨,"1,000.50",a,',
        'H1,worker,2026-01,prepayment,1,a,',
        'H1,employee,2026-13,prepayment,1,a,',
        'H1,employee,2026-01,gift,1,a,',
        'H1,employee,2026-01,prepayment,12.345,b,',
        'H1,employee,2026-01,prepayment,-5,c,',
        'H1,employee,2026/01,prepayment,7,a,',
        'H1,employee,2026-01',
        ',,,,,,',
        'H1,employee,2026-01,adjustment,x,,',
      ].join('\n'),
    );
    const findings = await checkInputTable(path, 'ledger');
    expect(shown(findings)).toEqual([
      'input_heading_unknown 备注',
      'input_cell_empty 1:hospital_id',
      'input_cell_not_allowed 3:insurance',
      'input_cell_not_month 4:month',
      'input_cell_not_allowed 5:kind',
      'input_cell_not_amount 6:amount',
      'ledger_amount_negative 7:amount',
      'input_row_twice 8:hospital_id',
      'input_row_uneven 9',
      'input_cell_not_amount 11:amount',
      'input_cell_empty 11:document',
    ]);
    for (const finding of findings) {
      expect(finding.zh).toMatch(/请|只能|应|未使用/);
      expect(`${finding.zh}${finding.en}`).not.toMatch(/\{\w+\}|undefined/);
    }
    expect(findings[2]!.zh).toContain('employee（职工医保）、resident');
    expect(findings[2]!.en).toContain('employee (employees), resident');
    const error = (await readInputTable(path, 'ledger').catch((cause: unknown) => cause)) as EngineError;
    expect(error.code).toBe('input_table_wrong');
    expect(error.text('zh')).toMatch(/有 10 处问题/);
    expect(error.text('en').split('\n')).toHaveLength(11);
    expect(error.text('en')).not.toMatch(/[\u4e00-\u9fff]/);
  });

  test('headings alone are an error of a register, and a warning of a table that may well be empty', async () => {
    const kinds = { register: 'hospital_id,level\n', ledger: 'hospital_id,insurance,month,kind,amount,document\n' };
    const [register, ledger] = await Promise.all(
      (['register', 'ledger'] as const).map((kind) => checkInputTable(sample(kinds[kind]), kind)),
    );
    expect(register).toMatchObject([{ code: 'input_table_without_rows', severity: 'error' }]);
    expect(register![0]!.zh).toMatch(/只有表头，没有数据行.*重新导出/);
    expect(ledger).toMatchObject([{ code: 'input_table_without_rows', severity: 'warning' }]);
    expect(await readInputTable(sample(kinds.ledger), 'ledger')).toEqual([]);
  });

  test('missing columns, a heading twice, neither level nor level_class', async () => {
    // Said of the table once, not of each row again; and no row can be used.
    const without = await inspectInputTable(sample('hospital_id,name\nH1,x\nH2,y\n'), 'register');
    expect(shown(without.findings)).toEqual(['input_any_column_missing ']);
    expect(without).toMatchObject({ rows: 2, rowsTaken: 0 });
    expect(without.findings[0]!.zh).toMatch(/level, level_class 至少要有一列。现有表头：hospital_id, name。请补上/);
    expect(shown(await checkInputTable(sample('place,地点,kilometers\nx,y,1\n'), 'distances'))).toEqual([
      'input_heading_twice place',
      'input_column_missing hospital_id',
      'input_column_missing kilometres',
      'input_heading_unknown 地点',
      'input_heading_unknown kilometers',
    ]);
    expect((await checkInputTable(sample('place,hospital_id,kilometers\nx,y,1\n'), 'distances')).at(-1)!.en).toContain(
      'kilometres',
    );
  });

  test('bounds: both ends count, so 17 and 17 overlap, 17 and 18 do not; days likewise; backwards is told', async () => {
    const people = (rows: readonly string[]): Promise<readonly Finding[]> =>
      checkInputTable(
        sample(`region,insurance,age_from,age_until,insured,from,until\n${rows.join('\n')}\n`),
        'population',
      );
    expect(await people(['r,employee,0,17,1,,', 'r,employee,18,,1,,'])).toEqual([]);
    expect(shown(await people(['r,employee,0,17,1,,', 'r,employee,17,,1,,']))).toEqual(['input_row_overlaps 2:region']);
    expect(await people(['r,employee,0,17,1,,2025-12-31', 'r,employee,0,17,1,2026-01-01,'])).toEqual([]);
    expect(shown(await people(['r,employee,0,17,1,,2026-01-01', 'r,employee,5,9,1,2026-01-01,']))).toEqual([
      'input_row_overlaps 2:region',
    ]);
    expect(shown(await people(['r,employee,20,17,1,,']))).toEqual(['input_span_backwards 1:age_from']);
    expect(shown(await people(['r,employee,,131,1,,', 'r,employee,,130,1.5,,', 'r,employee,0,130,0,,']))).toEqual([
      'input_cell_out_of_range 1:age_until',
      'input_cell_not_whole 2:insured',
    ]);
  });

  test('beyond a thousand problems their number is told', async () => {
    const rows = Array.from({ length: 1500 }, (_, i) => `p${i},H1,far`).join('\n');
    const findings = await checkInputTable(sample(`place,hospital_id,kilometres\n${rows}\n`), 'distances');
    expect(findings).toHaveLength(1001);
    expect(findings.at(-1)!.en).toMatch(/^500 further/);
  });

  test('a file that is no table, not there, or a folder is one finding', async () => {
    const codes = await Promise.all(
      [sample('%PDF-1.7\n'), join(folder, 'nowhere.csv'), folder].map(async (path) =>
        shown(await checkInputTable(path, 'items')),
      ),
    );
    expect(codes).toEqual([['file_is_other '], ['file_not_found '], ['file_is_folder ']]);
  });
});

describe('formats', () => {
  test('GBK, NDJSON, HTML and XLSX give the same rows as CSV', async () => {
    const rows = [
      ['地点', '医疗机构代码', '公里'],
      ['示例镇', '0012', '1.5'],
      ['示例乡', '0013', '20'],
    ];
    const expected = [
      { place: '示例镇', hospital_id: '0012', kilometres: '1.5' },
      { place: '示例乡', hospital_id: '0013', kilometres: '20' },
    ];
    const csv = rows.map((row) => row.join(',')).join('\n');
    const html = `<table>${rows.map((row) => `<tr><td>${row.join('<td>')}`).join('')}</table>`;
    const json = rows
      .slice(1)
      .map((row) => JSON.stringify(Object.fromEntries(row.map((cell, i) => [rows[0]![i], cell]))))
      .join('\n');
    const book = new ExcelJS.Workbook();
    book.addWorksheet('a').addRows(rows);
    const paths = [
      sample(csv),
      sample(encodeGb18030(csv)),
      sample(html, '.xls'),
      sample(json, '.ndjson'),
      sample(new Uint8Array(await book.xlsx.writeBuffer()), '.xlsx'),
    ];
    for (const path of paths) expect(await readInputTable(path, 'distances')).toEqual(expected);
  });

  test('an error cell of a workbook and an id of 18 digits kept as a number are named', async () => {
    const book = new ExcelJS.Workbook();
    book.addWorksheet('a').addRows([
      ['place', 'hospital_id', 'kilometres'],
      ['p', 'H1', { error: '#N/A' }],
      ['p', 123456789012345680, 1],
    ]);
    const path = sample(new Uint8Array(await book.xlsx.writeBuffer()), '.xlsx');
    expect(shown(await checkInputTable(path, 'distances'))).toEqual([
      'input_cell_unreadable 1:kilometres',
      'input_cell_unreadable 2:hospital_id',
    ]);
  });
});
