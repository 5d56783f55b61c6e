import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { inlineExecutor } from '../../../src/kernel/executor.js';
import { runPrice } from '../../../src/run/price-run.js';
import { silentProgress } from '../../../src/run/progress.js';
import { temporaryFolder } from '../../temporary-folder.js';
import { answersTo } from './lines.js';

const folder = temporaryFolder();
const context = { executor: inlineExecutor, progress: silentProgress, timings: [], language: 'en' as const };
const columns =
  'case_id,sex,age_years,los_days,dx,px,hospital_id,hospital_level,insurance,total_cost,pooled_fund,discharge_date'.split(
    ',',
  );
const fields = 'case_id,mdc,adrg,group,status,weight,standard,method,band,pay,fund,patient'.split(',');
const weights = join(folder, 'weights.csv');
writeFileSync(weights, '# scheme: chs-drg-2.0\ngroup,weight\nES35,0.7123\nGD25,0.9\nFR21,1.5\n');

function policyFile(name: string, rate: string, more = ''): string {
  const path = join(folder, `${name}.yaml`);
  writeFileSync(
    path,
    `id: lines
title: {zh: 逐行, en: lines}
region: test
year: 2026
scheme: chs-drg-2.0
pools: [{insurance: employee, fund: 1000000, fund_share: 0.75}]
rate: ${rate}
outliers:
  basis: standard
  bands:
    - {name: low, to: 0.4, to_included: false, pay: by_item}
    - {name: high, from: 3.0, from_included: false, pay: "standard + 0.7 * (cost - 3 * standard)"}
${more}`,
  );
  return path;
}

const rows = Array.from({ length: 300 }, (_, i) => [
  `C${i}`,
  String(1 + (i % 2)),
  String(40 + (i % 40)),
  '6',
  ['J18.900', 'K35.800', 'I21.900', 'R99.x00'][i % 4]!,
  ['', '47.0100', '', ''][i % 4]!,
  'H1',
  '三级甲等',
  'employee',
  `${1500 + i * 137}.${String(i % 100).padStart(2, '0')}`,
  `${1000 + i * 90}.00`,
  '2026-05-01',
]);

test('prices of lines are those of `price` over the file, to the fen, in any parts', async () => {
  const policy = policyFile('fixed', '{kind: fixed, value: 10000.00}');
  const file = join(folder, 'cases.csv');
  writeFileSync(file, `${[columns, ...rows].map((cells) => cells.join(',')).join('\n')}\n`);
  const out = join(folder, 'prices.csv');
  await runPrice({ files: [file], policy, weights, out }, context);
  const [heading, ...expected] = readFileSync(out, 'utf8')
    .trimEnd()
    .split('\n')
    .map((line) => line.split(','));
  expect(heading!.slice(0, fields.length)).toEqual(fields);
  const text = rows.map((cells) => `${cells.join('\t')}\n`).join('');
  const choice = { columns, output: fields, policy, weights, scheme: undefined };
  const { lines } = await answersTo([text.slice(0, 7777), text.slice(7777)], choice);
  const shown = lines.map((line) => line.split('\t').map((value) => (value === '\\N' ? '' : value)));
  expect(shown).toEqual(expected.map((cells) => cells.slice(0, fields.length)));
  expect(new Set(shown.map((cells) => cells[7]))).toEqual(
    new Set(['standard', 'outlier', 'by_item_ungrouped', 'by_item_unweighted']),
  );
});

test('fen are whole numbers beside yuan, and a row that cannot be read has NULL amounts', async () => {
  const policy = policyFile('fen', '{kind: fixed, value: 10000.00}');
  const output = ['case_id', 'status', 'pay', 'pay_fen', 'policy_hash'];
  const bad = rows[0]!.with(9, 'much').join('\t');
  const { lines } = await answersTo([`${rows[0]!.join('\t')}\n${bad}\n`], {
    columns,
    output,
    policy,
    weights,
    scheme: undefined,
  });
  const [good, refused] = lines.map((line) => line.split('\t')) as [string[], string[]];
  expect(good[2]).toMatch(/^\d+\.\d\d$/);
  expect(good[3]).toBe(good[2]!.replace('.', ''));
  expect(refused.slice(1, 4)).toEqual(['rejected', '\\N', '\\N']);
  expect(refused[4]).toBe(good[4]);
});

test.each([
  ['{kind: budget}', '', 'rate.kind: budget'],
  [
    '{kind: fixed, value: 10000.00}',
    'special_cases:\n  - {name: again, when: {readmission: {within_days: 15, counts: second}}, pay: "0.5 * standard"}\n',
    'when.readmission',
  ],
])('a policy of %s %s is refused before any row: it needs other cases', async (rate, more, part) => {
  const policy = policyFile('refused', rate, more);
  const needed = [...columns, 'patient_key', 'admit_date'];
  const error = await answersTo([], { columns: needed, policy, weights, scheme: undefined }).catch(
    (cause: unknown) => cause,
  );
  expect(error).toMatchObject({ code: 'stdio_policy_needs_all', details: { part } });
});
