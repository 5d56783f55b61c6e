import type { Text } from '../../kernel/errors.js';
import type { Policy } from '../../policy/policy-schema.js';
import type { PoolRate } from '../../pricing/pool-rates.js';
import { byAccount } from '../account-totals.js';
import type { CellIndex } from '../cell-index.js';
import type { MonthAccount, PointValue } from '../clearing-results.js';
import { entriesByAccount } from '../ledger-by-account.js';
import type { LedgerEntry } from '../ledger-entry.js';
import type { QuotaChoice } from '../quota.js';
import type { StatementLine } from '../settlement.js';
import type { SettlementInput } from '../settlement-input.js';
import type { CellSums } from '../sum-cells.js';
import { openPools, type PoolAccount } from './pool-account.js';

/** A line that a step of clearing writes into the statement of an account (hospital × insurance). */
export interface ClearingLine {
  readonly account: number;
  readonly line: string;
  readonly band: string;
  readonly role: Exclude<StatementLine['role'], 'total'>;
  /** payment: changes what is earned; cash: moves what is earned already, and stands below the final payment. */
  readonly kind: 'payment' | 'cash';
  readonly amountFen: number;
  /** Writes the formula in words, with its inputs as they stood at the step; asked when the statement is written. */
  readonly formula: () => Text;
  readonly policyPath: string;
  /** Name of the line where the policy gives it one. */
  readonly title?: Text;
}

/** What the steps of clearing pass on to each other. Steps run in the policy's order and change nothing else. */
export interface ClearingState {
  readonly input: SettlementInput;
  /** As it stands at the year's end. */
  readonly policy: Policy;
  readonly index: CellIndex;
  readonly quota: QuotaChoice;
  readonly rates: readonly PoolRate[];
  /** Sums of the cells; groupFund is a copy where point_value is to change it. */
  readonly sums: CellSums;
  /** By cell, fen: what clearing changes. */
  readonly adjustment: Float64Array;
  /** By account, fen: decided for the account as a whole, shared down to its cells at the end. */
  readonly toShare: Float64Array;
  /** By account, fen: fund before clearing and the payments so far. */
  readonly running: Float64Array;
  /** By account, fen: cash moved so far. */
  readonly cash: Float64Array;
  readonly lines: ClearingLine[];
  /** What the formula of each named step of accounts reads. */
  readonly namesRead: Map<string, readonly string[]>;
  /** Amounts of earlier steps by name, by account. */
  readonly amounts: Map<string, Float64Array>;
  /** Titles of earlier steps. */
  readonly titles: Map<string, Text>;
  readonly pools: ReadonlyMap<string, PoolAccount>;
  readonly pointValues: PointValue[];
  /** Quarters or months of a pool without a priced case: their share of the budget has no value and stays in the pool. */
  readonly emptyPeriods: Pick<PointValue, 'insurance' | 'period' | 'budgetFen'>[];
  /** The ledger's entries of the year of each account; all empty where none was given. */
  readonly ledger: readonly (readonly LedgerEntry[])[];
  readonly months: readonly MonthAccount[] | undefined;
}

export function openClearing(
  fixed: Pick<ClearingState, 'input' | 'policy' | 'index' | 'quota' | 'rates' | 'months'>,
  sums: CellSums,
): ClearingState {
  const { index } = fixed;
  return {
    ...fixed,
    sums: fixed.policy.clearing.steps.includes('point_value') ? { ...sums, groupFund: sums.groupFund.slice() } : sums,
    adjustment: new Float64Array(index.cellCount),
    toShare: new Float64Array(index.accountCount),
    running: byAccount(index, sums.sums.fund_before_clearing),
    cash: new Float64Array(index.accountCount),
    lines: [],
    namesRead: new Map(),
    amounts: new Map(),
    titles: new Map(),
    pools: openPools(fixed.policy),
    pointValues: [],
    emptyPeriods: [],
    ledger: entriesByAccount(fixed.input.ledger ?? [], index, fixed.input.timeline.year),
  };
}

/** Adds a line, and its amount to the account's payments or cash. */
export function addClearingLine(state: ClearingState, line: ClearingLine): void {
  state.lines.push(line);
  if (line.role !== 'term') return;
  if (line.kind === 'cash') state.cash[line.account]! += line.amountFen;
  else state.running[line.account]! += line.amountFen;
}
