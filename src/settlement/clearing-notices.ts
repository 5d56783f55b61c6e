import { fillText, type Text } from '../kernel/errors.js';
import { scaleFen } from '../kernel/money.js';
import { formatFen, formatWhole } from '../policy/format-value.js';
import { insuranceName } from '../policy/insurance-names.js';
import { hospitalOfAccount, insuranceOfAccount } from './account-totals.js';
import type { ClearingState } from './clearing/clearing-state.js';
import { LEDGER_TITLES } from './clearing/clearing-words.js';
import { isOfYear } from './ledger-by-account.js';
import { LEDGER_KINDS } from './ledger-entry.js';
import type { Settlement } from './settlement.js';

type Notice = Settlement['notices'][number];

const TEXTS = {
  point_value_remainder: {
    zh: '{insurance_zh}资金池 {period} 有 {amount} 元未按结算值分出（取整、上下限或固定部分所致），退回资金池。',
    en: 'Of the {insurance_en} pool for {period}, {amount} yuan are not shared out by the closing value (rounding, floor, cap, fixed part) and go back to the pool.',
  },
  point_value_overrun: {
    zh: '{insurance_zh}资金池 {period} 按结算值多付 {amount} 元（取整、上下限或固定部分所致），由资金池承担。',
    en: 'For {period} the closing value pays {amount} yuan more than the {insurance_en} pool had to share (rounding, floor, cap, fixed part); the pool bears them.',
  },
  point_value_period_empty: {
    zh: '{insurance_zh}资金池有 {count} 个周期（{periods}）没有可计价病例，其预算份额 {amount} 元不产生结算值，留在资金池结余中。',
    en: 'Periods of the {insurance_en} pool without a priced case: {count} ({periods}). Their share of the budget, {amount} yuan, makes no closing value and stays in the balance of the pool.',
  },
  set_aside_overdrawn: {
    zh: '{insurance_zh}资金池的{side_zh}付出超过所留：透支 {amount} 元。请核对清算步骤的金额。',
    en: 'More was paid out of the {side_en} of the {insurance_en} pool than was set aside: {amount} yuan. Check the amounts of the clearing steps.',
  },
  ledger_without_account: {
    zh: '台账有 {count} 笔（合计 {amount} 元）属于没有当年病例的机构与险种（或按参保地分的资金池），不在任何清算单中：{places}。请核对机构与险种；资金池按参保地分开时，险种写清算结果中的名称，如 employee@other_city。',
    en: 'Entries of the ledger for hospitals and insurance types (or pools by origin) without a case this year: {count}, {amount} yuan in all; they stand in no statement: {places}. Check hospital and insurance; where pools are by origin, write the insurance as results name it, such as employee@other_city.',
  },
  ledger_of_other_years: {
    zh: '台账有 {count} 笔（{entries_zh}）的月份不在政策年度 {year} 内（{months}），未计入本年清算：公式、抵扣与月度账均不含。请核对月份，或把它们放进所属年度的台账。',
    en: 'Entries of the ledger in months outside the policy year {year} ({months}): {count} ({entries_en}). They take no part in this clearing: not in formulas, not in the set-off, not in the months. Check the months, or put them into the ledger of their own year.',
  },
  clearing_money: {
    zh: '清算资金（最终支付与已拨付之差）合计 {amount} 元，占全年基金支付的 {percent}%。',
    en: 'Clearing money (final payments less what was moved before) comes to {amount} yuan, {percent} % of the year’s fund payment.',
  },
} as const satisfies Record<string, Text>;

const SIDES = {
  reserve: { zh: '风险金', en: 'risk reserve' },
  adjustment_fund: { zh: '调剂金', en: 'adjustment fund' },
} as const;

/** What a reader must see of the clearing steps: remainders, periods without cases, funds overdrawn, ledger entries of other years and of nobody, clearing money. */
export function clearingNotices(state: ClearingState): Notice[] {
  return [
    ...remainders(state),
    ...emptyPeriods(state),
    ...overdrawn(state),
    ...otherYears(state),
    ...strayEntries(state),
    ...clearingMoney(state),
  ];
}

function notice(code: keyof typeof TEXTS, count: number, details: Readonly<Record<string, string>>): Notice {
  const values = { count: formatWhole(count), ...details };
  return { code, count, zh: fillText(TEXTS[code].zh, values), en: fillText(TEXTS[code].en, values) };
}

