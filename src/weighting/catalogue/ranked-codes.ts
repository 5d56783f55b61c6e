import { compareCodePoints } from '../../kernel/compare-code-points.js';

/** The distinct codes of a dictionary in code-point order: numbers that do not depend on the order of rows. */
export interface RankedCodes {
  readonly texts: readonly string[];
  /** By code of the dictionary; −1 for the empty code. */
  readonly rankOf: Int32Array;
}

export function rankCodes(values: readonly string[]): RankedCodes {
  const places = values.flatMap((text, code) => (text === '' ? [] : [code]));
  places.sort((a, b) => compareCodePoints(values[a]!, values[b]!));
  const rankOf = new Int32Array(values.length).fill(-1);
  places.forEach((code, rank) => {
    rankOf[code] = rank;
  });
  return { texts: places.map((code) => values[code]!), rankOf };
}
