import type { Text } from '../../kernel/errors.js';
import { formatFen, formatWhole } from '../../policy/format-value.js';
import type { AmountStep } from '../../policy/policy-schema.js';
import { namesPool } from '../../policy/pool-key.js';
import { insuranceOfAccount } from '../account-totals.js';
import type { LedgerEntry, LedgerKind } from '../ledger-entry.js';
import { addClearingLine, type ClearingState } from './clearing-state.js';

/**
 * What of the ledger the steps of the policy do not name is set off by itself: disputes and adjustments each as a line
 * of its own with its document (they add, and overwrite nothing), deductions as one line, monthly prepayments as cash.
 * Working capital (预付金) lent and repaid is a ledger of its own: noted, never set off against the year's pay.
 * @source rules §§4.1, 4.13, 8.6, 12
 */
export function applyLedger(state: ClearingState): void {
  const { input, index, ledger } = state;
  if (input.ledger === undefined) return;
  const isNamedOf = kindsNamed(state);
  for (let account = 0; account < index.accountCount; account++) {
    const own = ledger[account]!;
    if (own.length === 0) continue;
    const isNamed = isNamedOf(insuranceOfAccount(index, account));
    const free = own.filter(({ kind }) => !isNamed.has(kind));
    if (free.length === 0) continue;
    for (const kind of ['adjustment', 'dispute'] as const) {
      for (const entry of free) if (entry.kind === kind) addEntry(state, account, kind, entry);
    }
    addSum(state, account, 'deduction', free, 'payment');
    addSum(state, account, 'prepayment', free, 'cash');
    addWorkingCapital(state, account, own);
  }
}

/**
 * Which kinds an `amount` step for the insurance reads: then the step decides, and nothing is set off twice. Working
 * capital is noted whatever the steps read.
 */
function kindsNamed(state: ClearingState): (insurance: string) => ReadonlySet<LedgerKind> {
  const steps = state.policy.clearing.steps.filter(
    (step): step is AmountStep => typeof step !== 'string' && step.step === 'amount',
  );
  const known = new Map<string, ReadonlySet<LedgerKind>>();
  return (insurance) => {
    const found = known.get(insurance);
    if (found !== undefined) return found;
    const own = steps.filter(({ insurances }) => insurances === undefined || namesPool(insurances, insurance));
    const kinds = (['adjustment', 'dispute', 'deduction', 'prepayment'] as const).filter((kind) =>
      own.some(({ name }) => state.namesRead.get(name)!.includes(`ledger_${kind}`)),
    );
    const named = new Set<LedgerKind>(kinds);
    known.set(insurance, named);
    return named;
  };
}

const WORDS = {
  adjustment: { zh: '台账调整', en: 'adjustment of the ledger' },
  dispute: { zh: '争议复核补差，只增记、不改原清算', en: 'settled after a dispute; it adds and overwrites nothing' },
  deduction: { zh: '稽核与违约扣款', en: 'deductions by audit' },
  prepayment: { zh: '月度预拨，从应拨付中扣回', en: 'monthly prepayments, set off against what is to be paid' },
} as const satisfies Record<string, Text>;

function addEntry(state: ClearingState, account: number, kind: 'adjustment' | 'dispute', entry: LedgerEntry): void {
  const { zh, en } = WORDS[kind];
  const line = {
    account,
    band: entry.document,
    role: 'term',
    kind: 'payment',
    amountFen: entry.amountFen,
    formula: () => {
      const amount = formatFen(entry.amountFen);
      return {
        zh: `${zh}（${entry.month}，文号 ${entry.document}）：${amount} 元`,
        en: `${en} (${entry.month}, document ${entry.document}): ${amount} yuan`,
      };
    },
    policyPath: 'clearing.steps',
  } as const;
  if (kind === 'adjustment') addClearingLine(state, { line: 'ledger_adjustment', ...line });
  else addClearingLine(state, { line: 'ledger_dispute', ...line });
  state.toShare[account]! += entry.amountFen;
}

function addSum(
  state: ClearingState,
  account: number,
  kind: 'deduction' | 'prepayment',
  free: readonly LedgerEntry[],
  moves: 'payment' | 'cash',
): void {
  const entries = free.filter((entry) => entry.kind === kind);
  if (entries.length === 0) return;
  const sum = entries.reduce((total, { amountFen }) => total + amountFen, 0);
  const { zh, en } = WORDS[kind];
  const line = {
    account,
    band: '',
    role: 'term',
    kind: moves,
    amountFen: sum === 0 ? 0 : -sum,
    formula: () => {
      const [documents, count] = [listed(entries), formatWhole(entries.length)];
      return {
        zh: `${zh}：台账 ${count} 笔合计 ${formatFen(sum)} 元（${documents}）`,
        en: `${en}: ${count} entries of the ledger, ${formatFen(sum)} yuan in all (${documents})`,
      };
    },
    policyPath: 'clearing.steps',
  } as const;
  if (kind === 'prepayment') addClearingLine(state, { line: 'ledger_prepayment', ...line });
  else {
    addClearingLine(state, { line: 'ledger_deduction', ...line });
    state.toShare[account]! += line.amountFen;
  }
}

function addWorkingCapital(state: ClearingState, account: number, own: readonly LedgerEntry[]): void {
  const entries = own.filter(({ kind }) => kind === 'advance' || kind === 'advance_repaid');
  if (entries.length === 0) return;
  const sum = (kind: LedgerKind) =>
    entries.reduce((total, entry) => (entry.kind === kind ? total + entry.amountFen : total), 0);
  const [lent, repaid] = [sum('advance'), sum('advance_repaid')];
  addClearingLine(state, {
    account,
    line: 'working_capital',
    band: '',
    role: 'note',
    kind: 'cash',
    amountFen: lent - repaid,
    formula: () => {
      const inputs = `${formatFen(lent)} − ${formatFen(repaid)} = ${formatFen(lent - repaid)}`;
      return {
        zh: `预付金（周转金）单独记账，不与月度预拨相抵：借出 − 收回 = ${inputs} 元未收回`,
        en: `working capital has a ledger of its own and is not set off: lent − repaid = ${inputs} yuan still out`,
      };
    },
    policyPath: 'clearing.steps',
  });
}

/** Documents of entries, the first five. */
function listed(entries: readonly LedgerEntry[]): string {
  const documents = [...new Set(entries.map(({ document }) => document))];
  const shown = documents.slice(0, 5).join(', ');
  return documents.length > 5 ? `${shown} …` : shown;
}
