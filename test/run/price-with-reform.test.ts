import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { DuckDBInstance } from '@duckdb/node-api';
import { expect, test } from 'vitest';
import { renderPriceResult } from '../../src/cli/render-price-result.js';
import { inlineExecutor } from '../../src/kernel/executor.js';
import { runPrice } from '../../src/run/price-run.js';
import { silentProgress } from '../../src/run/progress.js';
import type { RunContext } from '../../src/run/run-context.js';
import { temporaryFolder } from '../temporary-folder.js';

const folder = temporaryFolder();
const context: RunContext = { executor: inlineExecutor, progress: silentProgress, timings: [], language: 'zh' };

const DECIMAL = 'DECIMAL(18,2)';

test('priced cases carry the band name of their own day where a reform adds a low band on 1 July', async () => {
  const [cases, register, reform, out] = ['cases.csv', 'register.csv', 'reform.yaml', 'priced.csv'].map((name) =>
    join(folder, name),
  ) as [string, string, string, string];
  const rows = [
    ['A', '2026-06-30', '24000.01'],
    ['B', '2026-07-01', '24000.01'],
    ['C', '2026-06-30', '3199.99'],
    ['D', '2026-07-01', '3199.99'],
  ];
  writeFileSync(
    cases,
    [
      'case_id,discharge_date,total_cost,dx,sex,age_years,los_days,hospital_id,insurance,pooled_fund',
      ...rows.map((row) => `${row.join(',')},J18.900,1,60,8,H1,employee,1000`),
      '',
    ].join('\n'),
  );
  writeFileSync(register, 'hospital_id,name,level\nH1,一院,三级甲等\n');
  const high = '{name: high, from: 3, from_included: false, pay: by_item}';
  writeFileSync(
    reform,
    `id: r
title: {zh: 低倍率, en: low band}
patches:
  - {path: outliers.bands, value: [${high}], until_date: 2026-07-01}
  - {path: outliers.bands, value: [{name: low, to: 0.4, pay: by_item}, ${high}], from_date: 2026-07-01}
`,
  );
  await runPrice({ files: [cases], register, policy: 'example-standard-8000', reforms: [reform], out }, context);
  const [heading, ...lines] = readFileSync(out, 'utf8').trimEnd().split('\n');
  const at = heading!.split(',');
  const bands = lines.map((line) => line.split(',')).map((cells) => [cells[0], cells[at.indexOf('band')]]);
  expect(bands).toEqual([
    ['A', 'high'],
    ['B', 'high'],
    ['C', ''],
    ['D', 'low'],
  ]);
});

test('as Parquet: amounts are DECIMAL(18,2), also where a column is all blank; no TIME, UUID or other type that Spark refuses', async () => {
  const cases = join(folder, 'one.csv');
  writeFileSync(
    cases,
    'case_id,discharge_date,total_cost,dx,sex,hospital_id,hospital_level,insurance,pooled_fund\n0012,2026-01-01,7000,,1,H1,三级,employee,5000\n',
  );
  const out = join(folder, 'one.parquet');
  await runPrice({ files: [cases], policy: 'example-standard-8000', out }, context);
  const instance = await DuckDBInstance.create(':memory:');
  const connection = await instance.connect();
  const rows = async (sql: string) => (await connection.runAndReadAll(sql)).getRows();
  const types = await rows(`SELECT column_name, column_type FROM (DESCRIBE SELECT * FROM read_parquet('${out}'))`);
  const values = await rows(
    `SELECT case_id, standard::VARCHAR, weight::VARCHAR, pay::VARCHAR FROM read_parquet('${out}')`,
  );
  connection.closeSync();
  instance.closeSync();
  const typeOf = Object.fromEntries(types) as Record<string, string>;
  for (const name of ['standard', 'pay', 'fund', 'patient', 'recorded_fund', 'total_cost', 'charge_margin']) {
    expect([name, typeOf[name]]).toEqual([name, DECIMAL]);
  }
  expect(typeOf.weight).toBe('DECIMAL(18,8)');
  expect(new Set(Object.values(typeOf))).toEqual(new Set(['VARCHAR', DECIMAL, 'DECIMAL(18,8)']));
  // Ungrouped and without a weight: both columns are blank in the only row, and keep their types.
  expect(values).toEqual([['0012', null, null, '7000.00']]);
});

test('price names a coefficient of hospital 007 where only H1 has cases, and a reform of another year', async () => {
  const [cases, register, reform, out] = ['cases2.csv', 'register2.csv', 'reform2.yaml', 'priced2.csv'].map((name) =>
    join(folder, name),
  ) as [string, string, string, string];
  writeFileSync(
    cases,
    'case_id,discharge_date,total_cost,dx,sex,age_years,los_days,hospital_id,insurance,pooled_fund\nA,2026-06-30,9000,J18.900,1,60,8,H1,employee,1000\n',
  );
  writeFileSync(register, 'hospital_id,name,level\nH1,一院,三级甲等\n');
  writeFileSync(
    reform,
    `id: r
title: {zh: 系数, en: coefficients}
patches:
  - {path: hospital_coefficient.by_hospital, value: {007: 0.5, H1: 0.9}}
  - {path: ungrouped, value: zero, from_date: 2027-01-01}
`,
  );
  const result = await runPrice(
    { files: [cases], register, policy: 'example-standard-8000', reforms: [reform], out },
    context,
  );
  expect(result.notices.map(({ en }) => en)).toEqual([
    "Cases whose patient's part is above the pay: 1. The fund's part is taken as 0.",
    "the year's data: no column of procedures (px) was read: surgical groups will not occur. If the file has procedure codes, name their columns in a profile.",
    'reform "r" changes ungrouped on no day of this year: it has no effect, and the figures are without it. Check its dates; to try it over the whole year on these cases, leave from_date and until_date out.',
    'hospital_coefficient.by_hospital names 1 hospital that has no case: 007. Check the ids (007 and 7 are two ids).',
  ]);
  for (const { zh } of result.notices) expect(renderPriceResult(result, 'zh')).toContain(`· ${zh}\n`);
});

test('a weight file with an unknown group: price says so, in both languages, as settle does', async () => {
  const [cases, register, weights, out] = ['w-cases.csv', 'w-register.csv', 'w.csv', 'w-priced.csv'].map((name) =>
    join(folder, name),
  ) as [string, string, string, string];
  writeFileSync(
    cases,
    'case_id,discharge_date,total_cost,dx,sex,age_years,los_days,hospital_id,insurance,pooled_fund\nA,2026-06-30,8000,J18.900,1,60,8,H1,employee,1000\n',
  );
  writeFileSync(register, 'hospital_id,name,level\nH1,一院,三级甲等\n');
  writeFileSync(weights, '# scheme: chs-drg-2.0\ngroup,weight\nZZ99,1\n');
  const { notices } = await runPrice({ files: [cases], register, weights, policy: 'demo-region', out }, context);
  expect(notices.some(({ en }) => en.startsWith('group ZZ99 is not in the scheme chs-drg-2.0'))).toBe(true);
  expect(notices.some(({ zh }) => zh.includes('ZZ99'))).toBe(true);
});
