import type { MonitorFacts } from '../monitor-facts.js';
import type { MonitorNeed } from '../needs.js';

/** One number a case: summed by hospital, department, group and month, never averaged. */
export interface Measure {
  readonly needs: readonly MonitorNeed[];
  /** By row; 0 for a case that has none. */
  readonly values: (facts: MonitorFacts) => ArrayLike<number>;
}

/** 1 where the test holds. */
export function flags(facts: MonitorFacts, test: (row: number) => boolean): Uint8Array {
  const out = new Uint8Array(facts.caseCount);
  for (let row = 0; row < out.length; row++) if (test(row)) out[row] = 1;
  return out;
}

/** Amounts with 0 for what is missing; the same array where nothing is. */
export function amounts(values: Float64Array): Float64Array {
  let missing = 0;
  for (let row = 0; row < values.length; row++) if (Number.isNaN(values[row])) missing++;
  if (missing === 0) return values;
  const out = values.slice();
  for (let row = 0; row < out.length; row++) if (Number.isNaN(out[row])) out[row] = 0;
  return out;
}
