import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { readCases } from '../../src/cases/read/read-cases.js';
import { inlineExecutor } from '../../src/kernel/executor.js';
import { loadPolicy } from '../../src/policy/load-policy.js';
import { type GenerateRunOptions, runGenerate } from '../../src/run/generate-run.js';
import { silentProgress } from '../../src/run/progress.js';
import type { RunContext } from '../../src/run/run-context.js';
import { temporaryFolder } from '../temporary-folder.js';

const folder = temporaryFolder();
const context: RunContext = { executor: inlineExecutor, progress: silentProgress, timings: [], language: 'en' };
const generate = (name: string, options: Omit<GenerateRunOptions, 'out' | 'seed'>) =>
  runGenerate({ ...options, seed: 9, out: join(folder, name) }, context);

test('a region as Parquet holds the cases of the region as CSV: 1,000 of the year and 3 × 1,200 past ones, every column', async () => {
  await generate('csv', { cases: 1_000, historyCases: 1_200 });
  const { files } = await generate('parquet', { cases: 1_000, historyCases: 1_200, format: 'parquet' });
  expect(files.map((path) => path.split('/').at(-1))).toEqual([
    ...['year.parquet', 'history.parquet', 'register.csv', 'policy.yaml', 'policy-dip.yaml', 'manifest.json'],
  ]);
  for (const [name, cases] of [
    ['year', 1_000],
    ['history', 3_600],
  ] as const) {
    const [csv, parquet] = [
      await readCases([join(folder, 'csv', `${name}.csv`)]),
      await readCases([join(folder, 'parquet', `${name}.parquet`)]),
    ];
    expect([csv.rejected.length, parquet.rejected.length, parquet.table.caseCount]).toEqual([0, 0, cases]);
    expect(parquet.table).toEqual(csv.table);
  }
});

test('a region of 2027: discharges and policies are of that year, the history of 2024 to 2026', async () => {
  await generate('later', { cases: 1_000, year: 2027 });
  const yearsOf = async (name: string): Promise<string[]> => {
    const text = readFileSync(join(folder, 'later', name), 'utf8');
    const [heading, ...lines] = text.trimEnd().split('\n');
    const at = heading!.split(',').indexOf('discharge_date');
    return [...new Set(lines.map((line) => line.split(',')[at]!.slice(0, 4)))].sort();
  };
  expect(await yearsOf('year.csv')).toEqual(['2027']);
  expect(await yearsOf('history.csv')).toEqual(['2024', '2025', '2026']);
  for (const name of ['policy.yaml', 'policy-dip.yaml']) {
    expect(loadPolicy(join(folder, 'later', name)).document).toMatchObject({ year: 2027 });
  }
});
