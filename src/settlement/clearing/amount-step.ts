import { decimalOf } from '../../kernel/decimal.js';
import type { Text } from '../../kernel/errors.js';
import { EngineError } from '../../kernel/errors.js';
import { evaluateFormula } from '../../kernel/formula/evaluate-formula.js';
import type { FormulaNode } from '../../kernel/formula/formula-node.js';
import { type Rational, roundRational } from '../../kernel/formula/rational.js';
import { formulaNames, readFormula } from '../../kernel/formula/read-formula.js';
import { fenOf } from '../../kernel/money.js';
import { nearestNames } from '../../kernel/nearest-names.js';
import { formatFen } from '../../policy/format-value.js';
import { registerNames } from '../../policy/formula-languages.js';
import { insuranceName } from '../../policy/insurance-names.js';
import type { AmountStep } from '../../policy/policy-schema.js';
import { namesPool } from '../../policy/pool-key.js';
import { hospitalOfAccount, insuranceOfAccount } from '../account-totals.js';
import { CLEARING_ERRORS } from './clearing-errors.js';
import type { ClearingName } from './clearing-name.js';
import { clearingBases, clearingNames, languageOf } from './clearing-names.js';
import { addClearingLine, type ClearingState } from './clearing-state.js';
import { formulaWords } from './clearing-words.js';
import { bookPayment } from './pool-account.js';

/**
 * A step that gives each account (hospital × insurance) an amount by its formula, rounded once to fen, then held
 * between floor and cap. A payment changes what is earned and is borne by the pool's side; cash moves what is earned.
 * @throws clearing_base_unknown, clearing_column_missing, clearing_amount_missing, clearing_ledger_missing, the codes of readFormula
 */
export function applyAmountStep(state: ClearingState, step: AmountStep): void {
  const { index, input } = state;
  const path = `clearing.steps.${step.name}`;
  const bases = clearingBases(state);
  const base = bases.get(step.base);
  if (base === undefined) {
    const known = [...bases.keys()].join(', ');
    throw CLEARING_ERRORS.clearing_base_unknown({ name: step.name, base: step.base, known }, { path });
  }
  const names = clearingNames(state);
  // A cash step's running total goes on from what earlier cash steps moved.
  const own = step.base === 'running_total' && step.kind === 'cash' ? withCash(state, base) : base;
  names.set('base', { ...own, title: { zh: `基数（${own.title.zh}）`, en: `base, ${own.title.en}` } });
  const [column] = registerNames(step.amount, [...names.keys()]);
  if (column !== undefined) {
    const nearest = nearestNames(column, [...names.keys()]).join(', ');
    throw CLEARING_ERRORS.clearing_column_missing({ name: step.name, column, nearest }, { path: `${path}.amount` });
  }
  const tree = readFormula(step.amount, languageOf(names));
  const used = formulaNames(tree);
  const ledger = used.find((name) => name.startsWith('ledger_') && names.get(name)?.unit === 'money');
  if (ledger !== undefined && input.ledger === undefined) {
    throw CLEARING_ERRORS.clearing_ledger_missing({ name: step.name, kind: ledger }, { path });
  }
  state.namesRead.set(step.name, used);
  const wordsOf = formulaWords(step.amount, used, names);
  const [least, most] = limits(step);
  const amounts = new Float64Array(index.accountCount);
  const lines: { readonly account: number; readonly formula: () => Text }[] = [];
  const bindings = new Map<string, Rational | undefined>();
  for (let account = 0; account < index.accountCount; account++) {
    const insurance = insuranceOfAccount(index, account);
    if (step.insurances !== undefined && !namesPool(step.insurances, insurance)) continue;
    const values = used.map((one) => names.get(one)!.amountOf(account));
    values.forEach((value, place) => {
      bindings.set(used[place]!, value);
    });
    const rounded = amountFen(state, step, tree, bindings, account);
    const amount = Math.min(Math.max(rounded, least), most);
    amounts[account] = amount;
    lines.push({ account, formula: () => amountWords(wordsOf(values), rounded, amount) });
  }
  for (const { account, formula } of lines) {
    const amount = amounts[account]!;
    addClearingLine(state, {
      account,
      line: step.name,
      band: '',
      role: 'term',
      kind: step.kind,
      amountFen: amount,
      formula,
      policyPath: path,
      title: step.title,
    });
    if (step.kind === 'cash') continue;
    state.toShare[account]! += amount;
    bookPayment(state.pools.get(insuranceOfAccount(index, account)), step.pool_side, amount);
  }
  state.amounts.set(step.name, amounts);
  state.titles.set(step.name, step.title);
}

function amountWords({ zh, en }: Text, rounded: number, amount: number): Text {
  const held = amount === rounded ? '' : formatFen(rounded);
  const fen = formatFen(amount);
  return {
    zh: `${zh}；= ${held === '' ? '' : `${held}，按上下限取 `}${fen} 元`,
    en: `${en}; = ${held === '' ? '' : `${held}, held at `}${fen} yuan`,
  };
}

function withCash(state: ClearingState, base: ClearingName): ClearingName {
  return {
    ...base,
    amountOf: (account) => ({ numerator: BigInt(state.running[account]! + state.cash[account]!), denominator: 100n }),
  };
}

function amountFen(
  { index }: ClearingState,
  { name, amount }: AmountStep,
  tree: FormulaNode,
  bindings: ReadonlyMap<string, Rational | undefined>,
  account: number,
): number {
  let reason: Text;
  try {
    const value = evaluateFormula(tree, bindings);
    if (value !== undefined) return Number(roundRational(value, 2));
    const list = [...bindings.keys()].filter((one) => bindings.get(one) === undefined).join(', ');
    reason = {
      zh: `缺少 ${list}。请在登记表或政策中补上。`,
      en: `${list} is missing. Supply it in the register or the policy.`,
    };
  } catch (error) {
    if (!(error instanceof EngineError) || error.code !== 'formula_division_by_zero') throw error;
    const zeros = [...bindings.keys()].filter((one) => bindings.get(one)?.numerator === 0n).map((one) => `${one} = 0`);
    const where = zeros.length === 0 ? amount : `${amount}; ${zeros.join(', ')}`;
    reason = {
      zh: `除数为零（${where}）。请改正该机构的数，或在公式中先判断除数（如 x > 0 ? … : 0 * base）。`,
      en: `it divides by zero (${where}). Correct the number of this hospital, or test the divisor in the formula first (x > 0 ? … : 0 * base).`,
    };
  }
  const { zh, en } = insuranceName(insuranceOfAccount(index, account));
  throw CLEARING_ERRORS.clearing_amount_missing(
    {
      ...{ name, hospital: hospitalOfAccount(index, account), insurance_zh: zh, insurance_en: en },
      ...{ reason_zh: reason.zh, reason_en: reason.en },
    },
    { path: `clearing.steps.${name}` },
  );
}

/** Floor and cap, fen. */
function limits({ floor, cap }: AmountStep): readonly [least: number, most: number] {
  return [
    floor === undefined ? Number.NEGATIVE_INFINITY : fenOf(decimalOf(floor)),
    cap === undefined ? Number.POSITIVE_INFINITY : fenOf(decimalOf(cap)),
  ];
}
