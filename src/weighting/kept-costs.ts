import { STATUS_GROUPED } from '../grouping/group-columns.js';
import type { Rational } from '../kernel/formula/rational.js';
import { type BucketedCosts, bucketCosts, ELIGIBLE, exclusionOf } from './bucket-costs.js';
import type { CalibrationInput } from './calibration-input.js';
import { type ExactSums, exactSums } from './exact-sums.js';
import { quantileOfSorted } from './quantile.js';
import { type TrimFences, trimFences } from './trim-fences.js';
import { emptySums } from './yearly-mean.js';

/** The costs of a history that make weights, after trimming inside each group over all its years. */
export interface KeptCosts {
  readonly costs: BucketedCosts;
  /** Sums by group and year. */
  readonly kept: readonly ExactSums[][];
  /** Cases of each group before trimming. */
  readonly cases: readonly number[];
  /** By group; undefined where it has no case. */
  readonly fences: readonly (TrimFences | undefined)[];
  /** Costs in the order of groups, ascending within each. */
  readonly sorted: Float64Array;
}

/** Leaves cases out, trims, and adds up what is kept. */
export function keepCosts(input: CalibrationInput): KeptCosts {
  const costs = bucketCosts(input);
  const { values, starts } = costs;
  const yearCount = costs.years.length;
  const groupCount = input.catalogue.codes.length;
  const sorted = values.slice();
  const kept: ExactSums[][] = [];
  const cases: number[] = [];
  const fences: (TrimFences | undefined)[] = [];
  for (let group = 0; group < groupCount; group++) {
    const bucket = group * yearCount;
    const from = starts[bucket]!;
    const to = starts[bucket + yearCount]!;
    cases.push(to - from);
    if (from === to) {
      kept.push(emptySums(yearCount));
      fences.push(undefined);
      continue;
    }
    sorted.subarray(from, to).sort();
    const fence = trimFences(sorted, from, to, input.weights.trim);
    const { lowest, highest } = fence;
    fences.push(fence);
    const byYear: ExactSums[] = [];
    for (let year = 0; year < yearCount; year++) {
      byYear.push(exactSums(values, starts[bucket + year]!, starts[bucket + year + 1]!, lowest, highest));
    }
    kept.push(byYear);
  }
  return { costs, kept, cases, fences, sorted };
}

/** The median (linear between the middle two) of a group's kept costs, over all years; undefined without any. */
export function medianOf({ costs, fences, sorted }: KeptCosts, group: number): Rational | undefined {
  const fence = fences[group];
  if (fence === undefined) return undefined;
  const yearCount = costs.years.length;
  let from = costs.starts[group * yearCount]!;
  let to = costs.starts[(group + 1) * yearCount]!;
  while (from < to && sorted[from]! < fence.lowest) from += 1;
  while (to > from && sorted[to - 1]! > fence.highest) to -= 1;
  return from === to ? undefined : quantileOfSorted(sorted, from, to, { digits: 5, scale: 1 }, 7);
}

/** Calls `take` for every case that trimming kept, in the order of rows, with its group and the place of its year. */
export function eachKeptCase(
  input: CalibrationInput,
  { costs, fences }: KeptCosts,
  take: (row: number, group: number, year: number) => void,
): void {
  const yearOf = new Map(costs.years.map((year, index) => [year, index]));
  const isPooled = input.weights.years === 'pooled' || input.calendarYears === undefined;
  for (let row = 0; row < input.costFen.length; row++) {
    if (input.groups.status[row] !== STATUS_GROUPED || exclusionOf(input, row) !== ELIGIBLE) continue;
    const group = input.groups.group[row]!;
    const { lowest, highest } = fences[group]!;
    const cost = input.costFen[row]!;
    if (cost < lowest || cost > highest) continue;
    take(row, group, isPooled ? 0 : yearOf.get(input.calendarYears![row]!)!);
  }
}
