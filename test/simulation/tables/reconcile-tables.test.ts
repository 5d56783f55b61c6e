import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import type { CaseTable } from '../../../src/cases/case-table.js';
import type { ResultTable } from '../../../src/kernel/result-table.js';
import { allocatePricedColumns, METHOD_STANDARD, METHOD_UNPRICED } from '../../../src/pricing/priced-columns.js';
import { buildTables } from '../../../src/simulation/build-tables.js';
import { compareSettlements } from '../../../src/simulation/compare-settlements.js';
import { caseTotals, reconcileTables, reconciliationError } from '../../../src/simulation/reconcile-tables.js';
import { BUDGETS, CELLS, CONTEXT, type HandMadeCell, settlementOf } from './hand-made-cells.js';

const tables = buildTables(settlementOf(CELLS, BUDGETS), CONTEXT);

/** The tables with one value changed. */
function withChange(name: string, column: string, row: number, change: number): ResultTable[] {
  return tables.map((table) => {
    if (table.schema.name !== name) return table;
    const values = Float64Array.from(table.columns[column] as Float64Array);
    values[row] = values[row]! + change;
    return { ...table, columns: { ...table.columns, [column]: values } };
  });
}

const anyCell: fc.Arbitrary<HandMadeCell> = fc
  .record({
    hospital: fc.constantFrom('H1', 'H2', 'H9'),
    insurance: fc.constantFrom('employee', 'resident', 'other'),
    department: fc.constantFrom('a', 'b', ''),
    group: fc.constantFrom('0000', 'AA11', 'BB19'),
    cases: fc.nat(1000),
    group_paid_cases: fc.nat(1000),
    weight_scaled: fc.nat(10_000_000),
    total_cost: fc.nat(1e9),
    patient: fc.nat(1e9),
    fund_before_clearing: fc.nat(1e9),
    clearing_adjustment: fc.integer({ min: -1e8, max: 1e8 }),
    hospital_cost: fc.nat(1e9),
    hospital_cost_cases: fc.nat(3),
  })
  // Own cost stands only beside cases that have it.
  .map((cell) => ({ ...cell, hospital_cost: cell.hospital_cost_cases === 0 ? 0 : cell.hospital_cost }));

describe('every sum in one table is the same sum in every other', () => {
  test('tables of one settlement reconcile, with a check for each measure, table, law and pool', () => {
    const { reconciled, checks } = reconcileTables(tables, { cases: 19, total_cost: 282_001 });
    expect(reconciled).toBe(true);
    const of = (measure: string) => checks.filter((check) => check.measure === measure).map((check) => check.table);
    expect(of('cases')).toEqual(['hospitals', 'departments', 'groups', 'insurance', 'levels', 'fund', 'fund total']);
    expect(of('balance')).toEqual(['fund: employee', 'fund: resident', 'fund: total']);
    expect(of('income')).toContain('levels: fund + patient');
    expect(of('total_weight')).toHaveLength(6);
    expect(reconciliationError({ reconciled, checks })).toBeUndefined();
  });

  test('one fen too much in any table, or a case in the totals, is found and named', () => {
    for (const [name, column] of [
      ['hospitals', 'fund'],
      ['departments', 'total_cost'],
      ['groups', 'patient'],
      ['insurance', 'charge_margin'],
      ['levels', 'cases'],
      ['fund', 'fund_before_clearing'],
    ] as const) {
      const { reconciled, checks } = reconcileTables(withChange(name, column, 0, 1));
      expect(reconciled).toBe(false);
      expect(checks.filter((check) => check.expected !== check.found).length).toBeGreaterThan(0);
    }
    const wrong = reconcileTables(tables, { cases: 20 });
    expect(wrong.checks.find((check) => check.expected !== check.found)).toMatchObject({
      measure: 'cases',
      table: 'hospitals',
      expected: 20,
      found: 19,
    });
  });

  test('a wrong total line, a wrong balance and a total that no table shows are found', () => {
    expect(reconcileTables(withChange('fund', 'patient', 3, 1)).reconciled).toBe(false);
    expect(reconcileTables(withChange('fund', 'balance', 0, -1)).reconciled).toBe(false);
    expect(reconcileTables(withChange('fund', 'balance', 3, -1)).reconciled).toBe(false);
    expect(reconcileTables(tables, { no_such_column: 0 }).reconciled).toBe(false);
  });

  test('a weight of 0.0001 too much is found', () => {
    expect(reconcileTables(withChange('groups', 'total_weight', 1, 0.0001)).reconciled).toBe(false);
  });

  test('a difference ends the run with exit code 3 and says where it is, in yuan', () => {
    const error = reconciliationError(reconcileTables(withChange('groups', 'fund', 0, 100)))!;
    expect(error.name).toBe('ClosingError');
    expect(error.entry.exit).toBe(3);
    expect(error.text('en')).toContain('fund of groups is 1946.00, expected 1945.00');
    expect(error.text('zh')).toContain('groups 的 fund 为 1946.00，应为 1945.00');
  });

  test('any cells reconcile, alone and against any other cells', () => {
    const cells = fc.array(anyCell, { maxLength: 12 });
    fc.assert(
      fc.property(cells, cells, (before, after) => {
        const [a, b] = [settlementOf(before, BUDGETS), settlementOf(after, BUDGETS)];
        const single = reconcileTables(buildTables(a, CONTEXT));
        expect(single.checks.filter((check) => check.expected !== check.found)).toEqual([]);
        const comparison = reconcileTables(compareSettlements(a, b, CONTEXT));
        expect(comparison.checks.filter((check) => check.expected !== check.found)).toEqual([]);
        expect(comparison.checks.some((check) => check.measure === 'change_fund')).toBe(true);
      }),
      { numRuns: 60 },
    );
  });
});

test('totals come from the cases themselves; a case without an amount counts and adds no money', () => {
  const table: CaseTable = {
    caseCount: 3,
    columns: { total_cost: { kind: 'money', values: Float64Array.of(100, 250, Number.NaN) } },
    sourceRow: new Uint32Array(3),
  };
  const priced = allocatePricedColumns(3);
  priced.method.set([METHOD_STANDARD, METHOD_STANDARD, METHOD_UNPRICED]);
  priced.standardFen.set([90, 300, 0]);
  priced.patientFen.set([10, 20, 0]);
  priced.recordedFen.set([90, 230, 0]);
  expect(caseTotals(table, priced)).toEqual({
    cases: 3,
    unpriced_cases: 1,
    total_cost: 350,
    standard: 390,
    patient: 30,
    recorded_fund: 320,
  });
});
