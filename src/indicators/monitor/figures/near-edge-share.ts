import { ratioOf } from '../../indicator.js';
import { PRICE_MEASURES } from '../measures/price-measures.js';
import type { MonitorIndicator } from '../monitor-indicator.js';

const { near_edge_cases, group_paid_cases } = PRICE_MEASURES;

/** 临界区病例占比: a crowd near an outlier edge. */
export const nearEdgeShare: MonitorIndicator = {
  key: 'near_edge_share',
  label: { zh: '临界区病例占比', en: 'share near an outlier edge' },
  unit: 'share',
  formula: {
    zh: '费用距倍率分段界值不超过规则所定区宽（支付标准的倍数）的病例数 ÷ 按病组付费病例数',
    en: 'cases whose charges lie within the width of the rules (in standards) of an outlier edge ÷ cases paid through groups',
  },
  source: 'rules 7.7',
  measures: { near_edge_cases, group_paid_cases },
  compute: (sums) => ratioOf(sums.near_edge_cases!, sums.group_paid_cases!),
};
