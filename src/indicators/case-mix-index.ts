import { type Indicator, ratioOf } from './indicator.js';

/**
 * CMI of cases that are paid through groups. Two indexes go by this name (all payers' front pages, insured settlement
 * lists): this one is of the settled cases, and ungrouped, QY and by-item cases are in neither part of it.
 */
export const caseMixIndex: Indicator = {
  key: 'cmi',
  label: { zh: 'CMI（医保结算）', en: 'CMI (settled cases)' },
  unit: 'number',
  decimals: 4,
  // The lines of the quadrants of weights and of points.
  edges: [1, 100],
  formula: {
    zh: '按病组付费病例的权重之和 ÷ 按病组付费病例数；未入组、QY 及按项目等支付的病例不计',
    en: 'Σ weight of cases paid through groups ÷ their number; ungrouped, QY and by-item cases are left out',
  },
  source: 'rules 1.5, 12',
  // Without any weight, as where groups are paid a standard in yuan, an index of 0 would read as one that was found.
  compute: (sums, { weightDecimals }) =>
    sums.weight_scaled === 0 ? Number.NaN : ratioOf(sums.weight_scaled, sums.group_paid_cases * 10 ** weightDecimals),
};
