import type { Text } from '../errors.js';

/** A function of formulas; `least` and `most` arguments. */
export interface FormulaFunction {
  readonly name: string;
  readonly least: number;
  readonly most: number;
  readonly meaning: Text;
}

/** The closed list of functions; a test holds docs/policy.md to it. */
export const FORMULA_FUNCTIONS: readonly FormulaFunction[] = [
  { name: 'min', least: 2, most: 8, meaning: { zh: '最小者', en: 'the least' } },
  { name: 'max', least: 2, most: 8, meaning: { zh: '最大者', en: 'the greatest' } },
  { name: 'abs', least: 1, most: 1, meaning: { zh: '绝对值', en: 'absolute value' } },
  { name: 'floor', least: 1, most: 1, meaning: { zh: '不大于它的最大整数', en: 'greatest whole number not above' } },
  { name: 'ceil', least: 1, most: 1, meaning: { zh: '不小于它的最小整数', en: 'least whole number not below' } },
  {
    name: 'round',
    least: 1,
    most: 2,
    meaning: {
      zh: 'round(x, 小数位数 0–6)：四舍五入，负数同样远离零',
      en: 'round(x, decimals 0 to 6): half away from zero, negative numbers too',
    },
  },
  {
    name: 'clamp',
    least: 3,
    most: 3,
    meaning: { zh: 'clamp(x, 下限, 上限)', en: 'clamp(x, lower limit, upper limit)' },
  },
  {
    name: 'yuan',
    least: 1,
    most: 1,
    meaning: { zh: 'yuan(50000)：把数字写成金额（元）', en: 'yuan(50000): a plain number as an amount of yuan' },
  },
  {
    name: 'number',
    least: 1,
    most: 1,
    meaning: {
      zh: 'number(los_days)：把天数、点数（分值）或权重当作纯数',
      en: 'number(los_days): days, points or a weight as a plain number',
    },
  },
];
