import { csvLine } from '../cases/write/csv-line.js';
import { formatDecimal } from '../kernel/decimal.js';
import { sha256 } from '../kernel/hash.js';
import { formatYuan } from '../kernel/money.js';
import {
  formatVariantColumn,
  VARIANT_KINDS,
  variantValues,
  WEIGHT_FILE_COLUMNS,
  WEIGHT_ROW_EXTRAS,
} from './weight-columns.js';
import type { WeightRow, WeightTable } from './weight-table.js';

const numberText = (value: number): string => (Number.isNaN(value) ? '' : String(value));

const EXTRA_TEXTS: Readonly<Record<(typeof WEIGHT_ROW_EXTRAS)[number], (row: WeightRow) => string>> = {
  class: (row) => (row.classes ?? []).join('|'),
  pay: (row) => row.pay ?? '',
  note: (row) => row.note ?? '',
  los_days: (row) => (row.losDays === undefined ? '' : formatDecimal(row.losDays)),
  drug_score: (row) => (row.drugScore === undefined ? '' : formatDecimal(row.drugScore)),
  consumable_score: (row) => (row.consumableScore === undefined ? '' : formatDecimal(row.consumableScore)),
};

/**
 * The text of a weight file: comment lines `# key: value` that say which scheme, by which rule and over which cases,
 * then the CSV. A group without a weight has an empty cell. Columns beyond WEIGHT_FILE_COLUMNS stand only where the
 * table fills them.
 */
export function weightFileText(table: WeightTable): string {
  const extras = WEIGHT_ROW_EXTRAS.filter((name) => table.rows.some((row) => EXTRA_TEXTS[name](row) !== ''));
  const byKey = keyColumns(table);
  const notes = [
    ...(table.schemeId === '' ? [] : [`# scheme: ${table.schemeId}`, `# scheme_hash: ${table.schemeHash}`]),
    `# rule: ${table.rule}`,
    ...(table.unit === undefined ? [] : [`# unit: ${table.unit}`]),
    `# region_mean_cost: ${formatYuan(table.regionMeanFen)}`,
    `# cases: ${table.cases}`,
    `# kept_cases: ${table.keptCases}`,
    `# riv: ${numberText(table.riv)}`,
    csvLine([...WEIGHT_FILE_COLUMNS, ...extras, ...byKey.map(({ heading }) => heading)]).trimEnd(),
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
      ...extras.map((name) => EXTRA_TEXTS[name](row)),
      ...byKey.map(({ textOf }) => textOf(row.group)),
    ]),
  );
  return `${notes.join('\n')}\n${rows.join('')}`;
}

interface KeyColumn {
  readonly heading: string;
  readonly textOf: (group: string) => string;
}

function keyColumns(table: WeightTable): KeyColumn[] {
  return VARIANT_KINDS.flatMap(({ kind }) =>
    (table.variants ?? []).flatMap((variant): KeyColumn[] => {
      const values = variantValues(variant, kind);
      if (values === undefined || values.size === 0) return [];
      const textOf = (group: string): string => {
        const value = values.get(group);
        if (value === undefined) return '';
        return typeof value === 'number' ? formatYuan(value) : formatDecimal(value);
      };
      return [{ heading: formatVariantColumn({ kind, key: variant.key }), textOf }];
    }),
  );
}

/** SHA-256 of the file's text: a table and its file read back have the same hash. */
export function hashWeightTable(table: WeightTable): string {
  return sha256(weightFileText(table));
}
