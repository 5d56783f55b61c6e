import { caseMixIndex } from './case-mix-index.js';
import { chargeMargin } from './charge-margin.js';
import { chargeMarginShare } from './charge-margin-share.js';
import { costMargin } from './cost-margin.js';
import { groupingRate } from './grouping-rate.js';
import { highOutlierShare } from './high-outlier-share.js';
import { income } from './income.js';
import type { Indicator } from './indicator.js';
import { lowOutlierShare } from './low-outlier-share.js';
import { meanCost } from './mean-cost.js';
import { meanFundGap } from './mean-fund-gap.js';
import { meanLengthOfStay } from './mean-length-of-stay.js';
import { meanPayment } from './mean-payment.js';

/** Indicators of every table, in the order of its columns. A new one is a file beside these and a line here. */
export const INDICATORS: readonly Indicator[] = [
  income,
  chargeMargin,
  chargeMarginShare,
  costMargin,
  caseMixIndex,
  groupingRate,
  meanCost,
  meanPayment,
  meanFundGap,
  meanLengthOfStay,
  lowOutlierShare,
  highOutlierShare,
];
