import type { Language, Text } from '../../kernel/errors.js';

/**
 * Every line that a hospital's statement can have, by its key: the one place where a line gets its name. A new line of
 * the settlement is one entry here; a test fails for a key of src/settlement that has none.
 */
export const STATEMENT_LINE_LABELS: Readonly<Record<string, Text>> = {
  total_cost: { zh: '总费用', en: 'Total charges' },
  patient: { zh: '个人负担', en: "Patient's part" },
  recorded_fund: { zh: '按项目记账统筹基金', en: 'Fund as recorded by item' },
  standard: { zh: '支付标准', en: 'Standard payment' },
  standard_fund: { zh: '按支付标准支付（基金部分）', en: 'Fund: paid the standard' },
  outlier_fund: { zh: '按倍率分段支付（基金部分）', en: 'Fund: paid by an outlier band' },
  by_item_ungrouped: { zh: '未入组病例', en: 'Ungrouped cases' },
  by_item_unrelated: { zh: '手术与主要诊断无关（QY）病例', en: 'Cases with an unrelated procedure (QY)' },
  by_item_unweighted: { zh: '病组无权重的病例', en: 'Cases of groups without a weight' },
  by_item_kind: { zh: '按项目、床日等其他方式支付的病例', en: 'Cases paid by item, day or another kind' },
  by_item_no_pool: { zh: '险种无资金池的病例', en: 'Cases whose insurance has no pool' },
  by_item_unknown_hospital: { zh: '医疗机构未登记的病例', en: 'Cases of a hospital not in the register' },
  unpriced_missing_amount: { zh: '缺少金额、未计价的病例', en: 'Cases not priced for lack of an amount' },
  special_case: { zh: '特殊病例（计入病组）', en: 'Special cases, counted with the groups' },
  special_case_outside: { zh: '特殊病例（组外）', en: 'Special cases, outside the groups' },
  quota: { zh: '倍率分段名额调整', en: 'Change by the quota of a band' },
  fund_before_clearing: { zh: '清算前基金支付', en: 'Fund before clearing' },
  reserve: { zh: '风险金', en: 'Reserve' },
  carve_outs: { zh: '组外病例（不参与结余与超支）', en: 'Cases outside the groups (no part in retention)' },
  retention: { zh: '结余留用与超支分担', en: 'Retention and sharing' },
  final_fund: { zh: '基金最终支付', en: 'Final fund payment' },
  kept_or_borne: { zh: '结余（正）或超支（负）', en: 'Kept (+) or borne (−)' },
};

/** The name of a statement's line. A key without an entry is shown as its own words, so that its amount is never lost. */
export function statementLineLabel(line: string, language: Language): string {
  return Object.hasOwn(STATEMENT_LINE_LABELS, line)
    ? STATEMENT_LINE_LABELS[line]![language]
    : line.replaceAll('_', ' ');
}
