import { loadDip } from '../schemes/dip/load-dip.js';
import { hashWeightTable } from '../weighting/weight-file.js';
import type { WeightTable } from '../weighting/weight-table.js';

/**
 * Marks the entries of a DIP catalogue whose cases are all of primary-care groups (基层病种) as of that class, so that
 * `group_classes: [primary_care]` holds for them. Entries that are so in part are told case by case by the fact
 * `primary_care`.
 * @param scheme  name or folder of the catalogue
 */
export function markPrimaryCare(table: WeightTable, scheme: string): WeightTable {
  const whole = new Set(
    loadDip(scheme).entries.flatMap(({ code, primaryCare }) => (primaryCare === 'whole' ? [code] : [])),
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
