import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { STATUS_UNRELATED } from '../../src/grouping/group-columns.js';
import { inlineExecutor } from '../../src/kernel/executor.js';
import { packageRoot } from '../../src/kernel/package-root.js';
import type { ResultTable } from '../../src/kernel/result-table.js';
import { checkPolicy } from '../../src/policy/check-policy.js';
import { chooseSwitches } from '../../src/run/choose-scheme.js';
import { makeDemoRegion, regionOf } from '../../src/run/demo-region.js';
import { policyCheck } from '../../src/run/policy-run.js';
import { priceRecords } from '../../src/run/price-records.js';
import { runPrice } from '../../src/run/price-run.js';
import { silentProgress } from '../../src/run/progress.js';
import type { RunContext } from '../../src/run/run-context.js';
import { ScenarioRunner } from '../../src/run/scenario-run.js';
import { runSettle } from '../../src/run/settle-run.js';
import { runSimulate } from '../../src/run/simulate-run.js';
import { temporaryFolder } from '../temporary-folder.js';
import { failureOf, policyOf, timelineOf } from './policy-document.js';

const folder = temporaryFolder();
const context: RunContext = { executor: inlineExecutor, progress: silentProgress, timings: [], language: 'en' };

/** A pneumonia with an appendectomy: EQY while QY is on, ES35 without it. QY cases are paid by item, 10,000.00, others 8,000.00. */
const QY_CASES = `case_id,dx,px,sex,age_years,los_days,hospital_id,insurance,total_cost,pooled_fund
plain,J18.900,,1,60,8,H1,employee,10000,9000
unrelated,J18.900,47.0100,1,60,8,H1,employee,10000,9000
`;

function write(name: string, text: string): string {
  const path = join(folder, name);
  writeFileSync(path, text);
  return path;
}

function policyFile(name: string, grouping: string, more = 'scheme: chs-drg-2.0'): string {
  return write(
    `${name}.yaml`,
    `id: ${name}
title: {zh: 口径, en: switches}
region: test
year: 2026
${more}
${grouping}
pools: [{insurance: employee, fund: 1000000}]
unrelated_procedure: by_item
rate: {kind: standard, value: 8000}
`,
  );
}

const register = write('register.csv', 'hospital_id,level\nH1,三级甲等\n');
const cases = write('cases.csv', QY_CASES);

/** Columns of the priced cases. */
async function priced(policy: string, files = [cases], reforms: string[] = []): Promise<Record<string, string>[]> {
  const out = join(folder, 'out.csv');
  await runPrice({ files, register, policy, reforms, out }, context);
  const [top, ...lines] = readFileSync(out, 'utf8').trimEnd().split('\n');
  const headings = top!.split(',');
  return lines.map((line) => Object.fromEntries(line.split(',').map((cell, index) => [headings[index], cell])));
}
const payOf = (rows: Record<string, string>[]) => Object.fromEntries(rows.map(({ case_id, pay }) => [case_id, pay]));

test('with QY on the unrelated case is paid by item, 10,000.00, with QY off in its chapter or altogether 8,000.00; off in chapter F changes nothing', async () => {
  expect(payOf(await priced(policyFile('on', '')))).toEqual({ plain: '8000.00', unrelated: '10000.00' });
  const off = await priced(policyFile('off', 'grouping: {unrelated_procedure: medical}'));
  expect(payOf(off)).toEqual({ plain: '8000.00', unrelated: '8000.00' });
  const inE = policyFile('off-in-e', 'grouping: {unrelated_procedure.E: medical}');
  expect(payOf(await priced(inE))).toEqual({ plain: '8000.00', unrelated: '8000.00' });
  const inF = policyFile('off-in-f', 'grouping: {unrelated_procedure.F: medical}');
  expect(payOf(await priced(inF))).toEqual({ plain: '8000.00', unrelated: '10000.00' });
});

test('a reform may switch QY off for the year: settle and simulate group by it, and the difference is 2,000.00', async () => {
  const reform = write(
    'reform.yaml',
    'id: qy-off\ntitle: {zh: 取消QY, en: no QY}\npatches: [{path: grouping.unrelated_procedure.E, value: medical}]\n',
  );
  const policy = policyFile('base', 'grouping: {missing: strict}');
  expect(payOf(await priced(policy, [cases], [reform]))).toEqual({ plain: '8000.00', unrelated: '8000.00' });
  const options = { files: [cases], register, policy };
  const payIn = (tables: readonly ResultTable[], name: string, column: string) => {
    return [...tables.find((table) => table.schema.name === name)!.columns[column]!];
  };
  const settled = await runSettle({ ...options, out: join(folder, 'settled'), reforms: [reform] }, context);
  expect(payIn(settled.tables, 'hospitals', 'pay')).toEqual([1_600_000]);
  const simulated = await runSimulate({ ...options, out: join(folder, 'simulated'), reforms: [reform] }, context);
  expect(payIn(simulated.tables, 'hospitals', 'baseline_pay')).toEqual([1_800_000]);
  expect(payIn(simulated.tables, 'hospitals', 'reform_pay')).toEqual([1_600_000]);
});

