import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, describe, expect, test } from 'vitest';
import { registerOfRows } from '../../src/cases/read-register.js';
import { readInputTable } from '../../src/cases/tables/read-input-table.js';
import { inlineExecutor } from '../../src/kernel/executor.js';
import { parseReform } from '../../src/policy/load-policy.js';
import { resolveTimeline } from '../../src/policy/resolve-timeline.js';
import { demoPolicy, makeDemoRegion, regionOf } from '../../src/run/demo-region.js';
import { silentProgress } from '../../src/run/progress.js';
import { settleRegion, simulateRegion } from '../../src/run/region-run.js';
import type { RunContext } from '../../src/run/run-context.js';
import { writeResults } from '../../src/run/write-results.js';
import { ledgerOfRows } from '../../src/settlement/ledger-entry.js';

const SIZE = { cases: 1_200, seed: 5, historyColumns: 'weighting' } as const;
const context: RunContext = { executor: inlineExecutor, progress: silentProgress, timings: [], language: 'zh' };
const synthetic = makeDemoRegion(SIZE);
const region = regionOf(synthetic, SIZE);
const policy = demoPolicy(synthetic.budgets);
const folder = mkdtempSync(join(tmpdir(), 'drgdip-clearing-'));
afterAll(() => rmSync(folder, { recursive: true, force: true }));

const reform = parseReform(
  `id: clearing
title: {zh: 按步骤清算, en: clearing by steps}
patches:
  - {path: rate, value: {kind: floating, opening: 10000, form: total, decimals: 2}}
  - path: clearing
    value:
      monthly: {paid_share: 0.9}
      steps:
        - reserve
        - carve_outs
        - point_value
        - {step: amount, name: assessment, title: {zh: 考核扣款, en: assessment}, base: standard_fund, amount: "score >= 90 ? 0 * base : -0.01 * base"}
        - {step: pool, name: peak, title: {zh: 风险金拨付, en: reserve paid out}, amount: 0.5 * reserve, by: units, pool_side: reserve}
`,
  'clearing.yaml',
);
const timeline = resolveTimeline(policy, [reform]);
const hospitals = [...region.register.keys()];

/** The register and the ledger as files have them. */
async function withTables() {
  const rows = hospitals.map((id, h) => [id, '三级', String(85 + h), '']);
  const register = registerOfRows(
    { headings: ['hospital_id', 'level', '考核得分', '备注'], rows },
    'register.csv',
    2026,
  );
  const path = join(folder, 'ledger.csv');
  const lines = [
    `${hospitals[0]},employee,2026-02,dispute,1234.56,仲裁1号`,
    `${hospitals[0]},employee,2026-03,deduction,500.00,稽核1号`,
    `${hospitals[1]},resident,2026-03,prepayment,100000.00,拨1号`,
  ];
  writeFileSync(path, `hospital_id,insurance,month,kind,amount,document\n${lines.join('\n')}\n`);
  return { ...region, register, ledger: ledgerOfRows(await readInputTable(path, 'ledger')) };
}

describe('a run that clears by steps', () => {
  test('numbers of the register are read by their Chinese heading; a text column is none', async () => {
    const { register } = await withTables();
    expect(register.get(hospitals[3]!)!.numbers).toEqual(new Map([['score', { digits: 88, scale: 0 }]]));
  });

  test('writes its tables and statements, from claim to what is to be paid', async () => {
    const result = await settleRegion(await withTables(), timeline, undefined, context);
    const names = result.tables.map(({ schema }) => schema.name);
    expect(names.slice(6)).toEqual(['months', 'point_values', 'set_aside', 'surpluses']);
    const out = join(folder, 'out');
    await writeResults(out, result, context, 'table');
    const head = (name: string) => readFileSync(join(out, name), 'utf8').split('\n')[0];
    expect(head('months.csv')).toContain('hospital_id,insurance,month,cases,pay,patient,audits,due,paid,held');
    expect(head('point_values.csv')).toContain('closing');
    const statements = readFileSync(join(out, 'statements.csv'), 'utf8');
    for (const words of ['考核扣款', '风险金拨付', '争议复核补差', '仲裁1号', '应拨付', 'reserve paid out']) {
      expect(statements).toContain(words);
    }
    const html = readFileSync(join(out, 'report.html'), 'utf8');
    expect(html).toContain('考核扣款');
  });

  test('months and hospitals add up to the pool, and the closing values spend the budget but for the remainder', async () => {
    const { baseline, tables } = await settleRegion(await withTables(), timeline, undefined, context);
    const { pointValues, pools, months } = baseline.settlement;
    expect(pointValues!.length).toBe(pools.length);
    const column = (name: string, key: string) =>
      tables.find(({ schema }) => schema.name === name)!.columns[key] as Float64Array;
    const sum = (values: Float64Array) => values.reduce((total, value) => total + value, 0);
    expect(sum(column('months', 'cases'))).toBe(SIZE.cases);
    expect(sum(column('months', 'paid')) + sum(column('months', 'held'))).toBe(sum(column('months', 'due')));
    expect(sum(column('set_aside', 'paid_out')) * 2).toBe(sum(column('set_aside', 'set_aside')));
    expect(months!.every(({ month }) => /^2026-(0[1-9]|1[0-2])$/.test(month))).toBe(true);
    for (const { paidFen, remainderFen, toShareFen } of pointValues!) expect(paidFen + remainderFen).toBe(toShareFen);
  });

  test('a comparison has the tables of both sides', async () => {
    const policies = { baseline: resolveTimeline(policy, []), reform: timeline };
    const { tables } = await simulateRegion(await withTables(), policies, undefined, context);
    const names = tables.map(({ schema }) => schema.name);
    expect(names).toEqual(expect.arrayContaining(['baseline_surpluses', 'reform_months', 'reform_point_values']));
    expect(names).not.toContain('baseline_months');
  });
});
