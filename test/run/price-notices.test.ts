import { copyFileSync, mkdtempSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { need } from '../../src/cli/options.js';
import { renderPriceResult } from '../../src/cli/render-price-result.js';
import { inlineExecutor } from '../../src/kernel/executor.js';
import { type PriceRunResult, runPrice } from '../../src/run/price-run.js';
import { silentProgress } from '../../src/run/progress.js';
import { temporaryFolder } from '../temporary-folder.js';

const folder = temporaryFolder();
const context = { executor: inlineExecutor, progress: silentProgress, timings: [], language: 'zh' as const };

/** Prices rows of case id, insurance, total cost and pooled fund under the standard of 8,000. */
async function priced(...rows: readonly string[]): Promise<PriceRunResult> {
  const place = mkdtempSync(join(folder, 'p'));
  const cases = join(place, 'cases.csv');
  const heading =
    'case_id,insurance,total_cost,pooled_fund,dx,sex,age_years,hospital_id,hospital_level,discharge_date,px';
  const lines = rows.map((row) => `${row},J18.900,1,60,H1,二级,2026-03-01,`);
  writeFileSync(cases, [heading, ...lines, ''].join('\n'));
  return await runPrice({ files: [cases], policy: 'example-standard-8000', out: join(place, 'out.csv') }, context);
}

test('price tells how many rows were rejected and for which causes, and where each is named', async () => {
  const result = await priced('A,employee,7000,5000', 'B,employee,x,5000', 'A,employee,1,1', 'C,employee,y,5000');
  const zh = '有 3 行被拒收（不是数字 2、病例号重复 1），未参与测算，见 rejected.csv。';
  const en = '3 rows were rejected (not a number 2, case id doubled 1) and take no part; see rejected.csv.';
  expect(result.cases).toBe(1);
  expect(result.notices).toContainEqual({ zh, en });
  expect(renderPriceResult(result, 'zh')).toContain(`· ${zh}\n`);
  expect(renderPriceResult(result, 'en')).toContain(`· ${en}\n`);
});

test('a fund of 9,000 recorded above a cost of 7,000 makes the patient -2,000 and the fund 10,000: price says so', async () => {
  const result = await priced('A,employee,7000,9000');
  expect(result.methods).toMatchObject([{ payFen: 800_000, fundFen: 1_000_000 }]);
  expect(result.notices.map(({ zh }) => zh)).toEqual([
    '1 个病例的统筹基金记账额大于总费用，患者支付为负。请核对这些行。',
  ]);
  // Equal is no fault: the patient paid nothing.
  expect((await priced('A,employee,7000,7000')).notices).toEqual([]);
});

test('price tells a patient part above the pay, an insurance without a pool, a missing amount and amounts rounded', async () => {
  const { notices } = await priced(
    'A,employee,20000,11999.99',
    'B,employee,20000,12000',
    'C,other,7000,5000',
    'D,employee,7000,',
    'E,employee,7000.005,5000',
  );
  expect(notices.map(({ en }) => en)).toEqual([
    'Cases without total cost or pooled fund: 1. They are not priced and enter no amount. Supply both and run again.',
    expect.stringMatching(/^Cases whose insurance \(.+\) has no pool: 1\./),
    // A patient who paid exactly the standard of 8,000 leaves 0 to the fund, with nothing to floor.
    "Cases whose patient's part is above the pay: 1. The fund's part is taken as 0.",
    "the year's data: total_cost: 1 amounts were finer than a fen and were rounded, half away from zero.",
  ]);
});

test('cases without fault are priced without a notice', async () => {
  expect((await priced('A,employee,7000,5000', 'B,resident,9000,5000')).notices).toEqual([]);
});

test('one file given twice is told as such beside the doubled ids, whatever the second is called', async () => {
  const cases = 'examples/plain-standard/cases.csv';
  const copy = join(folder, 'copy.csv');
  copyFileSync(cases, copy);
  const options = { policy: 'example-standard-8000', out: join(mkdtempSync(join(folder, 'p')), 'out.csv') };
  const { notices } = await runPrice({ ...options, files: [cases, copy] }, context);
  expect(notices.map(({ en }) => en)).toEqual([
    '2 rows were rejected (case id doubled 2) and take no part; see rejected.csv.',
    "the year's data: copy.csv and cases.csv are one file (the same content), whose cases count once. Leave one of them out of --in or --history.",
  ]);
});

test('an empty --out is no place to write to, and is asked for as if it were not given', () => {
  expect(() => need('', '--out', 'price')).toThrow(/--out is required/);
  expect(need('a.csv', '--out', 'price')).toBe('a.csv');
});
