import type { Text } from '../kernel/errors.js';
import type { PaymentMethod } from '../pricing/priced-columns.js';

/** Who decided what a case is paid, in a few words. */
export const PAYMENT_METHOD_WORDS: Readonly<Record<PaymentMethod, Text>> = {
  standard: { zh: '按支付标准', en: 'standard payment' },
  outlier: { zh: '高低倍率区间', en: 'outlier bands' },
  special_case: { zh: '特殊病例（计入病组）', en: 'special case, with groups' },
  special_case_outside: { zh: '特殊病例（组外）', en: 'special case, outside groups' },
  by_item_ungrouped: { zh: '未入组', en: 'ungrouped' },
  by_item_unrelated: { zh: '歧义组（QY）', en: 'unrelated procedure (QY)' },
  by_item_unweighted: { zh: '病组无权重', en: 'group without weight' },
  by_item_kind: { zh: '按项目、床日、打包等', en: 'by item, day, package' },
  by_item_no_pool: { zh: '险种没有统筹池', en: 'insurance without a pool' },
  by_item_unknown_hospital: { zh: '未登记医疗机构', en: 'unknown hospital' },
  unpriced_missing_amount: { zh: '缺少金额，无法计价', en: 'amount missing, not priced' },
};
