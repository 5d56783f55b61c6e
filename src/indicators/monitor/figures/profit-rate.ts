import { ratioOf } from '../../indicator.js';
import { PRICE_MEASURES } from '../measures/price-measures.js';
import type { MonitorIndicator } from '../monitor-indicator.js';

const { own_cost, own_cost_pay } = PRICE_MEASURES;

/** 盈亏率: against the hospital's own cost, over the cases that have one. */
export const profitRate: MonitorIndicator = {
  key: 'profit_rate',
  label: { zh: '成本盈亏率', en: 'profit rate on own cost' },
  unit: 'share',
  formula: {
    zh: '(医院收入 − 医院成本) ÷ 医院收入，仅计有医院成本的病例；清算前',
    en: "(income − hospital's own cost) ÷ income, over cases that have an own cost; before clearing",
  },
  source: 'rules 8.1',
  measures: { own_cost, own_cost_pay },
  compute: (sums) => ratioOf(sums.own_cost_pay! - sums.own_cost!, sums.own_cost_pay!),
};
