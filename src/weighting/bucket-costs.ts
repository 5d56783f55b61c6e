import { STATUS_GROUPED } from '../grouping/group-columns.js';
import type { CalibrationInput } from './calibration-input.js';
import { WEIGHT_EXCLUSIONS, type WeightExclusion } from './weight-table.js';

/** Costs of the eligible cases, laid out by group and year: bucket b holds values[starts[b] … starts[b + 1]). */
export interface BucketedCosts {
  readonly values: Float64Array;
  /** Length groups × years + 1; bucket = group × years + year. */
  readonly starts: Uint32Array;
  /** Calendar years with eligible cases, old to new; one empty entry where years are pooled. */
  readonly years: readonly number[];
  readonly excluded: Readonly<Record<WeightExclusion, number>>;
}

/** What exclusionOf answers for a case that makes weights. */
export const ELIGIBLE = WEIGHT_EXCLUSIONS.length;

/**
 * Sorts the eligible costs of a history into buckets by counting: three passes over the rows, no comparison.
 * In words: leave a case out for the first reason that holds (WEIGHT_EXCLUSIONS in order), else file its cost under
 * its group and year.
 */
export function bucketCosts(input: CalibrationInput): BucketedCosts {
  const { costFen, groups, calendarYears } = input;
  const caseCount = costFen.length;
  const isPooled = input.weights.years === 'pooled';
  const reasons = new Uint8Array(caseCount);
  const counts = new Uint32Array(ELIGIBLE + 1);
  const yearSeen = new Uint8Array(65_536);
  for (let row = 0; row < caseCount; row++) {
    const reason = exclusionOf(input, row);
    reasons[row] = reason;
    counts[reason]! += 1;
    if (reason === ELIGIBLE && !isPooled && calendarYears !== undefined) yearSeen[calendarYears[row]!] = 1;
  }
  const years: number[] = [];
  if (isPooled || calendarYears === undefined) years.push(0);
  else for (let year = 0; year < yearSeen.length; year++) if (yearSeen[year] === 1) years.push(year);
  const yearIndex = new Uint8Array(yearSeen.length);
  for (let index = 0; index < years.length; index++) yearIndex[years[index]!] = index;

  const bucketCount = input.catalogue.codes.length * years.length;
  const starts = new Uint32Array(bucketCount + 1);
  const bucketOf = (row: number): number =>
    groups.group[row]! * years.length + (isPooled || calendarYears === undefined ? 0 : yearIndex[calendarYears[row]!]!);
  for (let row = 0; row < caseCount; row++) if (reasons[row] === ELIGIBLE) starts[bucketOf(row) + 1]! += 1;
  for (let bucket = 0; bucket < bucketCount; bucket++) starts[bucket + 1]! += starts[bucket]!;
  const next = starts.slice(0, bucketCount);
  const values = new Float64Array(counts[ELIGIBLE]!);
  for (let row = 0; row < caseCount; row++) {
    if (reasons[row] !== ELIGIBLE) continue;
    const bucket = bucketOf(row);
    values[next[bucket]!] = costFen[row]!;
    next[bucket]! += 1;
  }
  const excluded = Object.fromEntries(WEIGHT_EXCLUSIONS.map((name, index) => [name, counts[index]!]));
  return { values, starts, years, excluded: excluded as Record<WeightExclusion, number> };
}

/** Index into WEIGHT_EXCLUSIONS, or ELIGIBLE. A missing length of stay (-1) is not a long stay. */
export function exclusionOf(input: CalibrationInput, row: number): number {
  if (input.losDays !== undefined && input.losDays[row]! > input.weights.max_los_days) return 0;
  if (input.isPaidOutside !== undefined && input.isPaidOutside[row] === 1) return 1;
  if (!(input.costFen[row]! > 0)) return 2;
  if (input.groups.status[row] !== STATUS_GROUPED) return 3;
  const year = input.calendarYears?.[row];
  if (year !== undefined && input.paidYear !== undefined && year >= input.paidYear) return 4;
  if (year === 0 && input.weights.years !== 'pooled') return 5;
  return ELIGIBLE;
}
