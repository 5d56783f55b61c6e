import { beforeAll, describe, expect, test } from 'vitest';
import type { CaseTable, Column } from '../../src/cases/case-table.js';
import { failureCode, failureText } from '../../src/cli/failure.js';
import { inlineExecutor } from '../../src/kernel/executor.js';
import { hash32 } from '../../src/kernel/random.js';
import type { ResultTable } from '../../src/kernel/result-table.js';
import { loadReform, parseReform } from '../../src/policy/load-policy.js';
import type { PolicyTimeline } from '../../src/policy/policy-timeline.js';
import { resolveTimeline } from '../../src/policy/resolve-timeline.js';
import { demoPolicy, demoReformPath, makeDemoRegion, regionOf } from '../../src/run/demo-region.js';
import { silentProgress } from '../../src/run/progress.js';
import type { Region } from '../../src/run/region-data.js';
import { type RegionRunResult, settleRegion, simulateRegion } from '../../src/run/region-run.js';
import { reportModel } from '../../src/run/report-model-of-run.js';
import type { RunContext } from '../../src/run/run-context.js';
import { reconcileTables, reconciliationError } from '../../src/simulation/reconcile-tables.js';

const SIZE = { cases: 1_500, seed: 3, historyColumns: 'weighting' } as const;
const context: RunContext = { executor: inlineExecutor, progress: silentProgress, timings: [], language: 'zh' };
const synthetic = makeDemoRegion(SIZE);
const region = regionOf(synthetic, SIZE);
const policy = demoPolicy(synthetic.budgets);
const baseline = resolveTimeline(policy, []);

function reformOf(yaml: string): PolicyTimeline {
  const head = 'id: question\ntitle: {zh: 问题, en: question}\npatches:';
  return resolveTimeline(policy, [parseReform(`${head}${yaml}`, 'question.yaml')]);
}

async function simulate(reform: PolicyTimeline, on: Region = region): Promise<RegionRunResult> {
  return await simulateRegion(on, { baseline, reform }, undefined, context);
}

const named = (result: RegionRunResult, name: string): ResultTable =>
  result.tables.find(({ schema }) => schema.name === name)!;
/** Bytes of a column, NaN and −0 told apart. */
const bytes = (column: readonly string[] | Float64Array | undefined): unknown =>
  column instanceof Float64Array ? Buffer.from(column.slice().buffer).toString('hex') : column;

describe('an empty reform', () => {
  let empty: RegionRunResult;
  let single: RegionRunResult;
  beforeAll(async () => {
    empty = await simulate(reformOf(' []'));
    single = await settleRegion(region, baseline, undefined, context);
  });

  test('leaves the hash of the policy as it was', () => {
    expect(empty.reform!.timeline.hash).toBe(baseline.hash);
  });

  test('changes nothing, byte for byte: in fifteen tables every reform_ column is its baseline_ column', () => {
    expect(empty.tables.length).toBe(15);
    let pairs = 0;
    for (const { schema, columns } of empty.tables) {
      for (const name of Object.keys(columns).filter((column) => column.startsWith('baseline_'))) {
        expect(bytes(columns[name.replace('baseline_', 'reform_')]), `${schema.name}.${name}`).toEqual(
          bytes(columns[name]),
        );
        pairs += 1;
      }
    }
    expect(pairs).toBeGreaterThan(100);
  });

  test('every change is 0 or blank, never −0, and every relative change 0 or blank', () => {
    let cells = 0;
    for (const { schema, columns } of empty.tables) {
      for (const [name, values] of Object.entries(columns)) {
        if (!/^(change|relative)_/.test(name)) continue;
        for (const value of values as Float64Array) {
          expect(Number.isNaN(value) || Object.is(value, 0), `${schema.name}.${name} ${value}`).toBe(true);
          cells += 1;
        }
      }
    }
    expect(cells).toBeGreaterThan(1_000);
  });

  test('no hospital gains or loses', () => {
    const classes = new Set(named(empty, 'hospitals').columns.class as readonly string[]);
    expect([...classes].every((name) => name === 'even' || name === 'empty')).toBe(true);
  });

  test('settling under the baseline gives the baseline_ columns of a simulation, byte for byte', () => {
    let compared = 0;
    for (const { schema, rowCount, columns } of single.tables) {
      const compared_ = named(empty, schema.name);
      expect(compared_.rowCount).toBe(rowCount);
      for (const [name, values] of Object.entries(columns)) {
        const theirs = compared_.columns[`baseline_${name}`];
        if (theirs === undefined) continue;
        expect(bytes(theirs), `${schema.name}.${name}`).toEqual(bytes(values));
        compared += 1;
      }
    }
    expect(compared).toBeGreaterThan(100);
  });
});

