import { MISSING_DAY } from '../../kernel/day.js';
import type { Column } from '../case-table.js';
import { columnSchema } from '../columns.js';

/** Leaving on the day of admission counts as one day. */
const LEAST_STAY = 1;

/**
 * Fills missing stays (住院天数) in place from the two dates: discharge − admission in days, at least 1. A stay longer
 * than the column may hold stays missing.
 * @returns how many were derived
 * @source the national front page's rule for 实际住院天数 (admission and discharge count as one day): unverified
 */
export function deriveLosDays(columns: Readonly<Record<string, Column>>): number {
  const { los_days: los, admit_date: admit, discharge_date: discharge } = columns;
  if (los?.kind !== 'integer' || admit?.kind !== 'day' || discharge?.kind !== 'day') return 0;
  const most = columnSchema('los_days')!.most!;
  let derivedCount = 0;
  for (let row = 0; row < los.values.length; row++) {
    if (los.values[row] !== -1) continue;
    const from = admit.values[row]!;
    const to = discharge.values[row]!;
    if (from === MISSING_DAY || to === MISSING_DAY || to - from > most) continue;
    los.values[row] = Math.max(LEAST_STAY, to - from);
    derivedCount++;
  }
  return derivedCount;
}
