import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { inlineExecutor } from '../../src/kernel/executor.js';
import { packageRoot } from '../../src/kernel/package-root.js';
import { policyCheck } from '../../src/run/policy-run.js';
import { runPrice } from '../../src/run/price-run.js';
import { silentProgress } from '../../src/run/progress.js';
import type { RunContext } from '../../src/run/run-context.js';
import { runSettle } from '../../src/run/settle-run.js';
import { temporaryFolder } from '../temporary-folder.js';

const root = join(packageRoot(), 'examples', 'mechanisms');
const folder = temporaryFolder();
const context: RunContext = { executor: inlineExecutor, progress: silentProgress, timings: [], language: 'en' };
const names = readdirSync(root).filter((name) => existsSync(join(root, name, 'policy.yaml')));

function optionsOf(name: string) {
  const weights = join(root, name, 'weights.csv');
  return {
    files: [join(root, name, 'cases.csv')],
    policy: join(root, name, 'policy.yaml'),
    register: join(root, name, 'register.csv'),
    ...(existsSync(weights) ? { weights } : {}),
  };
}

/** Rows of a CSV of plain cells by column name; texts with commas stand last and are left out. */
function rowsOf(path: string): Record<string, string>[] {
  const [heading, ...lines] = readFileSync(path, 'utf8').trimEnd().split('\n');
  const columns = heading!.split(',');
  return lines.map((line) => Object.fromEntries(line.split(',').map((cell, index) => [columns[index], cell])));
}

/** case_id → pay, as priced before any clearing. */
async function priced(name: string): Promise<Record<string, string>> {
  const out = join(folder, `${name}.csv`);
  await runPrice({ ...optionsOf(name), out }, context);
  return Object.fromEntries(rowsOf(out).map(({ case_id, pay }) => [case_id, pay!]));
}

/** hospital → amount of a line of its statement. */
async function settled(name: string, line: string): Promise<Record<string, string>> {
  const out = join(folder, name);
  if (!existsSync(out)) await runSettle({ ...optionsOf(name), out }, context);
  const rows = rowsOf(join(out, 'statements.csv')).filter((row) => row.line === line && row.insurance === 'employee');
  return Object.fromEntries(rows.map(({ hospital_id, amount }) => [hospital_id, amount!]));
}

