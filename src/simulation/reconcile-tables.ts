import { type CaseTable, needColumn } from '../cases/case-table.js';
import type { EngineError } from '../kernel/errors.js';
import { formatYuan } from '../kernel/money.js';
import type { ResultColumnSchema, ResultTable } from '../kernel/result-table.js';
import { METHOD_UNPRICED, type PricedColumns } from '../pricing/priced-columns.js';
import { ADDITIVE_COLUMNS } from './result-columns.js';
import { FUND_TOTAL } from './result-schemas.js';
import { SIMULATION_ERRORS } from './simulation-errors.js';

/** Sums that are known from elsewhere (the cases themselves), by column name, in fen or counts. */
export type TableTotals = Readonly<Partial<Record<string, number>>>;

export interface ReconciliationCheck {
  readonly measure: string;
  /** Table, or the line of a table or the law, that was held against the expected sum. */
  readonly table: string;
  readonly expected: number;
  readonly found: number;
  readonly isMoney: boolean;
}

export interface Reconciliation {
  readonly reconciled: boolean;
  /** Every comparison that was made. */
  readonly checks: readonly ReconciliationCheck[];
}

/** Parts and whole that must agree in every table: whole = Σ parts × sign. */
const LAWS: readonly { readonly whole: string; readonly parts: readonly (readonly [string, 1 | -1])[] }[] = [
  {
    whole: 'fund',
    parts: [
      ['fund_before_clearing', 1],
      ['clearing_adjustment', 1],
    ],
  },
  {
    whole: 'income',
    parts: [
      ['fund', 1],
      ['patient', 1],
    ],
  },
  {
    whole: 'charge_margin',
    parts: [
      ['income', 1],
      ['total_cost', -1],
    ],
  },
];

/**
 * Is every sum in one table the same sum in every other, to the fen? Checked for each column that adds up, in single
 * tables and in baseline_…, reform_… and change_… columns: against `totals` where they name the column (the sums over
 * the cases themselves), else against the first table that has it. Then the laws that tie columns together, the fund's
 * total line against its other lines, and each pool's balance against budget, reserve and payment.
 */
export function reconcileTables(tables: readonly ResultTable[], totals: TableTotals = {}): Reconciliation {
  const checks: ReconciliationCheck[] = [];
  const expected = new Map<string, number>();
  for (const [name, value] of Object.entries(totals)) if (value !== undefined) expected.set(name, value);
  for (const table of tables) {
    const sums = new Map<string, number>();
    for (const column of table.schema.columns) {
      if (!isAdditive(column)) continue;
      const found = columnSum(table, column);
      const want = expected.get(column.name);
      sums.set(column.name, found);
      if (want === undefined) expected.set(column.name, found);
      else checks.push(check(column.name, table.schema.name, want, found, column.type === 'money'));
      const line = fundTotalRow(table);
      if (line >= 0)
        checks.push(
          check(column.name, 'fund total', found, valueAt(table, column.name, line), column.type === 'money'),
        );
    }
    checks.push(...lawChecks(table.schema.name, sums));
    checks.push(...balanceChecks(table));
  }
  const seen = new Set(tables.flatMap((table) => table.schema.columns.map((column) => column.name)));
  for (const [name, value] of Object.entries(totals)) {
    // A total that no table shows would otherwise pass unseen.
    if (value !== undefined && tables.length > 0 && !seen.has(name))
      checks.push(check(name, 'no table', value, Number.NaN, false));
  }
  return { reconciled: checks.every((entry) => entry.expected === entry.found), checks };
}

/** The error of a run whose tables do not add up (exit 3), naming the first difference; undefined where they do. */
export function reconciliationError(reconciliation: Reconciliation): EngineError | undefined {
  const wrong = reconciliation.checks.filter((entry) => entry.expected !== entry.found);
  const first = wrong[0];
  if (first === undefined) return undefined;
  const show = (value: number): string => (first.isMoney ? formatYuan(value) : String(value));
  return SIMULATION_ERRORS.tables_not_reconciled({
    measure: first.measure,
    table: first.table,
    expected: show(first.expected),
    found: show(first.found),
    count: wrong.length,
  });
}

/**
 * Sums over the cases themselves, for `totals`: what settlement can neither add to nor lose. Cases that cannot be
 * priced count as cases and are in no sum of money.
 */
