import { hash32, uniformAt } from '../../kernel/random.js';

/**
 * Draws rows with given probabilities, spread evenly: rows stand by stratum and by chance within it, and one is taken
 * each time the sum of probabilities passes a whole number. So every stratum, and the whole, has its expected number to
 * within one case, and a small stratum is not always rounded to none. Depends on seed, stream and row alone.
 * @param stratumOf  integer of a row
 * @param probabilityOf  0 to 1; rows of 0 are never drawn, rows of 1 always
 * @returns 1 for each row that is drawn
 */
export function drawRows(
  rowCount: number,
  stratumOf: (row: number) => number,
  probabilityOf: (row: number) => number,
  seed: number,
  stream: number,
): Uint8Array {
  const isDrawn = new Uint8Array(rowCount);
  const order: number[] = [];
  for (let row = 0; row < rowCount; row++) {
    const probability = probabilityOf(row);
    if (probability >= 1) isDrawn[row] = 1;
    else if (probability > 0) order.push(row);
  }
  const chance = new Uint32Array(rowCount);
  for (const row of order) chance[row] = hash32(seed, stream, row);
  order.sort((a, b) => stratumOf(a) - stratumOf(b) || chance[a]! - chance[b]! || a - b);
  let sum = uniformAt(seed, stream, 0xffffffff);
  for (const row of order) {
    const next = sum + probabilityOf(row);
    if (Math.floor(next) > Math.floor(sum)) isDrawn[row] = 1;
    sum = next;
  }
  return isDrawn;
}
