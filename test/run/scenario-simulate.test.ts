import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { inlineExecutor } from '../../src/kernel/executor.js';
import type { ResultTable } from '../../src/kernel/result-table.js';
import type { Patch } from '../../src/policy/policy-schema.js';
import { resolveTimeline } from '../../src/policy/resolve-timeline.js';
import type { Levers } from '../../src/run/attribute-run.js';
import { demoPolicy, makeDemoRegion, regionOf } from '../../src/run/demo-region.js';
import { silentProgress } from '../../src/run/progress.js';
import { checkedTimeline } from '../../src/run/refuse-findings.js';
import { type ComparisonOptions, type RegionRunResult, simulateRegion } from '../../src/run/region-run.js';
import { reportModel } from '../../src/run/report-model-of-run.js';
import type { RunContext } from '../../src/run/run-context.js';
import { ScenarioRunner } from '../../src/run/scenario-run.js';
import { cutLabel, type PriceCut } from '../../src/simulation/levers/cut-prices.js';

const SIZE = { cases: 1_500, seed: 3, historyColumns: 'all' } as const;
const context: RunContext = { executor: inlineExecutor, progress: silentProgress, timings: [], language: 'zh' };
const synthetic = makeDemoRegion(SIZE);
const region = regionOf(synthetic, SIZE);
const policy = demoPolicy(synthetic.budgets);
const baseline = resolveTimeline(policy, []);

const reformOf = (patches: readonly Patch[]) =>
  resolveTimeline(policy, [{ id: 'question', title: { zh: '问题', en: 'question' }, patches: [...patches] }]);
const simulate = (patches: readonly Patch[], options: ComparisonOptions = {}): Promise<RegionRunResult> =>
  simulateRegion(region, { baseline, reform: reformOf(patches) }, undefined, context, options);

const named = ({ tables }: { readonly tables: readonly ResultTable[] }, name: string): ResultTable =>
  tables.find(({ schema }) => schema.name === name)!;
const numbers = (table: ResultTable, name: string) => table.columns[name] as Float64Array;
const sum = (table: ResultTable, name: string): number =>
  numbers(table, name).reduce((total, value) => total + value, 0);
const uses = (result: RegionRunResult, use: 'ran' | 'reused'): string[] =>
  result.reform!.stages.filter((one) => one.use === use).map(({ stage }) => stage);
/** The fund's total line stands last. */
const fundTotal = (result: RegionRunResult, name: string): number => numbers(named(result, 'fund'), name).at(-1)!;

const RATE: Patch = { path: 'rate.value.employee', scale: 0.97 };
const EDGE: Patch = { path: 'outliers.bands.high.from', value: 2.5 };
const SHARE: Patch = { path: 'retention.bands.shared.fund_share_of_overrun', value: 0.6 };
const WEIGHT: Patch = { path: 'tables.weights.B*', scale: 1.05 };
const DRUGS: PriceCut = { part: 'cost_drug', groups: ['*'], cut: 0.1, calibration: 'later' };

describe('which stages a reform runs again', () => {
  test('a change of retention alone clears again and reuses groups, weights and prices', async () => {
    const result = await simulate([SHARE]);
    expect(uses(result, 'ran')).toEqual(['settle']);
    expect(uses(result, 'reused')).toEqual(['group', 'weights', 'price']);
    const fresh = await new ScenarioRunner(region, undefined, context).run(reformOf([SHARE]));
    expect(fresh.settlement.cells.sums).toEqual(result.reform!.settlement.cells.sums);
    expect(fresh.settlement.statements).toEqual(result.reform!.settlement.statements);
  });

  test('a change of the rate prices and clears again; an empty reform runs nothing', async () => {
    expect(uses(await simulate([RATE]), 'ran')).toEqual(['price', 'settle']);
    expect(uses(await simulate([]), 'ran')).toEqual([]);
  });

  test('a price cut whose weights stay regroups nothing and keeps the weights', async () => {
    const result = await simulate([], { priceCuts: [DRUGS] });
    expect(uses(result, 'ran')).toEqual(['price', 'settle']);
  });
});

