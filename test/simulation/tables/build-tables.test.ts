import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import type { ResultTable } from '../../../src/kernel/result-table.js';
import { aggregateCells, sumsAt } from '../../../src/simulation/aggregate-cells.js';
import { buildTables } from '../../../src/simulation/build-tables.js';
import { reconcileTables } from '../../../src/simulation/reconcile-tables.js';
import { RESULT_SCHEMAS, RESULT_TABLE_NAMES } from '../../../src/simulation/result-schemas.js';
import { BUDGETS, CELLS, CONTEXT, cellsOf, REGISTER, settlementOf } from './hand-made-cells.js';

const tables = buildTables(settlementOf(CELLS, BUDGETS), CONTEXT);
const table = (name: string): ResultTable => tables.find((entry) => entry.schema.name === name)!;
const column = (name: string, of: string) => [...table(name).columns[of]!];
const row = (name: string, index: number) =>
  Object.fromEntries(table(name).schema.columns.map(({ name: of }) => [of, table(name).columns[of]![index]]));

describe('sums by key', () => {
  test('keys in code-point order, not in the order of cells; a department belongs to its hospital', () => {
    const cells = cellsOf(CELLS);
    expect(aggregateCells(cells, 'hospital', REGISTER).keys).toEqual([['H1'], ['H2'], ['H9']]);
    expect(aggregateCells(cells, 'department', REGISTER).keys).toEqual([
      ['H1', 'a'],
      ['H1', 'b'],
      ['H2', 'b'],
      ['H9', ''],
    ]);
    expect(aggregateCells(cells, 'level', REGISTER).keys).toEqual([['2'], ['3'], ['unknown']]);
    expect(aggregateCells(cells, 'group', REGISTER).keys).toEqual([['0000'], ['AA11'], ['BB19']]);
    const region = aggregateCells(cells, 'region', REGISTER);
    expect([region.rowCount, sumsAt(region, 0).cases, sumsAt(region, 0).total_cost]).toEqual([1, 19, 282_001]);
  });
});

