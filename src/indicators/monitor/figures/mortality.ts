import { ratioOf } from '../../indicator.js';
import { COUNT_MEASURES } from '../measures/count-measures.js';
import type { MonitorIndicator } from '../monitor-indicator.js';

const { deaths, death_known_cases } = COUNT_MEASURES;

export const mortality: MonitorIndicator = {
  key: 'mortality',
  label: { zh: '住院死亡率', en: 'mortality' },
  unit: 'share',
  decimals: 4,
  formula: { zh: '死亡例数 ÷ 有离院方式的例数', en: 'deaths ÷ cases that have a discharge type' },
  source: 'unverified',
  measures: { deaths, death_known_cases },
  compute: (sums) => ratioOf(sums.deaths!, sums.death_known_cases!),
};
