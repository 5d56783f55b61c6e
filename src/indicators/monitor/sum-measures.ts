import type { Measure } from './measures/measure.js';
import type { MonitorFacts } from './monitor-facts.js';

/** Keys that figures are summed by: by row a number below `count`. */
export interface SumKeys {
  readonly of: ArrayLike<number>;
  readonly count: number;
}

/** By measure its sums, one array for each set of keys. */
export type SumsByMeasure = ReadonlyMap<Measure, readonly Float64Array[]>;

/**
 * Sums each measure by each set of keys. A measure is made, added for all of them and let go, so that no more than one
 * lies in memory. A figure of several hospitals is that of their sums, never a mean of means.
 */
export function sumMeasures(facts: MonitorFacts, measures: Iterable<Measure>, keys: readonly SumKeys[]): SumsByMeasure {
  const out = new Map<Measure, readonly Float64Array[]>();
  for (const measure of new Set(measures)) {
    const values = measure.values(facts);
    const sums = keys.map(({ count }) => new Float64Array(count));
    keys.forEach((key, at) => {
      addByKey(values, key.of, sums[at]!);
    });
    out.set(measure, sums);
  }
  return out;
}

function addByKey(values: ArrayLike<number>, keys: ArrayLike<number>, sums: Float64Array): void {
  for (let row = 0; row < values.length; row++) sums[keys[row]!]! += values[row]!;
}
