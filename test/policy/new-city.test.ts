import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { inlineExecutor } from '../../src/kernel/executor.js';
import { packageRoot } from '../../src/kernel/package-root.js';
import { policyCheck, policyDiff } from '../../src/run/policy-run.js';
import { runPrice } from '../../src/run/price-run.js';
import { silentProgress } from '../../src/run/progress.js';
import type { RunContext } from '../../src/run/run-context.js';
import { runSettle } from '../../src/run/settle-run.js';
import { runWeightsImport } from '../../src/run/weights-import-run.js';
import { temporaryFolder } from '../temporary-folder.js';

const city = (name: string) => join(packageRoot(), 'examples', 'new-city', name);
const folder = temporaryFolder();
const weights = join(folder, 'weights.csv');
const context: RunContext = { executor: inlineExecutor, progress: silentProgress, timings: [], language: 'en' };
const options = { files: [city('cases.csv')], policy: city('policy.yaml'), register: city('register.csv'), weights };

function rowsOf(path: string): Record<string, string>[] {
  const [heading, ...lines] = readFileSync(path, 'utf8').trimEnd().split('\n');
  const columns = heading!.split(',');
  return lines.map((line) => Object.fromEntries(line.split(',').map((cell, index) => [columns[index], cell])));
}

describe('a new city is added by data alone', () => {
  test('its published table is imported, each of its three oddities told', async () => {
    const imported = await runWeightsImport({
      file: city('published-weights.csv'),
      out: weights,
      profile: undefined,
      where: undefined,
      scheme: 'chs-drg-2.0',
    });
    expect(imported.weights).toMatchObject({ count: 4, least: '0.6', most: '1.2' });
    expect(imported.findings.map(({ severity, path }) => `${severity} ${path}`).sort()).toEqual([
      'note published-weights.csv',
      'note published-weights.csv:5:权重',
      'warning published-weights.csv:7:备注',
    ]);
  });

  test('its policy passes the check, and every value names its article', () => {
    const found = policyCheck(options.policy, []);
    expect(found.filter(({ severity }) => severity !== 'note')).toEqual([]);
    expect(found.map(({ code }) => code)).not.toContain('unsourced_values');
  });

  test('six cases are paid what the page works out by hand', async () => {
    const out = join(folder, 'prices.csv');
    await runPrice({ ...options, out }, context);
    expect(rowsOf(out).map(({ case_id, standard, pay }) => [case_id, standard, pay])).toEqual([
      ['pneumonia_3', '9817.50', '9817.50'],
      ['pneumonia_2', '7671.25', '7671.25'],
      ['stroke_dear', '14520.00', '19028.00'],
      ['diabetes_cheap', '5700.00', '1000.00'],
      ['hypertension', '', '6000.00'],
      ['back_61_days', '', '40000.00'],
    ]);
  });

  test('deposits of 5 % come back whole at 92 and by 81 / 90 at 81', async () => {
    const out = join(folder, 'settled');
    await runSettle({ ...options, out }, context);
    const lines = rowsOf(join(out, 'statements.csv'));
    const amounts = (hospital: string, insurance: string) =>
      ['fund_before_clearing', 'deposit', 'deposit_returned', 'final_fund'].map(
        (line) =>
          lines.find((row) => row.hospital_id === hospital && row.insurance === insurance && row.line === line)!.amount,
      );
    expect(amounts('LQ01', 'employee')).toEqual(['43345.50', '-2167.28', '2167.28', '43345.50']);
    expect(amounts('LQ02', 'resident')).toEqual(['5971.25', '-298.56', '268.70', '5941.39']);
  });

  test('its reform in words: one rate, from July', () => {
    expect(policyDiff(options.policy, undefined, [city('rate-minus-3-percent.yaml')], 'zh', false)).toBe(
      '费率（职工） 11,000.00 → 10,670.00，−3.0 %（2026-07-01 至 2026-12-31）\n',
    );
  });

  test('nothing of it stands in the program', () => {
    const root = join(packageRoot(), 'src');
    const naming = readdirSync(root, { recursive: true, encoding: 'utf8' }).filter(
      (file) => file.endsWith('.ts') && /lanqiao|岚桥|LQ0[12]/i.test(readFileSync(join(root, file), 'utf8')),
    );
    expect(naming).toEqual([]);
  });

  test('the numbers of its page are those of the tests above', () => {
    const page = readFileSync(city('README.md'), 'utf8');
    for (const number of [
      '9,817.50',
      '7,671.25',
      '19,028.00',
      '1,000.00',
      '43,345.50',
      '2,167.28',
      '268.70',
      '5,941.39',
    ])
      expect(page).toContain(number);
  });
});
