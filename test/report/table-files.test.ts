import { copyFileSync, mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { DuckDBInstance } from '@duckdb/node-api';
import { afterAll, describe, expect, test } from 'vitest';
import { EngineError } from '../../src/kernel/errors.js';
import type { ResultTable } from '../../src/kernel/result-table.js';
import { convertCsvToParquet } from '../../src/report/convert-csv-to-parquet.js';
import { csvText, plainNumber } from '../../src/report/csv-text.js';
import { writeTableCsv } from '../../src/report/write-table-csv.js';
import { writeTableParquet } from '../../src/report/write-table-parquet.js';
import { column, comparisonModel, makeTable } from './model-fixture.js';

const folder = mkdtempSync(join(tmpdir(), 'drgdip-report-'));
afterAll(() => rmSync(folder, { recursive: true, force: true }));

const table: ResultTable = makeTable('hospitals', '医院', 'Hospitals', [
  [column('hospital_id', 'text', '编码', 'Id'), ['H1', '=1+1', '47.0', '说,"好"']],
  [column('cases', 'count', '病例数', 'Cases'), [3, 0, Number.NaN, 9_007_199_254_740_991]],
  [column('fund', 'money', '基金', 'Fund'), [123450, -5, Number.NaN, 9_007_199_254_740_991]],
  [column('cmi', 'number', 'CMI', 'CMI'), [1.0305, 1e-7, Number.NaN, 2]],
  [column('share', 'ratio', '占比', 'Share'), [0.5, 0, Number.NaN, 1]],
  [column('nothing', 'money', '空', 'Nothing'), [Number.NaN, Number.NaN, Number.NaN, Number.NaN]],
]);

async function query(sql: string): Promise<unknown[][]> {
  const instance = await DuckDBInstance.create(':memory:', { threads: '2' });
  const connection = await instance.connect();
  const rows = (await connection.runAndReadAll(sql)).getRows();
  connection.closeSync();
  instance.closeSync();
  return rows;
}

function codeOf(error: unknown): string {
  return error instanceof EngineError ? error.code : String(error);
}

describe('CSV of a result table', () => {
  test('yuan with two decimals and a plain minus, missing blank, formulas defused, LF ends', async () => {
    const path = join(folder, 'a.csv');
    await writeTableCsv(path, table);
    expect(readFileSync(path, 'utf8')).toBe(
      [
        'hospital_id,cases,fund,cmi,share,nothing',
        'H1,3,1234.50,1.0305,0.5,',
        "'=1+1,0,-0.05,0.0000001,0,",
        '47.0,,,,,',
        '"说,""好""",9007199254740991,90071992547409.91,2,1,',
        '',
      ].join('\n'),
    );
  });

  test('a byte order mark only when asked; equal tables give equal bytes', async () => {
    const [plain, marked] = [join(folder, 'b.csv'), join(folder, 'c.csv')];
    await writeTableCsv(plain, table);
    await writeTableCsv(marked, table, { byteOrderMark: 'utf8' });
    const bytes = readFileSync(marked);
    expect([...bytes.subarray(0, 3)]).toEqual([0xef, 0xbb, 0xbf]);
    expect(bytes.subarray(3).equals(readFileSync(plain))).toBe(true);
  });

  test('text that starts with = + - @ or a tab cannot become a formula; a number stays a number', () => {
    expect(['=A1', '+1', '-1', '@x', '\tx', 'a=b'].map(csvText)).toEqual(["'=A1", "'+1", "'-1", "'@x", "'\tx", 'a=b']);
    expect([1e21, 1.5e-9, -2.5e-7, -0, 12].map(plainNumber)).toEqual([
      '1000000000000000000000',
      '0.0000000015',
      '-0.00000025',
      '0',
      '12',
    ]);
  });

  test('half a fen and a missing column are refused, not rounded or left out', async () => {
    const half = makeTable('t', 't', 't', [[column('fund', 'money', 'a', 'a'), [0.5]]]);
    await expect(writeTableCsv(join(folder, 'd.csv'), half).catch(codeOf)).resolves.toBe('report_money_not_whole');
    const lacking = { ...table, columns: { ...table.columns, fund: new Float64Array(1) } };
    await expect(writeTableCsv(join(folder, 'd.csv'), lacking).catch(codeOf)).resolves.toBe('report_column_missing');
  });
});

describe('Parquet of a result table', () => {
  test('money is DECIMAL(18,2) yuan and BIGINT fen, counts BIGINT, also where a column is all missing', async () => {
    const path = join(folder, 'a.parquet');
    await writeTableParquet(path, table);
    const types = await query(`SELECT column_name, column_type FROM (DESCRIBE SELECT * FROM read_parquet('${path}'))`);
    expect(types).toEqual([
      ['hospital_id', 'VARCHAR'],
      ['cases', 'BIGINT'],
      ['fund', 'DECIMAL(18,2)'],
      ['fund_fen', 'BIGINT'],
      ['cmi', 'DOUBLE'],
      ['share', 'DOUBLE'],
      ['nothing', 'DECIMAL(18,2)'],
      ['nothing_fen', 'BIGINT'],
    ]);
    const rows = await query(`SELECT hospital_id, fund::VARCHAR, fund_fen::VARCHAR FROM read_parquet('${path}')`);
    expect(rows).toEqual([
      ['H1', '1234.50', '123450'],
      ['=1+1', '-0.05', '-5'],
      ['47.0', null, null],
      ['说,"好"', '90071992547409.91', '9007199254740991'],
    ]);
  });

  test('name, version and units of the schema stand in the file', async () => {
    const path = join(folder, 'b.parquet');
    await writeTableParquet(path, table);
    const found = await query(
      `SELECT decode(key) || '=' || decode(value) FROM parquet_kv_metadata('${path}') ORDER BY 1`,
    );
    expect(found.flat()).toEqual([
      'schema=hospitals',
      'schema_version=1',
      'units=fund=yuan;fund_fen=fen;nothing=yuan;nothing_fen=fen',
    ]);
  });

  test('5,000 rows keep their order across chunks of 2,048, and two runs are equal byte for byte', async () => {
    const fen = Array.from({ length: 5000 }, (_, k) => ((k * 7919) % 5000) * 101 - 250_000);
    const long = makeTable('long', 'l', 'l', [
      [column('id', 'text', 'a', 'a'), fen.map((_, k) => `r${(k * 31) % 5000}`)],
      [column('fund', 'money', 'a', 'a'), fen],
    ]);
    const [first, second] = [join(folder, 'c1.parquet'), join(folder, 'c2.parquet')];
    await writeTableParquet(first, long);
    await writeTableParquet(second, long);
    expect(readFileSync(first).equals(readFileSync(second))).toBe(true);
    const read = await query(`SELECT fund_fen FROM read_parquet('${first}')`);
    expect(read.map(([value]) => Number(value))).toEqual(fen);
  });

  test('an empty table is a file with all columns and no row', async () => {
    const path = join(folder, 'empty.parquet');
    const empty = makeTable('empty', 'e', 'e', [
      [column('id', 'text', 'a', 'a'), []],
      [column('fund', 'money', 'a', 'a'), []],
    ]);
    await writeTableParquet(path, empty);
    expect(await query(`SELECT COUNT(*)::INT FROM read_parquet('${path}')`)).toEqual([[0]]);
  });

  test('CSV and Parquet of a comparison agree on every sum to the fen', async () => {
    for (const result of comparisonModel().tables) {
      const [csv, parquet] = [join(folder, 's.csv'), join(folder, 's.parquet')];
      await writeTableCsv(csv, result);
      await writeTableParquet(parquet, result);
      const sums = (from: string) =>
        query(
          `SELECT SUM(CAST(reform_fund AS DECIMAL(18,2)))::VARCHAR, SUM(CAST(change_fund AS DECIMAL(18,2)))::VARCHAR FROM ${from}`,
        );
      expect(await sums(`read_csv('${csv}', all_varchar=true)`)).toEqual(await sums(`read_parquet('${parquet}')`));
    }
  });

  test('a long CSV of ours becomes Parquet as text: 47.0 stays 47.0 and 007 stays 007', async () => {
    const [csv, parquet] = [join(folder, 'g.csv'), join(folder, 'g.parquet')];
    writeFileSync(csv, 'case_id,group\n007,47.0\n"a,""b""",\n');
    await convertCsvToParquet(csv, parquet);
    expect(await query(`SELECT * FROM read_parquet('${parquet}')`)).toEqual([
      ['007', '47.0'],
      ['a,"b"', null],
    ]);
  });
  test('cases whose id begins with # are 3 of 3 rows in Parquet, where DuckDB takes such lines for remarks', async () => {
    const [csv, parquet] = [join(folder, 'hash.csv'), join(folder, 'hash.parquet')];
    writeFileSync(csv, 'case_id,group,status\n#1,KE15,grouped\n2,,ungrouped\n#3,KE15,grouped\n');
    expect(await query(`SELECT count(*) FROM read_csv('${csv}')`)).toEqual([[1n]]);
    await convertCsvToParquet(csv, parquet);
    expect(await query(`SELECT * FROM read_parquet('${parquet}')`)).toEqual([
      ['#1', 'KE15', 'grouped'],
      ['2', null, 'ungrouped'],
      ['#3', 'KE15', 'grouped'],
    ]);
  });
  test('an output folder "fund=9" is no value, and brackets, stars and quotes in a name are letters', async () => {
    const inner = join(folder, 'fund=9', 'case_id=x');
    mkdirSync(inner, { recursive: true });
    // The pattern [1]* would match this file instead.
    writeFileSync(join(inner, "it's 1.csv"), 'case_id,group\nwrong,wrong\n');
    const csv = join(inner, "it's [1]*?.csv");
    const [cases, tables] = [join(inner, "it's [1]*?.parquet"), join(inner, 'tables [9].parquet')];
    writeFileSync(csv, 'case_id,group\n007,47.0\n');
    await convertCsvToParquet(csv, cases);
    await writeTableParquet(tables, table);
    const read = async (path: string, columns: string) => {
      const plain = join(folder, 'moved.parquet');
      copyFileSync(path, plain);
      return query(`SELECT ${columns} FROM read_parquet('${plain}')`);
    };
    expect(await read(cases, '*')).toEqual([['007', '47.0']]);
    expect(await read(tables, 'fund_fen')).toEqual([[123450n], [-5n], [null], [9_007_199_254_740_991n]]);
  });
});
