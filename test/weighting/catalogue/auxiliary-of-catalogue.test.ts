import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterEach, expect, test } from 'vitest';
import { drgdip } from '../../grouping/drgdip-command.js';
import { temporaryFolder } from '../../temporary-folder.js';

const folder = temporaryFolder();
const at = (name: string) => join(folder, name);
afterEach(() => {
  process.exitCode = undefined;
});

const HEADING = 'case_id,dx,px,discharge_date,los_days,total_cost,icu_days,payment_kind';
/** Cases of appendicitis with these days in intensive care, cost in yuan and kind of payment. */
function history(
  name: string,
  ...parts: readonly (readonly [count: number, icu: string, yuan: number, kind?: string])[]
) {
  const rows = parts.flatMap(([count, icu, yuan, kind = ''], part) =>
    Array.from({ length: count }, (_, index) => `${part}-${index},K35.800,,2026-05-01,8,${yuan}.00,${icu},${kind}`),
  );
  writeFileSync(at(name), `${[HEADING, ...rows].join('\n')}\n`);
}
function policyOf(rules: string): string {
  const path = at('policy.yaml');
  const text = `id: types
title: {zh: 分型, en: types}
region: r
year: 2027
scheme: dip-3.0
method: dip
pools: [{insurance: employee, fund: 1000000.00}]
rate: {kind: fixed, value: 10}
case_coefficients:
  combine: highest
  rules:
${rules}
`;
  writeFileSync(path, text);
  return path;
}
const rowsOf = (out: string, name: string): string[] =>
  readFileSync(at(`${out}/report/${name}.csv`), 'utf8')
    .trimEnd()
    .split('\n')
    .slice(1);

const ICU = '    - {name: icu-2-7, when: {numbers: {icu_days: {from: 2, to: 7, to_included: true}}}, factor: 1.15}';

test('15 ICU cases at 18,000 in a group of mean 12,000 have the coefficient 1.5; 2 and 7 days count, 1 and 8 do not', async () => {
  history('icu.csv', [8, '2', 18_000], [7, '7', 18_000], [15, '1', 9_000], [14, '8', 9_000], [1, '', 9_000]);
  const printed = await drgdip(
    'en',
    'catalogue',
    '--in',
    at('icu.csv'),
    '--auxiliary',
    policyOf(ICU),
    '--out',
    at('icu'),
  );
  expect(rowsOf('icu', 'auxiliary')).toEqual(['K35.8,icu-2-7,15,45,18000.00,12000.00,1.5,1,kept']);
  expect(rowsOf('icu', 'auxiliary_types')).toEqual(['icu-2-7,15,1,1,1.5,1.5,1.15']);
  expect(printed).toMatch(/icu-2-7 +15 +1 +1 +1\.5000 +1\.5000 +1\.1500/);
});

test('cases paid by days take no part; 14 cases are few', async () => {
  history('few.csv', [14, '3', 18_000], [20, '3', 90_000, 'day'], [30, '0', 9_000]);
  await drgdip('en', 'catalogue', '--in', at('few.csv'), '--auxiliary', policyOf(ICU), '--out', at('few'));
  const [row] = rowsOf('few', 'auxiliary');
  expect(row).toMatch(/^K35\.8,icu-2-7,14,44,18000\.00,11863\.64,1\.5172,1,few_cases$/);
});

test('a rule that asks for a place or stands in for the hospital coefficient is no type, and is told', async () => {
  history('told.csv', [20, '3', 18_000], [20, '0', 9_000]);
  const rules = [
    ICU,
    '    - {name: tcm, when: {departments: ["中医*"]}, factor: 1.05}',
    '    - {name: one-price, when: {facts: {primary_care: {from: 1}}}, factor: 0.9, hospital_coefficient: replace}',
  ].join('\n');
  const printed = await drgdip(
    'zh',
    'catalogue',
    '--in',
    at('told.csv'),
    '--auxiliary',
    policyOf(rules),
    '--out',
    at('told'),
  );
  expect(rowsOf('told', 'auxiliary_types')).toHaveLength(1);
  expect(printed).toContain('系数规则 tcm 未测算');
  expect(printed).toContain('系数规则 one-price 未测算');
});

test('a policy without case coefficients is refused by name', async () => {
  const asked = drgdip(
    'en',
    'catalogue',
    '--in',
    at('icu.csv'),
    '--auxiliary',
    'example-dip-base',
    '--out',
    at('none'),
  );
  await expect(asked).rejects.toThrow('--auxiliary: "example-dip-base"');
});
