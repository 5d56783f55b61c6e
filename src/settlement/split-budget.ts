import { type Decimal, decimalOf } from '../kernel/decimal.js';
import { allocateFen } from '../kernel/money.js';
import type { Policy } from '../policy/policy-schema.js';
import { namesPool } from '../policy/pool-key.js';
import type { PoolResult } from './settlement.js';

export type RegionSplit = NonNullable<Policy['clearing']['region_split']>[number];

/** One region's agreed part of one pool, fen. */
export interface AgreedPart {
  readonly region: string;
  readonly share: number;
  readonly fen: number;
}

/** What of a pool is split: its budget, what it paid after clearing, or its balance (below 0: an overrun). Fen. */
export function splitBasis({ of }: RegionSplit, pool: PoolResult): number {
  if (of === 'budget') return pool.fundBudget;
  return of === 'balance' ? pool.balance : pool.paidFund;
}

/** Whether a split is about a pool. */
export function isSplit({ insurances }: RegionSplit, pool: Pick<PoolResult, 'insurance'>): boolean {
  return insurances === undefined || namesPool(insurances, pool.insurance);
}

/**
 * Splits an amount between regions by agreed percentages (跨省协同分担), largest remainder, ties to the region that is
 * written first: the parts add up to the amount, to the fen.
 * @example 100.00 by 0.42, 0.28, 0.3 → 42.00, 28.00, 30.00; 0.01 by 0.5, 0.5 → 0.01, 0.00
 * @source rules §11 M8 (cross-province split of the budget); how what is left is rounded is chosen here
 */
export function splitByRegions({ shares }: RegionSplit, amountFen: number): AgreedPart[] {
  const entries = Object.entries(shares);
  const parts = allocateFen(amountFen, wholeShares(entries.map(([, share]) => decimalOf(share))));
  return entries.map(([region, share], place) => ({ region, share, fen: parts[place]! }));
}

function wholeShares(shares: readonly Decimal[]): Float64Array {
  const scale = Math.max(0, ...shares.map((share) => share.scale));
  return Float64Array.from(shares, (share) => share.digits * 10 ** (scale - share.scale));
}
