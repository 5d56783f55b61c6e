import type { Text } from '../kernel/errors.js';
import { INSURANCE_NAMES } from './insurance-names.js';

/** How a parameter is called and counted. `*` in a path stands for a name, which `{0}` repeats in the label. */
export interface ParameterLabel {
  readonly path: string;
  readonly label: Text;
  readonly unit: ParameterUnit;
}

export type ParameterUnit =
  | 'yuan'
  | 'yuan_per_weight'
  | 'share'
  | 'multiple'
  | 'coefficient'
  | 'count'
  | 'days'
  | 'decimals'
  | 'word'
  | 'formula';

export const UNIT_TEXTS: Readonly<Record<ParameterUnit, Text>> = {
  yuan: { zh: '元', en: 'yuan' },
  yuan_per_weight: { zh: '元/权重', en: 'yuan per weight' },
  share: { zh: '比例（0–1）', en: 'share, 0 to 1' },
  multiple: { zh: '倍', en: 'multiple' },
  coefficient: { zh: '系数', en: 'coefficient' },
  count: { zh: '个', en: 'count' },
  days: { zh: '天', en: 'days' },
  decimals: { zh: '位小数', en: 'decimals' },
  word: { zh: '—', en: '—' },
  formula: { zh: '公式或约定词', en: 'formula or word' },
};

const entry = (path: string, zh: string, en: string, unit: ParameterUnit = 'word'): ParameterLabel => ({
  path,
  label: { zh, en },
  unit,
});

