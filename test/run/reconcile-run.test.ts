import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import ExcelJS from 'exceljs';
import { beforeAll, describe, expect, test, vi } from 'vitest';
import { createProgram } from '../../src/cli/program.js';
import { EngineError } from '../../src/kernel/errors.js';
import { packageRoot } from '../../src/kernel/package-root.js';
import { temporaryFolder } from '../temporary-folder.js';

const folder = temporaryFolder();
const example = (...names: string[]): string => join(packageRoot(), 'examples', ...names);
const REGION = [
  ...['--in', example('reconcile', 'cases.csv'), '--register', example('monitor', 'register.csv')],
  ...['--policy', 'example-national-base', '--weights', example('monitor', 'weights.csv')],
];
const FEEDBACK = readFileSync(example('reconcile', 'bureau.csv'), 'utf8');

async function reconcile(out: string, args: readonly string[], language: 'zh' | 'en' = 'en'): Promise<string> {
  let printed = '';
  const write = vi.spyOn(process.stdout, 'write').mockImplementation((text) => {
    printed += String(text);
    return true;
  });
  const common = ['--quiet', '--lang', language, '--workers', '0', '--out', join(folder, out)];
  try {
    await (await createProgram(language)).parseAsync(['node', 'drgdip', 'reconcile', ...REGION, ...args, ...common]);
  } finally {
    write.mockRestore();
  }
  return printed;
}

const failure = async (work: Promise<unknown>): Promise<EngineError> => {
  const error = await work.catch((cause: unknown) => cause);
  if (!(error instanceof EngineError)) throw new Error(`no refusal: ${String(error)}`);
  return error;
};

function rowsOf(out: string, name: string): Record<string, string>[] {
  const text = readFileSync(join(folder, out, `${name}.csv`), 'utf8').replace(/^\ufeff/, '');
  const [heading, ...lines] = text.trimEnd().split('\n');
  const names = heading!.split(',');
  return lines.map((line) => {
    const cells = line.match(/("([^"]|"")*"|[^,]*)(,|$)/g)!.map((cell) => cell.replace(/,$/, '').replace(/^"|"$/g, ''));
    return Object.fromEntries(names.map((column, c) => [column, cells[c]!]));
  });
}

describe('the example feedback', () => {
  let printed = '';
  beforeAll(async () => {
    printed = await reconcile('whole', ['--bureau', example('reconcile', 'bureau.csv')]);
  });

  test('each difference that was put into it is found under its reason, and they add up to −6,022.50', () => {
    const reasons = Object.fromEntries(rowsOf('whole', 'reconcile_reasons').map((row) => [row.reason, row.amount]));
    expect(reasons).toEqual({
      group: '-2000.00',
      method: '0.00',
      weight: '-1000.00',
      coefficient: '-312.50',
      case_coefficient: '0.00',
      rate: '-98.00',
      deviation: '4170.00',
      patient: '-100.00',
      rounding: '-0.40',
      unexplained: '-200.00',
      only_ours: '-8481.60',
      only_bureau: '2000.00',
    });
    const [total] = rowsOf('whole', 'reconcile_total');
    expect(total).toMatchObject({ basis: 'fund', matched: '13', different: '10', difference: '-6022.50' });
    const fen = (text: string | undefined): number => Math.round(Number(text) * 100);
    expect(Object.values(reasons).reduce((sum, amount) => sum + fen(amount), 0)).toBe(fen(total!.difference));
    expect(printed).toContain('difference −6,022.50 yuan');
  });

  test('both sides without a match are listed with their amounts', () => {
    expect(
      rowsOf('whole', 'reconcile_unmatched').map(({ side, case_id, amount, why }) => [side, case_id, amount, why]),
    ).toEqual([
      ['bureau', 'X999', '2000.00', 'not_in_cases'],
      ['ours', 'C010', '8481.60', 'not_in_feedback'],
    ]);
  });

  test('the list for an appeal has the losses only, largest first, our path and blank columns', async () => {
    const appeal = rowsOf('whole', 'appeal');
    expect(appeal.map(({ case_id }) => case_id)).toEqual([
      ...['C010', 'C002', 'C007', 'C003', 'C006', 'APART-1', 'C008', 'C005', 'C009'],
    ]);
    expect(appeal[1]).toMatchObject({
      settlement_id: 'S0002',
      reason: 'group differs',
      evidence: '',
      note: '',
      outcome: '',
    });
    expect(appeal[1]!.path).toMatch(/standard 0\.7400 × 1 × 12500 = 9,?250\.00/);
    const book = new ExcelJS.Workbook();
    await book.xlsx.readFile(join(folder, 'whole', 'appeal.xlsx'));
    const sheet = book.worksheets[0]!;
    expect((sheet.getRow(1).values as string[]).map(String)).toContain('Note (fill in)');
    expect(sheet.rowCount).toBe(10);
  });

  test('departments add up to the matched difference', () => {
    const rows = rowsOf('whole', 'reconcile_departments');
    const sum = rows.reduce((all, row) => all + Math.round(Number(row.difference) * 100), 0);
    expect(sum).toBe(-602_250 + 848_160 - 200_000);
  });
});