describe('M30: purchasing cuts drug prices by 10 %', () => {
  test('charges fall by a tenth of the drugs, the fund is settled at the same standards, margins rise', async () => {
    const result = await simulate([], { priceCuts: [DRUGS] });
    const drugs = region.year.columns.cost_drug!;
    const saved =
      drugs.kind === 'money' ? drugs.values.reduce((total, value) => total + Math.floor(value / 10 + 0.5), 0) : 0;
    expect(fundTotal(result, 'change_total_cost')).toBe(-saved);
    expect(sum(named(result, 'hospitals'), 'change_standard')).toBe(0);
    expect(sum(named(result, 'hospitals'), 'change_charge_margin')).toBeGreaterThan(0);
    expect(result.scenario!.isEmpty).toBe(false);
  });

  test('at the next calibration weights move: half the groups lighter, half heavier, and Σ weight × cases stays near', async () => {
    const cuts = [{ ...DRUGS, cut: 0.5, calibration: 'with_weights' }] as const;
    const result = await simulate([], { priceCuts: cuts });
    expect(uses(result, 'ran')).toEqual(['weights', 'price', 'settle']);
    const change = numbers(named(result, 'groups'), 'change_weight').filter(
      (value) => !Number.isNaN(value) && value !== 0,
    );
    expect(change.filter((value) => value > 0).length).toBeGreaterThan(20);
    expect(change.filter((value) => value < 0).length).toBeGreaterThan(20);
    const groups = named(result, 'groups');
    expect(Math.abs(sum(groups, 'change_total_weight') / sum(groups, 'baseline_total_weight'))).toBeLessThan(0.05);
  });
});

describe('M32: share of spend under each payment method', () => {
  test('drg and item lines share the fund between them, 1 in all, before and after', async () => {
    const methods = named(await simulate([RATE]), 'methods');
    expect(sum(methods, 'baseline_fund_share')).toBeCloseTo(1, 12);
    expect(sum(methods, 'reform_fund_share')).toBeCloseTo(1, 12);
    const payments = methods.columns.payment as readonly string[];
    const drg = [...payments.keys()].filter((row) => payments[row] === 'drg');
    const share = drg.reduce((total, row) => total + numbers(methods, 'baseline_fund_share')[row]!, 0);
    expect(share).toBeGreaterThan(0.8);
    expect(share).toBeLessThan(1);
  });
});

function leversOf(patches: readonly Patch[], cuts: readonly PriceCut[]): Levers {
  const labels = [...patches.map(({ path }) => path), ...cuts.map(cutLabel)];
  const isOn = (set: number, lever: number) => Math.floor(set / 2 ** lever) % 2 === 1;
  return {
    names: labels.map((label, i) => ({ order: i + 1, label })),
    timelineOf: (set) => {
      const kept = patches.filter((_, i) => isOn(set, i));
      return checkedTimeline(policy, [{ id: 'some', title: { zh: '部分', en: 'some' }, patches: kept }]);
    },
    cutsOf: (set) => cuts.filter((_, i) => isOn(set, patches.length + i)),
  };
}

