import { type Indicator, ratioOf } from './indicator.js';

export const highOutlierShare: Indicator = {
  key: 'high_outlier_share',
  label: { zh: '高倍率占比', en: 'share of high outliers' },
  unit: 'share',
  formula: { zh: '高倍率病例数 ÷ 按病组付费病例数', en: 'high outliers ÷ cases paid through groups' },
  source: 'rules 3',
  compute: (sums) => ratioOf(sums.high_outlier_cases, sums.group_paid_cases),
};
