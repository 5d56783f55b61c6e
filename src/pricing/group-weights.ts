import type { GroupCatalogue } from '../grouping/group-columns.js';
import type { Decimal } from '../kernel/decimal.js';
import type { WeightTable } from '../weighting/weight-table.js';

const NO_WEIGHT: Decimal = { digits: 0, scale: 0 };

/** The weight of each group of the catalogue, by index; 0 where it has none. */
export function weightsByGroup(table: WeightTable, catalogue: GroupCatalogue): Decimal[] {
  const byCode = new Map(table.rows.map((row) => [row.group, row.weight]));
  return catalogue.codes.map((code) => byCode.get(code) ?? NO_WEIGHT);
}