function names(insurance: string): Record<string, string> {
  const { zh, en } = insuranceName(insurance);
  return { insurance_zh: zh, insurance_en: en };
}

function remainders({ pointValues }: ClearingState): Notice[] {
  return pointValues
    .filter(({ remainderFen }) => remainderFen !== 0)
    .map(({ insurance, period, remainderFen }) =>
      notice(remainderFen > 0 ? 'point_value_remainder' : 'point_value_overrun', 1, {
        ...names(insurance),
        period,
        amount: formatFen(Math.abs(remainderFen)),
      }),
    );
}

/** Quarters or months in which nothing floats: a notice a pool. */
function emptyPeriods({ pools, emptyPeriods: all }: ClearingState): Notice[] {
  return [...pools.keys()].flatMap((insurance) => {
    const own = all.filter((period) => period.insurance === insurance);
    if (own.length === 0) return [];
    const amount = formatFen(own.reduce((sum, { budgetFen }) => sum + budgetFen, 0));
    const periods = own.map(({ period }) => period).join(', ');
    return [notice('point_value_period_empty', own.length, { ...names(insurance), periods, amount })];
  });
}

function overdrawn({ pools }: ClearingState): Notice[] {
  return [...pools.values()].flatMap(({ insurance, setAside, paidOut }) =>
    (['reserve', 'adjustment_fund'] as const)
      .filter((side) => paidOut[side] > setAside[side])
      .map((side) =>
        notice('set_aside_overdrawn', 1, {
          ...names(insurance),
          side_zh: SIDES[side].zh,
          side_en: SIDES[side].en,
          amount: formatFen(paidOut[side] - setAside[side]),
        }),
      ),
  );
}

/** Entries whose month is of another year, by kind: amounts of different kinds have different signs and are not added. */
function otherYears({ input }: ClearingState): Notice[] {
  const { year } = input.timeline;
  const entries = (input.ledger ?? []).filter((entry) => !isOfYear(entry, year));
  if (entries.length === 0) return [];
  const kinds = LEDGER_KINDS.flatMap((kind) => {
    const own = entries.filter((entry) => entry.kind === kind);
    if (own.length === 0) return [];
    return [{ kind, amount: formatFen(own.reduce((total, { amountFen }) => total + amountFen, 0)) }];
  });
  return [
    notice('ledger_of_other_years', entries.length, {
      year: String(year),
      months: firstTen(entries.map(({ month }) => month)),
      entries_zh: kinds.map(({ kind, amount }) => `${LEDGER_TITLES[kind].zh} ${amount} 元`).join('、'),
      entries_en: kinds.map(({ kind, amount }) => `${LEDGER_TITLES[kind].en} ${amount} yuan`).join(', '),
    }),
  ];
}

/** The first ten different texts. */
function firstTen(texts: readonly string[]): string {
  const different = [...new Set(texts)];
  return `${different.slice(0, 10).join(', ')}${different.length > 10 ? ' …' : ''}`;
}

function strayEntries({ index, input }: ClearingState): Notice[] {
  const known = new Set<string>();
  for (let account = 0; account < index.accountCount; account++) {
    known.add(`${hospitalOfAccount(index, account)}\u0000${insuranceOfAccount(index, account)}`);
  }
  const stray = (input.ledger ?? []).filter(
    (entry) => isOfYear(entry, input.timeline.year) && !known.has(`${entry.hospitalId}\u0000${entry.insurance}`),
  );
  if (stray.length === 0) return [];
  const sum = stray.reduce((total, { amountFen }) => total + amountFen, 0);
  const places = firstTen(stray.map(({ hospitalId, insurance }) => `${hospitalId} ${insurance}`));
  return [notice('ledger_without_account', stray.length, { amount: formatFen(sum), places })];
}

function clearingMoney({ lines, running, cash }: ClearingState): Notice[] {
  if (!lines.some(({ kind, role }) => kind === 'cash' && role === 'term')) return [];
  const total = (values: Float64Array) => values.reduce((sum, value) => sum + value, 0);
  const fund = total(running);
  const money = fund + total(cash);
  if (fund <= 0) return [];
  const permille = scaleFen(money, 1000, fund);
  const sign = permille < 0 ? '−' : '';
  const percent = `${sign}${Math.trunc(Math.abs(permille) / 10)}.${Math.abs(permille % 10)}`;
  return [notice('clearing_money', 1, { amount: formatFen(money), percent })];
}
