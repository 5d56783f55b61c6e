import { chargeMargin } from './charge-margin.js';
import { income } from './income.js';
import { type Indicator, ratioOf } from './indicator.js';

export const chargeMarginShare: Indicator = {
  key: 'charge_margin_share',
  label: { zh: '费用结余率', en: 'margin of charges, share' },
  unit: 'share',
  edges: [0],
  formula: { zh: '费用结余 ÷ 医院收入', en: 'margin of charges ÷ hospital income' },
  source: 'rules 8.1',
  compute: (sums, context) => ratioOf(chargeMargin.compute(sums, context), income.compute(sums, context)),
};
