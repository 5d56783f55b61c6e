import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { readCases } from '../../src/cases/read/read-cases.js';
import { inlineExecutor } from '../../src/kernel/executor.js';
import { loadPolicy } from '../../src/policy/load-policy.js';
import { type GenerateRunOptions, runGenerate } from '../../src/run/generate-run.js';
import { silentProgress } from '../../src/run/progress.js';
import type { RunContext } from '../../src/run/run-context.js';
import { drgdip } from '../grouping/drgdip-command.js';
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

test('a column on request: 5 % of the cases with 30 to 90 % of their charges; without the request every byte is as it was', async () => {
  await generate('plain', { cases: 4_000, historyCases: 1_000 });
  const words = ['--cases', '4000', '--history-cases', '1000', '--seed', '9', '--columns', 'new_tech_cost'];
  await drgdip('en', 'generate', ...words, '--out', join(folder, 'asked'));
  const rowsOf = (name: string, file: string) =>
    readFileSync(join(folder, name, file), 'utf8')
      .trimEnd()
      .split('\n')
      .map((line) => line.split(','));
  for (const [file, cases] of [
    ['year.csv', 4_000],
    ['history.csv', 3_000],
  ] as const) {
    const rows = rowsOf('asked', file);
    const [at, total] = ['new_tech_cost', 'total_cost'].map((name) => rows[0]!.indexOf(name));
    expect(rows.map((row) => row.toSpliced(at!, 1))).toEqual(rowsOf('plain', file));
    const parts = rows.slice(1).flatMap((row) => (row[at!] === '0.00' ? [] : Number(row[at!]) / Number(row[total!])));
    expect(parts.length / cases).toBeGreaterThan(0.04);
    expect(parts.length / cases).toBeLessThan(0.06);
    expect(Math.min(...parts)).toBeGreaterThan(0.299);
    expect(Math.min(...parts)).toBeLessThan(0.35);
    expect(Math.max(...parts)).toBeLessThan(0.9);
    expect(Math.max(...parts)).toBeGreaterThan(0.85);
  }
  const manifestOf = (name: string) => JSON.parse(readFileSync(join(folder, name, 'manifest.json'), 'utf8'));
  expect(manifestOf('asked').columns).toEqual(['new_tech_cost']);
  expect(manifestOf('plain')).not.toHaveProperty('columns');
  expect(manifestOf('asked').files['register.csv']).toBe(manifestOf('plain').files['register.csv']);
});

test('the preset that reads new_tech_cost pays cases of that region as new technology; another name is refused', async () => {
  const out = join(folder, 'asked');
  const files = ['--in', join(out, 'year.csv'), '--register', join(out, 'register.csv')];
  const policy = ['--policy', 'example-new-technology-beijing', '--history', join(out, 'history.csv')];
  await drgdip('en', 'price', ...files, ...policy, '--out', join(out, 'priced.csv'));
  const priced = readFileSync(join(out, 'priced.csv'), 'utf8').trimEnd().split('\n');
  const at = priced[0]!.split(',').indexOf('method');
  expect(priced.filter((line) => line.split(',')[at]!.startsWith('special')).length).toBeGreaterThan(2);
  await expect(
    drgdip('en', 'generate', '--cases', '1000', '--columns', 'new_tech', '--out', join(folder, 'refused')),
  ).rejects.toMatchObject({ code: 'option_value', message: expect.stringContaining('new_tech_cost') });
});
