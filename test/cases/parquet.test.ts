import { copyFileSync, mkdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { DuckDBInstance } from '@duckdb/node-api';
import { describe, expect, test } from 'vitest';
import { readCases } from '../../src/cases/read/read-cases.js';
import type { EngineError } from '../../src/kernel/errors.js';
import { tableTexts } from './table-rows.js';
import { temporaryFolder, writeSample } from './temporary-folder.js';

const folder = temporaryFolder();
let count = 0;

async function parquet(select: string): Promise<string> {
  const path = join(folder, `made-${++count}.parquet`);
  const instance = await DuckDBInstance.create(':memory:', { threads: '1' });
  const connection = await instance.connect();
  await connection.run(`COPY (${select}) TO '${path}' (FORMAT parquet)`);
  connection.closeSync();
  instance.closeSync();
  return path;
}

describe('a Parquet file', () => {
  test('gives every type exactly: DECIMAL, DOUBLE, BIGINT, DATE, TIMESTAMP, lists, BLOB texts, blanks', async () => {
    const path = await parquet(`
      SELECT * FROM (VALUES
        (370101198001011234::BIGINT, DATE '2026-01-01', TIMESTAMP '2026-01-05 23:59:59', 1::TINYINT, ['I20.000', 'I10'], '36.0700', 12.345::DECIMAL(12,3), 0.285::DOUBLE, 19.99::FLOAT, encode('外科')),
        (2::BIGINT, NULL, NULL, NULL, ['M17.900'], NULL, 99999999.99::DECIMAL(12,3), 0.1::DOUBLE + 0.2::DOUBLE, NULL, NULL)
      ) AS t(case_id, admit_date, discharge_date, sex, dx, px, total_cost, cash, deductible, department)`);
    const { table, rejected, summary } = await readCases([path]);
    expect(rejected).toEqual([]);
    expect(tableTexts(table)).toEqual({
      case_id: ['370101198001011234', '2'],
      department: ['外科', ''],
      admit_date: ['2026-01-01', ''],
      discharge_date: ['2026-01-05', ''],
      sex: ['1', ''],
      los_days: ['4', ''],
      dx: ['I20.000|I10', 'M17.900'],
      px: ['36.0700', ''],
      total_cost: ['12.35', '99999999.99'],
      deductible: ['19.99', ''],
      cash: ['0.29', '0.30'],
    });
    expect(summary.files[0]).toMatchObject({ format: 'parquet' });
  });

  test('types that other engines stumble over are read too: UUID, TIMESTAMP_NS, HUGEINT sums, wide DECIMAL; TIME aside', async () => {
    const path = await parquet(`
      SELECT '6ba7b810-9dad-11d1-80b4-00c04fd430c8'::UUID AS case_id, 'I10' AS dx,
        '2026-03-01 23:59:59.123456789'::TIMESTAMP_NS AS admit_date, TIME '08:00:00' AS at,
        sum(i) AS cost_drug, sum(i::DECIMAL(18,2)) AS total_cost, NULL AS department
      FROM range(1, 4) t(i)`);
    const { table, rejected } = await readCases([path]);
    expect(rejected).toEqual([]);
    expect(tableTexts(table)).toEqual({
      case_id: ['6ba7b810-9dad-11d1-80b4-00c04fd430c8'],
      department: [''],
      admit_date: ['2026-03-01'],
      dx: ['I10'],
      total_cost: ['6.00'],
      cost_drug: ['6.00'],
    });
  });

  test('bad values are rows in rejected, as in text files', async () => {
    const path = await parquet(
      `SELECT 'C' || i AS case_id, 'I10' AS dx, i - 1 AS total_cost, 1 AS "姓名" FROM range(3) t(i)`,
    );
    const { rejected, summary } = await readCases([path]);
    expect(rejected.map(({ row, value, code }) => [row, value, code])).toEqual([[1, '-1', 'row_refund_unmatched']]);
    expect(summary).toMatchObject({ rowsRead: 3, cases: 2, columnsIgnored: ['姓名'] });
  });

  test('moments with a time zone are days only where all are midnight UTC, whatever the zone of the machine', async () => {
    const zone = process.env.TZ;
    try {
      for (const here of ['Asia/Shanghai', 'America/Los_Angeles', 'UTC']) {
        process.env.TZ = here;
        const days = await parquet(
          `SELECT 'C' || i AS case_id, 'I10' AS dx, make_timestamp(1767225600000000 + i * 86400000000)::TIMESTAMP AT TIME ZONE 'UTC' AS discharge_date FROM range(2) t(i)`,
        );
        const { table, rejected } = await readCases([days]);
        expect(rejected).toEqual([]);
        expect(tableTexts(table).discharge_date, here).toEqual(['2026-01-01', '2026-01-02']);
      }
      process.env.TZ = 'Asia/Shanghai';
      // Midnight in Shanghai, as Spark writes a date that was made a timestamp there: 16:00 of the day before in UTC.
      const local = await parquet(
        `SELECT 'C1' AS case_id, 'I10' AS dx, TIMESTAMPTZ '2026-01-02 00:00:00+08' AS discharge_date`,
      );
      const error = (await readCases([local]).catch((cause: unknown) => cause)) as EngineError;
      expect(error.code).toBe('parquet_moments_not_days');
      expect(error.details).toMatchObject({ column: 'discharge_date', count: 1, example: '2026-01-01 16:00:00+00' });
      expect(error.text('zh')).toContain('CAST(discharge_date AS DATE)');
      // Without a zone the day is the one written, and a column that is not used does not matter.
      const plain = await parquet(
        `SELECT 'C1' AS case_id, 'I10' AS dx, TIMESTAMP '2026-01-02 00:30:00' AS discharge_date, TIMESTAMPTZ '2026-01-02 00:00:00+08' AS exported`,
      );
      expect(tableTexts((await readCases([plain])).table).discharge_date).toEqual(['2026-01-02']);
    } finally {
      if (zone === undefined) delete process.env.TZ;
      else process.env.TZ = zone;
    }
  });

  test('amounts stored as FLOAT are read and told: 200000.01 is already 200000.02 there', async () => {
    const path = await parquet(
      `SELECT 'C1' AS case_id, 'I10' AS dx, 200000.01::FLOAT AS total_cost, 1.5::DOUBLE AS cash`,
    );
    const { table, summary } = await readCases([path]);
    expect(tableTexts(table).total_cost).toEqual(['200000.02']);
    const told = summary.notices.find((one) => one.code === 'notice_float_amounts')!;
    expect(told.en).toMatch(/the amounts total_cost are stored as FLOAT/);
    const doubles = await parquet(`SELECT 'C1' AS case_id, 'I10' AS dx, 200000.01::DOUBLE AS total_cost`);
    expect((await readCases([doubles])).summary.notices.map((one) => one.code)).not.toContain('notice_float_amounts');
  });

  test('the order of rows is the file’s, over many row groups', async () => {
    const path = await parquet(`SELECT printf('%06d', i) AS case_id, 'I10' AS dx FROM range(300000) t(i) ORDER BY i`);
    const { table } = await readCases([path]);
    const ids = tableTexts(table).case_id!;
    expect(ids).toHaveLength(300_000);
    expect(ids.every((id, row) => Number(id) === row)).toBe(true);
  });

  test('a name with signs of patterns and quotes, in a folder that looks like a partition, is that file and no other', async () => {
    const made = await parquet(`SELECT 'C1' AS case_id, 'I10' AS dx`);
    const inner = join(folder, 'region=east');
    mkdirSync(inner);
    const path = join(inner, "it's [1]* ?.parquet");
    copyFileSync(made, path);
    const { table, summary } = await readCases([path]);
    expect(tableTexts(table)).toEqual({ case_id: ['C1'], dx: ['I10'] });
    expect(summary.columnsMapped.map((one) => one.to)).toEqual(['case_id', 'dx']);
  });

  test('one cut off, and one damaged inside, are clear errors without a stack or a path inside the sentence', async () => {
    const path = await parquet(`SELECT 'C' || i AS case_id, 'I10' AS dx FROM range(5000) t(i)`);
    const bytes = readFileSync(path);
    const cut = writeSample(folder, bytes.subarray(0, bytes.length - 20), '.parquet');
    expect(((await readCases([cut]).catch((cause: unknown) => cause)) as EngineError).code).toBe('parquet_truncated');
    const damaged = Buffer.from(bytes);
    damaged.fill(0xff, bytes.length - 60, bytes.length - 12);
    const error = (await readCases([writeSample(folder, damaged, '.parquet')]).catch(
      (cause: unknown) => cause,
    )) as EngineError;
    expect(error.code).toBe('parquet_unreadable');
    expect(error.text('zh')).toMatch(/重新导出/);
    expect(error.message).not.toContain(folder);
  });
});
