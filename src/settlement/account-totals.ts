import type { CellIndex } from './cell-index.js';

/** Sums of a measure of cells, by account. */
export function byAccount(index: CellIndex, values: Float64Array): Float64Array {
  const totals = new Float64Array(index.accountCount);
  for (let cell = 0; cell < index.cellCount; cell++) totals[index.accountOf[cell]!]! += values[cell]!;
  return totals;
}

export const hospitalOfAccount = (index: CellIndex, account: number): string =>
  index.hospitals[index.hospital[index.accountStart[account]!]!]!;

export const insuranceOfAccount = (index: CellIndex, account: number): string =>
  index.insurances[index.insurance[index.accountStart[account]!]!]!;
