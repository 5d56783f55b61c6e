import { formatYuan } from '../kernel/money.js';
import { byAccount, insuranceOfAccount } from './account-totals.js';
import { CLEARING_CLOSING_ERRORS } from './clearing/clearing-errors.js';
import type { ClearingState } from './clearing/clearing-state.js';
import type { PoolResult } from './settlement.js';

/**
 * Σ over hospitals must be the pool's total, and every account's lines its cells, to the fen; or nothing is given out.
 * @throws clearing_not_equal
 * @source rules §4.12
 */
export function checkClosing(state: ClearingState, pools: readonly PoolResult[]): void {
  const { index, sums, running } = state;
  const ofCells = byAccount(index, sums.sums.fund);
  const totals = new Map<string, number>();
  for (let account = 0; account < index.accountCount; account++) {
    const insurance = insuranceOfAccount(index, account);
    totals.set(insurance, (totals.get(insurance) ?? 0) + running[account]!);
    if (running[account] !== ofCells[account]) throw notEqual(insurance, running[account]!, ofCells[account]!);
  }
  for (const { insurance, paidFund } of pools) {
    const hospitals = totals.get(insurance) ?? 0;
    if (hospitals !== paidFund) throw notEqual(insurance, hospitals, paidFund);
  }
}

function notEqual(insurance: string, hospitals: number, pool: number): Error {
  return CLEARING_CLOSING_ERRORS.clearing_not_equal({
    insurance,
    hospitals: formatYuan(hospitals),
    pool: formatYuan(pool),
  });
}
