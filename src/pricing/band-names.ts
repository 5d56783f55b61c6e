import type { PricedColumns } from './priced-columns.js';
import type { PricingInput } from './pricing-input.js';
import { findCasePeriods } from './pricing-periods.js';

/**
 * The name of each case's outlier band, '' where none. A band's number counts in the policy of the case's own day: a
 * reform within the year may put another band before it.
 * @throws what findCasePeriods throws
 */
export function bandNameReader(
  input: Pick<PricingInput, 'table' | 'timeline'>,
  { band }: Pick<PricedColumns, 'band'>,
): (row: number) => string {
  const { segments } = input.timeline;
  const names = segments.map(({ policy }) => ['', ...policy.outliers.bands.map(({ name }) => name)]);
  const { day, firstDay, periodOfDay } = findCasePeriods(input, segments);
  return (row) => names[day === undefined ? 0 : periodOfDay[day[row]! - firstDay]!]![band[row]!]!;
}
