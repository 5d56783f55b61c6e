import { ratioOf } from '../../indicator.js';
import { COST_MEASURES } from '../measures/cost-measures.js';
import type { MonitorIndicator } from '../monitor-indicator.js';

const { drug_cost, drug_whole } = COST_MEASURES;

export const drugShare: MonitorIndicator = {
  key: 'drug_share',
  label: { zh: '药占比', en: 'share of drugs' },
  unit: 'share',
  formula: { zh: '药品费 ÷ 总费用，仅计两者都有的病例', en: 'drug charges ÷ total charges, over cases that have both' },
  source: 'rules 8.1',
  measures: { drug_cost, drug_whole },
  compute: (sums) => ratioOf(sums.drug_cost!, sums.drug_whole!),
};
