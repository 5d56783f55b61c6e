import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { DuckDBInstance } from '@duckdb/node-api';
import { expect, it } from 'vitest';
import { tinyDip } from '../../schemes/dip/tiny-dip.js';
import { temporaryFolder } from '../../temporary-folder.js';
import { drgdip } from '../drgdip-command.js';

const folder = temporaryFolder();
const LONG = `阑尾炎${'+47.0901'.repeat(60)}`;
/** A city's codes: one with a comma and a quote, one that a spreadsheet would run, one of 489 bytes. */
const scheme = tinyDip({
  'entries/core.csv': () =>
    ['code,dx,px,score', '"K35,""SS""",K35,47.0901,900', '=1+1,K80,,300', `${LONG},K29,,200`, ''].join('\n'),
});
const cases = join(folder, 'cases.csv');
writeFileSync(
  cases,
  `case_id,hospital_id,insurance,discharge_date,sex,age_years,dx,px,total_cost,pooled_fund
a,H1,employee,2026-03-01,1,50,K35.900,47.0901,8000,5000
b,H1,employee,2026-03-01,1,50,K80.200,,3000,2000
c,H1,employee,2026-03-01,1,50,K29.500,,3000,2000
`,
);
const GROUPS = ['K35,"SS"', '=1+1', LONG];

it('a code with a comma, a formula or 489 bytes is one cell of groups.csv, and itself in groups.parquet', async () => {
  const csv = join(folder, 'groups.csv');
  await drgdip('en', 'group', '--in', cases, '--scheme', scheme, '--out', csv);
  expect(readFileSync(csv, 'utf8').split('\n').slice(1, 4)).toEqual([
    'a,HX,,"K35,""SS""",grouped,',
    "b,HX,,'=1+1,grouped,",
    `c,HX,,${LONG},grouped,`,
  ]);
  const parquet = join(folder, 'groups.parquet');
  await drgdip('en', 'group', '--in', cases, '--scheme', scheme, '--out', parquet);
  const connection = await (await DuckDBInstance.create(':memory:')).connect();
  const read = await connection.runAndReadAll(`SELECT "group", mdc, adrg, status FROM '${parquet}'`);
  expect(read.getRowsJS()).toEqual(GROUPS.map((group) => [group, 'HX', null, 'grouped']));
  connection.closeSync();
});

it('and one cell of the prices', async () => {
  const policy = join(folder, 'policy.yaml');
  writeFileSync(
    policy,
    `id: odd-codes
title: {zh: 怪码, en: odd codes}
region: r
year: 2026
scheme: ${scheme}
method: dip
pools: [{insurance: employee, fund: 1000000.00}]
rate: {kind: fixed, value: 10}
`,
  );
  writeFileSync(join(folder, 'weights.csv'), '# unit: score\ngroup,weight\n"K35,""SS""",900\n=1+1,300\n');
  writeFileSync(join(folder, 'register.csv'), 'hospital_id,name,level\nH1,甲,三级\n');
  const out = join(folder, 'prices.csv');
  const files = ['--weights', join(folder, 'weights.csv'), '--register', join(folder, 'register.csv')];
  await drgdip('en', 'price', '--in', cases, '--policy', policy, ...files, '--out', out);
  const [, a, b] = readFileSync(out, 'utf8').split('\n');
  expect(a).toMatch(/^a,HX,,"K35,""SS""",grouped,900\.0000,9000\.00,/);
  expect(b).toMatch(/^b,HX,,'=1\+1,grouped,300\.0000,3000\.00,/);
});