describe('each mechanism by its example', () => {
  test('M1: a package of 8,000.00 leaves 1,000.00 of 7,000.00 and costs 1,000.00 of 9,000.00', async () => {
    expect(await priced('m1-package')).toEqual({ saves: '8000.00', overruns: '8000.00' });
    const margins = rowsOf(join(folder, 'm1-package.csv')).map(({ charge_margin }) => charge_margin);
    expect(margins).toEqual(['1000.00', '-1000.00']);
  });

  test('M2: recorded 75, 92, 106, 118 % of the standard are paid 75, 100, 104.2, 107 %', async () => {
    expect(await settled('m2-shared-overrun', 'final_fund')).toEqual({
      HA: '750000.00',
      HB: '1000000.00',
      HC: '1042000.00',
      HD: '1070000.00',
    });
  });

  test('M13: a reserve of 12 million pays two hospitals 9 and 3 million, in proportion to what they overran', async () => {
    expect(await settled('m13-risk-fund', 'payout')).toEqual({ HA: '9000000.00', HB: '3000000.00', HC: '0.00' });
    expect(await settled('m13-risk-fund', 'final_fund')).toEqual({
      HA: '33000000.00',
      HB: '11000000.00',
      HC: '8000000.00',
    });
  });

  test('M16: 5 % for the old with a chronic disease, 3,000.00 for the rare disease of a child', async () => {
    expect(await priced('m16-supplement')).toEqual({ elderly: '10500.00', adult: '10000.00', child: '13000.00' });
  });

  test('M17: TCM 1.05, rehabilitation 1.1, a child of 14 in TCM the highest alone, 1.2', async () => {
    expect(await priced('m17-coefficients')).toEqual({
      tcm: '10500.00',
      rehabilitation: '11000.00',
      child_in_tcm: '12000.00',
      other: '10000.00',
    });
  });

  test('M19: one weight, two insurances, two rates: 10,446.65 and 8,226.94', async () => {
    expect(await priced('m19-insurances')).toEqual({ employee: '10446.65', resident: '8226.94' });
  });

  test('days at 300 to the 30th, 200 after it, nine tenths at level 2', async () => {
    expect(await priced('per-diem')).toEqual({
      days_30: '9000.00',
      days_45: '12000.00',
      level_2: '10800.00',
      group: '10000.00',
    });
  });

  test('new technology: 56,000.00 at 70 %; exactly 64 %, and exactly 2 × the mean, are the standard of 20,000.00', async () => {
    expect(await priced('new-technology')).toEqual({
      above: '56000.00',
      share_64: '20000.00',
      cost_2_times: '20000.00',
    });
  });

  test('special review: two of 400 fit 5 ‰; the third takes its standard, and 19,999.99 was below 2 × the standard', async () => {
    const pay = await priced('special-review');
    expect([pay.first, pay.second, pay.over_quota, pay.below_2_times, pay.n001]).toEqual([
      '40000.00',
      '25000.00',
      '18000.00',
      '10000.00',
      '10000.00',
    ]);
    const standard = 400 * 10_000;
    const [paid] = Object.values(await settled('special-review', 'final_fund'));
    // 3,000.00 of 396 stays and all of the reviewed ones is the patients' part: none of the reviewed, 3,000.00 of each other.
    expect(Number(paid)).toBe(standard + 30_000 + 15_000 - 396 * 3_000);
  });

  test('cross-region care: the lower of two prices, and the 43,000.00 of a pool split by region of insurance and care', async () => {
    expect(await priced('cross-region')).toEqual({
      home_cheap: '10000.00',
      home_dear: '10000.00',
      tianjin_cheap: '8000.00',
      hebei_dear: '10000.00',
      out_to_tianjin: '12345.67',
    });
    const paid = Object.values(await settled('cross-region', 'final_fund')).map(Number);
    const regions = rowsOf(join(folder, 'cross-region', 'regions.csv')).map(
      ({ insured_region, care_region, fund }) => `${insured_region} ${care_region} ${fund}`,
    );
    // Recorded 38,000.00 against 30,000.00: half the overrun of 8,000.00, by the fund's parts 16,000 : 6,000 : 8,000.
    expect(regions).toEqual([
      '110000 110000 18133.33',
      '110000 120000 9000.00',
      '120000 110000 6800.00',
      '130000 110000 9066.67',
    ]);
    expect(paid.reduce((sum, amount) => sum + amount, 0)).toBeCloseTo(18_133.33 + 9_000 + 6_800 + 9_066.67, 2);
  });

  test('difference coefficient: 1.06, 1.32 held at 1.2, 0.75 at 0.8; unstable groups have no high case; 412 points share 41,201.00', async () => {
    expect(await priced('difference-coefficient')).toEqual({
      middle: '10600.00',
      capped: '12000.00',
      floored: '8000.00',
      stable_dear: '13800.00',
      unstable_dear: '10600.00',
    });
    await settled('difference-coefficient', 'final_fund');
    const [value] = rowsOf(join(folder, 'difference-coefficient', 'point_values.csv'));
    expect([value!.to_share, value!.units, value!.closing, value!.paid, value!.remainder]).toEqual([
      '41201.00',
      '412',
      '100',
      '41200.00',
      '1.00',
    ]);
  });

  test('TCM: 62.86 % passes at 1.2 × the standard, 57.89 % is settled as the medical group, two classes are no TCM stay', async () => {
    expect(await priced('tcm-groups')).toEqual({
      share_62_86: '12000.00',
      share_57_89: '8000.00',
      two_classes: '10000.00',
    });
  });

  test('DIP with scores in yuan (rules §2.12): 6,688.50 and 5,145.00 after 5 % and 0.98; the cliff at 0.6', async () => {
    const pay = await priced('dip-yuan-scores');
    expect(pay).toMatchObject({ low: '2500.00', on_0_6: '3000.00', above_0_6: '5000.00' });
    const final = await settled('dip-yuan-scores', 'final_fund');
    expect([final.HA, final.HB]).toEqual(['6688.50', '5145.00']);
  });

  test('DIP closing values by month, insurance and origin (rules §2.14): 10, 5, 8 and 5 yuan a score', async () => {
    expect(await settled('dip-closing-values', 'final_fund')).toEqual({ H1: '20000.00' });
    const values = rowsOf(join(folder, 'dip-closing-values', 'point_values.csv'));
    expect(values.map(({ insurance, period, units, closing }) => [insurance, period, units, closing])).toEqual([
      ['employee', '2026-01', '1000', '10'],
      ['employee', '2026-02', '2000', '5'],
      ['resident', '2026-01', '1000', '8'],
      ['other', '2026-01', '1000', '5'],
    ]);
  });
});

describe('the folder of mechanisms', () => {
  test.each(names)('%s passes its check without an error or a warning', (name) => {
    const found = policyCheck(join(root, name, 'policy.yaml'), []).filter(({ severity }) => severity !== 'note');
    expect(found).toEqual([]);
  });

  test('the page of mechanisms has a row for each folder and for no other', () => {
    const page = readFileSync(join(root, 'README.md'), 'utf8');
    const rows = [...page.matchAll(/^\| `([a-z0-9-]+)` \|/gm)].map((match) => match[1]!);
    expect([...rows].sort()).toEqual([...names].sort());
  });
});
