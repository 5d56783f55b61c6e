import type { ResultColumnSchema, ResultTable } from '../kernel/result-table.js';
import { CHANGE_PREFIX } from './report-cell.js';

/** Measures of the engine's own tables that a reader sees first; their names are fixed, so they may stand here. */
export const FIRST_MEASURES: Readonly<Record<'single' | 'comparison' | 'fund' | 'fund_comparison', readonly string[]>> =
  {
    single: [
      'cases',
      'cmi',
      'total_cost',
      'income',
      'fund',
      'charge_margin',
      'charge_margin_share',
      'low_outlier_share',
      'high_outlier_share',
    ],
    comparison: [
      'reform_cases',
      'reform_cmi',
      'reform_income',
      'change_income',
      'relative_income',
      'reform_fund',
      'change_fund',
      'reform_charge_margin',
      'change_charge_margin',
    ],
    fund: [
      'budget',
      'reserve',
      'rate',
      'carved_out_fund',
      'group_fund_before_clearing',
      'clearing_adjustment',
      'fund',
      'balance',
    ],
    fund_comparison: [
      'baseline_budget',
      'reform_budget',
      'baseline_fund',
      'reform_fund',
      'change_fund',
      'relative_fund',
      'change_balance',
      'reform_balance',
    ],
  };
/** Descriptions that are one choice away. */
const SEEN_LATER: ReadonlySet<string> = new Set(['mdc', 'adrg', 'level', 'weight_status']);
const LEAST_KNOWN = 6;

const MOST_COLUMNS = 10;
const MOST_TEXTS = 4;
const MOST_SINGLE = 2;

/**
 * Columns that a reader sees first. Small tables whole; of a wide comparison the keys, a figure or two that no reform
 * changes, and then each measure's reform value beside its change; of a wide single run the first ones.
 */
export function columnsAtFirst(table: ResultTable, wanted: readonly string[] | undefined): readonly string[] {
  const { columns } = table.schema;
  if (wanted !== undefined) {
    const given = wanted.filter((name) => columns.some((column) => column.name === name));
    if (given.length > 0) return given;
  }
  const known = knownColumns(table);
  if (known !== undefined) return known;
  if (columns.length <= MOST_COLUMNS) return columns.map(({ name }) => name);
  const changes = columns.filter(({ name }) => name.startsWith(CHANGE_PREFIX));
  const chosen = new Set(
    columns
      .filter(({ type }) => type === 'text')
      .slice(0, MOST_TEXTS)
      .map(({ name }) => name),
  );
  if (changes.length > 0) {
    for (const { name } of columns.filter(isOutsideComparison).slice(0, MOST_SINGLE)) chosen.add(name);
    for (const { name } of changes) {
      if (chosen.size + 2 > MOST_COLUMNS) break;
      const reform = `reform_${name.slice(CHANGE_PREFIX.length)}`;
      if (columns.some((column) => column.name === reform)) chosen.add(reform);
      chosen.add(name);
    }
  } else {
    for (const { name } of columns) if (chosen.size < MOST_COLUMNS) chosen.add(name);
  }
  return columns.map(({ name }) => name).filter((name) => chosen.has(name));
}

/** For one of the engine's tables; undefined for a table that lacks most of the measures expected. */
function knownColumns(table: ResultTable): readonly string[] | undefined {
  const { name, columns } = table.schema;
  const isCompared = columns.some((column) => column.name.startsWith(CHANGE_PREFIX));
  const key = name === 'fund' ? (isCompared ? 'fund_comparison' : 'fund') : isCompared ? 'comparison' : 'single';
  const wanted = new Set(FIRST_MEASURES[key]);
  if (columns.filter((column) => wanted.has(column.name)).length < LEAST_KNOWN) return undefined;
  const isKey = ({ name: text, type }: ResultColumnSchema) =>
    type === 'text' && !SEEN_LATER.has(text) && !/^(baseline|reform)_|^(quadrant|class)$/.test(text);
  return columns.filter((column) => isKey(column) || wanted.has(column.name)).map((column) => column.name);
}

function isOutsideComparison(column: ResultColumnSchema): boolean {
  return column.type !== 'text' && !/^(baseline|reform|change|relative|low|high)_/.test(column.name);
}
