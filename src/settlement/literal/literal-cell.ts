import { compareCodePoints } from '../../kernel/hash.js';
import type { LiteralClaim } from './literal-claim.js';

/** One cell, whole fen. */
export interface LiteralCell {
  readonly hospital: string;
  readonly insurance: string;
  readonly department: string;
  readonly group: string;
  cases: bigint;
  groupCases: bigint;
  groupFund: bigint;
  groupRecorded: bigint;
  pay: bigint;
  fundBeforeClearing: bigint;
  fund: bigint;
}

/** U+0000 stands before every text, so that keys sort as their parts do. */
export function cellKey({ record }: Pick<LiteralClaim, 'record'>): string {
  return [record.hospital, record.insurance, record.department, record.group].join('\u0000');
}

export const accountKey = ({
  hospital,
  insurance,
}: {
  readonly hospital: string;
  readonly insurance: string;
}): string => `${hospital}\u0000${insurance}`;

/** Adds the claims up; cells in code-point order of hospital, insurance, department, group. */
export function literalCells(claims: readonly LiteralClaim[]): Map<string, LiteralCell> {
  const cells = new Map<string, LiteralCell>();
  for (const claim of [...claims].sort((a, b) => compareCodePoints(cellKey(a), cellKey(b)))) {
    const { hospital, insurance, department, group } = claim.record;
    const cell = cells.get(cellKey(claim)) ?? {
      ...{ hospital, insurance, department, group, cases: 0n, groupCases: 0n, groupFund: 0n, groupRecorded: 0n },
      ...{ pay: 0n, fundBeforeClearing: 0n, fund: 0n },
    };
    cell.cases += 1n;
    cell.pay += claim.pay;
    cell.fundBeforeClearing += claim.fund;
    cell.fund += claim.fund;
    if (claim.isInGroups) {
      cell.groupCases += 1n;
      cell.groupFund += claim.fund;
      cell.groupRecorded += claim.recorded;
    }
    cells.set(cellKey(claim), cell);
  }
  return cells;
}

/** Parts by key, in the order of first appearance. */
export function split<Item>(items: readonly Item[], keyOf: (item: Item) => string): Item[][] {
  const keys = [...new Set(items.map(keyOf))];
  return keys.map((key) => items.filter((item) => keyOf(item) === key));
}

/** Largest remainder: whole parts first, what is left one fen each to the largest fractions, ties to the first. */
export function shareOut(amount: bigint, bases: readonly bigint[]): bigint[] {
  const sum = bases.reduce((so, base) => so + base, 0n);
  const sign = amount < 0n ? -1n : 1n;
  const shares = bases.map((base) => (amount * sign * base) / sum);
  let left = amount * sign - shares.reduce((so, share) => so + share, 0n);
  const order = bases.map((base, i) => ({ i, rest: (amount * sign * base) % sum }));
  order.sort((a, b) => (a.rest === b.rest ? a.i - b.i : a.rest > b.rest ? -1 : 1));
  for (const { i } of order) {
    if (left === 0n) break;
    shares[i]! += 1n;
    left -= 1n;
  }
  return shares.map((share) => share * sign);
}
