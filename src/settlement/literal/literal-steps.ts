import { EngineError } from '../../kernel/errors.js';
import { evaluateFormula } from '../../kernel/formula/evaluate-formula.js';
import { type Rational, rationalOf, roundRational } from '../../kernel/formula/rational.js';
import { readFormula } from '../../kernel/formula/read-formula.js';
import { clearingLanguage } from '../../policy/formula-languages.js';
import type { AmountStep, Policy, PoolStep } from '../../policy/policy-schema.js';
import { namesPool } from '../../policy/pool-key.js';
import { exactly } from '../../pricing/literal/literal-numbers.js';
import { literalRates, rateFor } from '../../pricing/literal/literal-rates.js';
import { LEDGER_KINDS, type LedgerEntry } from '../ledger-entry.js';
import { accountKey, type LiteralCell, shareOut, split } from './literal-cell.js';
import type { LiteralClaim, LiteralInput } from './literal-claim.js';
import type { LiteralValue } from './literal-floating.js';
import { LiteralRefusal } from './literal-refusal.js';

export interface LiteralAccount {
  readonly hospital: string;
  readonly insurance: string;
  readonly claims: readonly LiteralClaim[];
  readonly cells: readonly LiteralCell[];
  /** Decided for the account as a whole so far: payments, and cash. */
  decided: bigint;
  cash: bigint;
  /** Amounts of steps by name. */
  readonly steps: Map<string, bigint>;
}

export interface LiteralSides {
  readonly budget: bigint;
  reserve: bigint;
  adjustment_fund: bigint;
  /** Paid out of the two funds. */
  outside: bigint;
}

export interface LiteralState {
  readonly input: LiteralInput;
  readonly policy: Policy;
  readonly accounts: readonly LiteralAccount[];
  readonly sides: ReadonlyMap<string, LiteralSides>;
  readonly values: LiteralValue[];
}

const money = (fen: bigint): Rational => ({ numerator: fen, denominator: 100n });
const count = (value: number): Rational => ({ numerator: BigInt(value), denominator: 1n });
const add = (values: readonly bigint[]): bigint => values.reduce((sum, value) => sum + value, 0n);

export function runningOf({ cells, decided }: LiteralAccount): bigint {
  return add(cells.map((cell) => cell.fund)) + decided;
}

export const entriesOf = ({ ledger, timeline }: LiteralInput, account: LiteralAccount): LedgerEntry[] =>
  (ledger ?? []).filter(
    ({ hospitalId, insurance, month }) =>
      hospitalId === account.hospital && insurance === account.insurance && month.startsWith(`${timeline.year}-`),
  );

export function amountLiterally(state: LiteralState, step: AmountStep, place: number): void {
  const tree = readFormula(step.amount, clearingLanguage(state.policy.clearing.steps, place));
  const asked = state.accounts.filter(
    ({ insurance }) => step.insurances === undefined || namesPool(step.insurances, insurance),
  );
  const amounts = asked.map((account) => {
    const names = namesOf(state, account);
    const running = names.get('running_total')!;
    const base =
      step.base === 'running_total' && step.kind === 'cash'
        ? { numerator: running.numerator + account.cash, denominator: 100n }
        : names.get(step.base);
    names.set('base', base);
    let value: Rational | undefined;
    try {
      value = evaluateFormula(tree, names);
    } catch (error) {
      // A name that nobody binds is a number that the register lacks.
      const { code } = error as EngineError;
      if (!(error instanceof EngineError) || !/division_by_zero|unbound_name/.test(code)) throw error;
    }
    if (value === undefined) throw new LiteralRefusal('clearing_amount_missing');
    let fen = roundRational(value, 2);
    const [least, most] = [step.floor, step.cap].map((limit) =>
      limit === undefined ? undefined : roundRational(exactly(limit), 2),
    );
    if (least !== undefined && fen < least) fen = least;
    if (most !== undefined && fen > most) fen = most;
    return fen;
  });
  for (const account of state.accounts) account.steps.set(step.name, 0n);
  asked.forEach((account, a) => {
    book(state, account, step, amounts[a]!);
  });
}

export function poolLiterally(state: LiteralState, step: PoolStep, place: number): void {
  const tree = readFormula(step.amount, clearingLanguage(state.policy.clearing.steps, place));
  for (const account of state.accounts) account.steps.set(step.name, 0n);
  for (const [insurance, side] of state.sides) {
    if (step.insurances !== undefined && !namesPool(step.insurances, insurance)) continue;
    const accounts = state.accounts.filter((account) => account.insurance === insurance);
    const paid = add(accounts.map(runningOf)) - side.outside;
    const balance = side.budget - paid;
    const names = new Map([
      ['reserve', money(side.reserve)],
      ['adjustment_fund', money(side.adjustment_fund)],
      ['budget', money(side.budget)],
      ['paid', money(paid)],
      ['balance', money(balance)],
      ['overrun', money(balance < 0n ? -balance : 0n)],
    ]);
    const amount = roundRational(evaluateFormula(tree, names)!, 2);
    const bases = accounts.map((account) => {
      const base = baseOf(account, step.by);
      return base < 0n ? 0n : base;
    });
    if (add(bases) === 0n) {
      if (amount !== 0n) throw new LiteralRefusal('clearing_nothing_to_share_by');
      continue;
    }
    shareOut(amount, bases).forEach((fen, a) => {
      book(state, accounts[a]!, { ...step, kind: 'payment' }, fen);
    });
  }
}

