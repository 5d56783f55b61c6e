import { codeOfScheme } from '../kernel/scheme-code.js';
import { loadDip } from '../schemes/dip/load-dip.js';
import { hashWeightTable } from '../weighting/weight-file.js';
import type { WeightTable } from '../weighting/weight-table.js';
import type { SchemeOfYear } from './scheme-of-year.js';

/**
 * Marks the entries of a DIP catalogue whose cases are all of primary-care groups (基层病种) as of that class, so that
 * `group_classes: [primary_care]` holds for them. Entries that are so in part are told case by case by the fact
 * `primary_care`.
 * @param labels  of_scheme where the table's codes are written with their scheme
 */
export function markPrimaryCare(
  table: WeightTable,
  { parts, labels }: Pick<SchemeOfYear, 'parts' | 'labels'>,
): WeightTable {
  const whole = new Set(
    parts.flatMap(({ scheme, compiled }) =>
      loadDip(scheme).entries.flatMap(({ code, primaryCare }) => {
        if (primaryCare !== 'whole') return [];
        return [labels === 'plain' ? code : codeOfScheme(code, compiled.id)];
      }),
    ),
  );
  if (!table.rows.some(({ group }) => whole.has(group))) return table;
  const rows = table.rows.map((row) => {
    const { classes = [] } = row;
    const isMarked = whole.has(row.group) && !classes.includes('primary_care');
    return isMarked ? { ...row, classes: [...classes, 'primary_care' as const] } : row;
  });
  const marked = { ...table, rows };
  return { ...marked, hash: hashWeightTable(marked) };
}
