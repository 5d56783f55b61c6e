import { spawnSync } from 'node:child_process';
import { mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import exceljs from 'exceljs';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import type { EngineError } from '../../src/kernel/errors.js';
import { numberColumn } from '../../src/report/report-cell.js';
import { fixZipDates } from '../../src/report/workbook/fixed-zip-dates.js';
import { addTableSheet } from '../../src/report/workbook/sheet-table.js';
import { workbookBytes, writeWorkbook } from '../../src/report/workbook/write-workbook.js';
import { needsProgram, OUTSIDE_PROGRAM } from '../needs-program.js';
import { comparisonModel } from './model-fixture.js';

const folder = mkdtempSync(join(tmpdir(), 'drgdip-workbook-'));
afterAll(() => rmSync(folder, { recursive: true, force: true }));
const model = comparisonModel();
const path = join(folder, 'report.xlsx');

async function readBack(): Promise<exceljs.Workbook> {
  const workbook = new exceljs.Workbook();
  await workbook.xlsx.readFile(path);
  return workbook;
}

const longLine = {
  hospitalId: 'H001',
  insurance: 'employee',
  order: 1,
  line: 'retention',
  band: '',
  amountFen: 1,
  role: 'term' as const,
  formula: { zh: '算'.repeat(150), en: 'x' },
  policyPath: 'retention',
};

describe('report.xlsx', () => {
  beforeAll(() => writeWorkbook(path, model, 'zh'));

  test('a sheet for each table, between summary and parameters, statements, columns', async () => {
    expect((await readBack()).worksheets.map((sheet) => sheet.name)).toEqual([
      '解读',
      '医院',
      '科室',
      '病组',
      '级别',
      '险种',
      '基金',
      '参数与来源',
      '清算单',
      '列说明',
    ]);
  });

  test('amounts are numbers in yuan, codes are text, missing is blank and no 0; the header stays in view', async () => {
    const sheet = (await readBack()).getWorksheet('病组')!;
    const headers = sheet.getRow(1).values as string[];
    const fund = headers.indexOf('改革基金支付（元）');
    expect(sheet.getCell(2, fund).value).toBe(73_387_022.26);
    expect(sheet.getCell(2, fund).numFmt).toBe('#,##0.00');
    expect(sheet.getCell(10, 1).value).toBe('47.0');
    expect(sheet.getCell(10, 1).numFmt).toBe('@');
    expect(sheet.getCell(7, headers.indexOf('基线成本盈亏（元）')).value).toBeNull();
    expect(sheet.views[0]).toMatchObject({ state: 'frozen', ySplit: 1 });
  });

  test('statements: a formula breaks into lines and its row grows, so that nothing is cut off', async () => {
    const bytes = await workbookBytes({ ...model, statements: [{ scenario: 'single', lines: [longLine] }] }, 'zh');
    const workbook = new exceljs.Workbook();
    await workbook.xlsx.load(bytes.buffer as ArrayBuffer);
    const sheet = workbook.getWorksheet('清算单')!;
    const formula = (sheet.getRow(1).values as string[]).indexOf('算式');
    expect(sheet.getCell(2, formula).value).toBe(longLine.formula.zh);
    expect(sheet.getCell(2, formula).alignment).toMatchObject({ wrapText: true, vertical: 'top' });
    // 150 Han characters take 300 columns; 54 of 60 count.
    expect(sheet.getColumn(formula).width).toBe(60);
    expect(sheet.getRow(2).height).toBe(6 * 15);
  });

  test('printed landscape; statements and narrow tables fit one page across, wide ones as few as half size needs', async () => {
    const { worksheets } = await readBack();
    const setup = (name: string) => worksheets.find((sheet) => sheet.name === name)!.pageSetup;
    for (const name of ['清算单', '参数与来源', '医院', '病组'])
      expect(setup(name).orientation, name).toBe('landscape');
    expect(setup('清算单')).toMatchObject({ fitToPage: true, fitToWidth: 1, fitToHeight: 0 });
    const { Workbook } = exceljs;
    const sheetOf = (columns: number) =>
      addTableSheet(
        new Workbook(),
        '表',
        'table_wide',
        Array.from({ length: columns }, (_, c) => ({ header: `列${c}`, format: '0', values: [1], width: 20 })),
        1,
        2,
      ).pageSetup;
    expect(sheetOf(13)).toMatchObject({ fitToPage: true, fitToWidth: 1 });
    expect(sheetOf(13).printTitlesColumn).toBeUndefined();
    // 280 characters, of which 40 stand on both pages; 2,020 on pages of 260 with 220 of their own each.
    const titles = { fitToPage: true, fitToHeight: 0, printTitlesColumn: 'A:B' };
    expect(sheetOf(14)).toMatchObject({ ...titles, fitToWidth: 2 });
    expect(sheetOf(101)).toMatchObject({ ...titles, fitToWidth: 9 });
  });

  test('the filter comes from a table with buttons; a sheet’s own filter would not arrive in LibreOffice', async () => {
    const sheet = (await readBack()).getWorksheet('医院')!;
    const { table } = sheet.getTable('table_hospitals') as unknown as {
      table: { autoFilterRef: string; columns: { filterButton: boolean }[] };
    };
    expect(table.autoFilterRef).toBe('A1:O13');
    expect(table.columns.every((column) => column.filterButton)).toBe(true);
  });

  test('each parameter stands with value, reform value, document, article and trust mark; no source is a preset', async () => {
    const sheet = (await readBack()).getWorksheet('参数与来源')!;
    expect(sheet.getRow(2).values).toEqual([
      undefined,
      '费率',
      '12,500.00',
      '12,125.00',
      '元/权重',
      '文件',
      '示例医保发〔2026〕1 号',
      '第五条',
      '',
      'rate.value',
    ]);
    expect(sheet.getCell(5, 5).value).toBe('预设');
    expect(sheet.getCell(5, 6).value).toBe('未注明');
  });

  test('the summary carries caveat, hashes, date and headline figures', async () => {
    const texts: unknown[] = [];
    (await readBack()).getWorksheet('解读')!.eachRow((row) => texts.push(...(row.values as unknown[])));
    for (const wanted of [
      '测算结果，不作为清算依据',
      model.identity.policyHash,
      model.identity.reformHash,
      model.identity.inputHash,
      '2026-11-28',
      model.figures[0]!.value / 100,
    ]) {
      expect(texts).toContain(wanted);
    }
  });

  test('a long notice is broken over all columns of the summary, which stays one readable page wide', async () => {
    const long = { zh: '长'.repeat(200), en: 'long' };
    const own = join(folder, 'long.xlsx');
    await writeWorkbook(own, { ...model, notices: [{ zh: '短', en: 'short' }, long] }, 'zh');
    const workbook = new exceljs.Workbook();
    await workbook.xlsx.readFile(own);
    const sheet = workbook.worksheets[0]!;
    const rows = [...Array(sheet.rowCount).keys()].map((row) => sheet.getRow(row + 1));
    const [short, broken] = ['短', long.zh].map((text) => rows.find((row) => row.getCell(1).value === text)!);
    // 400 columns of a terminal in 134 digits of width, a tenth left free: four lines.
    expect([short!.height, broken!.height]).toEqual([15, 60]);
    expect(broken!.getCell(1).alignment).toMatchObject({ wrapText: true });
    expect(broken!.getCell(6).master.address).toBe(broken!.getCell(1).address);
  });

  test('two writings, a second apart, are equal byte for byte, and the file’s date is the model’s', async () => {
    const first = readFileSync(path);
    await new Promise((resolve) => setTimeout(resolve, 2100));
    expect(Buffer.from(await workbookBytes(model, 'zh')).equals(first)).toBe(true);
    expect((await readBack()).created.toISOString()).toBe('2026-11-28T00:00:00.000Z');
  });

  test('row 1,048,577 is refused, since Excel and LibreOffice would drop it in silence', () => {
    const workbook = new exceljs.Workbook();
    const columns = [{ header: 'a', format: '0', values: [] }];
    let code = '';
    try {
      addTableSheet(workbook, 'big', 'big', columns, 1_048_576);
    } catch (error) {
      code = (error as EngineError).code;
      expect((error as EngineError).text('en')).toContain('1,048,576');
    }
    expect(code).toBe('workbook_too_long');
  });

  test('equal headers get their place behind them, names of sheets lose what Excel forbids', () => {
    const workbook = new exceljs.Workbook();
    const columns = ['a', 'A', ''].map((header) => ({ header, format: '0', values: [1] }));
    const sheet = addTableSheet(workbook, "a/b:c*'d'[e]", 't1', columns, 1);
    expect(sheet.name).toBe('a b c  d  e');
    expect((sheet.getRow(1).values as string[]).slice(1)).toEqual(['a', 'A [2]', ' [3]']);
    expect(addTableSheet(workbook, 'a/b:c*  d  e', 't2', columns, 1).name).toBe('a b c   d  e');
  });

  test('bytes that are no zip are refused', () => {
    expect(() => fixZipDates(new Uint8Array(100))).toThrow(/not a zip/);
  });
});

const soffice = needsProgram('soffice');

describe.skipIf(soffice === undefined)('report.xlsx in LibreOffice', OUTSIDE_PROGRAM, () => {
  const out = join(folder, 'out');

  beforeAll(async () => {
    await writeWorkbook(path, model, 'zh');
    mkdirSync(out);
    // -1: every sheet to a file of its own, UTF-8, cells as shown off, so that numbers come whole.
    const filter = 'csv:Text - txt - csv (StarCalc):44,34,76,1,,0,false,false,false,false,false,-1';
    const profile = `-env:UserInstallation=${pathToFileURL(join(folder, 'profile'))}`;
    const run = spawnSync(soffice!, [
      profile,
      '--headless',
      '--norestore',
      '--convert-to',
      filter,
      '--outdir',
      out,
      path,
    ]);
    expect(run.status).toBe(0);
  });

  const sheet = (name: string): string[][] => {
    const file = readdirSync(out).find((candidate) => candidate.includes(`-${name}.csv`))!;
    return readFileSync(join(out, file), 'utf8')
      .trimEnd()
      .split('\n')
      .map((line) => [...line.matchAll(/(?:^|,)(?:"((?:[^"]|"")*)"|([^,]*))/g)].map((m) => m[1] ?? m[2] ?? ''));
  };

  test('it opens without repair, and every sum of money agrees to the fen', () => {
    for (const table of model.tables) {
      const [headers, ...rows] = sheet(table.schema.title.zh);
      expect(rows).toHaveLength(table.rowCount);
      for (const column of table.schema.columns.filter(({ type }) => type === 'money')) {
        const at = headers!.indexOf(`${column.label.zh}（元）`);
        expect(at).toBeGreaterThan(0);
        const found = rows.reduce((sum, row) => sum + Math.round(Number(row[at]) * 100), 0);
        const expected = numberColumn(table, column.name).reduce((sum, fen) => sum + (Number.isNaN(fen) ? 0 : fen), 0);
        expect(`${column.name} ${found}`).toBe(`${column.name} ${expected}`);
      }
    }
  });

  test('the code 47.0 is still text and 0000 has its zeros', () => {
    const codes = sheet('病组').map((row) => row[0]);
    expect(codes).toContain('47.0');
    expect(codes).toContain('0000');
  });

  test('links of the contents show their names', () => {
    const cells = sheet('解读').flat();
    for (const name of ['医院', '基金', '清算单']) expect(cells).toContain(name);
  });
});
