import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import fc from 'fast-check';
import { expect, test } from 'vitest';
import { inlineExecutor } from '../../src/kernel/executor.js';
import { checkPolicy } from '../../src/policy/check-policy.js';
import { silentProgress } from '../../src/run/progress.js';
import type { RunContext } from '../../src/run/run-context.js';
import { runSettle } from '../../src/run/settle-run.js';
import { runSimulate } from '../../src/run/simulate-run.js';
import { splitByRegions } from '../../src/settlement/split-budget.js';
import { timelineOf } from '../policy/policy-document.js';
import { temporaryFolder } from '../temporary-folder.js';

const partsOf = (shares: Readonly<Record<string, number>>, fen: number) =>
  splitByRegions({ name: 'agreed', of: 'budget', shares }, fen).map((part) => part.fen);

test('100.00 by 42, 28 and 30 % is 42.00, 28.00, 30.00; 0.01 by halves goes to the first; an overrun of 0.05 by thirds is −0.02, −0.02, −0.01', () => {
  expect(partsOf({ 北京: 0.42, 天津: 0.28, 河北: 0.3 }, 10_000)).toEqual([4_200, 2_800, 3_000]);
  expect(partsOf({ a: 0.5, b: 0.5 }, 1)).toEqual([1, 0]);
  const parts = partsOf({ a: 0.3333, b: 0.3333, c: 0.3334 }, -5);
  expect(parts.reduce((sum, part) => sum + part, 0)).toBe(-5);
  expect(parts.every((part) => part === -1 || part === -2)).toBe(true);
});

test('the parts of any amount by any percentages of up to 4 decimals add up to it, and none is a fen away from its share', () => {
  fc.assert(
    fc.property(
      fc.integer({ min: -9e14, max: 9e14 }),
      fc.array(fc.integer({ min: 0, max: 10_000 }), { minLength: 1, maxLength: 6 }),
      (fen, weights) => {
        const total = weights.reduce((sum, one) => sum + one, 0);
        if (total === 0 || total > 10_000) return;
        const last = 10_000 - total;
        const shares = Object.fromEntries([...weights, last].map((one, place) => [`r${place}`, one / 10_000]));
        const parts = partsOf(shares, fen);
        expect(parts.reduce((sum, part) => sum + part, 0)).toBe(fen);
        [...weights, last].forEach((one, place) => {
          const away = BigInt(parts[place]!) * 10_000n - BigInt(fen) * BigInt(one);
          expect(away < 10_000n && away > -10_000n).toBe(true);
        });
      },
    ),
  );
});

test('shares must be exactly 1: 0.1 + 0.2 + 0.7 is, 0.5 + 0.49 is told with its sum', () => {
  const found = (shares: string, insurances = '') =>
    checkPolicy(timelineOf({ clearing: `{region_split: [{name: jjj, of: budget, shares: ${shares}${insurances}}]}` }))
      .filter(({ path }) => path.startsWith('clearing.region_split'))
      .map(({ code, en }) => `${code}: ${en}`);
  expect(found('{a: 0.1, b: 0.2, c: 0.7}')).toEqual([]);
  expect(found('{a: 0.5, b: 0.49}')[0]).toContain('region_shares_sum: the shares of the regions add up to 0.99');
  expect(found('{a: 1}', ', insurances: [other]')[0]).toContain('insurance_without_pool');
});

const folder = temporaryFolder();
const context: RunContext = { executor: inlineExecutor, progress: silentProgress, timings: [], language: 'zh' };
function write(name: string, text: string): string {
  writeFileSync(join(folder, name), text);
  return join(folder, name);
}
const POLICY = `id: jjj
title: {zh: 京津冀, en: three regions}
region: "110000"
year: 2026
scheme: chs-drg-2.0
pools: [{insurance: employee, fund: 30000.01}]
rate: {kind: standard, value: 8000}
clearing:
  region_split:
    - {name: agreed, of: paid_fund, shares: {"110000": 0.42, "120000": 0.28, "130000": 0.3}}
    - {name: of-budget, of: budget, insurances: [employee], shares: {"110000": 0.5, "120000": 0.5}}
`;
const row = (id: string, region: string) => `${id},J18.900,1,60,8,H1,employee,9000,9000,${region},110000\n`;
const HEAD =
  'case_id,dx,sex,age_years,los_days,hospital_id,insurance,total_cost,pooled_fund,insured_region,care_region\n';
