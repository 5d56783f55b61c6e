import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { DuckDBInstance } from '@duckdb/node-api';
import { afterAll, describe, expect, test } from 'vitest';
import { inlineExecutor } from '../../src/kernel/executor.js';
import { runGroup } from '../../src/run/group-run.js';
import { silentProgress } from '../../src/run/progress.js';
import type { RunContext } from '../../src/run/run-context.js';

const folder = mkdtempSync(join(tmpdir(), 'drgdip-group-parquet-'));
const instance = await DuckDBInstance.create(':memory:', { threads: '2' });
const connection = await instance.connect();
afterAll(() => {
  connection.closeSync();
  instance.closeSync();
  rmSync(folder, { recursive: true, force: true });
});

const context: RunContext = { executor: inlineExecutor, progress: silentProgress, timings: [], language: 'en' };
const group = (input: string, out: string) =>
  runGroup({ files: [join(folder, input)], scheme: 'chs-drg-2.0', out: join(folder, out) }, context);

/** Rows of a Parquet file as lines of the CSV that says the same. */
async function linesOf(parquet: string): Promise<string[]> {
  const result = await connection.runAndReadAll(`SELECT * FROM read_parquet('${join(folder, parquet)}')`);
  return [result.columnNames(), ...result.getRows()].map((row) => row.map((value) => value ?? '').join(','));
}
const csvLines = (csv: string) => readFileSync(join(folder, csv), 'utf8').trimEnd().split('\n');

const HEADING = 'case_id,sex,age_years,age_days,birth_weight_g,los_days,discharge_type,dx,px';
const PRINCIPALS = ['K35.900', 'I63.900', 'O80.000', 'J18.900', 'XXX', '', 'Z51.100', 'P07.300'];
/** Every 50th row has an age that is none: it is rejected and keeps its place. */
const rowAt = (i: number) => {
  const dx = [PRINCIPALS[i % 8], 'I10.x00x002', 'E11.900'].slice(0, 1 + (i % 3)).join('|');
  return `C${i},${1 + (i % 2)},${i % 50 === 49 ? 'x' : i % 90},,,${i % 30},1,${dx},${i % 2 === 0 ? '47.0100' : ''}`;
};

describe('grouping to Parquet', () => {
  test('Parquet → Parquet, CSV → CSV and CSV → Parquet agree on 7,000 rows in input order, 140 of them rejected', async () => {
    const rows = Array.from({ length: 7000 }, (_, i) => rowAt(i));
    writeFileSync(join(folder, 'year.csv'), `${HEADING}\n${rows.join('\n')}\n`);
    const source = `read_csv('${join(folder, 'year.csv')}', all_varchar = true)`;
    // Small groups of rows, so that two threads read it.
    const target = `'${join(folder, 'year.parquet')}' (FORMAT parquet, ROW_GROUP_SIZE 2048)`;
    await connection.run(`COPY (SELECT * FROM ${source}) TO ${target}`);
    const fromCsv = await group('year.csv', 'csv.csv');
    await group('year.csv', 'csv.parquet');
    const fromParquet = await group('year.parquet', 'parquet.parquet');
    const expected = csvLines('csv.csv');
    expect(expected).toHaveLength(7001);
    expect(expected.filter((line) => line.includes(',rejected,'))).toHaveLength(140);
    expect(new Set(expected.map((line) => line.split(',')[3])).size).toBeGreaterThan(5);
    expect(await linesOf('csv.parquet')).toEqual(expected);
    expect(await linesOf('parquet.parquet')).toEqual(expected);
    expect(fromParquet.statuses).toEqual(fromCsv.statuses);
  });

  test('ids of every kind stand in Parquet as they came, and a file without one grouped case is written too', async () => {
    const ids = ['=1+1', "'quoted", 'with "marks"', 'a,b', '007', '住院号'];
    const lines = ids.map((id) => `"${id.replaceAll('"', '""')}",,,,,,,,`);
    writeFileSync(join(folder, 'ids.csv'), `${HEADING}\n${lines.join('\n')}\n`);
    await group('ids.csv', 'ids.parquet');
    expect(await linesOf('ids.parquet')).toEqual([
      'case_id,mdc,adrg,group,status,reason',
      ...ids.map((id) => `${id},,,0000,ungrouped,no_principal`),
    ]);
    const types = await connection.runAndReadAll(`DESCRIBE SELECT * FROM '${join(folder, 'ids.parquet')}'`);
    expect(types.getRows().map((row) => row[1])).toEqual(Array(6).fill('VARCHAR'));
  });
});
