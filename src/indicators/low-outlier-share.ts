import { type Indicator, ratioOf } from './indicator.js';

export const lowOutlierShare: Indicator = {
  key: 'low_outlier_share',
  label: { zh: '低倍率占比', en: 'share of low outliers' },
  unit: 'share',
  formula: { zh: '低倍率病例数 ÷ 按病组付费病例数', en: 'low outliers ÷ cases paid through groups' },
  source: 'rules 3',
  compute: (sums) => ratioOf(sums.low_outlier_cases, sums.group_paid_cases),
};
