import { type Indicator, ratioOf } from './indicator.js';

export const meanLengthOfStay: Indicator = {
  key: 'mean_los',
  label: { zh: '平均住院日', en: 'mean length of stay' },
  unit: 'days',
  decimals: 2,
  formula: { zh: '住院天数 ÷ 有住院天数的病例数', en: 'days of stay ÷ cases that have a length of stay' },
  source: 'rules 8.1',
  compute: (sums) => ratioOf(sums.los_days, sums.los_cases),
};
