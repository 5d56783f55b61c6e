/** What a changed policy pays, by cell: integer fen and counts, before clearing. */
export const WHAT_IF_MEASURES = [
  'cases',
  'group_paid_cases',
  'low_outlier_cases',
  'high_outlier_cases',
  'floored_cases',
  'unpriced_cases',
  'total_cost',
  'patient',
  'recorded_fund',
  'standard',
  'pay',
  'fund',
  /** The fund's part of cases outside the groups. */
  'carved_out_fund',
] as const;
export type WhatIfMeasure = (typeof WHAT_IF_MEASURES)[number];
export type CellSums = Readonly<Record<WhatIfMeasure, Float64Array>>;

export function emptySums(count: number): Record<WhatIfMeasure, Float64Array> {
  const sums = {} as Record<WhatIfMeasure, Float64Array>;
  for (const measure of WHAT_IF_MEASURES) sums[measure] = new Float64Array(count);
  return sums;
}
