import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { DuckDBInstance } from '@duckdb/node-api';
import { describe, expect, test } from 'vitest';
import { readCases } from '../../src/cases/read/read-cases.js';
import { packageRoot } from '../../src/kernel/package-root.js';
import { writeTableParquet } from '../../src/report/write-table-parquet.js';
import { column, makeTable } from '../report/model-fixture.js';
import { tableTexts } from './table-rows.js';
import { temporaryFolder } from './temporary-folder.js';

const folder = temporaryFolder();
let count = 0;

async function query(sql: string): Promise<unknown[][]> {
  const instance = await DuckDBInstance.create(':memory:', { threads: '2' });
  const connection = await instance.connect();
  try {
    return (await connection.runAndReadAll(sql)).getRows();
  } finally {
    connection.closeSync();
    instance.closeSync();
  }
}

async function parquet(select: string): Promise<string> {
  const path = join(folder, `amounts-${++count}.parquet`);
  await query(`COPY (${select}) TO '${path}' (FORMAT parquet)`);
  return path;
}

describe('what DuckDB makes of amounts is met where the product meets DuckDB', () => {
  test('it rounds 2.5::DOUBLE to 2 and 2.5 to 3: an age of 2.5 years is neither but rejected, and 3.0 is 3', async () => {
    expect(await query('SELECT 2.5::DOUBLE::INT, 2.5::INT')).toEqual([[2, 3]]);
    for (const type of ['DOUBLE', 'FLOAT', 'DECIMAL(4,1)', 'VARCHAR']) {
      const path = await parquet(
        `SELECT 'C' || i AS case_id, 'I10' AS dx, (CASE i WHEN 0 THEN 2.5 ELSE 3.0 END)::${type} AS age_years FROM range(2) t(i)`,
      );
      const { table, rejected } = await readCases([path]);
      expect(rejected.map(({ value, code }) => [value, code])).toEqual([['2.5', 'cell_not_whole']]);
      expect(tableTexts(table)).toMatchObject({ case_id: ['C1'], age_years: ['3'] });
    }
  });

  test('of 100,000 half-fen amounts as DOUBLE and as DECIMAL, 0.005 to 999.995, each goes away from zero; round() misses 4,588', async () => {
    const amounts = 'SELECT i, (i * 10 + 5)::DECIMAL(10,0) * 0.001::DECIMAL(4,3) AS exact FROM range(100000) t(i)';
    const [missed] = await query(
      `SELECT count(*)::INTEGER FROM (${amounts}) WHERE round(exact::DOUBLE, 2) <> ((i + 1)::DECIMAL(10,0) * 0.01::DECIMAL(3,2))::DOUBLE`,
    );
    expect(missed).toEqual([4588]);
    const path = await parquet(
      `SELECT 'C' || i AS case_id, 'I10' AS dx, exact::DOUBLE AS total_cost, exact AS cost_drug FROM (${amounts}) ORDER BY i`,
    );
    const { table, rejected } = await readCases([path]);
    expect(rejected).toEqual([]);
    for (const name of ['total_cost', 'cost_drug']) {
      const { values } = table.columns[name] as { values: Float64Array };
      expect(values.length).toBe(100_000);
      let wrong = 0;
      for (let row = 0; row < values.length; row++) if (values[row] !== row + 1) wrong++;
      expect(wrong, name).toBe(0);
    }
  });

  test('a product of three decimals, 99,999,999.00 × 1 × 1, overflows one yuan above: our tables hold such amounts, and ten of 90 million million, exactly', async () => {
    const product = (yuan: string) =>
      query(`SELECT (${yuan}::DECIMAL(18,2) * 1::DECIMAL(18,4) * 1::DECIMAL(10,4))::VARCHAR`);
    await expect(product("'99999999.00'")).resolves.toEqual([['99999999.0000000000']]);
    await expect(product("'100000000.00'")).rejects.toThrow(/[Oo]verflow|out of range/);
    const fen = [9_999_999_900, 10_000_000_000, 12_345_678_901, ...new Array<number>(10).fill(Number.MAX_SAFE_INTEGER)];
    const table = makeTable('large', '大', 'large', [
      [column('id', 'text', 'a', 'a'), fen.map((_, k) => `r${k}`)],
      [column('fund', 'money', 'a', 'a'), fen],
    ]);
    const path = join(folder, 'large.parquet');
    // Sums are read back by DECIMAL(38,…) and BIGINT and compared before the file is given out.
    await writeTableParquet(path, table);
    const exact = fen.map((value) => `${BigInt(value) / 100n}.${String(BigInt(value) % 100n).padStart(2, '0')}`);
    const found = await query(`SELECT fund::VARCHAR, fund_fen FROM read_parquet('${path}')`);
    expect(found).toEqual(exact.map((text, k) => [text, BigInt(fen[k]!)]));
    expect(exact[1]).toBe('100000000.00');
  });

  test('a decimal divided by anything is DOUBLE, and a sum of BIGINT is HUGEINT: no statement of ours divides, or writes a sum', async () => {
    const [types] = await query(
      'SELECT typeof(12.50::DECIMAL(18,2) / 2), typeof(12.50::DECIMAL(18,2) / 2::DECIMAL(3,2)), typeof(sum(1::BIGINT))',
    );
    expect(types).toEqual(['DOUBLE', 'DOUBLE', 'HUGEINT']);
    const sources = readdirSync(join(packageRoot(), 'src'), { recursive: true, encoding: 'utf8' })
      .filter((name) => name.endsWith('.ts'))
      .map((name) => [name, readFileSync(join(packageRoot(), 'src', name), 'utf8')] as const)
      .filter(([, text]) => text.includes('@duckdb/node-api'));
    expect(sources.length).toBeGreaterThanOrEqual(4);
    const statements = sources.flatMap(([name, text]) =>
      [...text.matchAll(/`[^`]*\b(?:SELECT|CAST|COALESCE|COPY|CREATE)\b[^`]*`/g)].map(([sql]) => [name, sql] as const),
    );
    expect(statements.length).toBeGreaterThanOrEqual(15);
    expect(statements.filter(([, sql]) => / \/ /.test(sql))).toEqual([]);
    const sums = statements.filter(([, sql]) => /\bsum\(/i.test(sql));
    expect(sums.map(([name]) => name.replaceAll('\\', '/'))).toEqual(sums.map(() => 'report/write-table-parquet.ts'));
    // What is summed is compared as text, never written.
    for (const [, sql] of sums) expect(sql).toMatch(/AS VARCHAR\)|::VARCHAR/);
  });

  test('an INTERVAL, which makes a file unreadable for Spark, is left out where no column takes it, and rejected as days', async () => {
    const path = await parquet(
      "SELECT 'C1' AS case_id, 'I10' AS dx, INTERVAL 3 DAY AS stayed, 12.50::DECIMAL(18,2) AS total_cost",
    );
    const { table, rejected, summary } = await readCases([path]);
    expect(rejected).toEqual([]);
    expect(summary.columnsIgnored).toEqual(['stayed']);
    expect(tableTexts(table)).toEqual({ case_id: ['C1'], dx: ['I10'], total_cost: ['12.50'] });
    const days = await parquet(
      "SELECT 'C' || i AS case_id, 'I10' AS dx, CASE i WHEN 0 THEN INTERVAL 3 DAY END AS los_days FROM range(2) t(i)",
    );
    const odd = await readCases([days]);
    expect(odd.rejected.map(({ value, code }) => [value, code])).toEqual([['3 days', 'cell_not_a_number']]);
    expect(tableTexts(odd.table)).toMatchObject({ case_id: ['C1'] });
  });
});
