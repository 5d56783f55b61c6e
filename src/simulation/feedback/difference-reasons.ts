import type { Text } from '../../kernel/errors.js';

/** Why two results of one case differ, in the order in which the parts are taken. */
export const DIFFERENCE_REASONS = {
  group: { zh: '入组不同', en: 'group differs' },
  method: { zh: '付费方式不同', en: 'way of payment differs' },
  weight: { zh: '权重（分值）不同', en: 'weight or score differs' },
  coefficient: { zh: '机构系数不同', en: 'hospital coefficient differs' },
  case_coefficient: { zh: '病例（辅助目录）系数不同', en: 'coefficient of the case differs' },
  rate: { zh: '费率（点值）不同', en: 'rate or point value differs' },
  deviation: { zh: '倍率（偏差）处理不同', en: 'outlier or deviation class differs' },
  patient: { zh: '个人负担不同', en: "patient's part differs" },
  rounding: { zh: '尾差', en: 'rounding' },
  unexplained: { zh: '反馈未说明', en: 'the feedback does not say' },
} as const satisfies Record<string, Text>;
export type DifferenceReason = keyof typeof DIFFERENCE_REASONS;
export const REASON_NAMES = Object.keys(DIFFERENCE_REASONS) as DifferenceReason[];

/** What stands for the two sides without a match among the reasons. */
export const UNMATCHED_REASONS = {
  only_ours: { zh: '反馈中没有的病例', en: 'cases that the feedback lacks' },
  only_bureau: { zh: '本方没有的病例', en: 'cases that we lack' },
} as const satisfies Record<string, Text>;

/** Whose case it is that has no match. */
export const FEEDBACK_SIDES = {
  ours: { zh: '本方', en: 'ours' },
  bureau: { zh: '医保', en: "the bureau's" },
} as const satisfies Record<string, Text>;

/** Why a row has no match. */
export const UNMATCHED_WHY = {
  not_in_feedback: { zh: '反馈中没有', en: 'not in the feedback' },
  not_in_cases: { zh: '病例文件中没有', en: 'not in the cases' },
  second_row: { zh: '同一病例的第二行', en: 'second row of a case' },
  no_amount: { zh: '没有可比较的金额', en: 'no amount to compare' },
} as const satisfies Record<string, Text>;
