import type { Indicator } from './indicator.js';
import { meanFen } from './mean-fen.js';

export const meanCost: Indicator = {
  key: 'mean_cost',
  label: { zh: '次均费用', en: 'mean charges a case' },
  unit: 'fen',
  formula: { zh: '住院总费用 ÷ 有费用的病例数', en: 'total charges ÷ cases that have charges' },
  source: 'rules 8.1',
  compute: (sums) => meanFen(sums.total_cost, sums),
};