test('a workbook by settlement ids with headings of its own gives the same differences', async () => {
  const book = new ExcelJS.Workbook();
  const sheet = book.addWorksheet('feedback');
  const lines = FEEDBACK.trimEnd()
    .split('\n')
    .map((line) => line.split(','));
  lines[0]![lines[0]!.indexOf('基金应支付')] = '局端拨付数';
  for (const line of lines) sheet.addRow(line);
  const path = join(folder, 'feedback.xlsx');
  await book.xlsx.writeFile(path);
  const map = join(folder, 'headings.yaml');
  writeFileSync(map, 'columns: {局端拨付数: fund}\n');
  await reconcile('book', ['--bureau', path, '--bureau-columns', map], 'zh');
  expect(rowsOf('book', 'reconcile_reasons').map(({ amount }) => amount)).toEqual(
    rowsOf('whole', 'reconcile_reasons').map(({ amount }) => amount),
  );
  expect(rowsOf('book', 'appeal')[1]!.reason).toBe('入组不同');
});

describe('bad input is named with what to do', () => {
  const feedback = (name: string, text: string): string => {
    const path = join(folder, name);
    writeFileSync(path, text);
    return path;
  };

  test('no row, no amount, no case in common', async () => {
    const empty = feedback('empty.csv', `${FEEDBACK.split('\n')[0]}\n`);
    expect((await failure(reconcile('e1', ['--bureau', empty]))).code).toBe('feedback_empty');
    const silent = feedback('silent.csv', '病案号,病组编码\nC001,ES35\n');
    expect((await failure(reconcile('e2', ['--bureau', silent]))).code).toBe('feedback_without_amount');
    const other = feedback('other.csv', '病案号,基金应支付\nZ1,100.00\nZ2,200.00\n');
    const error = await failure(reconcile('e3', ['--bureau', other]));
    expect(error.code).toBe('feedback_without_match');
    expect(error.text('zh')).toContain('settlement_id');
  });

  test('a case that stands twice, an amount that is none, a map to a column that is not there', async () => {
    const twice = feedback('twice.csv', '病案号,基金应支付\nC001,1.00\nC001,2.00\n');
    expect((await failure(reconcile('e4', ['--bureau', twice]))).text('en')).toContain('case_id C001');
    const wrong = feedback('wrong.csv', '病案号,基金应支付\nC001,面议\n');
    expect((await failure(reconcile('e5', ['--bureau', wrong]))).text('zh')).toContain('面议');
    const map = feedback('map.yaml', 'columns: {金额: fnd}\n');
    const error = await failure(reconcile('e6', ['--bureau', twice, '--bureau-columns', map]));
    expect(error.code).toBe('heading_map_invalid');
    expect((await failure(reconcile('e7', ['--bureau', twice, '--rounding', 'x']))).code).toBe('option_value');
  });
});