export function caseTotals(table: CaseTable, priced: PricedColumns): Record<string, number> {
  const cost = needColumn(table, 'total_cost', 'money', 'simulation').values;
  const totals = {
    cases: table.caseCount,
    unpriced_cases: 0,
    total_cost: 0,
    standard: 0,
    patient: 0,
    recorded_fund: 0,
  };
  for (let row = 0; row < table.caseCount; row++) {
    if (priced.method[row] === METHOD_UNPRICED) {
      totals.unpriced_cases += 1;
      continue;
    }
    totals.total_cost += cost[row]!;
    totals.standard += priced.standardFen[row]!;
    totals.patient += priced.patientFen[row]!;
    totals.recorded_fund += priced.recordedFen[row]!;
  }
  return totals;
}

const check = (
  measure: string,
  table: string,
  expected: number,
  found: number,
  isMoney: boolean,
): ReconciliationCheck => ({
  measure,
  table,
  expected,
  found,
  isMoney,
});

const PREFIX = /^(baseline|reform|change)_/;

function isAdditive(column: ResultColumnSchema): boolean {
  return ADDITIVE_COLUMNS.has(column.name.replace(PREFIX, ''));
}

/** Blank cells have nothing to add. Numbers (weights) are summed as integers of their last decimal. */
function columnSum(table: ResultTable, column: ResultColumnSchema): number {
  const last = fundTotalRow(table);
  const rowCount = last >= 0 ? last : table.rowCount;
  const unit = column.type === 'number' ? 10 ** (column.decimals ?? 0) : 1;
  let sum = 0;
  for (let row = 0; row < rowCount; row++) {
    const value = valueAt(table, column.name, row);
    if (!Number.isNaN(value)) sum += unit === 1 ? value : Math.round(value * unit);
  }
  return sum / unit;
}

const valueAt = (table: ResultTable, name: string, row: number): number => (table.columns[name] as Float64Array)[row]!;

/** Row of the fund table's total line; -1 in other tables. */
function fundTotalRow(table: ResultTable): number {
  if (table.schema.name !== 'fund') return -1;
  return (table.columns.insurance as readonly string[]).lastIndexOf(FUND_TOTAL);
}

function lawChecks(table: string, sums: ReadonlyMap<string, number>): ReconciliationCheck[] {
  const checks: ReconciliationCheck[] = [];
  for (const prefix of ['', 'baseline_', 'reform_', 'change_']) {
    for (const law of LAWS) {
      const found = sums.get(prefix + law.whole);
      const parts = law.parts.map(([name, sign]) => (sums.get(prefix + name) ?? Number.NaN) * sign);
      const expected = parts.reduce((sum, part) => sum + part, 0);
      if (found === undefined || Number.isNaN(expected)) continue;
      const words = law.parts.map(([name, sign]) => `${sign < 0 ? '− ' : ''}${name}`).join(' + ');
      checks.push(check(prefix + law.whole, `${table}: ${words}`, expected, found, true));
    }
  }
  return checks;
}

/**
 * budget − reserve − fund = balance, for each line that has a pool; and for the total, whose fund also holds what is paid on
 * lines without a pool and whose balance does not.
 */
function balanceChecks(table: ResultTable): ReconciliationCheck[] {
  if (table.schema.name !== 'fund') return [];
  const checks: ReconciliationCheck[] = [];
  const insurances = table.columns.insurance as readonly string[];
  for (const prefix of ['', 'baseline_', 'reform_']) {
    if (table.columns[`${prefix}balance`] === undefined) continue;
    for (let row = 0; row < table.rowCount; row++) {
      const value = (name: string): number => valueAt(table, prefix + name, row);
      if (Number.isNaN(value('budget'))) continue;
      const paid = value('fund') - (insurances[row] === FUND_TOTAL ? paidWithoutPool(table, prefix) : 0);
      const expected = value('budget') - value('reserve') - paid;
      checks.push(check(`${prefix}balance`, `fund: ${insurances[row]}`, expected, value('balance'), true));
    }
  }
  return checks;
}

/** Fund payments on the lines that have no pool, which no budget was made for. */
function paidWithoutPool(table: ResultTable, prefix: string): number {
  let sum = 0;
  for (let row = 0; row < fundTotalRow(table); row++) {
    if (Number.isNaN(valueAt(table, `${prefix}budget`, row))) sum += valueAt(table, `${prefix}fund`, row) || 0;
  }
  return sum;
}
