import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { inlineExecutor } from '../../src/kernel/executor.js';
import { packageRoot } from '../../src/kernel/package-root.js';
import { runPrice } from '../../src/run/price-run.js';
import { silentProgress } from '../../src/run/progress.js';
import type { RunContext } from '../../src/run/run-context.js';
import { runSettle } from '../../src/run/settle-run.js';
import { temporaryFolder } from '../temporary-folder.js';

const folder = temporaryFolder();
const context: RunContext = { executor: inlineExecutor, progress: silentProgress, timings: [], language: 'en' };
const file = (name: string) => join(packageRoot(), 'examples', 'mechanisms', 'm8-home-benefits', name);
const options = { files: [file('cases.csv')], policy: file('policy.yaml'), register: file('register.csv') };
const rowsOf = (path: string): Record<string, string>[] => {
  const [heading, ...lines] = readFileSync(path, 'utf8').trimEnd().split('\n');
  const columns = heading!.split(',');
  return lines.map((line) => Object.fromEntries(line.split(',').map((cell, at) => [columns[at]!, cell])));
};

test('M8: groups and price of the place of care, benefits of the home city: 88 % at home, × 0.95 filed, × 0.90 unfiled', async () => {
  await runPrice({ ...options, out: join(folder, 'm8.csv') }, context);
  const benefits = rowsOf(join(folder, 'benefits.csv'));
  expect(benefits.map(({ case_id, pooled_fund }) => [case_id, pooled_fund])).toEqual([
    ['home', '8800.00'],
    ['filed', '8360.00'],
    ['unfiled', '7920.00'],
    ['cheap', '6688.00'],
  ]);
  const prices = rowsOf(join(folder, 'm8.csv'));
  // The lower of the place's price of 10,000.00 and the charges.
  expect(prices.map(({ case_id, pay }) => [case_id, pay])).toEqual([
    ['home', '10000.00'],
    ['filed', '10000.00'],
    ['unfiled', '10000.00'],
    ['cheap', '8700.00'],
  ]);
});

test('M8: of three stays elsewhere two were settled directly, 66.67 %; a table adds up to the pool', async () => {
  const out = join(folder, 'settled');
  await runSettle({ ...options, out }, context);
  const rows = rowsOf(join(out, 'regions.csv'));
  expect(
    rows.map(({ insured_region, care_region, direct_cases }) => [insured_region, care_region, direct_cases]),
  ).toEqual([
    ['120000', '110000', '2'],
    ['120000', '120000', '1'],
  ]);
  expect(rows.map(({ direct_share }) => Number(direct_share))).toEqual([2 / 3, 1]);
  const [fund] = rowsOf(join(out, 'fund.csv'));
  expect(rows.reduce((sum, { fund: one }) => sum + Number(one), 0)).toBeCloseTo(Number(fund!.fund), 2);
});
