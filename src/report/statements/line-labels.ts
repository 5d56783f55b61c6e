import type { Language, Text } from '../../kernel/errors.js';
import type { StatementLine } from '../../settlement/settlement.js';

/**
 * Every line that a hospital's statement can have, by its key: the one place where a line gets its name. A new line of
 * the settlement is one entry here; a test fails for a key of src/settlement that has none.
 */
export const STATEMENT_LINE_LABELS: Readonly<Record<string, Text>> = {
  total_cost: { zh: '总费用', en: 'Total charges' },
  patient: {
    zh: '统筹基金以外部分（含大病、救助、个人）',
    en: 'Outside the pooled fund (critical illness, assistance, personal)',
  },
  recorded_fund: { zh: '按项目记账统筹基金', en: 'Fund as recorded by item' },
  standard: { zh: '支付标准', en: 'Standard payment' },
  standard_fund: { zh: '按支付标准支付（基金部分）', en: 'Fund: paid the standard' },
  outlier_fund: { zh: '按倍率分段支付（基金部分）', en: 'Fund: paid by an outlier band' },
  by_item_ungrouped: { zh: '未入组病例', en: 'Ungrouped cases' },
  by_item_unrelated: { zh: '手术与主要诊断无关（QY）病例', en: 'Cases with an unrelated procedure (QY)' },
  by_item_unweighted: {
    zh: '所入组无权重、点数或分值的病例',
    en: 'Cases of groups without a weight, points or a score',
  },
  by_item_kind: { zh: '按项目、床日等其他方式支付的病例', en: 'Cases paid by item, day or another kind' },
  by_item_no_pool: { zh: '险种无资金池的病例', en: 'Cases whose insurance has no pool' },
  by_item_unknown_hospital: { zh: '医疗机构未登记的病例', en: 'Cases of a hospital not in the register' },
  unpriced_missing_amount: { zh: '缺少金额、未计价的病例', en: 'Cases not priced for lack of an amount' },
  special_case: { zh: '特殊病例（计入组内）', en: 'Special cases, counted with the groups' },
  special_case_outside: { zh: '特殊病例（组外）', en: 'Special cases, outside the groups' },
  quota: { zh: '倍率分段名额调整', en: 'Change by the quota of a band' },
  fund_before_clearing: { zh: '清算前基金支付', en: 'Fund before clearing' },
  reserve: { zh: '风险金', en: 'Reserve' },
  carve_outs: { zh: '组外病例（不参与结余与超支）', en: 'Cases outside the groups (no part in retention)' },
  point_value: { zh: '结算值与预算值之差', en: 'Closing value against the opening one' },
  closing_test: { zh: '固定值检验（全资金池超支或结余）', en: 'Closing test of the fixed value (whole pool)' },
  retention: { zh: '结余留用与超支分担', en: 'Retention and sharing' },
  ledger_adjustment: { zh: '台账调整', en: 'Adjustment of the ledger' },
  ledger_dispute: { zh: '争议复核补差', en: 'Settled after a dispute' },
  ledger_deduction: { zh: '稽核与违约扣款', en: 'Deductions by audit' },
  final_fund: { zh: '基金最终支付', en: 'Final fund payment' },
  ledger_prepayment: { zh: '扣回月度预拨', en: 'Monthly prepayments set off' },
  working_capital: { zh: '预付金（周转金）未收回', en: 'Working capital still out' },
  to_pay: { zh: '应拨付', en: 'To be paid' },
  community_share: { zh: '医共体结余或超支', en: 'Balance of the county community' },
  community_referral: { zh: '转诊支付', en: 'Referral payments' },
  community_subsidy: { zh: '签约与预防补助', en: 'Signing and preventive subsidies' },
  global_budget: { zh: '总额超支分担', en: 'Overrun of the total budget' },
  with_communities: { zh: '含医共体与总额', en: 'With communities and total budgets' },
  kept_or_borne: { zh: '结余（正）或超支（负）', en: 'Kept (+) or borne (−)' },
};

/** The name of a statement's line. A key without an entry is shown as its own words, so that its amount is never lost. */
export function statementLineLabel(line: string, language: Language): string {
  return Object.hasOwn(STATEMENT_LINE_LABELS, line)
    ? STATEMENT_LINE_LABELS[line]![language]
    : line.replaceAll('_', ' ');
}

/** The same of a line itself: a named step of clearing has the title that the policy gives it. */
export function nameOfLine({ line, title }: StatementLine, language: Language): string {
  return title === undefined ? statementLineLabel(line, language) : title[language];
}