test("a DIP case without a principal takes the blank group by the scheme's fallback, and stays out, with its reason, where the policy says ungrouped", async () => {
  const catalogue = join(packageRoot(), 'examples', 'dip-city', 'catalogue');
  const files = [write('dip.csv', QY_CASES.replace('plain,J18.900', 'plain,'))];
  const scheme = `scheme: ${catalogue}\nmethod: dip`;
  const fallback = await priced(policyFile('dip', '', scheme), files);
  expect(fallback[0]).toMatchObject({ group: 'KBBZ', status: 'ungrouped' });
  const refused = await priced(policyFile('dip-out', 'grouping: {no_principal: ungrouped}', scheme), files);
  expect(refused[0]).toMatchObject({ group: '0000', status: 'ungrouped' });
  const [headings, ...rows] = QY_CASES.replace('plain,J18.900', 'plain,')
    .trimEnd()
    .split('\n')
    .map((line) => line.split(','));
  const reasonBy = async (parts: Parameters<typeof timelineOf>[0]) => {
    const rate = '{kind: standard, value: 8000}';
    const timeline = timelineOf({ scheme: catalogue, method: 'dip', rate, ...parts });
    const records = { headings: headings!, rows };
    return (await priceRecords({ timeline, records, weights: undefined, hospitals: undefined }, context)).results[0];
  };
  expect(await reasonBy({})).toMatchObject({ kind: 'priced', reason: 'no_principal', priced: { group: 'KBBZ' } });
  const stated = await reasonBy({ grouping: '{no_principal: ungrouped}' });
  expect(stated).toMatchObject({ kind: 'priced', reason: 'no_principal', priced: { group: '0000' } });
});

test('one runner keeps the groups of each set of switches apart, and uses those of one set again', async () => {
  const options = { cases: 400, seed: 7, historyColumns: 'all' } as const;
  const runner = new ScenarioRunner(regionOf(makeDemoRegion(options), options), undefined, context);
  const [on, off] = ['qy', 'medical'].map((value) =>
    timelineOf({ scheme: 'chs-drg-2.0', grouping: `{unrelated_procedure: ${value}}` }),
  );
  const first = await runner.groupsFor(on!, 'year');
  const second = await runner.groupsFor(off!, 'year');
  expect((await runner.groupsFor(on!, 'year')).groups).toBe(first.groups);
  const unrelated = (status: Uint8Array) => status.filter((one) => one === STATUS_UNRELATED).length;
  expect(unrelated(first.groups.status)).toBeGreaterThan(0);
  expect(unrelated(second.groups.status)).toBe(0);
  expect(second.groups).not.toBe(first.groups);
});

test('a switch of the other method, an unknown name, a wrong value and a chapter that the scheme lacks are told with what there is', () => {
  const codes = (parts: Parameters<typeof timelineOf>[0]) =>
    checkPolicy(timelineOf(parts)).filter(({ path }) => path.startsWith('grouping'));
  const [other] = codes({ grouping: '{no_principal: fallback}' });
  expect(other).toMatchObject({ code: 'grouping_switch_of_other_method', severity: 'error' });
  expect(other!.zh).toContain('DRG 分组方案没有口径“no_principal”');
  expect(other!.en).toContain('Nearest names: left_out_principals');
  const [value] = codes({ method: 'dip', grouping: '{code_match: category}' });
  expect(value).toMatchObject({ code: 'grouping_value_of_other_method' });
  expect(value!.en).toContain('It takes: text, exact');
  const unknown = failureOf(() => policyOf({ grouping: '{first_proc: valid}' })).text('zh');
  expect(unknown).toContain('grouping.first_proc：没有此项。最接近的名称：first_procedure');
  const wrong = failureOf(() => policyOf({ grouping: '{unrelated_procedure.K: no}' })).text('en');
  expect(wrong).toContain('found "no", expected qy | medical');
  const dated = '{missing: {by_date: [{from: 2026-01-01, value: strict}]}}';
  expect(failureOf(() => policyOf({ grouping: dated })).text('en')).toContain('holds for the whole year');
  const path = policyFile('chapter', 'grouping: {unrelated_procedure.Q: medical, unrelated_procedure.E: qy}');
  expect(policyCheck(path, []).map(({ code }) => code)).not.toContain('grouping_chapter_unknown');
  const national = policyFile('dip-chapter', '', `scheme: dip-3.0\nmethod: dip`);
  expect(policyCheck(national, []).filter(({ severity }) => severity === 'error')).toEqual([]);
});

test("group --policy takes the policy's switches, and one given with --option goes before them", async () => {
  const policy = policyFile('group', 'grouping: {unrelated_procedure: medical, missing: reference}');
  expect(await chooseSwitches({ policy }, { missing: 'strict' })).toEqual({
    unrelated_procedure: 'medical',
    missing: 'strict',
  });
  expect(await chooseSwitches({ policy, scheme: 'chs-drg-1.1' }, {})).toEqual({});
});
