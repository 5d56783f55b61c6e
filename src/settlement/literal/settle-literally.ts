import { roundRational } from '../../kernel/formula/rational.js';
import { namesPool } from '../../policy/pool-key.js';
import { exactly } from '../../pricing/literal/literal-numbers.js';
import { type LiteralCell, literalCells, shareOut } from './literal-cell.js';
import { type LiteralInput, literalClaims } from './literal-claim.js';
import { floatLiterally, type LiteralValue } from './literal-floating.js';
import { retainLiterally } from './literal-retention.js';
import {
  amountLiterally,
  entriesOf,
  type LiteralAccount,
  type LiteralSides,
  type LiteralState,
  literalAccounts,
  poolLiterally,
  runningOf,
} from './literal-steps.js';

export type { LiteralCell } from './literal-cell.js';

/** The literal clearing of a year, whole fen. */
export interface LiteralClearing {
  readonly cells: readonly LiteralCell[];
  readonly accounts: readonly {
    readonly hospital: string;
    readonly insurance: string;
    readonly final: bigint;
    readonly toPay: bigint;
    readonly steps: ReadonlyMap<string, bigint>;
  }[];
  readonly values: readonly LiteralValue[];
  /** By insurance: what is left of the two funds that were set aside. */
  readonly sides: ReadonlyMap<string, LiteralSides>;
}

/**
 * The literal clearing, from the same policy and with exact arithmetic, on the literal prices: the measure of
 * settleYear. For small regions only.
 * @returns cells in code-point order of hospital, insurance, department, group
 */
export function settleLiterally(input: LiteralInput): LiteralCell[] {
  return [...clearLiterally(input).cells];
}

/** The same with accounts, closing values and funds. @throws LiteralRefusal where the fast clearing refuses */
export function clearLiterally(input: LiteralInput): LiteralClearing {
  const policy = input.timeline.segments.at(-1)!.policy;
  const claims = literalClaims(input);
  const cells = literalCells(claims);
  const sides = sidesOf(policy);
  const accounts = literalAccounts(claims, cells);
  const state: LiteralState = { input, policy, accounts, sides, values: [] };
  policy.clearing.steps.forEach((step, place) => {
    if (step === 'point_value') {
      const budgets = new Map([...sides].map(([insurance, side]) => [insurance, side.budget]));
      state.values.push(...floatLiterally(input, policy, claims, cells, budgets));
    } else if (step === 'retention') retainLiterally(input, policy, claims, cells);
    else if (typeof step !== 'string' && step.step === 'amount') amountLiterally(state, step, place);
    else if (typeof step !== 'string') poolLiterally(state, step as Parameters<typeof poolLiterally>[1], place);
  });
  for (const account of accounts) bookLedger(state, account);
  const finals = accounts.map((account) => ({ final: runningOf(account), cash: account.cash }));
  for (const account of accounts) shareDecided(account);
  return {
    cells: [...cells.values()],
    accounts: accounts.map(({ hospital, insurance, steps }, a) => {
      const { final, cash } = finals[a]!;
      return { hospital, insurance, final, toPay: final + cash, steps };
    }),
    values: state.values,
    sides,
  };
}

function sidesOf({ pools, clearing }: LiteralState['policy']): Map<string, LiteralSides> {
  const isListed = clearing.steps.includes('reserve');
  return new Map(
    pools.map((pool) => {
      const fund = roundRational(exactly(pool.fund), 2);
      const part = (share: number) => {
        const { numerator, denominator } = exactly(isListed ? share : 0);
        return roundRational({ numerator: fund * numerator, denominator }, 0);
      };
      const [reserve, adjustment] = [part(pool.reserve), part(pool.adjustment_fund ?? 0)];
      const budget = fund - reserve - adjustment;
      return [pool.insurance, { budget, reserve, adjustment_fund: adjustment, outside: 0n }];
    }),
  );
}

/** Entries that no step names are set off: disputes, adjustments and deductions in the pay, prepayments as cash. */
function bookLedger({ input, policy }: LiteralState, account: LiteralAccount): void {
  const formulas = policy.clearing.steps.flatMap((step) =>
    typeof step !== 'string' &&
    step.step === 'amount' &&
    (step.insurances === undefined || namesPool(step.insurances, account.insurance))
      ? [step.amount]
      : [],
  );
  for (const { kind, amountFen } of entriesOf(input, account)) {
    if (formulas.some((text) => new RegExp(`\\bledger_${kind}\\b`).test(text))) continue;
    const amount = BigInt(amountFen);
    if (kind === 'adjustment' || kind === 'dispute') account.decided += amount;
    else if (kind === 'deduction') account.decided -= amount;
    else if (kind === 'prepayment') account.cash -= amount;
  }
}

/** Down to the cells by what they are paid through the groups, else by their cases. */
function shareDecided(account: LiteralAccount): void {
  const { cells, decided } = account;
  if (decided === 0n) return;
  const grouped = cells.filter((cell) => cell.groupCases > 0n);
  const funds = grouped.map((cell) => (cell.groupFund > 0n ? cell.groupFund : 0n));
  const isByFund = funds.some((fund) => fund > 0n);
  const takers = isByFund ? grouped : cells;
  const shares = shareOut(decided, isByFund ? funds : cells.map((cell) => cell.cases));
  takers.forEach((cell, c) => {
    cell.fund += shares[c]!;
  });
  account.decided = 0n;
}
