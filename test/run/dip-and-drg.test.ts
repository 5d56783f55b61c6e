import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import type { CaseTable, DictionaryColumn } from '../../src/cases/case-table.js';
import { groupCases } from '../../src/grouping/group-cases.js';
import { inlineExecutor } from '../../src/kernel/executor.js';
import type { ResultTable } from '../../src/kernel/result-table.js';
import { loadPolicy, parsePolicy, parseReform } from '../../src/policy/load-policy.js';
import type { PolicyTimeline } from '../../src/policy/policy-timeline.js';
import { resolveTimeline } from '../../src/policy/resolve-timeline.js';
import { priceLiterally } from '../../src/pricing/literal/price-literally.js';
import { demoPolicy, demoPolicyText, makeDemoRegion, regionOf } from '../../src/run/demo-region.js';
import { runDemo } from '../../src/run/demo-run.js';
import { kindsOfMethod } from '../../src/run/kinds-of-method.js';
import { asksPrimaryCare, policyFacts, regionNeeds, testedFacts } from '../../src/run/policy-facts.js';
import { silentProgress } from '../../src/run/progress.js';
import { type RegionRunResult, settleRegion, simulateRegion } from '../../src/run/region-run.js';
import { reportModel } from '../../src/run/report-model-of-run.js';
import type { RunContext } from '../../src/run/run-context.js';
import { ScenarioRunner } from '../../src/run/scenario-run.js';
import type { SchemePart } from '../../src/run/scheme-of-year.js';
import { runSimulate } from '../../src/run/simulate-run.js';
import { groupMeansOfHistory } from '../../src/weighting/group-means-of-history.js';

const SIZE = { cases: 2_000, seed: 5, historyColumns: 'weighting' } as const;
const context: RunContext = { executor: inlineExecutor, progress: silentProgress, timings: [], language: 'zh' };
const synthetic = makeDemoRegion(SIZE);
const region = regionOf(synthetic, SIZE);
const drg = resolveTimeline(demoPolicy(synthetic.budgets), []);
const dip = resolveTimeline(demoPolicy(synthetic.budgets, 'dip'), []);
const scratch = mkdtempSync(join(tmpdir(), 'dip-and-drg-'));
afterAll(() => rmSync(scratch, { recursive: true, force: true }));

type ScenarioPrices = Awaited<ReturnType<ScenarioRunner['price']>>;
const named = ({ tables }: RegionRunResult, name: string): ResultTable =>
  tables.find(({ schema }) => schema.name === name)!;
const labelOf = (table: ResultTable, column: string) => table.schema.columns.find(({ name }) => name === column)!.label;
const sum = (table: ResultTable, column: string): number =>
  (table.columns[column] as Float64Array).reduce((total, value) => total + value, 0);

/** The DIP policy of the demo with one part written otherwise. */
function changed(part: RegExp, text: string): PolicyTimeline {
  const whole = demoPolicyText(synthetic.budgets, 'dip');
  expect(whole).toMatch(part);
  return resolveTimeline(parsePolicy(whole.replace(part, text), 'changed.yaml'), []);
}

/** Pay and fund of every case by the literal calculator. */
async function literally(timeline: PolicyTimeline, { scheme, groups, weights }: ScenarioPrices): Promise<number[][]> {
  const { year: table, history, register } = region;
  const [{ compiled }] = scheme.parts as readonly [SchemePart];
  const grouped = { parts: [{ scheme: compiled, columns: groups }], names: scheme.parts };
  const facts = await policyFacts(timeline, grouped, table, inlineExecutor);
  const past = await groupCases(compiled, history!, inlineExecutor);
  const { catalogue } = scheme;
  const groupMeans = groupMeansOfHistory(history!, past, catalogue, register, timeline.segments[0]!.policy);
  const input = { table, groups, catalogue, timeline, weights, register, facts, groupMeans };
  return priceLiterally(input).map(({ pay, fund }) => [Number(pay), Number(fund)]);
}