describe('what each patch and cut did', () => {
  test('three patches and a price cut: 16 subsets, parts add up to the change of every figure to the fen', async () => {
    const patches = [RATE, EDGE, SHARE];
    const levers = leversOf(patches, [DRUGS]);
    const result = await simulate(patches, { priceCuts: [DRUGS], levers });
    const table = named(result, 'attribution');
    for (const measure of ['fund', 'patient', 'total_cost', 'fund_before_clearing', 'clearing_adjustment', 'income'])
      expect(sum(table, `change_${measure}`), measure).toBe(fundTotal(result, `change_${measure}`));
    expect(new Set(table.columns.lever as readonly string[]).size).toBe(4);
    expect(new Set(table.columns.rule as readonly string[])).toEqual(new Set(['shapley']));
    // Only the cut moves charges.
    const lever = table.columns.lever as readonly string[];
    const ofPatches = numbers(table, 'change_total_cost').filter((_, row) => !lever[row]!.startsWith('4:'));
    expect(ofPatches.every((value) => value === 0)).toBe(true);
  });

  test('a change of scheme and a price cut in some groups: each set is cut in the groups of its own scheme, nothing is left over', async () => {
    const patches: Patch[] = [{ path: 'scheme', value: 'chs-drg-3.0' }];
    const cuts = [{ ...DRUGS, groups: ['E*', 'F*'] }];
    const result = await simulate(patches, { priceCuts: cuts, levers: leversOf(patches, cuts) });
    const table = named(result, 'attribution');
    for (const measure of ['fund', 'total_cost', 'income'])
      expect(sum(table, `change_${measure}`), measure).toBe(fundTotal(result, `change_${measure}`));
  });

  test('seven patches are taken in their order, and say so', async () => {
    const more: Patch[] = ['C', 'D', 'E', 'F'].map((letter) => ({ path: `tables.weights.${letter}*`, scale: 1.02 }));
    const patches = [RATE, EDGE, WEIGHT, ...more];
    const result = await simulate(patches, { levers: leversOf(patches, []) });
    const table = named(result, 'attribution');
    expect(new Set(table.columns.rule as readonly string[])).toEqual(new Set(['ordered']));
    expect(sum(table, 'change_fund')).toBe(fundTotal(result, 'change_fund'));
  });

  test('no lever, 51 levers, and patches that only hold together are refused before anything is worked', async () => {
    await expect(simulate([], { levers: leversOf([], []) })).rejects.toMatchObject({
      code: 'attribution_needs_levers',
    });
    const many = leversOf(
      [],
      Array.from({ length: 51 }, () => DRUGS),
    );
    await expect(simulate([], { levers: many })).rejects.toMatchObject({ code: 'attribution_too_many' });
    // A band from 2.5 to 2.8 holds; with the new upper edge alone it ends, at 2.8, before it begins, at 3.
    const two: Patch[] = [
      { path: 'outliers.bands.high.to', value: 2.8 },
      { path: 'outliers.bands.high.from', value: 2.5 },
    ];
    const refused = await simulate(two, { levers: leversOf(two, []) }).catch((error) => error);
    expect(refused).toMatchObject({ code: 'attribution_set_refused' });
    expect(String(refused.message)).toContain('1: outliers.bands.high.to');
  });

  test('structure + price + management is the change of income; a lower rate alone is all price before outliers', async () => {
    const result = await simulate([RATE]);
    const table = named(result, 'payment_parts');
    const [structure, price, management] = ['structure', 'price', 'management'].map((part) =>
      sum(table, `${part}_change`),
    );
    expect(structure! + price! + management!).toBe(fundTotal(result, 'change_income'));
    expect(structure! + price!).toBe(sum(named(result, 'hospitals'), 'change_standard'));
    // The units are the same: what is left in structure are the fen of rounding.
    expect(Math.abs(structure!)).toBeLessThan(SIZE.cases);
    expect(price).toBeLessThan(0);
  });
});

