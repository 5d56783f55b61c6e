import { csvLine } from '../cases/write/csv-line.js';
import { formatDecimal } from '../kernel/decimal.js';
import { sha256 } from '../kernel/hash.js';
import { formatYuan } from '../kernel/money.js';
import type { WeightTable } from './weight-table.js';

/** Columns of a weight file; reading needs only group and weight. Costs are yuan. */
export const WEIGHT_FILE_COLUMNS = [
  'group',
  'name',
  'cases',
  'kept_cases',
  'mean_cost',
  'weight',
  'cv',
  'status',
] as const;

const numberText = (value: number): string => (Number.isNaN(value) ? '' : String(value));

/**
 * The text of a weight file: comment lines `# key: value` that say which scheme, by which rule and over which cases,
 * then the CSV. A group without a weight has an empty cell.
 */
export function weightFileText(table: WeightTable): string {
  const notes = [
    `# scheme: ${table.schemeId}`,
    `# scheme_hash: ${table.schemeHash}`,
    `# rule: ${table.rule}`,
    `# region_mean_cost: ${formatYuan(table.regionMeanFen)}`,
    `# cases: ${table.cases}`,
    `# kept_cases: ${table.keptCases}`,
    `# riv: ${numberText(table.riv)}`,
    WEIGHT_FILE_COLUMNS.join(','),
  ];
  const rows = table.rows.map((row) =>
    csvLine([
      row.group,
      row.name,
      String(row.cases),
      String(row.keptCases),
      formatYuan(row.meanFen),
      row.weight === undefined ? '' : formatDecimal(row.weight),
      numberText(row.cv),
      row.status,
    ]),
  );
  return `${notes.join('\n')}\n${rows.join('')}`;
}

/** SHA-256 of the file's text: a table and its file read back have the same hash. */
export function hashWeightTable(table: WeightTable): string {
  return sha256(weightFileText(table));
}