describe('the demo region paid by DIP', () => {
  let result: RegionRunResult;
  beforeAll(async () => {
    result = await settleRegion(region, dip, undefined, context);
  });

  test('reconciles, with scores from its own history: about 1,000 at the mean', () => {
    expect(result.reconciliation.reconciled).toBe(true);
    const { weights } = result.baseline;
    expect(weights.unit).toBe('score');
    const fund = named(result, 'fund');
    const cases = sum(fund, 'group_paid_cases') / 2;
    expect(sum(fund, 'total_weight') / 2 / cases).toBeGreaterThan(900);
    expect(sum(fund, 'total_weight') / 2 / cases).toBeLessThan(1_150);
  });

  test('the report says 分值 and 点值, not 权重 and 费率; a DRG report keeps its words', async () => {
    const model = reportModel(result, 'input', 'test');
    const words = JSON.stringify([model.tables.map(({ schema }) => schema), model.parameters, model.notices]);
    expect(words.replaceAll(/"path":"[^"]*"/g, '')).not.toMatch(/权重|费率/);
    expect(labelOf(named(result, 'fund'), 'rate')).toEqual({ zh: '点值（元/分）', en: 'point value (yuan per score)' });
    expect(labelOf(named(result, 'groups'), 'weight')).toEqual({ zh: '分值', en: 'score' });
    expect(model.statements[0]!.lines.map(({ formula }) => formula.zh).join()).not.toMatch(/权重|费率/);
    const plain = await settleRegion(region, drg, undefined, context);
    expect(labelOf(named(plain, 'fund'), 'rate').zh).toBe('费率（元/权重）');
  });

  test('the Charlson index and days of intensive care move pay: without their coefficients it is less', async () => {
    const runner = new ScenarioRunner(region, undefined, context);
    const full = await runner.price(dip);
    const without = await runner.price(changed(/factor: 1\.(?:02|1|2|15|3|5|7)\}/g, 'factor: 1}'));
    const total = ({ priced }: typeof full) => priced.payFen.reduce((all, fen) => all + fen, 0);
    expect(total(full)).toBeGreaterThan(total(without) * 1.002);
    const raised = full.priced.payFen.filter((fen, row) => fen > without.priced.payFen[row]!);
    expect(raised.length).toBeGreaterThan(60);
  });

  test('cost deviation is measured by last year’s means of the history, or by a file that is given', async () => {
    const own = await new ScenarioRunner(region, undefined, context).price(dip);
    const groupMeans = own.weights.rows.map(({ group }) => ({
      scheme: 'dip-3.0',
      group,
      year: 2025,
      mean_cost: 100_00,
      cases: 1_000,
    }));
    const given = await new ScenarioRunner({ ...region, groupMeans }, undefined, context).price(dip);
    // Every case lies far above a mean of 100 yuan, so that all but those outside the bands are high outliers.
    const outliers = ({ priced }: typeof own) => priced.band.filter((band) => band > 0).length;
    expect(outliers(own)).toBeLessThan(700);
    expect(outliers(given)).toBeGreaterThan(1_000);
  });

  test('is priced by the literal calculator to the same fen, case by case', async () => {
    const priced = await new ScenarioRunner(region, undefined, context).price(dip);
    const literal = await literally(dip, priced);
    const fast = literal.map((_, row) => [priced.priced.payFen[row], priced.priced.fundFen[row]]);
    expect(fast).toEqual(literal);
  });

  test('asks for the facts that its conditions name, and reads what they need', () => {
    expect([...testedFacts(dip)].sort()).toEqual(['charlson', 'primary_care']);
    expect(asksPrimaryCare(dip)).toBe(true);
    expect(asksPrimaryCare(drg)).toBe(false);
    const needs = regionNeeds([dip]);
    expect(needs.columns).toEqual(expect.arrayContaining(['icu_days', 'los_days', 'discharge_type']));
    expect(needs.levelMeans).toBe(true);
    expect(regionNeeds([drg])).toEqual({
      columns: expect.any(Array),
      historyColumns: [],
      levelMeans: false,
      inputs: [],
    });
  });

  test('a list that the policy names is read, counted in the manifest’s inputs, and a missing one is named', async () => {
    const file = join(process.cwd(), 'examples', 'auxiliary', 'severity-city.yaml');
    const list = `auxiliary:\n  lists: [{name: severity_class, file: ${file}}]\n`;
    const rule = /\{charlson: \{from: 5\}\}/;
    const text = demoPolicyText(synthetic.budgets, 'dip')
      .replace(/^auxiliary:\n {2}charlson:.*\n/m, list)
      .replace(rule, '{severity_class: {from: 4}}');
    const timeline = resolveTimeline(parsePolicy(text, 'listed.yaml'), []);
    expect(regionNeeds([timeline]).inputs.map(({ role, name }) => `${role} ${name}`)).toEqual([
      'auxiliary severity-city.yaml',
      'auxiliary codes.csv',
    ]);
    const runner = new ScenarioRunner(region, undefined, context);
    const [listed, plain] = [await runner.price(timeline), await runner.price(dip)];
    const total = ({ priced }: typeof listed) => priced.payFen.reduce((all, fen) => all + fen, 0);
    // Without the Charlson index and with a list that marks few of these cases, pay is less: both sums to the fen.
    expect([total(listed), total(plain)]).toEqual([17_020_372_92, 17_129_689_95]);
    expect((await literally(timeline, listed)).map(([pay]) => pay)).toEqual([...listed.priced.payFen]);
    const paidBy = ({ priced }: typeof listed, hospital: number) =>
      priced.payFen.reduce((all, fen, row) => (hospitals.codes[row] === hospital ? all + fen : all), 0);
    const hospitals = region.year.columns.hospital_id as DictionaryColumn;
    const changes = hospitals.values.map((_, hospital) => paidBy(listed, hospital) - paidBy(plain, hospital));
    const changeOf = (hospital: string) => changes[hospitals.values.indexOf(hospital)];
    expect([changeOf('H3001'), changeOf('H2003'), changeOf('H3008')]).toEqual([-9_896_31, 257_41, 0]);
    expect(changes.reduce((all, change) => all + change, 0)).toBe(17_020_372_92 - 17_129_689_95);
    const gone = resolveTimeline(parsePolicy(text.replace('severity-city.yaml', 'gone.yaml'), 'listed.yaml'), []);
    expect(() => regionNeeds([gone])).toThrow(expect.objectContaining({ code: 'auxiliary_file_missing' }));
  });

  test('a fact that nothing makes is refused by name', async () => {
    const other = changed(/\{charlson: \{from: 5\}\}/, '{frailty: {from: 5}}');
    await expect(new ScenarioRunner(region, undefined, context).price(other)).rejects.toMatchObject({
      code: 'facts_missing',
      details: { name: 'frailty' },
    });
  });

  test('group_classes: [primary_care] holds for entries that are so as a whole', async () => {
    const timeline = changed(/facts: \{primary_care: \{from: 1\}\}/, 'group_classes: [primary_care]');
    const { weights } = await new ScenarioRunner(region, undefined, context).price(timeline);
    const marked = weights.rows.filter(({ classes }) => classes?.includes('primary_care'));
    expect(marked.length).toBeGreaterThan(0);
    const plain = await new ScenarioRunner(region, undefined, context).price(drg);
    expect(plain.weights.rows.some(({ classes }) => classes?.includes('primary_care'))).toBe(false);
  });
});

