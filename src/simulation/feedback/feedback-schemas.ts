import type { Text } from '../../kernel/errors.js';
import type { ResultColumnSchema, ResultTableSchema } from '../../kernel/result-table.js';
import { COLUMN } from '../../kernel/table-of-rows.js';
import { DIFFERENCE_REASONS, REASON_NAMES } from './difference-reasons.js';

const { key, text, count, money, keyOrBlank } = COLUMN;

/** One column of money a reason: the part of the difference that it makes. */
const PART_COLUMNS: readonly ResultColumnSchema[] = REASON_NAMES.map((name) =>
  money(`by_${name}`, `其中：${DIFFERENCE_REASONS[name].zh}`, `of it: ${DIFFERENCE_REASONS[name].en}`),
);
const AMOUNT: Text = {
  zh: '反馈能给出基金部分时比较基金应支付，否则比较应付总额',
  en: "the fund's part where the feedback gives one, else the pay in all",
};
const AMOUNTS: readonly ResultColumnSchema[] = [
  money('our_amount', '本方金额', 'our amount', AMOUNT),
  money('bureau_amount', '医保反馈金额', "bureau's amount", AMOUNT),
  money('difference', '差额（反馈 − 本方）', "difference (bureau's less ours)"),
];

const schema = (name: string, zh: string, en: string, columns: readonly ResultColumnSchema[]): ResultTableSchema => ({
  name,
  version: 1,
  title: { zh, en },
  columns,
});

export const TOTAL_SCHEMA = schema('reconcile_total', '对账总计', 'Reconciliation in all', [
  text('basis', '比较口径', 'amount compared'),
  count('our_cases', '本方病例数', 'our cases'),
  count('bureau_cases', '反馈病例数', "bureau's cases"),
  count('matched', '匹配病例数', 'matched'),
  count('different', '其中有差额', 'of them with a difference'),
  count('group_differs', '其中入组不同', 'of them in another group'),
  ...AMOUNTS,
]);

export const REASONS_SCHEMA = schema('reconcile_reasons', '差额原因', 'Differences by reason', [
  key('reason', '原因', 'reason'),
  text('name_zh', '名称', 'name in Chinese'),
  text('name_en', '英文名称', 'name'),
  count('cases', '涉及病例数', 'cases'),
  money('amount', '差额', 'difference'),
  money('above', '反馈较高的合计', 'where the bureau is above'),
  money('below', '反馈较低的合计', 'where the bureau is below'),
]);

export const DEPARTMENTS_SCHEMA = schema('reconcile_departments', '科室差额', 'Differences by department', [
  key('hospital_id', '医疗机构代码', 'hospital id'),
  keyOrBlank('department', '科室', 'department'),
  count('matched', '匹配病例数', 'matched'),
  count('different', '其中有差额', 'of them with a difference'),
  ...AMOUNTS,
  ...PART_COLUMNS,
]);

const IDS: readonly ResultColumnSchema[] = [
  key('case_id', '病例号', 'case id'),
  text('settlement_id', '结算流水号', 'settlement id'),
  text('hospital_id', '医疗机构代码', 'hospital id'),
  text('department', '科室', 'department'),
];

export const CASES_SCHEMA = schema('reconcile_cases', '逐例对账', 'Case by case', [
  ...IDS,
  text('our_group', '本方病组', 'our group'),
  text('bureau_group', '反馈病组', "bureau's group"),
  text('our_weight', '本方权重（分值）', 'our weight or score'),
  text('bureau_weight', '反馈权重（分值）', "bureau's weight or score"),
  text('our_coefficient', '本方机构系数', 'our coefficient'),
  text('bureau_coefficient', '反馈机构系数', "bureau's coefficient"),
  text('our_rate', '本方费率（点值）', 'our rate or value'),
  text('bureau_rate', '反馈费率（点值）', "bureau's rate or value"),
  money('our_standard', '本方支付标准', 'our standard'),
  money('bureau_standard', '反馈支付标准', "bureau's standard"),
  text('our_band', '本方倍率类型', 'our outlier band'),
  text('bureau_deviation_class', '反馈偏差类型', "bureau's deviation class"),
  money('our_patient', '本方个人负担', "our patient's part"),
  money('bureau_patient', '反馈个人负担', "bureau's patient's part"),
  ...AMOUNTS,
  text('reason', '主要原因', 'main reason'),
  ...PART_COLUMNS,
]);

export const UNMATCHED_SCHEMA = schema('reconcile_unmatched', '未匹配病例', 'Cases without a match', [
  key('side', '所在一方', 'side'),
  key('case_id', '病例号', 'case id'),
  text('settlement_id', '结算流水号', 'settlement id'),
  text('hospital_id', '医疗机构代码', 'hospital id'),
  text('group', '病组', 'group'),
  money('amount', '金额', 'amount'),
  text('why', '原因', 'why'),
]);

export const APPEAL_SCHEMA = schema('appeal', '申诉清单', 'For an appeal', [
  ...IDS,
  text('reason', '主要原因', 'main reason'),
  money('our_amount', '本方金额', 'our amount'),
  money('bureau_amount', '医保反馈金额', "bureau's amount"),
  money('difference', '差额（反馈 − 本方）', "difference (bureau's less ours)"),
  text('our_group', '本方病组', 'our group'),
  text('bureau_group', '反馈病组', "bureau's group"),
  text('parts', '差额构成（元）', 'what makes the difference (yuan)'),
  text('path', '本方计算过程', 'our path'),
  text('evidence', '佐证材料（填写）', 'evidence (fill in)'),
  text('note', '备注（填写）', 'note (fill in)'),
  text('outcome', '处理结果（填写）', 'outcome (fill in)'),
]);
