import { evaluateFormula } from '../../kernel/formula/evaluate-formula.js';
import { type Rational, roundRational } from '../../kernel/formula/rational.js';
import { formulaNames, readFormula } from '../../kernel/formula/read-formula.js';
import { formatFen, formatWhole } from '../../policy/format-value.js';
import { insuranceName } from '../../policy/insurance-names.js';
import type { PoolStep } from '../../policy/policy-schema.js';
import { namesPool } from '../../policy/pool-key.js';
import { byAccount, insuranceOfAccount } from '../account-totals.js';
import { unitsByAccount } from '../sum-units.js';
import { CLEARING_ERRORS } from './clearing-errors.js';
import type { ClearingName } from './clearing-name.js';
import { languageOf, moneyOf } from './clearing-names.js';
import { addClearingLine, type ClearingState } from './clearing-state.js';
import { formulaWords, POOL_TITLES } from './clearing-words.js';
import { groupUnits } from './group-units.js';
import { formatUnits } from './point-value-words.js';
import { bookPayment, budgetLeft, type PoolAccount } from './pool-account.js';
import { shareExactly } from './share-exactly.js';

/**
 * A step that pays an amount of a pool out to its hospitals: the amount by its formula, rounded once to fen, shared by
 * largest remainder in the order of the accounts.
 * @throws clearing_nothing_to_share_by, the codes of readFormula and of evaluation
 * @source rules §11 M13 (risk reserve paid out at a peak)
 */
export function applyPoolStep(state: ClearingState, step: PoolStep): void {
  const { index } = state;
  const path = `clearing.steps.${step.name}`;
  const bases = sharesBy(state, step.by);
  const amounts = new Float64Array(index.accountCount);
  for (const pool of state.pools.values()) {
    if (step.insurances !== undefined && !namesPool(step.insurances, pool.insurance)) continue;
    const names = poolNames(state, pool);
    const tree = readFormula(step.amount, languageOf(names));
    const used = formulaNames(tree);
    const bindings = new Map<string, Rational | undefined>(used.map((name) => [name, names.get(name)!.amountOf(0)]));
    const amount = Number(roundRational(evaluateFormula(tree, bindings)!, 2));
    const accounts = Array.from({ length: index.accountCount }, (_, account) => account).filter(
      (account) => insuranceOfAccount(index, account) === pool.insurance,
    );
    const shares = accounts.map((account) => bases[account]!);
    const sum = shares.reduce((total, share) => total + share, 0n);
    if (sum === 0n) {
      if (amount === 0) continue;
      const { zh, en } = insuranceName(pool.insurance);
      const details = { name: step.name, by: step.by, amount: formatFen(amount), insurance_zh: zh, insurance_en: en };
      throw CLEARING_ERRORS.clearing_nothing_to_share_by(details, { path });
    }
    const parts = shareExactly(amount, shares);
    const { zh, en } = formulaWords(step.amount, used, names)([...bindings.values()]);
    accounts.forEach((account, a) => {
      amounts[account] = parts[a]!;
      addClearingLine(state, {
        account,
        line: step.name,
        band: '',
        role: 'term',
        kind: 'payment',
        amountFen: parts[a]!,
        formula: () => {
          const [own, all] = [shareText(step.by, shares[a]!), shareText(step.by, sum)];
          const part = formatFen(parts[a]!);
          return {
            zh: `资金池：${zh}；= ${formatFen(amount)} 元，按${BY_WORDS[step.by]}分摊 ${own} ÷ ${all}，得 ${part} 元`,
            en: `pool: ${en}; = ${formatFen(amount)} yuan, shared by ${step.by} ${own} / ${all}, giving ${part} yuan`,
          };
        },
        policyPath: path,
        title: step.title,
      });
      state.toShare[account]! += parts[a]!;
    });
    bookPayment(pool, step.pool_side, amount);
  }
  state.amounts.set(step.name, amounts);
  state.titles.set(step.name, step.title);
}

const BY_WORDS: Readonly<Record<PoolStep['by'], string>> = {
  units: '支付单位数',
  standard_fund: '病组内支付的基金部分',
  recorded_fund: '记账统筹基金',
  overrun: '超支额',
  cases: '病例数',
};

function shareText(by: PoolStep['by'], share: bigint): string {
  if (by === 'units') return formatUnits(share);
  return by === 'cases' ? formatWhole(Number(share)) : formatFen(Number(share));
}

/** What the amount is shared by, of each account; never negative. overrun: recorded beyond what is paid so far. */
function sharesBy(state: ClearingState, by: PoolStep['by']): readonly bigint[] {
  const { index, sums, running } = state;
  if (by === 'units') return unitsByAccount(index, groupUnits(state));
  const recorded = byAccount(index, sums.sums.recorded_fund);
  const measure = {
    standard_fund: () => byAccount(index, sums.groupFund),
    recorded_fund: () => recorded,
    overrun: () => recorded.map((fen, account) => fen - running[account]!),
    cases: () => byAccount(index, sums.sums.cases),
  }[by]();
  return Array.from(measure, (value) => BigInt(Math.max(0, value)));
}

/** Names of the formula of a pool step. */
function poolNames(state: ClearingState, pool: PoolAccount): Map<string, ClearingName> {
  const { index, running } = state;
  let paid = -pool.paidOut.reserve - pool.paidOut.adjustment_fund;
  for (let account = 0; account < index.accountCount; account++) {
    if (insuranceOfAccount(index, account) === pool.insurance) paid += running[account]!;
  }
  const budget = budgetLeft(pool);
  const values: Record<keyof typeof POOL_TITLES, number> = {
    reserve: pool.setAside.reserve - pool.paidOut.reserve,
    adjustment_fund: pool.setAside.adjustment_fund - pool.paidOut.adjustment_fund,
    budget,
    paid,
    balance: budget - paid,
    overrun: Math.max(0, paid - budget),
  };
  return new Map(
    Object.entries(values).map(([name, fen]): [string, ClearingName] => [
      name,
      { unit: 'money', title: POOL_TITLES[name as keyof typeof POOL_TITLES], amountOf: () => moneyOf(fen) },
    ]),
  );
}
