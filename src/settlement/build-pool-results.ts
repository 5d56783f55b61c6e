import type { Policy } from '../policy/policy-schema.js';
import type { PoolRate } from '../pricing/pool-rates.js';
import type { CellIndex } from './cell-index.js';
import { heldBack, type PoolAccount } from './clearing/pool-account.js';
import type { SetAsideFund } from './clearing-results.js';
import type { CellMeasure, PoolResult } from './settlement.js';

/**
 * The year of each pool of the policy's last day: budget, reserve, what was expected before clearing and what was paid.
 * All in fen. Reserve and adjustment fund are set aside only where `clearing.steps` lists `reserve`; what steps paid
 * out of them is no longer held back, so that it weighs on no balance.
 */
export function buildPoolResults(
  policy: Policy,
  accounts: ReadonlyMap<string, PoolAccount>,
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
    const account = accounts.get(pool.insurance)!;
    const { fundBudget } = account;
    const reserve = heldBack(account);
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

/** The two funds of each pool; undefined where no step moved one and no adjustment fund is set aside. */
export function setAsideFunds(accounts: ReadonlyMap<string, PoolAccount>): SetAsideFund[] | undefined {
  const funds = [...accounts.values()].flatMap(({ insurance, setAside, paidOut }) =>
    (['reserve', 'adjustment_fund'] as const).map((side) => ({
      insurance,
      side,
      setAside: setAside[side],
      paidOut: paidOut[side],
      left: setAside[side] - paidOut[side],
    })),
  );
  const isPlain = funds.every(({ side, setAside, paidOut }) => paidOut === 0 && (side === 'reserve' || setAside === 0));
  return isPlain ? undefined : funds;
}
