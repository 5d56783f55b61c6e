import { hash32 } from '../../kernel/random.js';

/** Cumulative probabilities of Poisson(1) × 2^32, up to 12: beyond it less than one draw in 2^32. */
const THRESHOLDS = thresholds();

function thresholds(): Float64Array {
  const made: number[] = [];
  let probability = Math.exp(-1);
  let cumulative = 0;
  for (let k = 0; k <= 12; k++) {
    cumulative += probability;
    made.push(Math.floor(cumulative * 2 ** 32));
    probability /= k + 1;
  }
  return Float64Array.from(made);
}

/**
 * How often a unit is drawn in a replicate: Poisson(1), a function of (seed, replicate, unit) alone, so that any number
 * of workers and any split of rows draws the same.
 */
export function poissonWeight(seed: number, replicate: number, unit: number): number {
  const draw = hash32(seed, replicate, unit);
  let weight = 0;
  while (weight < THRESHOLDS.length && draw >= THRESHOLDS[weight]!) weight += 1;
  return weight;
}
