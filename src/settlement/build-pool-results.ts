import { decimalOf } from '../kernel/decimal.js';
import { fenOf, multiplyFen } from '../kernel/money.js';
import type { Policy } from '../policy/policy-schema.js';
import type { PoolRate } from '../pricing/pool-rates.js';
import type { CellIndex } from './cell-index.js';
import type { CellMeasure, PoolResult } from './settlement.js';

/**
 * The year of each pool of the policy's last day: budget, reserve, what was expected before clearing and what was paid.
 * All in fen. The reserve is set aside only where `clearing.steps` lists it.
 */
export function buildPoolResults(
  policy: Policy,
  rates: readonly PoolRate[],
  index: CellIndex,
  sums: Readonly<Record<CellMeasure, Float64Array>>,
): PoolResult[] {
  return policy.pools.map((pool) => {
    const insurance = index.insurances.indexOf(pool.insurance);
    const total = (measure: CellMeasure) => {
      let sum = 0;
      for (let cell = 0; cell < index.cellCount; cell++)
        if (index.insurance[cell] === insurance) sum += sums[measure][cell]!;
      return sum;
    };
    const fundBudget = fenOf(decimalOf(pool.fund));
    const reserve = policy.clearing.steps.includes('reserve') ? multiplyFen(fundBudget, decimalOf(pool.reserve)) : 0;
    const paidFund = total('fund');
    const rate = rates.findLast((entry) => entry.insurance === pool.insurance);
    return {
      insurance: pool.insurance,
      fundBudget,
      reserve,
      carvedOut: total('carved_out_fund'),
      rateFen: rate === undefined || rate.isPerCase ? Number.NaN : (rate.rate.digits * 100) / 10 ** rate.rate.scale,
      expectedFund: total('fund_before_clearing'),
      paidFund,
      balance: fundBudget - reserve - paidFund,
    };
  });
}
