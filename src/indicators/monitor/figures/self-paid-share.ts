import { ratioOf } from '../../indicator.js';
import { COST_MEASURES } from '../measures/cost-measures.js';
import type { MonitorIndicator } from '../monitor-indicator.js';

const { self_funded, self_funded_whole } = COST_MEASURES;

/** 自费率: what lies outside the fund's scope, not the patient's whole part. */
export const selfPaidShare: MonitorIndicator = {
  key: 'self_paid_share',
  label: { zh: '自费率', en: 'self-paid share' },
  unit: 'share',
  formula: {
    zh: '全自费 ÷ 总费用，仅计两者都有的病例',
    en: 'fully self-paid ÷ total charges, over cases that have both',
  },
  source: 'rules 7.6',
  measures: { self_funded, self_funded_whole },
  compute: (sums) => ratioOf(sums.self_funded!, sums.self_funded_whole!),
};
