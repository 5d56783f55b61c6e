import type { Text } from '../errors.js';
import type { FormulaNode, FormulaVocabulary } from './formula-node.js';

/** What a number is made of: powers of yuan. 1 is an amount, 0 a pure number (ratio, weight, coefficient). */
export type Unit = 'money' | 'number';

export interface FormulaName {
  readonly name: string;
  readonly unit: Unit;
  readonly meaning: Text;
  /** A name that stands for an expression over other names; a reader of the tree never meets it. */
  readonly derived?: FormulaNode;
}

/** A vocabulary in which every name has a unit and a meaning; the tables of docs/policy.md are made from it. */
export interface FormulaLanguage extends FormulaVocabulary {
  readonly entries: ReadonlyMap<string, FormulaName>;
}

export interface FormulaFunction {
  readonly name: string;
  readonly least: number;
  readonly most: number;
  readonly meaning: Text;
}

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
];

const FUNCTIONS: FormulaVocabulary['functions'] = new Map(
  FORMULA_FUNCTIONS.map(({ name, least, most }) => [name, { least, most }]),
);

function language(names: readonly FormulaName[]): FormulaLanguage {
  return {
    names: new Set(names.map(({ name }) => name)),
    functions: FUNCTIONS,
    entries: new Map(names.map((entry) => [entry.name, entry])),
  };
}

const quotient = (dividend: string, divisor: string): FormulaNode => ({
  kind: 'binary',
  operator: '/',
  left: { kind: 'name', name: dividend },
  right: { kind: 'name', name: divisor },
});

const bandNames = (basis: 'standard' | 'group_mean'): readonly FormulaName[] => [
  { name: 'cost', unit: 'money', meaning: { zh: '病例总费用', en: 'total charges of the case' } },
  {
    name: 'standard',
    unit: 'money',
    meaning: {
      zh: '支付标准（含机构系数，已舍入到分）',
      en: 'standard payment, hospital coefficient in it, rounded to fen',
    },
  },
  { name: 'group_mean', unit: 'money', meaning: { zh: '病组例均费用', en: 'mean cost of the group' } },
  {
    name: 'ratio',
    unit: 'number',
    meaning: { zh: '倍率：费用 ÷ 该分段的基准', en: "cost divided by the bands' basis" },
    derived: quotient('cost', basis),
  },
  { name: 'coefficient', unit: 'number', meaning: { zh: '机构系数', en: 'hospital coefficient' } },
  { name: 'weight', unit: 'number', meaning: { zh: '病组权重', en: 'weight of the group' } },
  { name: 'rate', unit: 'money', meaning: { zh: '费率（元/权重）', en: 'rate, yuan per weight' } },
];

/** Names in the `pay` of an outlier band whose edges are multiples of `basis`. */
export function bandVocabulary(basis: 'standard' | 'group_mean'): FormulaLanguage {
  return basis === 'standard' ? BAND_VOCABULARY : GROUP_MEAN_BAND_VOCABULARY;
}

/** Names in the `pay` of an outlier band on the standard. */
export const BAND_VOCABULARY: FormulaLanguage = language(bandNames('standard'));
const GROUP_MEAN_BAND_VOCABULARY: FormulaLanguage = language(bandNames('group_mean'));

/** Names in the `pay` of a retention band (结余留用、超支分担). */
export const RETENTION_VOCABULARY: FormulaLanguage = language([
  {
    name: 'recorded',
    unit: 'money',
    meaning: { zh: '基金按项目记账额', en: 'fund amount as recorded by item' },
  },
  {
    name: 'standard',
    unit: 'money',
    meaning: { zh: '支付标准中的基金部分', en: "the fund's part of the standard payments" },
  },
  {
    name: 'ratio',
    unit: 'number',
    meaning: { zh: '记账额 ÷ 标准', en: 'recorded divided by standard' },
    derived: quotient('recorded', 'standard'),
  },
]);
