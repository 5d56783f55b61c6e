import type { Text } from '../errors.js';
import type { FormulaUnit } from './formula-language.js';

/** Powers of what a number counts. */
export interface Measure {
  readonly yuan: number;
  readonly points: number;
  readonly days: number;
  readonly weight: number;
  /**
   * A number or amount written out in the formula: it takes the count that its neighbour has (`los_days > 60`,
   * `score + 5`), never yuan: an amount is written yuan(60).
   */
  readonly isWritten: boolean;
}

const NONE: Measure = { yuan: 0, points: 0, days: 0, weight: 0, isWritten: false };

export const WRITTEN_NUMBER: Measure = { ...NONE, isWritten: true };

const MEASURES: Readonly<Record<FormulaUnit, Measure>> = {
  money: { ...NONE, yuan: 1 },
  number: NONE,
  ratio: NONE,
  points: { ...NONE, points: 1 },
  score: { ...NONE, points: 1 },
  weight: { ...NONE, weight: 1 },
  days: { ...NONE, days: 1 },
  money_per_weight: { ...NONE, yuan: 1, weight: -1 },
  money_per_point: { ...NONE, yuan: 1, points: -1 },
  money_per_day: { ...NONE, yuan: 1, days: -1 },
};

export function measureOf(unit: FormulaUnit): Measure {
  return MEASURES[unit];
}

export function isPlain(measure: Measure): boolean {
  return measure.yuan === 0 && isUncounted(measure);
}

function isUncounted({ points, days, weight }: Measure): boolean {
  return points === 0 && days === 0 && weight === 0;
}

function isSame(a: Measure, b: Measure): boolean {
  return a.yuan === b.yuan && a.points === b.points && a.days === b.days && a.weight === b.weight;
}

/** What a and b have in common where they are added or compared; undefined where they do not go together. */
export function commonMeasure(a: Measure, b: Measure): Measure | undefined {
  if (isSame(a, b)) return a.isWritten ? b : a;
  if (a.yuan !== b.yuan) return undefined;
  if (a.isWritten) return b;
  return b.isWritten ? a : undefined;
}

/**
 * a × b^power. A written amount is for one of whatever it is multiplied by: yuan(8000) * weight are yuan.
 * @param power  1 for a product, −1 for a quotient
 */
export function productMeasure(a: Measure, b: Measure, power: 1 | -1): Measure {
  const yuan = a.yuan + power * b.yuan;
  const isAmountOf = (amount: Measure, count: Measure) =>
    power === 1 && amount.isWritten && amount.yuan === 1 && !isUncounted(count);
  if (isAmountOf(a, b) || isAmountOf(b, a)) return { ...NONE, yuan };
  const isStillWritten = (written: Measure, other: Measure) =>
    written.isWritten && (other.isWritten || (written.yuan === 1 && isPlain(other)));
  return {
    yuan,
    points: a.points + power * b.points,
    days: a.days + power * b.days,
    weight: a.weight + power * b.weight,
    isWritten: isStillWritten(a, b) || (power === 1 && isStillWritten(b, a)),
  };
}

const WORDS: readonly { readonly power: keyof Omit<Measure, 'isWritten'>; readonly zh: string; readonly en: string }[] =
  [
    { power: 'yuan', zh: '元', en: 'yuan' },
    { power: 'points', zh: '点数（分值）', en: 'points' },
    { power: 'days', zh: '天', en: 'days' },
    { power: 'weight', zh: '权重', en: 'weight' },
  ];

/** In words: an amount of yuan, a plain number, points, yuan per weight, yuan to the power 2 × days. */
export function measureText(measure: Measure): Text {
  if (isPlain(measure)) return { zh: '纯数', en: 'a plain number' };
  if (measure.yuan === 1 && isUncounted(measure)) return { zh: '金额', en: 'an amount of yuan' };
  const above = WORDS.filter(({ power }) => measure[power] > 0);
  const below = WORDS.filter(({ power }) => measure[power] < 0);
  const zhOf = ({ power, zh }: (typeof WORDS)[number]) =>
    Math.abs(measure[power]) === 1 ? zh : `${zh}的 ${Math.abs(measure[power])} 次方`;
  const enOf = ({ power, en }: (typeof WORDS)[number]) =>
    Math.abs(measure[power]) === 1 ? en : `${en} to the power ${Math.abs(measure[power])}`;
  const zhBelow = below.map((word) => `/${zhOf(word)}`).join('');
  const enBelow = below.map((word) => ` per ${enOf(word)}`).join('');
  return {
    zh: (above.length === 0 ? '数' : above.map(zhOf).join('×')) + zhBelow,
    en: (above.length === 0 ? 'a number' : above.map(enOf).join(' × ')) + enBelow,
  };
}