const rowsOf = (path: string) =>
  readFileSync(join(folder, path), 'utf8')
    .trimEnd()
    .split('\n')
    .slice(1)
    .map((line) => line.split(','));

test("a run splits what the pool paid, 24,000.00, into 10,080.00, 6,720.00 and 7,200.00, beside what each region's insured used; a region outside the agreement has a row, and both sides of a comparison have the table", async () => {
  const policy = write('policy.yaml', POLICY);
  const register = write('register.csv', 'hospital_id,level\nH1,三级甲等\n');
  const files = [write('cases.csv', HEAD + row('a', '110000') + row('b', '120000') + row('c', '370000'))];
  await runSettle({ files, policy, register, out: join(folder, 'settled') }, context);
  const rows = rowsOf('settled/region_split.csv');
  expect(rows.map(([split, , region, , basis, , agreed, , actual]) => [split, region, basis, agreed, actual])).toEqual([
    ['agreed', '110000', '24000.00', '10080.00', '8000.00'],
    ['agreed', '120000', '24000.00', '6720.00', '8000.00'],
    ['agreed', '130000', '24000.00', '7200.00', '0.00'],
    ['agreed', '370000', '24000.00', '0.00', '8000.00'],
    ['of-budget', '110000', '30000.01', '15000.01', '8000.00'],
    ['of-budget', '120000', '30000.01', '15000.00', '8000.00'],
    ['of-budget', '370000', '30000.01', '0.00', '8000.00'],
  ]);
  const sum = (place: number) => rows.slice(0, 4).reduce((total, cells) => total + Number(cells[place]), 0);
  expect([sum(6), sum(8), sum(9)]).toEqual([24_000, 24_000, 0]);
  const reform = write(
    'reform.yaml',
    'id: lower\ntitle: {zh: 降, en: lower}\npatches: [{path: rate.value, value: 4000}]\n',
  );
  await runSimulate({ files, policy, register, reforms: [reform], out: join(folder, 'simulated') }, context);
  const agreed = (side: string) => rowsOf(`simulated/${side}_region_split.csv`).map((cells) => cells[6]);
  expect(agreed('baseline').slice(0, 3)).toEqual(['10080.00', '6720.00', '7200.00']);
  expect(agreed('reform').slice(0, 3)).toEqual(['5040.00', '3360.00', '3600.00']);
});

test('of a balance the parts have no difference, which payments are no measure of; regions outside the agreement are named in a notice', async () => {
  const balance = POLICY.replace('of: budget, insurances: [employee]', 'of: balance');
  const policy = write('balance.yaml', balance);
  const register = write('register.csv', 'hospital_id,level\nH1,三级甲等\n');
  const cases = [row('a', '110000'), row('b', '120000'), row('c', '370000'), row('d', ''), row('e', '370000')];
  const files = [write('outside.csv', HEAD + cases.join(''))];
  const { model } = await runSettle({ files, policy, register, out: join(folder, 'balance') }, context);
  const differences = rowsOf('balance/region_split.csv').map(([split, , region, , , , , , , difference]) => [
    split,
    region,
    difference,
  ]);
  expect(differences.filter(([split]) => split === 'of-budget')).toEqual(
    ['110000', '120000', '', '370000'].map((region) => ['of-budget', region, '']),
  );
  expect(differences.find(([split, region]) => split === 'agreed' && region === '110000')![2]).toBe('8800.00');
  const told = model.notices.filter(({ en }) => en.includes('that the agreement "of-budget" does not name'));
  expect(told.map(({ en }) => en.split(' (')[1]!.split(')')[0])).toEqual(['blank, 370000']);
  expect(told[0]!.zh).toContain('有 3 个病例（空白、370000）');
});
