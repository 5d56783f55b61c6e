/** Entries of a quantile table: an index is the upper half of a 32-bit random number. */
export const TABLE_SIZE = 65_536;

/** Φ(x), to about 1e-7. */
export function normalShare(x: number): number {
  const t = 1 / (1 + 0.2316419 * Math.abs(x));
  const density = Math.exp((-x * x) / 2) / Math.sqrt(2 * Math.PI);
  const tail =
    density * t * (0.31938153 + t * (-0.356563782 + t * (1.781477937 + t * (-1.821255978 + t * 1.330274429))));
  return x >= 0 ? 1 - tail : tail;
}

/**
 * Quantiles of any distribution at (i + 0.5) / 65,536, found by walking its distribution function over a fine grid.
 * A draw is one table look-up, and expectations over the table are exact for what is drawn.
 */
export function quantileTable(share: (x: number) => number, least: number, most: number): Float64Array {
  const table = new Float64Array(TABLE_SIZE);
  const step = (most - least) / 20_000;
  let x = least;
  let below = share(x);
  let next = share(x + step);
  for (let i = 0; i < TABLE_SIZE; i++) {
    const aim = (i + 0.5) / TABLE_SIZE;
    while (next < aim && x + step < most) {
      x += step;
      below = next;
      next = share(x + step);
    }
    table[i] = next > below ? x + step * Math.min(1, Math.max(0, (aim - below) / (next - below))) : x;
  }
  return table;
}

/** Standard normal. */
export function normalTable(): Float64Array {
  return quantileTable(normalShare, -5, 5);
}

const TAIL_START = 2.3;
const TAIL_WIDTH = 0.8;

/**
 * Deviation of a case's log cost in units of its group's spread: normal, with a share of cases drawn far out on either
 * side (half-normals beyond 2.3), so that low and high outliers occur as in real bills.
 */
export function costDeviationTable(lowShare: number, highShare: number): Float64Array {
  const halfNormal = (x: number): number => (x <= 0 ? 0 : 2 * normalShare(x) - 1);
  const share = (x: number): number =>
    (1 - lowShare - highShare) * normalShare(x) +
    highShare * halfNormal((x - TAIL_START) / TAIL_WIDTH) +
    lowShare * (1 - halfNormal((-x - TAIL_START) / TAIL_WIDTH));
  return quantileTable(share, -7, 7);
}

/** Means of exp(σ z) and of its square over a table of z. */
export function exponentialMoments(table: Float64Array, sigma: number): { mean: number; square: number } {
  let mean = 0;
  let square = 0;
  for (let i = 0; i < table.length; i++) {
    const value = Math.exp(sigma * table[i]!);
    mean += value;
    square += value * value;
  }
  return { mean: mean / table.length, square: square / table.length };
}
