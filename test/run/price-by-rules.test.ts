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

/** A policy of one standard of 8,000 with further rules; priced pay by case. */
async function priceBy(name: string, rules: string, heading: string, rows: readonly string[], register = '') {
  const [policy, cases, hospitals, out] = ['yaml', 'cases.csv', 'register.csv', 'out.csv'].map((end) =>
    join(folder, `${name}.${end}`),
  ) as [string, string, string, string];
  writeFileSync(
    policy,
    `id: rules
title: {zh: 规则, en: rules}
region: test
year: 2026
scheme: chs-drg-2.0
pools: [{insurance: employee, fund: 1000000}]
rate: {kind: standard, value: 8000}
${rules}`,
  );
  writeFileSync(
    cases,
    [
      `case_id,dx,sex,age_years,los_days,hospital_id,insurance,total_cost,pooled_fund,${heading}`,
      ...rows.map((row) => {
        const [id, ...rest] = row.split(',');
        return [id, 'J18.900,1,60,8,H1,employee,10000,9000', ...rest].join(',');
      }),
      '',
    ].join('\n'),
  );
  writeFileSync(hospitals, register === '' ? 'hospital_id,level\nH1,三级甲等\n' : register);
  await runPrice({ files: [cases], register: hospitals, policy, out }, context);
  const [top, ...lines] = readFileSync(out, 'utf8').trimEnd().split('\n');
  const at = top!.split(',').indexOf('pay');
  return lines.map((line) => [line.split(',')[0], line.split(',')[at]]);
}

test('a readmission on the 15th day is paid half of the standard, on the 16th the whole: stays are linked by the run', async () => {
  const rules = `special_cases:
  - {name: again, when: {readmission: {within_days: 15, counts: second}}, pay: "0.5 * standard"}
`;
  const paid = await priceBy('links', rules, 'patient_key,admit_date,discharge_date', [
    'first,p1,2026-02-20,2026-03-01',
    'second,p1,2026-03-16,2026-03-20',
    'third,p1,2026-04-05,2026-04-09',
    'other,p2,2026-03-16,2026-03-20',
  ]);
  expect(paid).toEqual([
    ['first', '8000.00'],
    ['second', '4000.00'],
    ['third', '8000.00'],
    ['other', '8000.00'],
  ]);
});

test('columns that only a rule reads are kept: a reviewed amount, a share of new technology, a separately paid drug', async () => {
  const rules = `case_cost: {without: [separate_drug_cost], paid_separately: [separate_drug_cost]}
special_cases:
  - {name: review, when: {review_outcomes: [adjusted]}, pay: review_amount}
  - name: tech
    when: {shares: [{name: new, parts: [new_tech_cost], of: [total_cost], from: 0.64, from_included: false}]}
    pay: by_item
`;
  const paid = await priceBy('columns', rules, 'review_outcome,review_amount,new_tech_cost,separate_drug_cost', [
    'review,adjusted,7123.45,,',
    'edge,,,6400,',
    'above,,,6400.01,1000',
    'drug,,,,250.5',
  ]);
  expect(paid).toEqual([
    ['review', '7123.45'],
    ['edge', '8000.00'],
    ['above', '10000.00'],
    ['drug', '8250.50'],
  ]);
});

test('a number column of the register makes the coefficient: a CMI 12 % above the level gives 0.95 and 7,600.00', async () => {
  const rules = `hospital_coefficient:
  components:
    - {name: level, by_level: {3: 0.93, 2: 0.72, 1: 0.55}}
    - {name: difficulty, formula: "clamp(floor((cmi_ratio - 1) / 0.05) * 0.01, 0, 0.13)", missing: 0}
`;
  const register = 'hospital_id,level,cmi_ratio\nH1,三级甲等,1.12\n';
  expect(await priceBy('numbers', rules, 'discharge_date', ['one,2026-03-01'], register)).toEqual([['one', '7600.00']]);
});
