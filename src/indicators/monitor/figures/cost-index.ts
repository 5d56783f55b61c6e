import { ratioOf } from '../../indicator.js';
import { COST_MEASURES } from '../measures/cost-measures.js';
import type { MonitorIndicator } from '../monitor-indicator.js';

const { cost_ratio, cost_ratio_cases } = COST_MEASURES;

/** 费用消耗指数: below 1 the hospital is cheaper than the region at the same case mix. */
export const costIndex: MonitorIndicator = {
  key: 'cost_index',
  label: { zh: '费用消耗指数', en: 'cost efficiency index' },
  unit: 'number',
  decimals: 4,
  formula: {
    zh: 'Σ(病组例数 × 本单元次均费用 ÷ 区域次均费用) ÷ 例数；仅计入组且有费用的病例',
    en: 'Σ (cases of a group × its mean charges here ÷ those of the region) ÷ cases; grouped cases with charges only',
  },
  source: 'rules 8.1',
  measures: { cost_ratio, cost_ratio_cases },
  compute: (sums) => ratioOf(sums.cost_ratio!, sums.cost_ratio_cases!),
};
