import { income } from './income.js';
import type { Indicator } from './indicator.js';

/** 成本盈亏: against the hospital's own cost, and only where every case of the row has one. */
export const costMargin: Indicator = {
  key: 'cost_margin',
  label: { zh: '成本盈亏', en: 'cost margin' },
  unit: 'fen',
  formula: {
    zh: '医院收入 − 医院成本；只要有一例缺少医院成本就留空（见 hospital_cost_cases）',
    en: "hospital income − hospital's own cost; blank if one case has no own cost (see hospital_cost_cases)",
  },
  source: 'rules 12',
  compute: (sums, context) =>
    sums.cases > 0 && sums.hospital_cost_cases === sums.cases
      ? income.compute(sums, context) - sums.hospital_cost
      : Number.NaN,
};