describe('DRG against DIP on the same cases', () => {
  let result: RegionRunResult;
  beforeAll(async () => {
    result = await simulateRegion(region, { baseline: drg, reform: dip }, undefined, context);
  });

  test('gives the tables of a comparison, reconciled, with the effect on every hospital', () => {
    expect(result.reconciliation.reconciled).toBe(true);
    expect(result.baseline.scheme.id).toBe('chs-drg-2.0');
    expect(result.reform!.scheme.id).toBe('dip-3.0');
    const hospitals = named(result, 'hospitals');
    const change = hospitals.columns.change_income as Float64Array;
    expect(hospitals.rowCount).toBe(60);
    expect(change.filter((value) => value !== 0).length).toBeGreaterThan(50);
    expect(sum(hospitals, 'baseline_cases')).toBe(2_000);
    expect(sum(hospitals, 'reform_cases')).toBe(2_000);
  });

  test('each side is the policy by itself, to the fen', async () => {
    for (const [timeline, side] of [
      [drg, 'baseline'],
      [dip, 'reform'],
    ] as const) {
      const alone = await settleRegion(region, timeline, undefined, context);
      const income = named(alone, 'hospitals').columns.income as Float64Array;
      expect([...(named(result, 'hospitals').columns[`${side}_income`] as Float64Array)]).toEqual([...income]);
    }
  });

  test('each side has its own words, and a change between units says that they differ', () => {
    const fund = named(result, 'fund');
    expect(labelOf(fund, 'baseline_rate').zh).toBe('基线·费率（元/权重）');
    expect(labelOf(fund, 'reform_rate').zh).toBe('改革·点值（元/分）');
    expect(labelOf(fund, 'change_rate').zh).toContain('单位不同');
    expect(labelOf(fund, 'change_fund').zh).not.toContain('单位不同');
    expect(reportModel(result, 'input', 'test').title.en).toBe(
      'Baseline policy of the synthetic region (baseline) against DIP policy of the synthetic region (reform)',
    );
  });

  test('cases recorded as paid by DRG count as paid by DIP in the comparison, those by item stay outside', async () => {
    const kinds = (text: (row: number) => string): CaseTable => {
      const codes = new Uint16Array(synthetic.year.caseCount);
      const values = ['', 'drg', 'item'];
      for (let row = 0; row < codes.length; row++) codes[row] = values.indexOf(text(row));
      const column: DictionaryColumn = { kind: 'dictionary', codes, values };
      return { ...synthetic.year, columns: { ...synthetic.year.columns, payment_kind: column } };
    };
    const year = kinds((row) => (row % 10 === 0 ? 'item' : 'drg'));
    const mixed = await simulateRegion({ ...region, year }, { baseline: drg, reform: dip }, undefined, context);
    const paid = (which: ResultTable, column: string) => sum(which, column);
    const hospitals = named(mixed, 'hospitals');
    expect(paid(hospitals, 'reform_group_paid_cases')).toBeGreaterThan(1_000);
    expect(paid(hospitals, 'reform_group_paid_cases')).toBeLessThan(
      sum(named(result, 'hospitals'), 'reform_group_paid_cases'),
    );
    const { values } = kindsOfMethod(year, 'dip').columns.payment_kind as DictionaryColumn;
    expect(values).toEqual(['', 'dip', 'item']);
    expect(kindsOfMethod(year, 'drg-points')).toBe(year);
  });

  test('the demo does it with --against dip, and its manifest names both policies', async () => {
    const out = join(scratch, 'against');
    const { manifest } = await runDemo({ cases: 1_000, seed: 2, out, against: 'dip' }, context);
    expect(manifest.policy.id).toBe('demo-region');
    expect(manifest.reform_policy!.id).toBe('demo-region-dip');
    expect(JSON.parse(readFileSync(join(out, 'manifest.json'), 'utf8')).reform_scheme.id).toBe('dip-3.0');
    await expect(
      runDemo({ cases: 1_000, seed: 2, out, against: 'dip', reforms: ['any.yaml'] }, context),
    ).rejects.toMatchObject({ code: 'against_with_reform' });
  });
});

