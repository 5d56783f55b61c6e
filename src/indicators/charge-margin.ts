import { income } from './income.js';
import type { Indicator } from './indicator.js';

/** 费用结余: against charges, which are not the hospital's cost. Never mixed with the cost margin. */
export const chargeMargin: Indicator = {
  key: 'charge_margin',
  label: { zh: '费用结余', en: 'margin of charges' },
  unit: 'fen',
  edges: [0],
  formula: { zh: '医院收入 − 住院总费用（收费，不是成本）', en: 'hospital income − total charges (charges, not cost)' },
  source: 'rules 12',
  compute: (sums, context) => income.compute(sums, context) - sums.total_cost,
};
