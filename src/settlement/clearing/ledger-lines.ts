import type { Text } from '../../kernel/errors.js';
import { formulaNames, readFormula } from '../../kernel/formula/read-formula.js';
import { formatYuan } from '../../kernel/money.js';
import type { AmountStep } from '../../policy/policy-schema.js';
import { namesPool } from '../../policy/pool-key.js';
import { insuranceOfAccount } from '../account-totals.js';
import type { LedgerEntry, LedgerKind } from '../ledger-entry.js';
import { clearingNames, languageOf } from './clearing-names.js';
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
  const isNamed = kindsNamed(state);
  for (let account = 0; account < index.accountCount; account++) {
    const insurance = insuranceOfAccount(index, account);
    const own = ledger[account]!;
    const free = (kind: LedgerKind) => (isNamed(kind, insurance) ? [] : own.filter((entry) => entry.kind === kind));
    for (const kind of ['adjustment', 'dispute'] as const) {
      for (const entry of free(kind)) addEntry(state, account, kind, entry);
    }
    addSum(state, account, 'deduction', free('deduction'), 'payment');
    addSum(state, account, 'prepayment', free('prepayment'), 'cash');
    addWorkingCapital(state, account, own);
  }
}

/** Whether an `amount` step for the insurance reads the kind: then the step decides, and nothing is set off twice. */
function kindsNamed(state: ClearingState): (kind: LedgerKind, insurance: string) => boolean {
  const steps = state.policy.clearing.steps.filter(
    (step): step is AmountStep => typeof step !== 'string' && step.step === 'amount',
  );
  const names = clearingNames(state);
  names.set('base', { unit: 'money', title: { zh: '', en: '' }, amountOf: () => undefined });
  const language = languageOf(names);
  const used = steps.map((step) => ({ step, names: new Set(formulaNames(readFormula(step.amount, language))) }));
  return (kind, insurance) =>
    used.some(
      ({ step, names: own }) =>
        own.has(`ledger_${kind}`) && (step.insurances === undefined || namesPool(step.insurances, insurance)),
    );
}

const WORDS = {
  adjustment: { zh: '台账调整', en: 'adjustment of the ledger' },
  dispute: { zh: '争议复核补差，只增记、不改原清算', en: 'settled after a dispute; it adds and overwrites nothing' },
  deduction: { zh: '稽核与违约扣款', en: 'deductions by audit' },
  prepayment: { zh: '月度预拨，从应拨付中扣回', en: 'monthly prepayments, set off against what is to be paid' },
} as const satisfies Record<string, Text>;

function addEntry(state: ClearingState, account: number, kind: 'adjustment' | 'dispute', entry: LedgerEntry): void {
  const { zh, en } = WORDS[kind];
  const amount = formatYuan(entry.amountFen);
  const rest = {
    zh: `（${entry.month}，文号 ${entry.document}）：${amount} 元`,
    en: ` (${entry.month}, document ${entry.document}): ${amount} yuan`,
  };
  const line = {
    account,
    band: entry.document,
    role: 'term',
    kind: 'payment',
    amountFen: entry.amountFen,
    formula: { zh: `${zh}${rest.zh}`, en: `${en}${rest.en}` },
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
  entries: readonly LedgerEntry[],
  moves: 'payment' | 'cash',
): void {
  if (entries.length === 0) return;
  const sum = entries.reduce((total, { amountFen }) => total + amountFen, 0);
  const { zh, en } = WORDS[kind];
  const documents = listed(entries);
  const line = {
    account,
    band: '',
    role: 'term',
    kind: moves,
    amountFen: sum === 0 ? 0 : -sum,
    formula: {
      zh: `${zh}：台账 ${entries.length} 笔合计 ${formatYuan(sum)} 元（${documents}）`,
      en: `${en}: ${entries.length} entries of the ledger, ${formatYuan(sum)} yuan in all (${documents})`,
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
  const inputs = `${formatYuan(lent)} − ${formatYuan(repaid)} = ${formatYuan(lent - repaid)}`;
  addClearingLine(state, {
    account,
    line: 'working_capital',
    band: '',
    role: 'note',
    kind: 'cash',
    amountFen: lent - repaid,
    formula: {
      zh: `预付金（周转金）单独记账，不与月度预拨相抵：借出 − 收回 = ${inputs} 元未收回`,
      en: `working capital has a ledger of its own and is not set off: lent − repaid = ${inputs} yuan still out`,
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
