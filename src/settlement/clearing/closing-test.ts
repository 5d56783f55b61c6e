import { scaleFen } from '../../kernel/money.js';
import { formatFen } from '../../policy/format-value.js';
import { byAccount, insuranceOfAccount } from '../account-totals.js';
import { addClearingLine, type ClearingState } from './clearing-state.js';
import { budgetLeft } from './pool-account.js';

/**
 * The closing test of a rate that does not float: what the pool pays at it, before any step changes it, against its
 * budget less reserve and adjustment fund. A note in every statement; nothing is changed.
 * @source rules §4.7 (a fixed rate needs a closing test against the budget)
 */
export function closingTest(state: ClearingState): void {
  const { index, sums, pools } = state;
  const before = byAccount(index, sums.sums.fund_before_clearing);
  for (const pool of pools.values()) {
    const accounts = Array.from(before.keys()).filter(
      (account) => insuranceOfAccount(index, account) === pool.insurance,
    );
    const expected = accounts.reduce((sum, account) => sum + before[account]!, 0);
    const budget = budgetLeft(pool);
    const [paid, there] = [formatFen(expected), formatFen(budget)];
    const permille = budget === 0 ? Number.NaN : scaleFen(expected, 1000, budget);
    const percent = Number.isNaN(permille) ? '—' : `${Math.trunc(permille / 10)}.${Math.abs(permille % 10)}`;
    const verdict =
      expected > budget
        ? { zh: `超出 ${formatFen(expected - budget)} 元`, en: `${formatFen(expected - budget)} yuan over` }
        : { zh: `结余 ${formatFen(budget - expected)} 元`, en: `${formatFen(budget - expected)} yuan left` };
    const formula = {
      zh: `固定值检验（全资金池）：清算前基金支付 ${paid} 元，可用预算 ${there} 元，占 ${percent}%，${verdict.zh}；不调整本机构支付`,
      en: `closing test of the whole pool: fund before clearing ${paid} yuan, budget ${there} yuan, ${percent} % of it, ${verdict.en}; nothing is changed here`,
    };
    for (const account of accounts) {
      addClearingLine(state, {
        account,
        line: 'closing_test',
        band: '',
        role: 'note',
        kind: 'payment',
        amountFen: expected - budget,
        formula: () => formula,
        policyPath: 'rate',
      });
    }
  }
}
