import type { Text } from '../kernel/errors.js';
import { caseMixIndex } from './case-mix-index.js';
import { chargeMargin } from './charge-margin.js';
import type { IndicatorContext, MeasureSums } from './indicator.js';

/** The four quadrants (四象限): CMI against 1, margin of charges against 0. */
export const QUADRANTS = {
  high_cmi_gain: { zh: 'CMI≥1，结余', en: 'CMI ≥ 1, surplus' },
  high_cmi_loss: { zh: 'CMI≥1，亏损', en: 'CMI ≥ 1, deficit' },
  low_cmi_gain: { zh: 'CMI<1，结余', en: 'CMI < 1, surplus' },
  low_cmi_loss: { zh: 'CMI<1，亏损', en: 'CMI < 1, deficit' },
} as const satisfies Record<string, Text>;
export type Quadrant = keyof typeof QUADRANTS;

export const QUADRANT_TEXT: {
  readonly key: string;
  readonly label: Text;
  readonly formula: Text;
  readonly source: string;
} = {
  key: 'quadrant',
  label: { zh: '四象限', en: 'quadrant' },
  formula: {
    zh: 'CMI 以 1 为界、费用结余以 0 为界，等于界值归好的一侧；按汇总后的数计算',
    en: 'CMI against 1 and margin of charges against 0, a figure on the line goes to the good side; from summed figures',
  },
  source: 'rules 8.2',
};

/**
 * Quadrant of a row, from its summed cells (never by majority of its cells). CMI of exactly 1 and a margin of exactly
 * 0 go to the good side. Empty where no case is paid through groups. Compared on integers.
 */
export function quadrantOf(sums: MeasureSums, context: IndicatorContext): Quadrant | '' {
  if (Number.isNaN(caseMixIndex.compute(sums, context))) return '';
  const isHigh = sums.weight_scaled >= sums.group_paid_cases * 10 ** context.weightDecimals;
  const isGain = chargeMargin.compute(sums, context) >= 0;
  if (isHigh) return isGain ? 'high_cmi_gain' : 'high_cmi_loss';
  return isGain ? 'low_cmi_gain' : 'low_cmi_loss';
}
