import { addAllocated, allocateCells } from './allocate-cells.js';
import type { CellIndex } from './cell-index.js';
import type { CellSums } from './sum-cells.js';

/**
 * Shares an amount that was decided above the cells down to them by largest remainder, step by step: insurance types,
 * then accounts (hospital × insurance), then cells, each in proportion to the fund's part of its group-paid cases. So
 * that every level adds up to the fen. Keys are in code-point order, so that ties never depend on rows. Where the
 * fund's parts are all 0, by what was recorded, and at last by cases. Only what has group-paid cases takes part.
 * @returns by account, the share; `adjustment` gets the cells' shares added
 */
export function shareDown(
  amountFen: number,
  accounts: readonly number[],
  index: CellIndex,
  sums: CellSums,
  adjustment: Float64Array,
): Map<number, number> {
  const shares = new Map<number, number>();
  const toCells = (account: number, amount: number) => {
    const from = index.accountStart[account]!;
    addAllocated(adjustment, from, amount, cellBases(from, index.accountStart[account + 1]!, sums));
    shares.set(account, amount);
  };
  if (accounts.length === 1) {
    // Alone at every level above, it takes the whole.
    toCells(accounts[0]!, amountFen);
    return shares;
  }
  const insuranceOf = (account: number) => index.insurance[index.accountStart[account]!]!;
  const insurances = [...new Set(accounts.map(insuranceOf))].sort((a, b) => a - b);
  const byInsurance = insurances.map((insurance) => accounts.filter((account) => insuranceOf(account) === insurance));
  const known = new Map(accounts.map((account) => [account, groupPaidCells(account, index, sums)]));
  const cellsOf = (account: number) => known.get(account)!;
  const insuranceShares = allocateCells(
    amountFen,
    bases(
      byInsurance.map((list) => list.flatMap(cellsOf)),
      sums,
    ),
  );
  byInsurance.forEach((list, i) => {
    const accountShares = allocateCells(insuranceShares[i]!, bases(list.map(cellsOf), sums));
    list.forEach((account, a) => {
      toCells(account, accountShares[a]!);
    });
  });
  return shares;
}

export function groupPaidCells(account: number, index: CellIndex, sums: CellSums): number[] {
  const cells: number[] = [];
  const groupPaid = sums.sums.group_paid_cases;
  const until = index.accountStart[account + 1]!;
  for (let cell = index.accountStart[account]!; cell < until; cell++) if (groupPaid[cell]! > 0) cells.push(cell);
  return cells;
}

/** Bases of the cells of one account, kept between calls. */
let scratch = new Float64Array(0);

/** The same of the single cells of an account; 0 for a cell without group-paid cases, which takes no part. */
function cellBases(from: number, until: number, sums: CellSums): Float64Array {
  if (scratch.length < until - from) scratch = new Float64Array(until - from);
  const base = scratch.subarray(0, until - from);
  const groupPaid = sums.sums.group_paid_cases;
  for (const measure of [sums.groupFund, sums.groupRecorded, groupPaid]) {
    let total = 0;
    for (let cell = from; cell < until; cell++) {
      const value = measure[cell]!;
      const own = groupPaid[cell]! > 0 && value > 0 ? value : 0;
      base[cell - from] = own;
      total += own;
    }
    if (total > 0) break;
  }
  return base;
}

/** What the parts are shared by: non-negative, not all 0. */
function bases(parts: readonly (readonly number[])[], sums: CellSums): Float64Array {
  const base = new Float64Array(parts.length);
  for (const measure of [sums.groupFund, sums.groupRecorded, sums.sums.group_paid_cases]) {
    let total = 0;
    parts.forEach((cells, part) => {
      base[part] = Math.max(
        0,
        cells.reduce((sum, cell) => sum + measure[cell]!, 0),
      );
      total += base[part]!;
    });
    if (total > 0) break;
  }
  return base;
}
