import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import exceljs from 'exceljs';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { inlineExecutor } from '../../src/kernel/executor.js';
import { silentProgress } from '../../src/run/progress.js';
import { runSettle } from '../../src/run/settle-run.js';
import { fenOf, readCsv } from './by-hand/plain-numbers.js';
import { INPUT } from './golden-run.js';

/**
 * The statements of the golden region, recomputed from what is printed and nothing else: no line of src adds here. The
 * arithmetic is that of the calculation by hand, in whole fen.
 */
type Line = Record<string, string>;

const scratch = mkdtempSync(join(tmpdir(), 'drgdip-golden-statements-'));
const folder = join(scratch, 'result');
afterAll(() => rmSync(scratch, { recursive: true, force: true }));

let lines: Line[];
let accounts: Map<string, Line[]>;
const table = (name: string): Line[] => readCsv(readFileSync(join(folder, name), 'utf8'));
const fen = (text: string): bigint => fenOf(text)!;
/** An amount as a formula prints it: "−1,234.50". */
const printedFen = (text: string): bigint => fen(text.replaceAll(',', '').replace('−', '-'));
const sum = (amounts: readonly bigint[]): bigint => amounts.reduce((all, one) => all + one, 0n);

beforeAll(async () => {
  const [year, history, register, policy] = ['year.csv', 'history.csv', 'register.csv', 'policy.yaml'].map((name) =>
    join(INPUT, name),
  ) as [string, string, string, string];
  await runSettle(
    { files: [year], history: [history], register, policy, out: folder, statements: 'files' },
    { executor: inlineExecutor, progress: silentProgress, timings: [], language: 'zh' },
  );
  lines = table('statements.csv');
  accounts = new Map();
  for (const line of lines) {
    const key = `${line.hospital_id} ${line.insurance}`;
    accounts.set(key, [...(accounts.get(key) ?? []), line]);
  }
});

/** The last total of an account: what the fund pays in the end. */
const finalOf = (own: readonly Line[]): bigint => fen(own.findLast(({ role }) => role === 'total')!.amount!);
const accountsWhere = (column: string, value: string): Line[][] =>
  [...accounts.values()].filter((own) => own[0]![column] === value);

describe('the golden region’s statements, from their printed lines alone', () => {
  test('5 hospitals and 13 accounts, lines numbered from 1 without a hole, the last total the final payment', () => {
    expect(new Set(lines.map(({ hospital_id }) => hospital_id)).size).toBe(5);
    expect(accounts.size).toBe(13);
    for (const own of accounts.values()) {
      expect(own.map(({ order }) => order)).toEqual(own.map((_, k) => String(k + 1)));
      expect(own.findLast(({ role }) => role === 'total')!.line).toBe('final_fund');
    }
  });

  test('the terms above each total add up to it, and yuan and fen of every line are one amount', () => {
    let totals = 0;
    for (const own of accounts.values()) {
      let running = 0n;
      for (const { role, amount, amount_fen } of own) {
        expect(amount_fen).toBe(String(fen(amount!)));
        if (role === 'term') running += fen(amount!);
        if (role !== 'total') continue;
        expect(fen(amount!)).toBe(running);
        totals += 1;
      }
    }
    expect(totals).toBe(2 * 13);
  });

  test('every "a − b = c" and "a + (b) = c" printed in a formula holds to the fen, in both languages', () => {
    const printed =
      /(?<![\d,.])(−?\d{1,3}(?:,\d{3})*\.\d\d) ([−+]) \(?(−?\d{1,3}(?:,\d{3})*\.\d\d)\)? = (−?\d{1,3}(?:,\d{3})*\.\d\d)(?![\d,])/g;
    let found = 0;
    for (const line of lines) {
      for (const text of [line.formula_zh!, line.formula_en!]) {
        for (const [, a, sign, b, c] of text.matchAll(printed)) {
          const [left, right] = [printedFen(a!), printedFen(b!)];
          expect(sign === '+' ? left + right : left - right, text).toBe(printedFen(c!));
          found += 1;
        }
      }
    }
    expect(found).toBeGreaterThan(2 * 3 * 13);
  });

  test('an amount of a thousand yuan or more in a formula has separators, as the amounts beside it have', () => {
    let found = 0;
    for (const { formula_zh: zh, formula_en: en } of lines) {
      for (const text of [zh!, en!]) {
        expect(text).not.toMatch(/\d{4,}\.\d\d(?!\d)/);
        expect(text).not.toMatch(/-\d+\.\d\d/);
        found += text.match(/\d,\d{3}\.\d\d(?!\d)/g)?.length ?? 0;
      }
    }
    expect(found).toBeGreaterThan(200);
  });

  test('what is kept or borne is the final payment less what was recorded, both as printed', () => {
    for (const own of accounts.values()) {
      const amount = (key: string): bigint => fen(own.find(({ line }) => line === key)!.amount!);
      expect(amount('kept_or_borne')).toBe(amount('final_fund') - amount('recorded_fund'));
      expect(amount('patient')).toBe(amount('total_cost') - amount('recorded_fund'));
    }
  });

  test('final payments of a hospital add up to its row, those of an insurance type to its row and its pool, all to the region', () => {
    for (const row of table('hospitals.csv')) {
      expect(sum(accountsWhere('hospital_id', row.hospital_id!).map(finalOf)), row.hospital_id).toBe(fen(row.fund!));
    }
    for (const row of table('insurance.csv')) {
      expect(sum(accountsWhere('insurance', row.insurance!).map(finalOf)), row.insurance).toBe(fen(row.fund!));
    }
    let pools = 0;
    for (const row of table('fund.csv')) {
      const own = row.insurance === 'total' ? [...accounts.values()] : accountsWhere('insurance', row.insurance!);
      const paid = sum(own.map(finalOf));
      expect(paid, row.insurance).toBe(fen(row.fund!));
      // The row of all insurance types also holds those without a pool.
      if (row.budget === '' || row.insurance === 'total') continue;
      expect(fen(row.budget!) - fen(row.reserve!) - paid, row.insurance).toBe(fen(row.balance!));
      pools += 1;
    }
    expect(pools).toBe(2);
  });

  test('the workbook of each hospital, added cell by cell, has the same totals', async () => {
    let totals = 0;
    for (const { hospital_id: id, file } of table('statements/index.csv')) {
      const workbook = new exceljs.Workbook();
      await workbook.xlsx.readFile(join(folder, 'statements', `${file}.xlsx`));
      const found: bigint[] = [];
      let running = 0n;
      workbook.worksheets[0]!.eachRow((row) => {
        const [order, role, value] = [1, 4, 5].map((place) => row.getCell(place).value) as [unknown, unknown, unknown];
        if (typeof order !== 'number') return;
        if (order === 1) running = 0n;
        if (role === '计入') running += BigInt(Math.round((value as number) * 100));
        if (role !== '合计') return;
        // ExcelJS reads a stored result of 0 as none; the file has it.
        expect(Math.round(((value as { result?: number }).result ?? 0) * 100)).toBe(Number(running));
        found.push(running);
      });
      const printed = lines.filter(({ hospital_id, role }) => hospital_id === id && role === 'total');
      expect(found).toEqual(printed.map(({ amount }) => fen(amount!)));
      totals += found.length;
    }
    expect(totals).toBe(26);
  });

  test('every line names the document it rests on', () => {
    expect(lines.filter(({ source_document }) => source_document === '')).toEqual([]);
    expect(new Set(lines.map(({ source_trust }) => source_trust))).toEqual(new Set(['chosen']));
  });
});
