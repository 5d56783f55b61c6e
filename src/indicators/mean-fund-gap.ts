import type { Indicator } from './indicator.js';
import { meanFen } from './mean-fen.js';

/** Above zero the fund pays less than by item. */
export const meanFundGap: Indicator = {
  key: 'mean_fund_gap',
  label: { zh: '例均基金差额', en: 'mean fund gap a case' },
  unit: 'fen',
  formula: {
    zh: '(按项目记账基金 − 清算后基金支付) ÷ 有费用的病例数；正数表示基金比按项目少付',
    en: '(fund as recorded by item − fund payment after clearing) ÷ cases that have charges; above zero the fund pays less than by item',
  },
  source: 'rules 8.1',
  compute: (sums) => meanFen(sums.recorded_fund - sums.fund, sums),
};
