import { existsSync, mkdirSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { dirname, join, relative } from 'node:path';
import { DuckDBInstance } from '@duckdb/node-api';
import exceljs from 'exceljs';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { sha256 } from '../../src/kernel/hash.js';
import { numberColumn } from '../../src/report/report-cell.js';
import { worksheetByHand } from './by-hand/work-by-hand.js';
import { EXPECTED, type GoldenRun, INPUT, runGolden } from './golden-run.js';

const isWriting = process.env.DRGDIP_WRITE_GOLDEN === '1';

function filesBelow(folder: string): string[] {
  return readdirSync(folder, { withFileTypes: true, recursive: true })
    .filter((entry) => entry.isFile())
    .map((entry) => relative(folder, join(entry.parentPath, entry.name)).replaceAll('\\', '/'))
    .sort();
}

let run: GoldenRun;
let made: Map<string, string>;

beforeAll(async () => {
  run = await runGolden();
  made = new Map(run.files);
  // The worksheet is the calculation's own, so that the fences can be read; the engine is held against it below.
  made.set('weights-worksheet.csv', worksheetByHand(INPUT));
  if (!isWriting) return;
  rmSync(EXPECTED, { recursive: true, force: true });
  for (const [name, text] of made) {
    mkdirSync(dirname(join(EXPECTED, name)), { recursive: true });
    writeFileSync(join(EXPECTED, name), text);
  }
  console.log(
    `DRGDIP_WRITE_GOLDEN=1: wrote ${made.size} files to ${relative(process.cwd(), EXPECTED)}; review the diff`,
  );
});
afterAll(() => run?.remove());

describe('the golden region: 5 hospitals, 200 cases, 346 past cases', () => {
  test('every committed figure comes out again, byte for byte, and nothing else', () => {
    expect(existsSync(EXPECTED), 'run once with DRGDIP_WRITE_GOLDEN=1').toBe(true);
    expect(filesBelow(EXPECTED)).toEqual([...made.keys()].sort());
    for (const [name, text] of made) expect(text, name).toBe(readFileSync(join(EXPECTED, name), 'utf8'));
  });

  test('202 rows are 200 cases and 2 rejected rows; the run reconciles', () => {
    const { rows_read, cases, netted, rejected, history_cases, reconciled, checks } = run.written.manifest;
    expect({ rows_read, cases, netted, rejected, history_cases, reconciled }).toEqual({
      rows_read: 202,
      cases: 200,
      netted: 0,
      rejected: 2,
      history_cases: 346,
      reconciled: true,
    });
    expect(checks).toBeGreaterThan(400);
  });

  test('the folder holds what its manifest says, with the hashes that it says', () => {
    const { files } = run.written.manifest;
    const found = filesBelow(run.folder);
    expect(found).toEqual([...Object.keys(files), 'manifest.json', 'timings.json'].sort());
    for (const [name, hash] of Object.entries(files)) {
      expect(sha256(readFileSync(join(run.folder, name))), name).toBe(hash);
    }
  });

  test('Parquet read back: every sum of money and of counts is the table’s, in yuan and in fen', async () => {
    const instance = await DuckDBInstance.create(':memory:', { threads: '1' });
    const connection = await instance.connect();
    for (const table of run.written.tables) {
      const path = join(run.folder, `${table.schema.name}.parquet`).replaceAll("'", "''");
      for (const { name, type } of table.schema.columns) {
        if (type !== 'money' && type !== 'count') continue;
        const money = type === 'money';
        const [plain, fen] = [`"${name}"`, `"${name}${money ? '_fen' : ''}"`];
        const reader = await connection.runAndReadAll(
          `SELECT COUNT(*)::INTEGER, COALESCE(SUM(${fen}), 0)::BIGINT, COALESCE(SUM(${plain}), 0)::VARCHAR FROM read_parquet('${path}')`,
        );
        const [rows, sum, yuan] = reader.getRows()[0]!;
        const expected = numberColumn(table, name).reduce((all, value) => all + (Number.isNaN(value) ? 0 : value), 0);
        expect([rows, sum], `${table.schema.name}.${name}`).toEqual([table.rowCount, BigInt(expected)]);
        expect(Math.round(Number(yuan) * (money ? 100 : 1)), `${table.schema.name}.${name}`).toBe(expected);
      }
    }
    connection.closeSync();
    instance.closeSync();
  });

  test('the workbook read back: every sum of money on every sheet is the table’s', async () => {
    const workbook = new exceljs.Workbook();
    await workbook.xlsx.readFile(join(run.folder, 'report.xlsx'));
    for (const table of run.written.tables) {
      const sheet = workbook.getWorksheet(table.schema.title.zh)!;
      expect(sheet, table.schema.title.zh).toBeDefined();
      for (const [place, { name, type }] of table.schema.columns.entries()) {
        if (type !== 'money') continue;
        let sum = 0;
        for (let row = 2; row <= table.rowCount + 1; row++) {
          const { value } = sheet.getCell(row, place + 1);
          if (typeof value === 'number') sum += Math.round(value * 100);
        }
        const expected = numberColumn(table, name).reduce((all, fen) => all + (Number.isNaN(fen) ? 0 : fen), 0);
        expect(sum, `${table.schema.name}.${name}`).toBe(expected);
      }
    }
  });

  test('the page read back: the tables that it carries are those of the run', () => {
    const html = readFileSync(join(run.folder, 'report.html'), 'utf8');
    const json = /<script type="application\/json" id="report-data">(.*?)<\/script>/s.exec(html)![1]!;
    const { model } = JSON.parse(json) as {
      model: { tables: { schema: { name: string }; columns: Record<string, (string | number | null)[]> }[] };
    };
    expect(model.tables.map(({ schema }) => schema.name)).toEqual(run.written.tables.map(({ schema }) => schema.name));
    for (const [place, table] of run.written.tables.entries()) {
      for (const { name, type } of table.schema.columns) {
        if (type !== 'money') continue;
        const carried = model.tables[place]!.columns[name]!.map((value) => (value === null ? Number.NaN : value));
        expect(carried, `${table.schema.name}.${name}`).toEqual([...numberColumn(table, name)]);
      }
    }
  });
});