describe('the order of the rows', () => {
  test('turned about in year and history changes no table of a simulation', async () => {
    const turned: Region = {
      ...region,
      year: shuffled(region.year, 1),
      history: shuffled(region.history!, 2),
    };
    const reform = resolveTimeline(policy, [loadReform(demoReformPath())]);
    const ours = await simulate(reform);
    const theirs = await simulate(reform, turned);
    expect(theirs.region.year).not.toEqual(ours.region.year);
    expect(theirs.baseline.weights.hash).toBe(ours.baseline.weights.hash);
    for (const { schema, columns } of ours.tables) {
      const other = named(theirs, schema.name).columns;
      for (const name of Object.keys(columns)) {
        expect(bytes(other[name]), `${schema.name}.${name}`).toEqual(bytes(columns[name]));
      }
    }
  });
});

describe('sums that do not agree', () => {
  test('one fen more in the totals of the cases stops the run: exit code 3, measure, table and both sums named', async () => {
    const { tables } = await settleRegion(region, baseline, undefined, context);
    const totals = { total_cost: sumOf(tables, 'total_cost') + 1 };
    const error = reconciliationError(reconcileTables(tables, totals));
    expect(failureCode(error)).toBe(3);
    expect(failureText(error, 'en')).toMatch(/total_cost of \w+ is [\d.]+, expected [\d.]+ \(\d+ differences in all\)/);
    expect(failureText(error, 'zh')).toMatch(/^错误：结果表之间不平/);
    expect(reconciliationError(reconcileTables(tables, { total_cost: sumOf(tables, 'total_cost') }))).toBeUndefined();
  });

  test('every run makes hundreds of comparisons, and all agree', async () => {
    const { reconciliation } = await simulate(reformOf('\n  - {path: rate.value.employee, scale: 0.9}'));
    expect(reconciliation.reconciled).toBe(true);
    expect(reconciliation.checks.length).toBeGreaterThan(300);
  });
});

describe('the parameters of a report', () => {
  const parametersOf = async (yaml: string) =>
    reportModel(await simulate(reformOf(yaml)), 'hash', '0').parameters.filter(
      ({ reformValue }) => reformValue !== undefined,
    );

  test('a changed value stands beside the one before', async () => {
    const [only, ...rest] = await parametersOf('\n  - {path: rate.value.employee, value: 9000.00}');
    expect(rest).toEqual([]);
    expect(only).toMatchObject({ path: 'rate.value.employee', value: '9,780.00', reformValue: '9,000.00' });
  });

  test('a value that changes on 1 July shows the stretch it changes in, with the value it follows', async () => {
    const changed = await parametersOf('\n  - {path: rate.value.employee, value: 9000.00, from_date: 2026-07-01}');
    expect(changed).toMatchObject([
      { path: 'rate.value.employee @ 2026-07-01', value: '9,780.00', reformValue: '9,000.00' },
    ]);
  });

  test('a changed weight, which the baseline does not know as a parameter, is listed too', async () => {
    const changed = await parametersOf('\n  - {path: "tables.weights.FR4*", scale: 1.05}');
    expect(changed).toMatchObject([{ path: 'tables.weights.FR4*', value: '', reformValue: '× 1.05' }]);
    expect(changed[0]!.source?.document).toBe('reform question');
  });

  test('an empty reform changes no parameter', async () => {
    expect(await parametersOf(' []')).toEqual([]);
  });
});

function sumOf(tables: readonly ResultTable[], name: string): number {
  return (tables.find(({ schema }) => schema.name === 'hospitals')!.columns[name] as Float64Array).reduce(
    (a, b) => a + b,
    0,
  );
}

/** The same cases in an order drawn from a seed. */
function shuffled(table: CaseTable, seed: number): CaseTable {
  const order = Array.from({ length: table.caseCount }, (_, row) => row).sort(
    (a, b) => hash32(seed, 0, a) - hash32(seed, 0, b),
  );
  const columns = Object.fromEntries(
    Object.entries(table.columns).map(([name, column]) => [name, reordered(column!, order)]),
  );
  return { ...table, columns };
}

function picked<
  Values extends Float64Array | Int8Array | Int16Array | Int32Array | Uint8Array | Uint16Array | Uint32Array,
>(values: Values, order: readonly number[]): Values {
  const copy = new (values.constructor as new (buffer: SharedArrayBuffer) => Values)(
    new SharedArrayBuffer(order.length * values.BYTES_PER_ELEMENT),
  );
  order.forEach((from, to) => {
    copy[to] = values[from]!;
  });
  return copy;
}

function reordered(column: Column, order: readonly number[]): Column {
  switch (column.kind) {
    case 'dictionary':
      return { ...column, codes: picked(column.codes, order) };
    case 'text':
      return column;
    case 'codes': {
      const offsets = new Uint32Array(new SharedArrayBuffer((order.length + 1) * 4));
      const places: number[] = [];
      order.forEach((from, to) => {
        for (let place = column.offsets[from]!; place < column.offsets[from + 1]!; place++) places.push(place);
        offsets[to + 1] = places.length;
      });
      return { ...column, offsets, codes: picked(column.codes, places) };
    }
    default:
      return { ...column, values: picked(column.values as Float64Array, order) } as Column;
  }
}
