import { income } from './income.js';
import type { Indicator } from './indicator.js';
import { meanFen } from './mean-fen.js';

export const meanPayment: Indicator = {
  key: 'mean_payment',
  label: { zh: '次均支付', en: 'mean payment a case' },
  unit: 'fen',
  formula: { zh: '医院收入 ÷ 有费用的病例数', en: 'hospital income ÷ cases that have charges' },
  source: 'rules 8.1',
  compute: (sums, context) => meanFen(income.compute(sums, context), sums),
};
