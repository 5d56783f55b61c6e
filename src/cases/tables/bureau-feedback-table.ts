import { HOSPITAL_ID, type InputColumn, type InputTable } from './input-table.js';

const column = (
  form: InputColumn['form'],
  name: string,
  zh: string,
  en: string,
  synonyms: readonly string[] = [],
): InputColumn => ({ name, form, label: { zh, en }, synonyms });

/** A bureau's own result by case (结算反馈): group, weight or score, standard and pay, as it hands them to hospitals. */
export const BUREAU_FEEDBACK_TABLE: InputTable = {
  kind: 'bureau-feedback',
  label: { zh: '医保结算反馈', en: 'bureau feedback' },
  purpose: {
    zh: '用于与本方结果逐例对账（drgdip reconcile --bureau）。一行一例；其他表头可用 --bureau-columns 对应。支付率三列仅随表保留，不参与计算（口径各地不同）。',
    en: 'For drgdip reconcile --bureau: the bureau’s own result, a row a case. Other headings are mapped with --bureau-columns. The three payment ratios are carried along and enter no computation, since places define them differently.',
  },
  columns: [
    column('text', 'case_id', '病例号', 'case id', ['病案号', '住院号']),
    column('text', 'settlement_id', '结算流水号', 'settlement id', ['就诊流水号', '结算ID', 'setl_id']),
    column('text', 'hospital_id', '医疗机构代码', 'hospital', HOSPITAL_ID.synonyms),
    column('text', 'group', '病组编码', 'group', [
      '病种编码',
      '病组代码',
      '病种代码',
      'DRG编码',
      'DIP编码',
      '分组编码',
    ]),
    column('text', 'group_name', '病组名称', 'name of the group', ['病种名称', 'DRG名称', 'DIP名称']),
    column('decimal', 'weight', '权重', 'weight or score', [
      '病组权重',
      '参考权重',
      '病种分值',
      '基准点数',
      '分值',
      'RW',
    ]),
    column('decimal', 'coefficient', '机构系数', 'hospital coefficient', [
      '医疗机构系数',
      '机构等级系数',
      '差异系数',
      '调整系数',
    ]),
    column('decimal', 'case_coefficient', '辅助目录最终系数', 'coefficient of the case', ['辅助目录系数', '校正系数']),
    column('text', 'deviation_class', '偏差类型', 'outlier or deviation class', [
      '倍率类型',
      '病例类型',
      '费用偏差类型',
    ]),
    column('decimal', 'final_weight', '最终分值', 'final weight or score, with all of the above', [
      '结算分值',
      '最终权重',
      '结算点数',
    ]),
    column('decimal', 'budget_rate', '预算单价', 'rate of the budget', ['预算点值']),
    column('decimal', 'rate', '结算点值', 'rate or point value of the settlement', [
      '费率',
      '点值',
      '结算费率',
      '分值单价',
    ]),
    column('amount', 'standard', '支付标准', 'standard', ['病组支付标准', '病种支付标准', '付费标准']),
    column('amount', 'pay', '病例应付总额', 'pay of the case in all', [
      '应付总额',
      'DRG支付金额',
      'DIP支付金额',
      '支付总额',
    ]),
    column('amount', 'fund', '基金应支付', 'of it, the fund', ['统筹应支付', '基金支付金额', '医保应支付']),
    column('amount', 'patient', '个人负担', 'of it, the patient', ['个人支付', '个人负担金额']),
    column('amount', 'total_cost', '实际发生总费用', 'total charges', ['住院总费用', '总费用', '医疗总费用']),
    column('amount', 'pooled_fund', '医保记账费用', 'pooled fund, as recorded', ['统筹基金记账', '医保记账金额']),
    column('text', 'group_payment_ratio', '病组支付率', 'payment ratio of the group, as given'),
    column('text', 'hospital_payment_ratio', '机构支付率', 'payment ratio of the hospital, as given'),
    column('text', 'case_payment_ratio', '病例支付率', 'payment ratio of the case, as given'),
  ],
  anyOf: ['settlement_id', 'case_id'],
  key: ['case_id', 'settlement_id'],
  spans: [],
};
