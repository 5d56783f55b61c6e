import { decimalOf } from '../../kernel/decimal.js';
import { fenOf, multiplyFen } from '../../kernel/money.js';
import type { Policy } from '../../policy/policy-schema.js';

export type PoolSide = 'fund' | 'reserve' | 'adjustment_fund';

/** The year of one pool while it is cleared: its budget, what was set aside, and what came out of that. All in fen. */
export interface PoolAccount {
  readonly insurance: string;
  readonly fundBudget: number;
  /** Risk reserve (风险金) and adjustment fund (调剂金): two funds, set aside where `clearing.steps` lists `reserve`. */
  readonly setAside: Readonly<Record<'reserve' | 'adjustment_fund', number>>;
  /** Paid out of them so far; negative where deductions went into them. */
  readonly paidOut: Record<'reserve' | 'adjustment_fund', number>;
}

export function openPools(policy: Policy): ReadonlyMap<string, PoolAccount> {
  const isSetAside = policy.clearing.steps.includes('reserve');
  return new Map(
    policy.pools.map((pool): [string, PoolAccount] => {
      const fundBudget = fenOf(decimalOf(pool.fund));
      const part = (share: number | undefined) => (isSetAside ? multiplyFen(fundBudget, decimalOf(share ?? 0)) : 0);
      return [
        pool.insurance,
        {
          insurance: pool.insurance,
          fundBudget,
          setAside: { reserve: part(pool.reserve), adjustment_fund: part(pool.adjustment_fund) },
          paidOut: { reserve: 0, adjustment_fund: 0 },
        },
      ];
    }),
  );
}

/** What is left of the budget once reserve and adjustment fund are set aside. */
export function budgetLeft({ fundBudget, setAside }: PoolAccount): number {
  return fundBudget - setAside.reserve - setAside.adjustment_fund;
}

/** What is still held in the two funds. */
export function heldBack({ setAside, paidOut }: PoolAccount): number {
  return setAside.reserve - paidOut.reserve + setAside.adjustment_fund - paidOut.adjustment_fund;
}

/** Books a payment on the side of the pool that bears it. */
export function bookPayment(pool: PoolAccount | undefined, side: PoolSide, amountFen: number): void {
  if (pool !== undefined && side !== 'fund') pool.paidOut[side] += amountFen;
}
