import type { ResultColumnSchema, ResultTable } from '../../kernel/result-table.js';
import { findLevels, HIDDEN_ALL, HIDDEN_PARTS, type RowLevels } from './find-levels.js';
import { baseName } from './table-facts.js';

/** Amounts and counts over all cases of a row: known besides, they tell nothing of a part of them. */
const OVER_ALL_CASES: ReadonlySet<string> = new Set([
  'cases',
  'cases_before',
  'hospitals',
  'budget',
  'reserve',
  'rate',
  'fund_share',
  'balance',
  'weight',
  'cv',
  'total_cost',
  'pay',
  'patient',
  'recorded_fund',
  'fund_before_clearing',
  'clearing_adjustment',
  'fund',
  'income',
  'charge_margin',
  'charge_margin_share',
  'mean_cost',
  'mean_payment',
  'mean_fund_gap',
  // Ratios of sums that are hidden with the parts: alone they give no count.
  'cmi',
  'mean_los',
  'los_days',
  'los_cases',
  'hospital_cost',
  'hospital_cost_cases',
  'cost_margin',
  'unpriced_cases',
  'patient_share',
  'patient_per_case',
]);
/** Texts that name a row or what it belongs to; others say something of its cases. */
const NAMING = /^(hospital_name|group_name|mdc|adrg|level|level_class|insurance|department|region|payment|rule)$/;

export const SUPPRESSED_COLUMN: ResultColumnSchema = {
  name: 'suppressed',
  type: 'text',
  label: { zh: '隐去', en: 'suppressed' },
  meaning: {
    zh: 'all：病例过少，或为防止由合计推算，整行隐去；parts：其中某一部分病例过少，只隐去各部分',
    en: 'all: too few cases, or hidden so that those cannot be recomputed from sums; parts: a part of the cases is too few, the parts alone are hidden',
  },
};
const WORDS = { [HIDDEN_ALL]: 'all', [HIDDEN_PARTS]: 'parts' } as const;

/**
 * The tables of a run without cells of fewer than `least` cases (1 up to `least` − 1; no case at all is no secret), and
 * without what would let one recompute them: see findLevels. A last column says what was hidden of a row.
 * @param least  the smallest number of cases that is shown
 * @returns by name; undefined where a table has no count of cases to go by, so that it cannot be shown
 */
export function suppressSmallCells(
  tables: readonly ResultTable[],
  least: number,
): ReadonlyMap<string, ResultTable | undefined> {
  const levels = findLevels(tables, least);
  return new Map(tables.map((table) => [table.schema.name, hidden(table, levels.get(table.schema.name))]));
}

function hidden(table: ResultTable, levels: RowLevels | undefined): ResultTable | undefined {
  if (levels === undefined) return undefined;
  const { schema, columns, rowCount } = table;
  const shown: Record<string, readonly string[] | Float64Array> = {};
  for (const column of schema.columns) {
    const values = columns[column.name]!;
    const from = levelThatHides(column);
    const isHidden = (row: number): boolean => levels[row]! >= from;
    shown[column.name] =
      values instanceof Float64Array
        ? Float64Array.from(values, (value, row) => (isHidden(row) ? Number.NaN : value))
        : values.map((value, row) => (isHidden(row) ? '' : value));
  }
  shown[SUPPRESSED_COLUMN.name] = Array.from({ length: rowCount }, (_, row) => WORDS[levels[row] as 1 | 2] ?? '');
  return { schema: { ...schema, columns: [...schema.columns, SUPPRESSED_COLUMN] }, rowCount, columns: shown };
}

/** A column that nobody named here is hidden with the parts: what is new is safe until someone thinks of it. */
function levelThatHides({ name, type, isKey }: ResultColumnSchema): number {
  if (isKey === true || NAMING.test(name)) return Number.POSITIVE_INFINITY;
  if (type === 'text') return HIDDEN_ALL;
  return OVER_ALL_CASES.has(baseName(name)) ? HIDDEN_ALL : HIDDEN_PARTS;
}
