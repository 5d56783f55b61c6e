import { compareCodePoints } from '../kernel/hash.js';
import type { ResultTable, ResultTableSchema } from '../kernel/result-table.js';
import type { Settlement } from '../settlement/settlement.js';
import { NO_MEASURES } from './aggregate-cells.js';
import { measureValues, type TableContext, type TableRow, tableRows } from './build-tables.js';
import { type ComparisonColumn, comparisonColumns, comparisonSchema } from './comparison-schema.js';
import { HOSPITAL_CLASS_COLUMN, hospitalClassOf } from './hospital-classes.js';
import { ADDITIVE_COLUMNS } from './result-columns.js';
import { FUND_TOTAL, RESULT_TABLE_NAMES, resultSchema } from './result-schemas.js';

/**
 * Compares two settlements of the same cases: the tables of buildTables under the same names, rows the union of both
 * sides' keys, with baseline_…, reform_…, change_… and relative_… columns; hospitals carry their class.
 * A key that one side lacks has no cases and no money there (0), and no shares or means (blank). A relative change is
 * change ÷ |baseline|: blank for a base of zero, and a smaller loss is an increase.
 * @param reformContext  where the reform has other weights or another scheme
 */
export function compareSettlements(
  baseline: Settlement,
  reform: Settlement,
  context: TableContext,
  reformContext: TableContext = context,
): ResultTable[] {
  const weightDecimals = Math.max(context.weightDecimals, reformContext.weightDecimals);
  return RESULT_TABLE_NAMES.map((name) =>
    compareRows(
      resultSchema(name, weightDecimals),
      tableRows(name, baseline, context),
      tableRows(name, reform, reformContext),
    ),
  );
}

/** One table of a comparison from the rows of both sides: rows the union of their keys, see compareSettlements. */
export function compareRows(
  single: ResultTableSchema,
  baseline: readonly TableRow[],
  reform: readonly TableRow[],
): ResultTable {
  const { name } = single;
  const keyNames = single.columns.filter((column) => column.isKey === true).map((column) => column.name);
  const keyOf = (row: TableRow): string => keyNames.map((key) => row[key]).join('\u0000');
  const baselineOf = new Map(baseline.map((row) => [keyOf(row), row]));
  const reformOf = new Map(reform.map((row) => [keyOf(row), row]));
  const keys = [...new Set([...baselineOf.keys(), ...reformOf.keys()])].sort((a, b) => orderOf(name, a, b));
  const pairs = keys.map((key) => {
    const before = baselineOf.get(key);
    const after = reformOf.get(key);
    return { known: (after ?? before)!, before: before ?? ABSENT, after: after ?? ABSENT };
  });

  const columns: Record<string, string[] | Float64Array> = {};
  for (const column of comparisonColumns(single)) {
    columns[column.schema.name] =
      column.schema.type === 'text'
        ? pairs.map((pair) => String(sideOf(column, pair)[column.role.of] ?? ''))
        : Float64Array.from(pairs, (pair) => numberOf(column, pair));
  }
  if (name === 'hospitals') {
    columns[HOSPITAL_CLASS_COLUMN.name] = pairs.map(({ before, after }) =>
      hospitalClassOf(Number(before.income), Number(after.income)),
    );
  }
  return { schema: comparisonSchema(single), rowCount: pairs.length, columns };
}

interface Pair {
  readonly known: TableRow;
  readonly before: TableRow;
  readonly after: TableRow;
}

/** The side on which a key does not occur: sums are 0, everything else is blank. */
const ABSENT: TableRow = {
  ...measureValues(NO_MEASURES, { weightDecimals: 0 }),
  hospitals: 0,
  group_fund_before_clearing: 0,
  fund_share: 0,
};

/** The fund's total stands last, whatever its neighbours are called. */
function orderOf(name: string, a: string, b: string): number {
  if (name === 'fund' && a !== b) {
    if (a === FUND_TOTAL) return 1;
    if (b === FUND_TOTAL) return -1;
  }
  return compareCodePoints(a, b);
}

function sideOf({ role }: ComparisonColumn, pair: Pair): TableRow {
  if (role.kind === 'baseline') return pair.before;
  if (role.kind === 'reform') return pair.after;
  return pair.known;
}

function numberOf(column: ComparisonColumn, pair: Pair): number {
  const { kind, of } = column.role;
  if (kind === 'key' || kind === 'description') return Number(pair.known[of] ?? Number.NaN);
  const before = Number(pair.before[of] ?? Number.NaN);
  if (kind === 'baseline') return before;
  const after = Number(pair.after[of] ?? Number.NaN);
  if (kind === 'reform') return after;
  const change = exactChange(column, changeOf(of, before, after));
  return kind === 'change' ? change : relativeChange(before, change);
}

/** A sum that is blank on one side only (no case had it there) changes by all of the other side's. */
function changeOf(name: string, before: number, after: number): number {
  if (!ADDITIVE_COLUMNS.has(name) || Number.isNaN(before) === Number.isNaN(after)) return after - before;
  return Number.isNaN(before) ? after : -before;
}

/** Published figures, which are decimals and not doubles: 0.8761 less 0.0177 changes by 0.8584 and nothing else. */
const DECIMAL_COLUMNS: ReadonlySet<string> = new Set(['weight', 'total_weight', 'rate']);

function exactChange({ single, role }: ComparisonColumn, change: number): number {
  if (!DECIMAL_COLUMNS.has(role.of)) return change;
  const unit = 10 ** (single.decimals ?? 0);
  return Math.round(change * unit) / unit;
}

/** change ÷ |base|; blank for a base of zero. */
export function relativeChange(base: number, change: number): number {
  return base === 0 ? Number.NaN : change / Math.abs(base);
}
