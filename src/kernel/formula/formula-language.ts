import type { Text } from '../errors.js';
import { FORMULA_FUNCTIONS } from './formula-functions.js';
import type { FormulaNode, FormulaVocabulary } from './formula-node.js';
import { TEXT_NAMES } from './text-names.js';

export { FORMULA_FUNCTIONS } from './formula-functions.js';

/**
 * What a number counts. `ratio` is another word for `number`, `score` for `points` (a policy pays by one of them);
 * amounts are yuan.
 */
export type FormulaUnit =
  | 'money'
  | 'number'
  | 'ratio'
  | 'points'
  | 'score'
  | 'weight'
  | 'days'
  | 'money_per_weight'
  | 'money_per_point'
  | 'money_per_day';

export interface FormulaName {
  readonly name: string;
  readonly unit: FormulaUnit;
  readonly meaning: Text;
  /** A name that stands for an expression over other names; a reader of the tree never meets it. */
  readonly derived?: FormulaNode;
}

/** A vocabulary in which every name has a unit and a meaning; a test holds docs/policy.md to it. */
export interface FormulaLanguage extends FormulaVocabulary {
  readonly entries: ReadonlyMap<string, FormulaName>;
  /** What a formula gives unless its reader asks for another unit. */
  readonly result: FormulaUnit;
}

const FUNCTIONS: FormulaVocabulary['functions'] = new Map(
  FORMULA_FUNCTIONS.map(({ name, least, most }) => [name, { least, most }]),
);

/** A language of these names, all functions, and the names of text columns that are refused with their remedy. */
export function formulaLanguage(
  names: readonly FormulaName[],
  result: FormulaUnit,
  texts: Iterable<string> = [],
): FormulaLanguage {
  const known = new Set(names.map(({ name }) => name));
  return {
    names: known,
    functions: FUNCTIONS,
    texts: new Set([...TEXT_NAMES, ...texts].filter((name) => !known.has(name))),
    entries: new Map(names.map((entry) => [entry.name, entry])),
    result,
  };
}

const quotient = (dividend: string, divisor: string): FormulaNode => ({
  kind: 'binary',
  operator: '/',
  left: { kind: 'name', name: dividend },
  right: { kind: 'name', name: divisor },
});

const entry = (name: string, unit: FormulaUnit, zh: string, en: string): FormulaName => ({
  name,
  unit,
  meaning: { zh, en },
});

/** What a band's edges are multiples of: the standard payment, the group's mean cost, the case's score. */
export type BandBasis = 'standard' | 'group_mean' | 'score';

/** The derived `ratio`: cost over the basis; a score is worth its points at the point value. */
function basisRatio(basis: BandBasis): FormulaNode {
  if (basis !== 'score') return quotient('cost', basis);
  const value: FormulaNode = {
    kind: 'binary',
    operator: '*',
    left: { kind: 'name', name: 'base_points' },
    right: { kind: 'name', name: 'point_value' },
  };
  return { kind: 'binary', operator: '/', left: { kind: 'name', name: 'cost' }, right: value };
}

const bandNames = (basis: BandBasis): readonly FormulaName[] => [
  entry('cost', 'money', '病例总费用', 'total charges of the case'),
  entry(
    'standard',
    'money',
    '支付标准（含机构系数，已舍入到分）',
    'standard payment, hospital coefficient in it, rounded to fen',
  ),
  entry('group_mean', 'money', '病组例均费用', 'mean cost of the group'),
  {
    ...entry('ratio', 'number', '倍率：费用 ÷ 该分段的基准', "cost divided by the bands' basis"),
    derived: basisRatio(basis),
  },
  entry('coefficient', 'number', '机构系数', 'hospital coefficient'),
  entry('weight', 'weight', '病组权重', 'weight of the group'),
  entry('rate', 'money_per_weight', '费率（元/权重）', 'rate, yuan per weight'),
  entry(
    'points',
    'points',
    '病例点数（含机构系数与病例系数）',
    'points of the case, hospital and case coefficient in them',
  ),
  entry('score', 'score', '病例分值（与 points 同）', 'score of the case, the same as points'),
  entry(
    'case_coefficient',
    'number',
    '病例系数（辅助目录、政策系数），无则为 1',
    'coefficient of the case (auxiliary catalogues, policy), 1 where none holds',
  ),
  entry('base_points', 'points', '病组基准点数（分值），未乘系数', 'points or score of the group before coefficients'),
  entry('point_value', 'money_per_point', '点值（元/点）', 'value of a point, yuan'),
  entry('difference_coefficient', 'number', '差异系数', 'difference coefficient of the group and hospital'),
  entry('multiple', 'number', '本分段下边界 from 的倍数', "the band's own lower edge, `from`"),
  entry('los_days', 'days', '住院天数', 'length of stay'),
  entry('patient', 'money', '个人负担部分（总费用 − 统筹记账）', "the patient's part: cost less the pooled fund"),
  entry('unreasonable_cost', 'money', '不合理费用', 'charges found unreasonable'),
  entry('new_tech_cost', 'money', '新技术除外费用', 'charges of excluded new technology'),
  entry('separate_drug_cost', 'money', '单独支付药品费', 'charges of separately paid drugs'),
];

const BANDS: Readonly<Record<BandBasis, FormulaLanguage>> = {
  standard: formulaLanguage(bandNames('standard'), 'money'),
  group_mean: formulaLanguage(bandNames('group_mean'), 'money'),
  score: formulaLanguage(bandNames('score'), 'money'),
};

/** Names in the `pay` of an outlier band whose edges are multiples of `basis`. */
export function bandVocabulary(basis: BandBasis): FormulaLanguage {
  return BANDS[basis];
}

/** Names in the `pay` of an outlier band on the standard. */
export const BAND_VOCABULARY: FormulaLanguage = BANDS.standard;

/** Names in the `pay` of a retention band (结余留用、超支分担). */
export const RETENTION_VOCABULARY: FormulaLanguage = formulaLanguage(
  [
    entry('recorded', 'money', '基金按项目记账额', 'fund amount as recorded by item'),
    entry('standard', 'money', '支付标准中的基金部分', "the fund's part of the standard payments"),
    {
      ...entry('ratio', 'number', '记账额 ÷ 标准', 'recorded divided by standard'),
      derived: quotient('recorded', 'standard'),
    },
  ],
  'money',
);
