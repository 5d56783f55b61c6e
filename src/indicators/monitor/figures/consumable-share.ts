import { ratioOf } from '../../indicator.js';
import { COST_MEASURES } from '../measures/cost-measures.js';
import type { MonitorIndicator } from '../monitor-indicator.js';

const { consumable_cost, consumable_whole } = COST_MEASURES;

export const consumableShare: MonitorIndicator = {
  key: 'consumable_share',
  label: { zh: '耗材占比', en: 'share of consumables' },
  unit: 'share',
  formula: {
    zh: '耗材费 ÷ 总费用，仅计两者都有的病例',
    en: 'consumable charges ÷ total charges, over cases that have both',
  },
  source: 'rules 8.1',
  measures: { consumable_cost, consumable_whole },
  compute: (sums) => ratioOf(sums.consumable_cost!, sums.consumable_whole!),
};
