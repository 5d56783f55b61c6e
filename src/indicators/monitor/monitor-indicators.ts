import { caseMixIndex } from '../case-mix-index.js';
import { chargeMargin } from '../charge-margin.js';
import { chargeMarginShare } from '../charge-margin-share.js';
import { groupingRate } from '../grouping-rate.js';
import { highOutlierShare } from '../high-outlier-share.js';
import { lowOutlierShare } from '../low-outlier-share.js';
import { meanCost } from '../mean-cost.js';
import { meanFundGap } from '../mean-fund-gap.js';
import { meanLengthOfStay } from '../mean-length-of-stay.js';
import { consumableShare } from './figures/consumable-share.js';
import { costIndex } from './figures/cost-index.js';
import { drugShare } from './figures/drug-share.js';
import { highWeightShare } from './figures/high-weight-share.js';
import { lowRiskMortality } from './figures/low-risk-mortality.js';
import { mortality } from './figures/mortality.js';
import { nearEdgeShare } from './figures/near-edge-share.js';
import { profitRate } from './figures/profit-rate.js';
import { readmissionRates } from './figures/readmission-rates.js';
import { selfPaidShare } from './figures/self-paid-share.js';
import { timeIndex } from './figures/time-index.js';
import { COST_MEASURES } from './measures/cost-measures.js';
import { COUNT_MEASURES } from './measures/count-measures.js';
import { PRICE_MEASURES } from './measures/price-measures.js';
import { type MonitorIndicator, ofCells } from './monitor-indicator.js';
import type { MonitorRules } from './rules/monitor-rules-schema.js';

const { cases, ungrouped_cases, unrelated_cases, los_days, los_cases } = COUNT_MEASURES;
const { group_paid_cases, weight_scaled, low_outlier_cases, high_outlier_cases } = PRICE_MEASURES;
const { fund, patient, recorded_fund, unpriced_cases, priced_cost } = PRICE_MEASURES;
const { total_cost, costless_cases } = COST_MEASURES;

const MARGIN = { fund, patient, total_cost: priced_cost };

/** The sums of charges know of no prices: cases without charges are what they leave out. */
const meanCharges = ofCells(meanCost, { cases, unpriced_cases: costless_cases, total_cost });

/** Indicators of monitoring, in the order of their columns. A new one is a file in figures/ and a line here. */
export function monitorIndicators(rules: MonitorRules): readonly MonitorIndicator[] {
  return [
    ofCells(caseMixIndex, { weight_scaled, group_paid_cases }),
    highWeightShare,
    costIndex,
    timeIndex,
    ofCells(groupingRate, { cases, ungrouped_cases, unrelated_cases }),
    mortality,
    lowRiskMortality,
    ofCells(
      meanFundGap,
      { recorded_fund, fund, cases, unpriced_cases },
      {
        zh: '(按项目记账基金 − 基金支付) ÷ 有费用的病例数；清算前，正数表示基金比按项目少付',
        en: '(fund as recorded by item − fund payment) ÷ cases that have charges; before clearing, above zero the fund pays less than by item',
      },
    ),
    ofCells(chargeMargin, MARGIN, {
      zh: '医院收入 − 住院总费用（收费，不是成本）；清算前',
      en: 'hospital income − total charges (charges, not cost); before clearing',
    }),
    ofCells(chargeMarginShare, MARGIN, {
      zh: '费用结余 ÷ 医院收入；清算前',
      en: 'margin of charges ÷ hospital income; before clearing',
    }),
    profitRate,
    ofCells(lowOutlierShare, { low_outlier_cases, group_paid_cases }),
    ofCells(highOutlierShare, { high_outlier_cases, group_paid_cases }),
    nearEdgeShare,
    meanCharges,
    ofCells(meanLengthOfStay, { los_days, los_cases }),
    drugShare,
    consumableShare,
    selfPaidShare,
    ...readmissionRates(rules),
  ];
}
