import type { CellIndex } from './cell-index.js';

/** Sums of a measure of cells, by account. */
export function byAccount(index: CellIndex, values: Float64Array): Float64Array {
  const totals = new Float64Array(index.accountCount);
  const { accountStart } = index;
  let cell = 0;
  for (let account = 0; account < totals.length; account++) {
    let sum = 0;
    for (const until = accountStart[account + 1]!; cell < until; cell++) sum += values[cell]!;
    totals[account] = sum;
  }
  return totals;
}

export const hospitalOfAccount = (index: CellIndex, account: number): string =>
  index.hospitals[index.hospital[index.accountStart[account]!]!]!;

export const insuranceOfAccount = (index: CellIndex, account: number): string =>
  index.insurances[index.insurance[index.accountStart[account]!]!]!;