/** Every parameter of the policy schema, in document order; a test holds this list and the schema together. */
export const PARAMETER_LABELS: readonly ParameterLabel[] = [
  entry('id', '政策标识', 'policy id'),
  entry('title.zh', '标题（中文）', 'title in Chinese'),
  entry('title.en', '标题（英文）', 'title in English'),
  entry('region', '统筹地区', 'pooling region'),
  entry('year', '年度', 'year'),
  entry('scheme', '分组方案', 'grouping scheme'),
  entry('method', '付费方式', 'payment method'),
  entry('year_by', '年度归属按', 'date that decides the year'),
  entry('rounding.money', '金额小数位', 'decimals of money', 'decimals'),
  entry('rounding.weight', '权重小数位', 'decimals of weights', 'decimals'),
  entry('rounding.points', '点数小数位', 'decimals of points', 'decimals'),
  entry('rounding.point_value', '点值小数位', 'decimals of the point value', 'decimals'),
  entry('rounding.mode', '舍入方式', 'rounding mode'),
  entry('pools.*.insurance', '险种', 'insurance'),
  entry('pools.*.fund', '基金预算（{0}）', 'fund budget ({0})', 'yuan'),
  entry('pools.*.reserve', '风险金比例（{0}）', 'reserve ({0})', 'share'),
  entry('pools.*.fund_share', '基金实际支付比例（{0}）', 'actual fund share ({0})', 'share'),
  entry('weights.table', '权重表', 'weight table'),
  entry('weights.trim.method', '裁剪方法', 'trimming method'),
  entry('weights.trim.k', '裁剪倍数', 'trimming factor', 'multiple'),
  entry('weights.trim.quantile', '分位数规则', 'quantile rule'),
  entry('weights.trim.lower', '下百分位', 'lower percentile', 'share'),
  entry('weights.trim.upper', '上百分位', 'upper percentile', 'share'),
  entry('weights.trim.of', '裁剪对象', 'trimmed quantity'),
  entry('weights.trim.deviation', '裁剪用标准差', 'deviation used to trim'),
  entry('weights.trim.lower_included', '下界本身保留', 'lower fence kept'),
  entry('weights.trim.upper_included', '上界本身保留', 'upper fence kept'),
  entry('weights.years', '各年权数', 'factors of the years'),
  entry('weights.min_cases', '稳定组最少例数', 'least cases of a stable group', 'count'),
  entry('weights.max_cv', '稳定组最大变异系数', 'greatest CV of a stable group', 'coefficient'),
  entry('weights.deviation', '变异系数用标准差', 'deviation in the CV'),
  entry('weights.max_los_days', '测算权重的最长住院天数', 'longest stay that makes weights', 'days'),
  entry('weights.fallback', '例数不足时', 'where cases are too few'),
  entry('hospital_coefficient.by_level.*', '机构系数（{0} 级）', 'hospital coefficient (level {0})', 'coefficient'),
  entry('hospital_coefficient.by_hospital', '按医院的机构系数', 'coefficients of named hospitals', 'coefficient'),
  entry('hospital_coefficient.by_hospital.*', '机构系数（{0}）', 'hospital coefficient ({0})', 'coefficient'),
  entry('outliers.basis', '倍率基准', 'basis of outlier ratios'),
  entry('outliers.bands', '高低倍率分段', 'outlier bands'),
  entry('outliers.bands.*.name', '分段名称', 'band name'),
  entry('outliers.bands.*.from', '倍率分段“{0}”下界', 'outlier band {0}, from', 'multiple'),
  entry('outliers.bands.*.from_included', '倍率分段“{0}”含下界', 'outlier band {0}, from included'),
  entry('outliers.bands.*.to', '倍率分段“{0}”上界', 'outlier band {0}, to', 'multiple'),
  entry('outliers.bands.*.to_included', '倍率分段“{0}”含上界', 'outlier band {0}, to included'),
  entry('outliers.bands.*.levels', '倍率分段“{0}”适用等级', 'outlier band {0}, levels'),
  entry('outliers.bands.*.pay', '倍率分段“{0}”支付', 'outlier band {0}, pay', 'formula'),
  entry('outliers.bands.*.quota.share', '倍率分段“{0}”例数上限', 'outlier band {0}, quota', 'share'),
  entry('outliers.bands.*.quota.order', '倍率分段“{0}”排序', 'outlier band {0}, order of the quota'),
  entry('outliers.low_exempt_discharge_types', '不作低倍率的离院方式', 'discharge types that are never low outliers'),
  entry('ungrouped', '未入组病例', 'ungrouped cases'),
  entry('ungrouped.share_of_items', '未入组病例按项目金额的比例', 'ungrouped cases, share of items', 'share'),
  entry('unrelated_procedure', '手术与主诊断无关（QY）病例', 'cases with an unrelated procedure (QY)'),
  entry('unrelated_procedure.share_of_items', 'QY 病例按项目金额的比例', 'QY cases, share of items', 'share'),
  entry('unweighted', '无权重病组', 'groups without a weight'),
  entry('unweighted.share_of_items', '无权重病组按项目金额的比例', 'groups without a weight, share of items', 'share'),
  entry('benefit.mode', '个人负担', "patient's part"),
  entry('benefit.fund_pays', '基金支付', "fund's part"),
  entry('rate.kind', '费率方式', 'kind of rate'),
  entry('rate.value', '费率', 'rate', 'yuan_per_weight'),
  entry('rate.value.*', '费率（{0}）', 'rate ({0})', 'yuan_per_weight'),
  entry('rate.denominator', '费率分母', 'denominator of the rate'),
  entry('clearing.steps', '清算步骤', 'steps of clearing'),
  entry('retention.level', '结余留用核算层级', 'level of retention'),
  entry('retention.bands', '结余留用分段', 'retention bands'),
  entry('retention.bands.*.name', '分段名称', 'band name'),
  entry('retention.bands.*.from', '留用分段“{0}”下界', 'retention band {0}, from', 'multiple'),
  entry('retention.bands.*.from_included', '留用分段“{0}”含下界', 'retention band {0}, from included'),
  entry('retention.bands.*.to', '留用分段“{0}”上界', 'retention band {0}, to', 'multiple'),
  entry('retention.bands.*.to_included', '留用分段“{0}”含上界', 'retention band {0}, to included'),
  entry('retention.bands.*.pay', '留用分段“{0}”支付', 'retention band {0}, pay', 'formula'),
  entry(
    'retention.bands.*.fund_share_of_overrun',
    '留用分段“{0}”基金分担超支',
    "retention band {0}, fund's share of the overrun",
    'share',
  ),
  entry('tables.weights.*', '权重 {0}', 'weight {0}', 'coefficient'),
];

const PATTERNS = PARAMETER_LABELS.map((label) => ({ label, parts: label.path.split('.') }));

/** Label and unit of a path; undefined for a path that no list knows. */
export function parameterLabel(path: string): ParameterLabel | undefined {
  const parts = path.split('.');
  for (const { label, parts: pattern } of PATTERNS) {
    if (pattern.length !== parts.length || !pattern.every((part, i) => part === '*' || part === parts[i])) continue;
    const name = parts[pattern.indexOf('*')] ?? '';
    const text = INSURANCE_NAMES[name] ?? { zh: name, en: name };
    return {
      path,
      unit: label.unit,
      label: { zh: label.label.zh.replace('{0}', text.zh), en: label.label.en.replace('{0}', text.en) },
    };
  }
  return undefined;
}
