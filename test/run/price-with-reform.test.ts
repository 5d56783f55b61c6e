import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { inlineExecutor } from '../../src/kernel/executor.js';
import { runPrice } from '../../src/run/price-run.js';
import { silentProgress } from '../../src/run/progress.js';
import type { RunContext } from '../../src/run/run-context.js';
import { temporaryFolder } from '../temporary-folder.js';

const folder = temporaryFolder();
const context: RunContext = { executor: inlineExecutor, progress: silentProgress, timings: [], language: 'zh' };

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
