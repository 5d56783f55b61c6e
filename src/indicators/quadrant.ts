import type { Text } from '../kernel/errors.js';
import { caseMixIndex } from './case-mix-index.js';
import type { CaseMixLine } from './case-mix-line.js';
import { chargeMargin } from './charge-margin.js';
import type { IndicatorContext, MeasureSums } from './indicator.js';

/**
 * The four quadrants (四象限): CMI against 1, margin of charges against 0. Points and scores are no CMI: their quadrants
 * have names of their own.
 */
export const QUADRANTS = {
  high_cmi_gain: { zh: 'CMI≥1，结余', en: 'CMI ≥ 1, surplus' },
  high_cmi_loss: { zh: 'CMI≥1，亏损', en: 'CMI ≥ 1, deficit' },
  low_cmi_gain: { zh: 'CMI<1，结余', en: 'CMI < 1, surplus' },
  low_cmi_loss: { zh: 'CMI<1，亏损', en: 'CMI < 1, deficit' },
  high_points_gain: { zh: '例均点数≥100，结余', en: 'mean points ≥ 100, surplus' },
  high_points_loss: { zh: '例均点数≥100，亏损', en: 'mean points ≥ 100, deficit' },
  low_points_gain: { zh: '例均点数<100，结余', en: 'mean points < 100, surplus' },
  low_points_loss: { zh: '例均点数<100，亏损', en: 'mean points < 100, deficit' },
  high_score_gain: { zh: '例均分值≥地区均值，结余', en: "mean score ≥ region's, surplus" },
  high_score_loss: { zh: '例均分值≥地区均值，亏损', en: "mean score ≥ region's, deficit" },
  low_score_gain: { zh: '例均分值<地区均值，结余', en: "mean score < region's, surplus" },
  low_score_loss: { zh: '例均分值<地区均值，亏损', en: "mean score < region's, deficit" },
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
    zh: 'CMI 以 1 为界（点数以 100 点为界，分值以地区例均分值为界）、费用结余以 0 为界，等于界值归好的一侧；按汇总后的数计算',
    en: "CMI against 1 (points a case against 100, the score a case against the region's) and margin of charges against 0, a figure on the line goes to the good side; from summed figures",
  },
  source: 'rules 8.2',
};

/**
 * Quadrant of a row, from its summed cells (never by majority of its cells). CMI of exactly 1 (or a mean on the line of
 * points or scores) and a margin of exactly 0 go to the good side. Empty where no case is paid through groups. Compared
 * on integers.
 */
export function quadrantOf(sums: MeasureSums, context: IndicatorContext): Quadrant | '' {
  if (Number.isNaN(caseMixIndex.compute(sums, context))) return '';
  const line = context.caseMixLine;
  const side = isOnOrAbove(sums, line, context.weightDecimals) ? 'high' : 'low';
  const margin = chargeMargin.compute(sums, context) >= 0 ? 'gain' : 'loss';
  return `${side}_${WORDS[line?.unit ?? 'weight']}_${margin}`;
}

const WORDS = { weight: 'cmi', points: 'points', score: 'score' } as const;

function isOnOrAbove(sums: MeasureSums, line: CaseMixLine | undefined, weightDecimals: number): boolean {
  if (line === undefined) return sums.weight_scaled >= sums.group_paid_cases * 10 ** weightDecimals;
  return BigInt(sums.weight_scaled) * BigInt(line.cases) >= BigInt(line.weightScaled) * BigInt(sums.group_paid_cases);
}