describe('what is refused, with its remedy', () => {
  test('a reform that changes the method is sent to --against', () => {
    const reform = parseReform(
      'id: to-dip\ntitle: {zh: 改, en: change}\npatches: [{path: method, value: dip}]\n',
      'to-dip.yaml',
    );
    expect(() => resolveTimeline(demoPolicy(synthetic.budgets), [reform])).toThrow(/--against/);
  });

  test('--against with --reform, and policies of two years', async () => {
    const options = { files: ['year.csv'], policy: 'demo-region', against: 'demo-region-dip', out: join(scratch, 'x') };
    await expect(runSimulate({ ...options, reforms: ['reform.yaml'] }, context)).rejects.toMatchObject({
      code: 'against_with_reform',
    });
    const old = join(scratch, 'old.yaml');
    const { writeFileSync } = await import('node:fs');
    writeFileSync(old, demoPolicyText([], 'dip').replace('year: 2026', 'year: 2025'));
    await expect(runSimulate({ ...options, against: old }, context)).rejects.toMatchObject({
      code: 'against_other_year',
      details: { year: 2026, other: 2025 },
    });
  });

  test('the preset passes its own check but for the cliff at 0.5', async () => {
    const { checkPolicy } = await import('../../src/policy/check-policy.js');
    const findings = checkPolicy(resolveTimeline(loadPolicy('demo-region-dip'), []));
    expect(findings.filter(({ severity }) => severity === 'error')).toEqual([]);
    expect(findings.map(({ path }) => path)).toContain('outliers.bands.low');
  });
});
