import { ratioOf } from '../../indicator.js';
import { COST_MEASURES } from '../measures/cost-measures.js';
import type { MonitorIndicator } from '../monitor-indicator.js';

const { los_ratio, los_ratio_cases } = COST_MEASURES;

/** 时间消耗指数: below 1 stays are shorter than those of the region at the same case mix. */
export const timeIndex: MonitorIndicator = {
  key: 'time_index',
  label: { zh: '时间消耗指数', en: 'time efficiency index' },
  unit: 'number',
  decimals: 4,
  formula: {
    zh: 'Σ(病组例数 × 本单元平均住院日 ÷ 区域平均住院日) ÷ 例数；仅计入组且有住院天数的病例',
    en: 'Σ (cases of a group × its mean days here ÷ those of the region) ÷ cases; grouped cases with a length of stay only',
  },
  source: 'rules 8.1',
  measures: { los_ratio, los_ratio_cases },
  compute: (sums) => ratioOf(sums.los_ratio!, sums.los_ratio_cases!),
};
