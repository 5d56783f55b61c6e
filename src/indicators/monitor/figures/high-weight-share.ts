import { ratioOf } from '../../indicator.js';
import { PRICE_MEASURES } from '../measures/price-measures.js';
import type { MonitorIndicator } from '../monitor-indicator.js';

const { high_weight_cases, group_paid_cases } = PRICE_MEASURES;

/** RW ≥ 2: the weight and its edge are those of `high_weight` in the rules. */
export const highWeightShare: MonitorIndicator = {
  key: 'high_weight_share',
  label: { zh: 'RW≥2 占比', en: 'share with RW ≥ 2' },
  unit: 'share',
  formula: {
    zh: '权重达到 high_weight（预设 2，含 2）的病例数 ÷ 按病组付费病例数',
    en: 'cases whose weight reaches high_weight of the rules (2, 2 itself counted) ÷ cases paid through groups',
  },
  source: 'rules 8.1',
  measures: { high_weight_cases, group_paid_cases },
  compute: (sums) => ratioOf(sums.high_weight_cases!, sums.group_paid_cases!),
};