describe('the tables of a settled year', () => {
  test('the balance says that the reserve is taken off, since the headline does not show it', () => {
    const balance = RESULT_SCHEMAS.fund.columns.find(({ name }) => name === 'balance')!;
    expect(balance.label).toEqual({ zh: '基金结余（扣除风险金后）', en: 'balance after reserve' });
  });

  test('six tables under their fixed names, each with the columns of its schema and nothing else', () => {
    expect(tables.map((entry) => entry.schema.name)).toEqual([...RESULT_TABLE_NAMES]);
    for (const entry of tables) {
      expect(entry.schema.version).toBe(1);
      expect(Object.keys(entry.columns)).toEqual(entry.schema.columns.map((c) => c.name));
      for (const { name, type } of entry.schema.columns) {
        const values = entry.columns[name]!;
        expect(values).toHaveLength(entry.rowCount);
        expect(values instanceof Float64Array).toBe(type !== 'text');
        if (type === 'money' || type === 'count')
          for (const value of values) expect(Number.isNaN(value) || Number.isSafeInteger(value)).toBe(true);
      }
    }
  });

  test('every column has a name of its own, a label in both languages, and derived ones their formula', () => {
    for (const schema of Object.values(RESULT_SCHEMAS)) {
      expect(new Set(schema.columns.map((c) => c.name)).size).toBe(schema.columns.length);
      for (const c of schema.columns) {
        expect(c.label.zh.length * c.label.en.length).toBeGreaterThan(0);
        if (c.type === 'ratio') expect(c.meaning?.zh).toContain('÷');
      }
    }
  });

  test('hospital H1: 13 cases, income 231,000 = fund 167,500 + patients 63,500, margin of charges −4,001 fen', () => {
    expect(row('hospitals', 0)).toMatchObject({
      hospital_id: 'H1',
      hospital_name: '第一医院',
      level: '三甲',
      level_class: '3',
      cases: 13,
      group_paid_cases: 12,
      total_weight: 18,
      total_cost: 235_001,
      fund_before_clearing: 162_500,
      clearing_adjustment: 5000,
      fund: 167_500,
      patient: 63_500,
      income: 231_000,
      charge_margin: -4001,
      cmi: 1.5,
      mean_cost: 18_077,
      mean_payment: 17_769,
      quadrant: 'high_cmi_loss',
    });
    expect(row('hospitals', 0).grouping_rate).toBe(12 / 13);
    expect(row('hospitals', 0).high_outlier_share).toBe(1 / 12);
  });

  test('a hospital that the register does not know keeps its line: no name, level unknown', () => {
    expect(row('hospitals', 2)).toMatchObject({
      hospital_id: 'H9',
      hospital_name: '',
      level: '',
      level_class: 'unknown',
    });
    expect(row('hospitals', 2).cmi).toBeNaN();
    expect(row('hospitals', 2).quadrant).toBe('');
    expect(column('levels', 'level_class')).toEqual(['2', '3', 'unknown']);
    expect(column('levels', 'hospitals')).toEqual([1, 1, 1]);
  });

  test('cost margin stands only where every case has its own cost: 10 of 13 is blank, 4 of 4 is 43,000 − 36,000', () => {
    expect(row('hospitals', 0).cost_margin).toBeNaN();
    expect(row('hospitals', 0)).toMatchObject({ hospital_cost: 180_000, hospital_cost_cases: 9 });
    expect(row('hospitals', 1)).toMatchObject({ cost_margin: 7000, charge_margin: 3000 });
    expect(row('hospitals', 2).hospital_cost).toBeNaN();
  });

  test('groups carry name, MDC, ADRG, weight and CV; a group without a weight is blank, not 0', () => {
    expect(row('groups', 1)).toMatchObject({
      group: 'AA11',
      group_name: '甲组',
      mdc: 'A',
      adrg: 'AA1',
      weight: 1.5,
      cv: 0.25,
      weight_status: 'stable',
    });
    expect(row('groups', 2).weight).toBeNaN();
    expect(row('groups', 2).weight_status).toBe('empty');
    expect(row('groups', 0)).toMatchObject({ group: '0000', group_name: '未入组', weight_status: '' });
  });

  test('the fund: a line an insurance type, blank budget without a pool, the total last', () => {
    expect(column('fund', 'insurance')).toEqual(['employee', 'other', 'resident', 'total']);
    expect(row('fund', 0)).toMatchObject({
      budget: 200_000,
      reserve: 10_000,
      rate: 12_500.5,
      fund_before_clearing: 143_500,
      carved_out_fund: 3500,
      group_fund_before_clearing: 140_000,
      clearing_adjustment: 5000,
      fund: 148_500,
      balance: 41_500,
      patient: 51_500,
      income: 200_000,
      total_cost: 205_001,
    });
    expect([row('fund', 1).budget, row('fund', 1).balance]).toEqual([Number.NaN, Number.NaN]);
    expect(row('fund', 3)).toMatchObject({
      budget: 260_000,
      reserve: 13_000,
      fund: 194_500,
      balance: 52_500,
      cases: 19,
    });
  });

  test('a pool without cases keeps its line with its budget', () => {
    const found = buildTables(settlementOf(CELLS, { ...BUDGETS, zz: 1000 }), CONTEXT).at(-1)!;
    expect(found.columns.insurance).toEqual(['employee', 'other', 'resident', 'zz', 'total']);
    expect([found.columns.budget![3], found.columns.fund![3], found.columns.balance![3]]).toEqual([1000, 0, 950]);
  });

  test('a year without cases gives empty tables and a fund of zeros', () => {
    const empty = buildTables(settlementOf([], { employee: 100 }), CONTEXT);
    expect(empty.map((entry) => entry.rowCount)).toEqual([0, 0, 0, 0, 0, 2]);
    expect(reconcileTables(empty).reconciled).toBe(true);
  });

  test('weights are shown at the policy’s decimals', () => {
    const fine = buildTables(settlementOf(CELLS), { ...CONTEXT, weightDecimals: 6 });
    expect(fine[2]!.schema.columns.find((c) => c.name === 'weight')!.decimals).toBe(6);
    expect(table('groups').schema.columns.find((c) => c.name === 'total_weight')!.decimals).toBe(4);
  });

  test('the order of cells leaves no trace in any table', () => {
    fc.assert(
      fc.property(fc.shuffledSubarray([...CELLS], { minLength: CELLS.length }), (shuffled) => {
        expect(buildTables(settlementOf(shuffled, BUDGETS), CONTEXT)).toEqual(tables);
      }),
      { numRuns: 20 },
    );
  });
});
