/** Count, sum and sum of squares of integers, exactly: means, deviations and weights all follow from these three. */
export interface ExactSums {
  readonly count: number;
  readonly sum: bigint;
  readonly sumOfSquares: bigint;
}

export const NO_SUMS: ExactSums = { count: 0, sum: 0n, sumOfSquares: 0n };

const HALF = 2 ** 52;
/** Squares of integers below this are exact doubles under 2^52; larger amounts (above 671,088.64 yuan) take BigInt. */
const SQUARE_EXACT = 2 ** 26;

/**
 * Sums of `values[from … to)` that lie in [lowest, highest].
 * In words: add up count, value and value². Doubles carry the running sums only while they are exact integers and
 * are emptied into a BigInt before 2^53, which costs nothing next to reading the values.
 */
export function exactSums(
  values: Float64Array,
  from: number,
  to: number,
  lowest: number = Number.NEGATIVE_INFINITY,
  highest: number = Number.POSITIVE_INFINITY,
): ExactSums {
  let count = 0;
  let sum = 0;
  let squares = 0;
  let wholeSum = 0n;
  let wholeSquares = 0n;
  for (let i = from; i < to; i++) {
    const value = values[i]!;
    if (value < lowest || value > highest) continue;
    count += 1;
    sum += value;
    if (sum >= HALF) {
      wholeSum += BigInt(sum);
      sum = 0;
    }
    if (value < SQUARE_EXACT) {
      squares += value * value;
      if (squares >= HALF) {
        wholeSquares += BigInt(squares);
        squares = 0;
      }
    } else {
      wholeSquares += BigInt(value) ** 2n;
    }
  }
  return { count, sum: wholeSum + BigInt(sum), sumOfSquares: wholeSquares + BigInt(squares) };
}

export function addSums(a: ExactSums, b: ExactSums): ExactSums {
  return { count: a.count + b.count, sum: a.sum + b.sum, sumOfSquares: a.sumOfSquares + b.sumOfSquares };
}

/** n·Σx² − (Σx)²: n² times the population variance, an exact integer. */
export function scaledVariance(sums: ExactSums): bigint {
  return BigInt(sums.count) * sums.sumOfSquares - sums.sum * sums.sum;
}