function baseOf(account: LiteralAccount, by: PoolStep['by']): bigint {
  const recorded = add(account.claims.map((claim) => claim.recorded));
  if (by === 'units') return add(account.claims.map((claim) => claim.ownUnits));
  if (by === 'standard_fund') return add(account.cells.map((cell) => cell.groupFund));
  if (by === 'recorded_fund') return recorded;
  return by === 'overrun' ? recorded - runningOf(account) : BigInt(account.claims.length);
}

function book(
  { sides }: LiteralState,
  account: LiteralAccount,
  step: Pick<AmountStep, 'name' | 'kind' | 'pool_side'>,
  fen: bigint,
): void {
  account.steps.set(step.name, fen);
  if (step.kind === 'cash') {
    account.cash += fen;
    return;
  }
  account.decided += fen;
  const side = sides.get(account.insurance);
  if (side === undefined || step.pool_side === 'fund') return;
  side[step.pool_side] -= fen;
  side.outside += fen;
}

/** Every value that a formula may name. */
function namesOf(
  state: LiteralState,
  account: LiteralAccount,
): Map<string, Rational | undefined> & { get(name: 'running_total'): Rational } {
  const { claims, cells, hospital } = account;
  const names = new Map<string, Rational | undefined>();
  for (const [name, value] of state.input.register.get(hospital)?.numbers ?? []) names.set(name, rationalOf(value));
  const sum = (part: (claim: LiteralClaim) => bigint) => money(add(claims.map(part)));
  names.set(
    'fund_before_clearing',
    sum((claim) => claim.fund),
  );
  names.set(
    'recorded_fund',
    sum((claim) => claim.recorded),
  );
  names.set('standard_fund', money(add(cells.map((cell) => cell.groupFund))));
  names.set(
    'standard',
    sum((claim) => claim.standard),
  );
  names.set(
    'total_cost',
    sum((claim) => claim.patient + claim.recorded),
  );
  names.set(
    'patient',
    sum((claim) => claim.patient),
  );
  names.set(
    'carved_out_fund',
    sum((claim) => (claim.isInGroups ? 0n : claim.fund)),
  );
  names.set('running_total', money(runningOf(account)));
  for (const [name, fen] of account.steps) names.set(name, money(fen));
  const entries = entriesOf(state.input, account);
  for (const kind of LEDGER_KINDS) {
    const own = entries.filter((entry) => entry.kind === kind);
    names.set(`ledger_${kind}`, money(add(own.map((entry) => BigInt(entry.amountFen)))));
  }
  const all = state.accounts.flatMap((one) => one.claims);
  const levelOf = (id: string) => state.input.register.get(id)?.levelClass;
  names.set('cmi', mixOf(all.filter((claim) => claim.record.hospital === hospital)));
  const level = levelOf(hospital);
  const peers = all.filter((claim) => levelOf(claim.record.hospital) === level);
  names.set('level_cmi', level === undefined ? undefined : mixOf(peers));
  names.set('region_cmi', mixOf(all));
  names.set('cases', count(claims.length));
  names.set('units', { numerator: add(claims.map((claim) => claim.ownUnits)), denominator: 10n ** 8n });
  names.set('point_value', valueOfUnit(state, account.insurance));
  return names as ReturnType<typeof namesOf>;
}

function mixOf(claims: readonly LiteralClaim[]): Rational | undefined {
  const grouped = claims.filter((claim) => claim.isInGroups);
  if (grouped.length === 0) return undefined;
  let numerator = 0n;
  const scale = 10n ** 8n;
  for (const { weight } of grouped) {
    if (weight !== undefined) numerator += (BigInt(weight.digits) * scale) / 10n ** BigInt(weight.scale);
  }
  return { numerator, denominator: scale * BigInt(grouped.length) };
}

function valueOfUnit({ values, input, policy, sides }: LiteralState, insurance: string): Rational | undefined {
  if (!sides.has(insurance) || policy.rate.kind === 'standard') return undefined;
  const own = values.filter((value) => value.insurance === insurance);
  if (own.length > 0) return own.length === 1 ? own[0]!.value : undefined;
  return rateFor(policy, literalRates(input), insurance);
}

/** Accounts in the order of their cells. */
export function literalAccounts(
  claims: readonly LiteralClaim[],
  cells: ReadonlyMap<string, LiteralCell>,
): LiteralAccount[] {
  return split([...cells.values()], accountKey).map((own) => {
    const { hospital, insurance } = own[0]!;
    return {
      ...{ hospital, insurance, cells: own, decided: 0n, cash: 0n, steps: new Map() },
      claims: claims.filter(({ record }) => record.hospital === hospital && record.insurance === insurance),
    };
  });
}
