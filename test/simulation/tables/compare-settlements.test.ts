import { describe, expect, test } from 'vitest';
import type { ResultTable } from '../../../src/kernel/result-table.js';
import { compareSettlements, relativeChange } from '../../../src/simulation/compare-settlements.js';
import { drivingGroups } from '../../../src/simulation/driving-groups.js';
import { HOSPITAL_CLASSES, hospitalClassOf, summariseClasses } from '../../../src/simulation/hospital-classes.js';
import { RESULT_TABLE_NAMES } from '../../../src/simulation/result-schemas.js';
import { BUDGETS, CELLS, CONTEXT, type HandMadeCell, settlementOf } from './hand-made-cells.js';

const find = (tables: readonly ResultTable[], name: string) => tables.find((table) => table.schema.name === name)!;
const cell = (hospital: string, group: string, fund: number, more: Partial<HandMadeCell> = {}): HandMadeCell => ({
  hospital,
  insurance: 'employee',
  department: 'a',
  group,
  cases: 1,
  group_paid_cases: 1,
  weight_scaled: 10_000,
  total_cost: 1000,
  fund_before_clearing: fund,
  ...more,
});

describe('an empty reform changes nothing', () => {
  const settlement = settlementOf(CELLS, BUDGETS);
  const tables = compareSettlements(settlement, settlement, CONTEXT);

  test('both sides hold the same bytes, every change is 0 or blank, every hospital is even or empty', () => {
    expect(tables.map((table) => table.schema.name)).toEqual([...RESULT_TABLE_NAMES]);
    for (const table of tables) {
      for (const { name } of table.schema.columns) {
        if (name.startsWith('reform_')) expect(table.columns[name]).toEqual(table.columns[`baseline_${name.slice(7)}`]);
        if (!name.startsWith('change_') && !name.startsWith('relative_')) continue;
        for (const value of table.columns[name] as Float64Array)
          expect(Object.is(value, 0) || Number.isNaN(value)).toBe(true);
      }
    }
    expect(find(tables, 'hospitals').columns.class).toEqual(['even', 'even', 'even']);
    expect(drivingGroups(find(tables, 'groups'), 10).rowCount).toBe(0);
  });
});

describe('a reform', () => {
  const baseline = settlementOf([cell('H1', 'AA11', 10_000), cell('H2', 'AA11', 20_000)], { employee: 50_000 });
  const reform = settlementOf([cell('H1', 'AA11', 9700), cell('H3', 'BB19', 500)], { employee: 60_000, resident: 100 });
  const tables = compareSettlements(baseline, reform, CONTEXT);

  test('rows are the union of both sides; an absent side has 0 cases and money, and blank means', () => {
    const { columns } = find(tables, 'hospitals');
    expect(columns.hospital_id).toEqual(['H1', 'H2', 'H3']);
    expect([...columns.baseline_income!]).toEqual([10_000, 20_000, 0]);
    expect([...columns.reform_income!]).toEqual([9700, 0, 500]);
    expect([...columns.change_income!]).toEqual([-300, -20_000, 500]);
    expect([...columns.relative_income!]).toEqual([-0.03, -1, Number.NaN]);
    expect([...columns.reform_cases!]).toEqual([1, 0, 1]);
    expect([...columns.baseline_mean_cost!]).toEqual([1000, 1000, Number.NaN]);
    expect(columns.reform_quadrant).toEqual(['high_cmi_gain', '', 'high_cmi_loss']);
    expect(columns.hospital_name).toEqual(['第一医院', '第二医院', '']);
  });

  test('the fund’s total stays last and a pool of one side only is blank on the other', () => {
    const { columns } = find(tables, 'fund');
    expect(columns.insurance).toEqual(['employee', 'resident', 'total']);
    expect([...columns.change_fund!]).toEqual([-19_800, 0, -19_800]);
    expect([...columns.change_budget!]).toEqual([10_000, Number.NaN, 10_100]);
  });

  test('weights of each side stand beside each other', () => {
    const weights = CONTEXT.weights!;
    const rows = weights.rows.map((row) =>
      row.group === 'AA11' ? { ...row, weight: { digits: 18_000, scale: 4 } } : row,
    );
    const changed = compareSettlements(baseline, reform, CONTEXT, { ...CONTEXT, weights: { ...weights, rows } });
    const { columns } = find(changed, 'groups');
    expect([columns.baseline_weight![0], columns.reform_weight![0]]).toEqual([1.5, 1.8]);
    expect([columns.change_weight![0], columns.relative_weight![0]]).toEqual([0.3, 0.3 / 1.5]);
    expect(columns.group_name).toEqual(['甲组', '乙组']);
  });

  test('weights are decimals: 0.8761 less 0.0177 changes by 0.8584, where doubles give 0.8583999999999999', () => {
    const side = (scaled: number) => settlementOf([cell('H1', 'AA11', 1, { weight_scaled: scaled })]);
    const [hospitals] = compareSettlements(side(177), side(8761), CONTEXT);
    expect(0.8761 - 0.0177).not.toBe(0.8584);
    expect([...hospitals!.columns.change_total_weight!]).toEqual([0.8584]);
  });

  test('a rate of 9,486.60 after 9,780.00 changes by −293.40, where doubles give −293.39999999999964', () => {
    const side = (rateFen: number) => ({ ...baseline, pools: baseline.pools.map((pool) => ({ ...pool, rateFen })) });
    const fund = find(compareSettlements(side(978_000), side(948_660), CONTEXT), 'fund');
    expect(9486.6 - 9780).not.toBe(-293.4);
    expect([...fund.columns.change_rate!].filter((value) => !Number.isNaN(value))).toEqual(
      baseline.pools.map(() => -293.4),
    );
  });

  test('a rate of 377.3744 is that decimal in the table of the fund, not the double 377.37440000000004 beside it', () => {
    const pools = baseline.pools.map((pool) => ({ ...pool, rateFen: (3_773_744 * 100) / 10 ** 4 }));
    const fund = find(compareSettlements({ ...baseline, pools }, { ...baseline, pools }, CONTEXT), 'fund');
    expect(37_737.44 / 100).not.toBe(377.3744);
    expect([...fund.columns.baseline_rate!].filter((value) => !Number.isNaN(value))).toEqual(pools.map(() => 377.3744));
  });

  test('own cost that one side lacks changes by all of the other’s, so that sums still agree', () => {
    const withCost = settlementOf([cell('H1', 'AA11', 1, { hospital_cost: 700, hospital_cost_cases: 1 })]);
    const [hospitals] = compareSettlements(baseline, withCost, CONTEXT);
    expect([...hospitals!.columns.change_hospital_cost!]).toEqual([700, Number.NaN]);
  });

  test('every column of a comparison is labelled in both languages, relative ones say how they are formed', () => {
    for (const table of tables) {
      expect(Object.keys(table.columns)).toEqual(table.schema.columns.map((column) => column.name));
      for (const { name, type, label, meaning } of table.schema.columns) {
        expect(label.zh.length * label.en.length).toBeGreaterThan(0);
        if (!name.startsWith('relative_')) continue;
        expect([type, meaning?.zh]).toEqual(['ratio', '变化 ÷ 基线的绝对值；基线为 0 时留空']);
      }
    }
    expect(find(tables, 'levels').schema.columns.find((column) => column.name === 'change_fund')!.label).toEqual({
      zh: '变化·基金支付',
      en: 'change: fund payment',
    });
  });
});

