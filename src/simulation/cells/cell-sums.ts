import type { CaseCells } from './case-cells.js';
import type { CellAccounts } from './cell-accounts.js';

/** What a changed policy pays, by cell or account: integer fen and counts, before clearing. */
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

/** Those that no policy changes: made once, shared by every answer. */
const KNOWN = ['cases', 'unpriced_cases', 'total_cost', 'patient', 'recorded_fund'] as const;
export type KnownSums = Readonly<Record<(typeof KNOWN)[number], Float64Array>>;
export const ANSWERED: readonly WhatIfMeasure[] = WHAT_IF_MEASURES.filter(
  (measure) => !(KNOWN as readonly string[]).includes(measure),
);

export function knownSums(cells: CaseCells, { cellCount, placeOf }: CellAccounts): KnownSums {
  const { start, unpriced, sums } = cells;
  const made = emptySums(cellCount, KNOWN);
  for (let cell = 0; cell < cells.cellCount; cell++) {
    const place = placeOf[cell]!;
    made.cases[place]! += start[cell + 1]! - start[cell]! + unpriced[cell]!;
    made.unpriced_cases[place]! += unpriced[cell]!;
    made.total_cost[place]! += sums.cellCost[cell]!;
    made.recorded_fund[place]! += sums.cellPooled[cell]!;
    made.patient[place]! += sums.cellCost[cell]! - sums.cellPooled[cell]!;
  }
  return made;
}

export function emptySums(
  count: number,
  measures: readonly WhatIfMeasure[] = WHAT_IF_MEASURES,
): Record<WhatIfMeasure, Float64Array> {
  const sums = {} as Record<WhatIfMeasure, Float64Array>;
  for (const measure of measures) sums[measure] = new Float64Array(count);
  return sums;
}
