import { ratioOf } from '../../indicator.js';
import { COUNT_MEASURES } from '../measures/count-measures.js';
import type { MonitorIndicator } from '../monitor-indicator.js';

const { low_risk_cases, low_risk_deaths } = COUNT_MEASURES;

/** 低风险组死亡率, by the list of groups that the region brings. */
export const lowRiskMortality: MonitorIndicator = {
  key: 'low_risk_mortality',
  label: { zh: '低风险组死亡率', en: 'mortality of low-risk groups' },
  unit: 'share',
  decimals: 4,
  formula: {
    zh: '低风险组死亡例数 ÷ 低风险组例数（有离院方式的）；名单由地区提供',
    en: "deaths in low-risk groups ÷ their cases that have a discharge type; the list is the region's",
  },
  source: 'rules 8.1',
  measures: { low_risk_cases, low_risk_deaths },
  compute: (sums) => ratioOf(sums.low_risk_deaths!, sums.low_risk_cases!),
};
