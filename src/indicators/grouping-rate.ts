import { type Indicator, ratioOf } from './indicator.js';

export const groupingRate: Indicator = {
  key: 'grouping_rate',
  label: { zh: '入组率', en: 'grouping rate' },
  unit: 'share',
  formula: {
    zh: '(病例数 − 未入组 − QY) ÷ 病例数',
    en: '(cases − ungrouped − unrelated procedure) ÷ cases',
  },
  source: 'rules 8.1',
  compute: (sums) => ratioOf(sums.cases - sums.ungrouped_cases - sums.unrelated_cases, sums.cases),
};
