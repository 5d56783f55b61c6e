import { findColumn } from '../../cases/case-table.js';
import type { PolicyTimeline } from '../../policy/policy-timeline.js';
import { METHOD_OUTLIER } from '../../pricing/priced-columns.js';
import { placeKey, type ReformMargins } from '../../simulation/hospital/why-margins.js';
import type { PricedRegion } from '../priced-region.js';

/** The same cases priced under a reform, summed by the departments and groups that they have now. */
export async function reformMargins(
  { region, result, runner }: PricedRegion,
  reform: PolicyTimeline,
): Promise<ReformMargins> {
  const { year: table } = region;
  const { priced } = await runner.price(reform);
  const charges = findColumn(table, 'total_cost', 'money')?.values;
  const textOf = (name: string) => {
    const column = findColumn(table, name, 'dictionary');
    return (row: number): string => (column === undefined ? '' : column.values[column.codes[row]!]!);
  };
  const [hospitalAt, departmentAt] = [textOf('hospital_id'), textOf('department')];
  const { codes } = result.scheme.catalogue;
  const margins = new Map<string, number>();
  for (let row = 0; row < table.caseCount; row++) {
    const total = charges?.[row] ?? Number.NaN;
    if (result.priced.method[row]! > METHOD_OUTLIER || Number.isNaN(total)) continue;
    const place = placeKey(hospitalAt(row), departmentAt(row), codes[result.groups.group[row]!]!);
    margins.set(place, (margins.get(place) ?? 0) + priced.payFen[row]! - total);
  }
  return margins;
}
