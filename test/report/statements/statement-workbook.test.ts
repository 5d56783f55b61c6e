import { spawnSync } from 'node:child_process';
import { mkdirSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import exceljs from 'exceljs';
import { beforeAll, describe, expect, test } from 'vitest';
import { hospitalStatements } from '../../../src/report/statements/statement-book.js';
import { statementWorkbook } from '../../../src/report/statements/statement-workbook.js';
import { sumOf, totalFormulas } from '../../../src/report/statements/total-formulas.js';
import { needsProgram, OUTSIDE_PROGRAM } from '../../needs-program.js';
import { temporaryFolder } from '../../temporary-folder.js';
import { singleBook, statementBookOf, statementLines, statementPart } from './statement-fixture.js';

const folder = temporaryFolder();
const statements = hospitalStatements(singleBook());
const hospital = (id: string) => statements.find(({ hospitalId }) => hospitalId === id)!;

async function load(bytes: Uint8Array): Promise<exceljs.Workbook> {
  const workbook = new exceljs.Workbook();
  await workbook.xlsx.load(bytes.slice().buffer as ArrayBuffer);
  return workbook;
}

interface Cell {
  readonly row: number;
  readonly order: unknown;
  readonly role: unknown;
  readonly amount: unknown;
  readonly formula: string | undefined;
}

/** Rows of a sheet with what they count as, and the amounts. */
function rowsOf(sheet: exceljs.Worksheet): Cell[] {
  const rows: Cell[] = [];
  sheet.eachRow((row, number) => {
    const { value } = row.getCell(5);
    const isFormula = typeof value === 'object' && value !== null && 'formula' in value;
    rows.push({
      row: number,
      order: row.getCell(1).value,
      role: row.getCell(4).value,
      amount: isFormula ? value.result : value,
      formula: isFormula ? value.formula : undefined,
    });
  });
  return rows;
}

test('a total is the total before it plus the terms since, notes left out; of nothing it is 0', () => {
  const lines = statementLines('H001', 'employee');
  const formulas = totalFormulas(lines, 20, 'E');
  expect([formulas.get(lines[5]!), formulas.get(lines[9]!)]).toEqual([
    'ROUND(SUM(E21,E23:E24),2)',
    'ROUND(E25+SUM(E27:E28),2)',
  ]);
  expect(sumOf(undefined, [], 'E')).toBe('ROUND(0,2)');
});

describe('a hospital’s statement as a workbook', () => {
  test('title, caveat, ids and hashes first; then a section for each insurance type, totals as formulas', async () => {
    const workbook = await load(await statementWorkbook(hospital('H001'), 'zh'));
    expect(workbook.worksheets.map(({ name }) => name)).toEqual(['清算单']);
    const sheet = workbook.worksheets[0]!;
    const texts: unknown[] = [];
    sheet.eachRow((row) => texts.push(...(row.values as unknown[])));
    for (const wanted of [
      '示例市第一人民医院（H001） · 医保基金清算单',
      '测算结果，不作为清算依据',
      '测试政策 · test-policy',
      hospital('H001').parts[0]!.policy.hash,
      hospital('H001').parts[0]!.scheme.hash,
      '职工',
      '居民',
      '文件 · 示例医保发〔2026〕1 号 · 第五条\nrate',
      '预设 · 未注明\nclearing.steps',
    ])
      expect(texts).toContain(wanted);
    const rows = rowsOf(sheet);
    const formulas = rows.filter(({ formula }) => formula !== undefined);
    // Two totals of two accounts; above them each is pointed to, and both are added.
    expect(formulas).toHaveLength(4 + 4 + 2);
    expect(formulas.map(({ amount }) => amount)).toEqual([
      70_010.3, 210_030.9, 280_041.2, 68_776.53, 206_329.59, 275_106.12, 70_010.3, 68_776.53, 210_030.9, 206_329.59,
    ]);
    const notes = rows.filter(({ role }) => role === '备注');
    expect(notes).toHaveLength(8);
    for (const { row } of notes) expect(sheet.getCell(row, 5).font?.color?.argb).toBe('FF5B6470');
  });

  test('the day on which clearing is due stands among the facts, only where the policy names one', async () => {
    const shown = async (more: object) => {
      const book = statementBookOf([{ ...statementPart('single', statementLines('H001', 'employee')), ...more }]);
      const workbook = await load(await statementWorkbook(hospitalStatements(book)[0]!, 'zh'));
      const found: unknown[] = [];
      workbook.worksheets[0]!.eachRow((row) => {
        if (row.getCell(2).value === '清算截止日') found.push(row.getCell(3).value);
      });
      return found;
    };
    expect(await shown({ due: '2027-06-30' })).toEqual(['2027-06-30']);
    expect(await shown({})).toEqual([]);
  });

  test('what is to be paid of all insurances holds the final payment of one without a cash line', async () => {
    const cash = statementLines('H001', 'employee');
    cash.push({ ...cash[9]!, order: 12, line: 'ledger_prepayment', role: 'term', amountFen: -500_000 });
    cash.push({ ...cash[9]!, order: 13, line: 'to_pay', role: 'total', amountFen: 6_377_653 });
    const book = statementBookOf([statementPart('single', [...cash, ...statementLines('H001', 'resident', 3)])]);
    const sheet = (await load(await statementWorkbook(hospitalStatements(book)[0]!, 'zh'))).worksheets[0]!;
    const rows = rowsOf(sheet).filter(({ row, formula }) => formula && sheet.getCell(row, 2).value === '应拨付');
    expect(rows.slice(0, 3).map(({ amount }) => amount)).toEqual([63_776.53, 206_329.59, 270_106.12]);
    // The cell that the second one points to is the final payment.
    expect(sheet.getCell(Number(rows[1]!.formula!.slice(1)), 2).value).toBe('基金最终支付');
  });

  test('adding the printed terms cell by cell gives every printed total', async () => {
    for (const language of ['zh', 'en'] as const) {
      const sheet = (await load(await statementWorkbook(hospital('H001'), language))).worksheets[0]!;
      let sum = 0;
      let totals = 0;
      for (const { order, role, amount } of rowsOf(sheet)) {
        if (order === 1) sum = 0;
        if (role === '计入' || role === 'term') sum += Math.round((amount as number) * 100);
        if (typeof order !== 'number' || !(role === '合计' || role === 'total')) continue;
        expect(Math.round((amount as number) * 100)).toBe(sum);
        totals += 1;
      }
      expect(totals).toBe(4);
    }
  });

  test('ids and names that begin with = + - @ are texts, and no formula holds a text', async () => {
    for (const id of ['=1+1', '+H2', '-H3', '@SUM(A1)']) {
      const sheet = (await load(await statementWorkbook(hospital(id), 'en'))).worksheets[0]!;
      expect(sheet.getCell(4, 3).value).toBe(id);
      expect(sheet.getCell(4, 3).numFmt).toBe('@');
      const formulas = rowsOf(sheet).flatMap(({ formula }) => formula ?? []);
      expect(formulas.length).toBeGreaterThan(3);
      for (const formula of formulas) expect(formula).toMatch(/^(E\d+|ROUND\([ESUM0-9+:,()]+,2\))$/);
    }
  });

  test('a comparison has a sheet for the baseline and one for the reform', async () => {
    const [statement] = hospitalStatements(
      statementBookOf([
        statementPart('baseline', statementLines('H001', 'employee')),
        statementPart('reform', statementLines('H001', 'employee', 2)),
      ]),
    );
    const { worksheets } = await load(await statementWorkbook(statement!, 'en'));
    expect(worksheets.map(({ name }) => name)).toEqual(['Baseline', 'Reform']);
  });

  test('a missing amount is blank, and so is a total that cannot be known', async () => {
    const lines = statementLines('H001', 'employee').map((line) =>
      ['standard_fund', 'fund_before_clearing', 'final_fund'].includes(line.line)
        ? { ...line, amountFen: Number.NaN }
        : line,
    );
    const [statement] = hospitalStatements(statementBookOf([statementPart('single', lines)]));
    const sheet = (await load(await statementWorkbook(statement!, 'zh'))).worksheets[0]!;
    const blank = rowsOf(sheet).filter(({ order, amount }) => typeof order === 'number' && amount === null);
    expect(blank.map(({ order }) => order)).toEqual([2, 6, 10]);
  });

  test('equal statements are equal bytes, two seconds apart', async () => {
    const first = await statementWorkbook(hospital('H001'), 'zh');
    await new Promise((resolve) => setTimeout(resolve, 2100));
    expect(Buffer.from(await statementWorkbook(hospital('H001'), 'zh')).equals(Buffer.from(first))).toBe(true);
  });
});

const soffice = needsProgram('soffice');

describe.skipIf(soffice === undefined)(
  'a statement in LibreOffice, which calculates every formula anew',
  OUTSIDE_PROGRAM,
  () => {
    const sheets = new Map<string, string[][]>();

    beforeAll(async () => {
      const source = join(folder, 'source');
      mkdirSync(source);
      writeFileSync(join(source, 'plain.xlsx'), await statementWorkbook(hospital('H001'), 'zh'));
      writeFileSync(join(source, 'hostile.xlsx'), await statementWorkbook(hospital('=1+1'), 'zh'));
      // What an officer does: one term is changed by 0.01 yuan; the stored totals are now wrong.
      const changed = await load(await statementWorkbook(hospital('H001'), 'zh'));
      const sheet = changed.worksheets[0]!;
      const term = rowsOf(sheet).find(({ role }) => role === '计入')!;
      sheet.getCell(term.row, 5).value = (term.amount as number) + 0.01;
      await changed.xlsx.writeFile(join(source, 'changed.xlsx'));
      const profile = join(folder, 'profile');
      mkdirSync(join(profile, 'user'), { recursive: true });
      // 0: always recalculate workbooks of other programs on loading.
      writeFileSync(
        join(profile, 'user', 'registrymodifications.xcu'),
        `<?xml version="1.0" encoding="UTF-8"?><oor:items xmlns:oor="http://openoffice.org/2001/registry" xmlns:xs="http://www.w3.org/2001/XMLSchema" xmlns:xsi="http://www.w3.org/2001/XMLSchema-instance"><item oor:path="/org.openoffice.Office.Calc/Formula/Load"><prop oor:name="OOXMLRecalcMode" oor:op="fuse"><value>0</value></prop></item></oor:items>`,
      );
      const out = join(folder, 'out');
      const filter = 'csv:Text - txt - csv (StarCalc):44,34,76,1,,0,false,false,false,false,false,-1';
      const files = readdirSync(source).map((name) => join(source, name));
      const run = spawnSync(soffice!, [
        `-env:UserInstallation=${pathToFileURL(profile)}`,
        '--headless',
        '--norestore',
        '--convert-to',
        filter,
        '--outdir',
        out,
        ...files,
      ]);
      expect(run.status).toBe(0);
      for (const name of readdirSync(out)) {
        const rows = readFileSync(join(out, name), 'utf8').trimEnd();
        sheets.set(
          name.split('-')[0]!,
          // A field may hold a line break inside its quotes.
          rows
            .split(/\n(?=(?:[^"]*"[^"]*")*[^"]*$)/)
            .map((line) => [...line.matchAll(/(?<=^|,)(?:"((?:[^"]|"")*)"|([^,]*))/g)].map((m) => m[1] ?? m[2] ?? '')),
        );
      }
    });

    /** Totals of the two accounts as LibreOffice has them, in fen. */
    const totals = (name: string): number[] =>
      sheets
        .get(name)!
        .filter(([order, , , role]) => order !== '' && role === '合计')
        .map((row) => Math.round(Number(row[4]) * 100));

    test('it opens without repair, and each total calculated anew is the printed one, to the fen', () => {
      expect(totals('plain')).toEqual([7_001_030, 6_877_653, 21_003_090, 20_632_959]);
      const all = sheets.get('plain')!.filter((row) => row[2] === '全部险种');
      expect(all.map((row) => Number(row[4]))).toEqual([280_041.2, 275_106.12]);
    });

    test('a term that is changed by one fen changes every total below it by one fen', () => {
      expect(totals('changed')).toEqual([7_001_031, 6_877_654, 21_003_090, 20_632_959]);
    });

    test('an id that looks like a formula is shown as it is written', () => {
      expect(sheets.get('hostile')!.find((row) => row[1] === '医院编码')![2]).toBe('=1+1');
    });
  },
);