test('scheme 2.0 → 3.0 as a lever: the year and the history are grouped anew, weights are of 3.0, tables add up', async () => {
  const source = { document: '改用 3.0 的文件', trust: 'press' } as const;
  const result = await simulate([{ path: 'scheme', value: 'chs-drg-3.0', source }]);
  expect(uses(result, 'ran')).toEqual(['group', 'weights', 'group_history', 'price', 'settle']);
  expect([result.baseline.weights.schemeId, result.reform!.weights.schemeId]).toEqual(['chs-drg-2.0', 'chs-drg-3.0']);
  expect(result.reconciliation.reconciled).toBe(true);
  expect(sum(named(result, 'groups'), 'baseline_cases')).toBe(SIZE.cases);
  expect(sum(named(result, 'groups'), 'reform_cases')).toBe(SIZE.cases);

  const model = reportModel(result, 'input', '0.0.0');
  const { hash } = result.reform!.scheme;
  expect([model.identity.scheme, model.identity.reformScheme]).toEqual(['chs-drg-2.0', { id: 'chs-drg-3.0', hash }]);
  const changed = model.parameters.find(({ path }) => path === 'scheme')!;
  expect([changed.value, changed.reformValue, changed.reformSource]).toEqual(['chs-drg-2.0', 'chs-drg-3.0', source]);
  expect(changed.source).toEqual({
    ...baseline.segments[0]!.policy.sources.scheme,
    english: { document: 'National CHS-DRG grouping scheme 2.0' },
  });
  expect(changed.source).not.toEqual(source);
});

test('under one scheme a report names it once, and a value that stays has the source of the policy alone', async () => {
  const model = reportModel(await simulate([RATE]), 'input', '0.0.0');
  expect('reformScheme' in model.identity).toBe(false);
  expect(model.parameters.filter(({ reformSource }) => reformSource !== undefined).map(({ path }) => path)).toEqual([
    'rate.value.employee',
  ]);
  // Less paid is the fund's gain and the hospitals' loss.
  expect(model.figures.map(({ changeIs }) => changeIs)).toEqual(['neutral', undefined, undefined, undefined]);
});

describe('generated reforms', () => {
  const patch = fc.oneof(
    fc.constantFrom(0.9, 0.97, 1, 1.05).map((scale): Patch => ({ path: 'rate.value.resident', scale })),
    fc.constantFrom(2, 2.5, 3.5).map((value): Patch => ({ path: 'outliers.bands.high.from', value })),
    fc.constantFrom(0.3, 0.5).map((value): Patch => ({ path: 'outliers.bands.low.to', value })),
    fc.constantFrom(0, 0.6, 1).map((value): Patch => ({ path: 'retention.bands.shared.fund_share_of_overrun', value })),
    fc.constantFrom(0.8, 1.2).map((scale): Patch => ({ path: 'tables.weights.F*', scale })),
    fc.constantFrom('zero', 'by_item').map((value): Patch => ({ path: 'ungrouped', value })),
  );
  const patches = fc.uniqueArray(patch, { selector: ({ path }) => path, maxLength: 4 });
  const cuts = fc.array(
    fc.record({
      part: fc.constantFrom('cost_drug', 'cost_consumable'),
      groups: fc.constantFrom(['*'], ['E*', 'F*']),
      cut: fc.constantFrom(0.05, 0.333, 1),
      calibration: fc.constant('later'),
    }),
    { maxLength: 2 },
  ) as fc.Arbitrary<PriceCut[]>;

  test('money is conserved in every scenario: what hospitals receive is what fund and patients pay, in every table', async () => {
    await fc.assert(
      fc.asyncProperty(patches, cuts, async (list, priceCuts) => {
        const result = await simulate(list, { priceCuts });
        expect(result.reconciliation.reconciled).toBe(true);
        const reform = result.reform!;
        let [fund, patient] = [0, 0];
        for (let row = 0; row < SIZE.cases; row++) {
          fund += reform.priced.fundFen[row]!;
          patient += reform.priced.patientFen[row]!;
        }
        expect(fundTotal(result, 'reform_fund_before_clearing')).toBe(fund);
        expect(fundTotal(result, 'reform_patient')).toBe(patient);
        expect(fundTotal(result, 'reform_income')).toBe(fundTotal(result, 'reform_fund') + patient);
        expect(sum(named(result, 'outlier_moves'), 'cases')).toBe(SIZE.cases);
      }),
      { seed: 18, numRuns: 12 },
    );
  });
});