describe('relative change', () => {
  test('blank for a base of zero; a smaller loss is an increase, a larger one a decrease', () => {
    expect(relativeChange(0, 5)).toBeNaN();
    expect(relativeChange(-100, 40)).toBe(0.4);
    expect(relativeChange(-100, -40)).toBe(-0.4);
    expect(relativeChange(100, -40)).toBe(-0.4);
  });
});

describe('winners and losers', () => {
  test('exactly 1 % is even on both sides; one fen more is a gain or a loss', () => {
    expect(hospitalClassOf(100_000, 101_000)).toBe('even');
    expect(hospitalClassOf(100_000, 101_001)).toBe('gain');
    expect(hospitalClassOf(100_000, 99_000)).toBe('even');
    expect(hospitalClassOf(100_000, 98_999)).toBe('loss');
    // 1 % of 150 fen is 1.5 fen: 1 fen is within, 2 fen are not.
    expect([hospitalClassOf(150, 151), hospitalClassOf(150, 152)]).toEqual(['even', 'gain']);
  });

  test('no baseline income has a class of its own, and so has none at all', () => {
    expect(hospitalClassOf(0, 500)).toBe('no_base');
    expect(hospitalClassOf(0, 0)).toBe('empty');
  });

  test('every hospital is in exactly one class; all five classes stand, empty ones with 0', () => {
    const ids = ['a', 'b', 'c', 'd', 'e', 'f'];
    const before = [1000, 1000, 1000, 0, 0, 1000];
    const after = [1100, 900, 1000, 10, 0, 1200];
    const side = (incomes: number[]) => settlementOf(incomes.map((fund, i) => cell(ids[i]!, 'AA11', fund)));
    const hospitals = find(compareSettlements(side(before), side(after), CONTEXT), 'hospitals');
    const classes = summariseClasses(hospitals);
    expect(classes.columns.class).toEqual(Object.keys(HOSPITAL_CLASSES).sort());
    expect([...classes.columns.hospitals!]).toEqual([1, 1, 2, 1, 1]);
    expect([...classes.columns.change_income!]).toEqual([0, 0, 300, -100, 10]);
    expect([...(classes.columns.hospital_share as Float64Array)].reduce((a, b) => a + b)).toBeCloseTo(1, 12);
    const lone = summariseClasses(find(compareSettlements(side([1]), side([1]), CONTEXT), 'hospitals'));
    expect([...lone.columns.hospitals!]).toEqual([0, 1, 0, 0, 0]);
  });
});

describe('groups that drive the change', () => {
  test('by absolute change, ties by code, unchanged groups left out, shares of all change', () => {
    const side = (a: number, b: number, c: number) =>
      settlementOf([cell('H1', 'CC11', a), cell('H1', 'BB19', b), cell('H1', 'AA11', c), cell('H1', '0000', 7)]);
    const groups = find(compareSettlements(side(100, 100, 100), side(150, 50, 400), CONTEXT), 'groups');
    const drivers = drivingGroups(groups, 2);
    expect(drivers.columns.group).toEqual(['AA11', 'BB19']);
    expect([...drivers.columns.change_income!]).toEqual([300, -50]);
    expect([...drivers.columns.share_of_change!]).toEqual([0.75, 0.125]);
    expect(drivingGroups(groups, 9).columns.group).toEqual(['AA11', 'BB19', 'CC11']);
  });
});
