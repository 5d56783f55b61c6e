import type { Text } from '../kernel/errors.js';
import { BENEFIT_LABELS } from './benefit-labels.js';
import { caseTestLabel } from './case-test-labels.js';
import { COMMUNITY_LABELS } from './community-labels.js';
import { insuranceName } from './insurance-names.js';
import type { ParameterUnit } from './parameter-unit.js';

/** How a parameter is called and counted. `*` in a path stands for a name, which `{0}` (`{1}`: the second) repeats in the label. */
export interface ParameterLabel {
  readonly path: string;
  readonly label: Text;
  readonly unit: ParameterUnit;
}

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

const COMPONENT_LABELS: readonly ParameterLabel[] = [
  entry('hospital_coefficient.components.*.name', '系数分项名称', 'name of a component'),
  entry('hospital_coefficient.components.*.weight', '系数分项“{0}”权数', 'component {0}, weight', 'coefficient'),
  entry(
    'hospital_coefficient.components.*.by_level.*',
    '系数分项“{0}”（{1} 级）',
    'component {0}, level {1}',
    'coefficient',
  ),
  entry(
    'hospital_coefficient.components.*.by_grade.*',
    '系数分项“{0}”（{1}）',
    'component {0}, grade {1}',
    'coefficient',
  ),
  entry(
    'hospital_coefficient.components.*.by_hospital.*',
    '系数分项“{0}”（{1}）',
    'component {0}, hospital {1}',
    'coefficient',
  ),
  entry('hospital_coefficient.components.*.register', '系数分项“{0}”登记表列', 'component {0}, column of the register'),
  entry(
    'hospital_coefficient.components.*.table',
    '系数分项“{0}”取自权重表',
    'component {0}, from the weight table by',
  ),
  entry('hospital_coefficient.components.*.formula', '系数分项“{0}”公式', 'component {0}, formula', 'formula'),
  entry(
    'hospital_coefficient.components.*.missing',
    '系数分项“{0}”缺失时',
    'component {0}, where missing',
    'coefficient',
  ),
];

const AUXILIARY_LABELS: readonly ParameterLabel[] = [
  entry('auxiliary.charlson.definition', '合并症指数定义', 'definition of the Charlson index'),
  entry('auxiliary.charlson.weights', '合并症指数权数', 'weights of the Charlson index'),
  entry('auxiliary.charlson.diagnoses', '合并症指数计入的诊断', 'diagnoses that the Charlson index counts'),
  entry('auxiliary.charlson.age', '合并症指数年龄分', 'points by age of the Charlson index'),
  entry('auxiliary.lists.*.name', '辅助目录名称', 'name of an auxiliary list'),
  entry('auxiliary.lists.*.file', '辅助目录“{0}”文件', 'auxiliary list {0}, file'),
];

const CASE_RULE_LABELS: readonly ParameterLabel[] = [
  entry('case_coefficients.combine', '病例系数合并方式', 'how case coefficients combine'),
  entry('case_coefficients.floor', '病例系数下限', 'least case coefficient', 'coefficient'),
  entry('case_coefficients.cap', '病例系数上限', 'greatest case coefficient', 'coefficient'),
  entry('case_coefficients.rules.*.name', '病例系数名称', 'name of a case coefficient'),
  entry('case_coefficients.rules.*.factor', '病例系数“{0}”', 'case coefficient {0}', 'coefficient'),
  entry(
    'case_coefficients.rules.*.hospital_coefficient',
    '病例系数“{0}”与机构系数',
    'case coefficient {0} and the hospital coefficient',
  ),
  entry('case_cost.without', '不计入费用的部分', 'parts left out of the cost'),
  entry('case_cost.paid_separately', '单独支付的部分', 'parts paid separately'),
  entry('group_values.*.unit', '病组数值“{0}”单位', 'value {0} of groups, unit'),
  entry('group_values.*.by_group.*', '病组数值“{0}”（{1}）', 'value {0} of groups {1}', 'coefficient'),
  entry('group_values.*.otherwise', '病组数值“{0}”（其余病组）', 'value {0} of other groups', 'coefficient'),
  entry('special_cases.*.name', '特殊病例名称', 'name of a special case'),
  entry('special_cases.*.title.zh', '特殊病例“{0}”标题（中文）', 'special case {0}, title in Chinese'),
  entry('special_cases.*.title.en', '特殊病例“{0}”标题（英文）', 'special case {0}, title in English'),
  entry('special_cases.*.pay', '特殊病例“{0}”支付', 'special case {0}, pay', 'formula'),
  entry('special_cases.*.per_diem.unit', '特殊病例“{0}”床日单位', 'special case {0}, unit of a day'),
  entry('special_cases.*.per_diem.bands.*.name', '床日分段名称', 'name of a band of days'),
  entry(
    'special_cases.*.per_diem.bands.*.to_day',
    '特殊病例“{0}”床日分段“{1}”末日',
    'special case {0}, days {1}, last day',
    'days',
  ),
  entry(
    'special_cases.*.per_diem.bands.*.daily',
    '特殊病例“{0}”床日分段“{1}”标准',
    'special case {0}, days {1}, amount a day',
    'yuan',
  ),
  entry(
    'special_cases.*.per_diem.by_level.*',
    '特殊病例“{0}”床日系数（{1} 级）',
    'special case {0}, factor of level {1}',
    'coefficient',
  ),
  entry('special_cases.*.settle_as.*', '特殊病例“{0}”：{1} 改按病组', 'special case {0}: {1} settled as group'),
  entry('special_cases.*.application.of', '特殊病例“{0}”申请基准', 'special case {0}, basis of application'),
  entry('special_cases.*.application.from', '特殊病例“{0}”申请起点', 'special case {0}, application from', 'multiple'),
  entry(
    'special_cases.*.application.from_included',
    '特殊病例“{0}”含申请起点',
    'special case {0}, application from included',
  ),
  entry('special_cases.*.quota.share', '特殊病例“{0}”例数上限', 'special case {0}, quota', 'share'),
  entry(
    'special_cases.*.quota.by_level.*',
    '特殊病例“{0}”例数上限（{1} 级）',
    'special case {0}, quota of level {1}',
    'share',
  ),
  entry('special_cases.*.quota.base', '特殊病例“{0}”名额基数', 'special case {0}, base of the quota'),
  entry('special_cases.*.quota.order', '特殊病例“{0}”排序', 'special case {0}, order of the quota'),
  entry('special_cases.*.counts', '特殊病例“{0}”在组内或组外', 'special case {0}, inside or outside the groups'),
  entry('special_cases.*.fallback', '特殊病例“{0}”算不出时', 'special case {0}, where the formula has no amount'),
];

const CLEARING_LABELS: readonly ParameterLabel[] = [
  entry('clearing.steps.*.step', '清算步骤“{0}”种类', 'clearing step {0}, kind'),
  entry('clearing.steps.*.name', '清算步骤名称', 'name of a clearing step'),
  entry('clearing.steps.*.title.zh', '清算步骤“{0}”标题（中文）', 'clearing step {0}, title in Chinese'),
  entry('clearing.steps.*.title.en', '清算步骤“{0}”标题（英文）', 'clearing step {0}, title in English'),
  entry('clearing.steps.*.base', '清算步骤“{0}”基数', 'clearing step {0}, base'),
  entry('clearing.steps.*.amount', '清算步骤“{0}”金额', 'clearing step {0}, amount', 'formula'),
  entry('clearing.steps.*.by', '清算步骤“{0}”分配依据', 'clearing step {0}, shared by'),
  entry('clearing.steps.*.insurances', '清算步骤“{0}”险种', 'clearing step {0}, insurances'),
  entry('clearing.steps.*.floor', '清算步骤“{0}”下限', 'clearing step {0}, floor', 'yuan'),
  entry('clearing.steps.*.cap', '清算步骤“{0}”上限', 'clearing step {0}, cap', 'yuan'),
  entry('clearing.steps.*.pool_side', '清算步骤“{0}”资金来源', 'clearing step {0}, side of the pool'),
  entry('clearing.steps.*.kind', '清算步骤“{0}”性质', 'clearing step {0}, payment or cash'),
];

/** Every parameter of the policy schema, in document order; a test holds this list and the schema together. */
export const PARAMETER_LABELS: readonly ParameterLabel[] = [
  entry('id', '政策标识', 'policy id'),
  entry('title.zh', '标题（中文）', 'title in Chinese'),
  entry('title.en', '标题（英文）', 'title in English'),
  entry('region', '统筹地区', 'pooling region'),
  entry('year', '年度', 'year'),
  entry('scheme', '分组方案', 'grouping scheme'),
  entry('grouping.*', '分组口径 {0}', 'switch of grouping {0}'),
  entry(
    'grouping.unrelated_procedure.*',
    '分组口径 unrelated_procedure（MDC {0}）',
    'switch of grouping unrelated_procedure, MDC {0}',
  ),
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
  entry('pools.*.adjustment_fund', '调剂金比例（{0}）', 'adjustment fund ({0})', 'share'),
  entry('pools.*.origin', '参保人来源（{0}）', 'origin of the insured ({0})'),
  entry('origins.column', '参保人来源取自列', 'column of the origin of the insured'),
  entry('origins.local', '来源：本地', 'origins that are local'),
  entry('origins.other_city', '来源：省内异地', 'origins in another city of the province'),
  entry('origins.other_province', '来源：跨省', 'origins in another province'),
  entry('weights.table', '权重表', 'weight table'),
  entry('weights.use', '病组按何支付', 'what the groups pay by'),
  entry('weights.without_standard', '没有公布支付标准的病组', 'groups without a published standard'),
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
  entry('weights.conversion.divisor', '均费除以', 'means are divided by'),
  entry('weights.conversion.group', '基准病组', 'benchmark group'),
  entry('weights.conversion.quota', '基准定额', 'fixed amount that means are divided by', 'yuan'),
  entry('weights.conversion.multiplier', '换算乘数', 'multiplier', 'multiple'),
  entry('weights.conversion.unstable', '非稳定组均费口径', 'mean of unstable groups'),
  entry('weights.structure.*', '费用结构调整（{0}）', 'factor on cost part {0}', 'coefficient'),
  entry('weights.adjustments.*.name', '权重调整名称', 'name of a weight adjustment'),
  entry('weights.adjustments.*.groups', '权重调整“{0}”病组', 'weight adjustment {0}, groups'),
  entry('weights.adjustments.*.factor', '权重调整“{0}”系数', 'weight adjustment {0}, factor', 'coefficient'),
  entry('hospital_coefficient.by_level.*', '机构系数（{0} 级）', 'hospital coefficient (level {0})', 'coefficient'),
  entry('hospital_coefficient.by_hospital', '按医院的机构系数', 'coefficients of named hospitals', 'coefficient'),
  entry('hospital_coefficient.by_hospital.*', '机构系数（{0}）', 'hospital coefficient ({0})', 'coefficient'),
  entry('hospital_coefficient.by_grade.*', '机构系数（{0}）', 'hospital coefficient ({0})', 'coefficient'),
  ...COMPONENT_LABELS,
  entry('hospital_coefficient.floor', '机构系数下限', 'least hospital coefficient', 'coefficient'),
  entry('hospital_coefficient.cap', '机构系数上限', 'greatest hospital coefficient', 'coefficient'),
  entry('hospital_coefficient.decimals', '机构系数小数位', 'decimals of the hospital coefficient', 'decimals'),
  entry('hospital_coefficient.group_coefficients', '病组自身系数', "group's own coefficients"),
  ...CASE_RULE_LABELS,
  ...AUXILIARY_LABELS,
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
  entry(
    'outliers.bands.*.quota.by_level.*',
    '倍率分段“{0}”例数上限（{1} 级）',
    'outlier band {0}, quota of level {1}',
    'share',
  ),
  entry('outliers.bands.*.quota.base', '倍率分段“{0}”名额基数', 'outlier band {0}, base of the quota'),
  entry('outliers.bands.*.fallback', '倍率分段“{0}”算不出时', 'outlier band {0}, where the formula has no amount'),
  entry('outliers.low_exempt_discharge_types', '不作低倍率的离院方式', 'discharge types that are never low outliers'),
  entry(
    'outliers.low_exempt_los_days.from',
    '不作低倍率的住院天数下界',
    'stays that are never low outliers, from',
    'days',
  ),
  entry(
    'outliers.low_exempt_los_days.from_included',
    '不作低倍率的住院天数含下界',
    'stays that are never low outliers, from included',
  ),
  entry('outliers.low_exempt_los_days.to', '不作低倍率的住院天数上界', 'stays that are never low outliers, to', 'days'),
  entry(
    'outliers.low_exempt_los_days.to_included',
    '不作低倍率的住院天数含上界',
    'stays that are never low outliers, to included',
  ),
  entry('outliers.thin_cases', '均费单元最少例数', 'least cases of a cell of means', 'count'),
  entry('supplements.*.name', '补偿名称', 'name of a supplement'),
  entry('supplements.*.title.zh', '补偿“{0}”标题（中文）', 'supplement {0}, title in Chinese'),
  entry('supplements.*.title.en', '补偿“{0}”标题（英文）', 'supplement {0}, title in English'),
  entry('supplements.*.amount', '补偿“{0}”金额', 'supplement {0}, amount', 'formula'),
  entry('supplements.*.cap', '补偿“{0}”上限', 'supplement {0}, cap', 'yuan'),
  entry('ungrouped', '未入组病例', 'ungrouped cases'),
  entry('ungrouped.share_of_items', '未入组病例按项目金额的比例', 'ungrouped cases, share of items', 'share'),
  entry('unrelated_procedure', '手术与主诊断无关（QY）病例', 'cases with an unrelated procedure (QY)'),
  entry('unrelated_procedure.share_of_items', 'QY 病例按项目金额的比例', 'QY cases, share of items', 'share'),
  entry('unweighted', '无权重病组', 'groups without a weight'),
  entry('unweighted.share_of_items', '无权重病组按项目金额的比例', 'groups without a weight, share of items', 'share'),
  ...BENEFIT_LABELS,
  entry('rate.kind', '费率方式', 'kind of rate'),
  entry('rate.value', '费率', 'rate', 'yuan_per_weight'),
  entry('rate.value.*', '费率（{0}）', 'rate ({0})', 'yuan_per_weight'),
  entry('rate.denominator', '费率分母', 'denominator of the rate'),
  entry('rate.opening', '期初点值（费率）', 'opening value', 'yuan_per_weight'),
  entry('rate.opening.*', '期初点值（费率）（{0}）', 'opening value ({0})', 'yuan_per_weight'),
  entry('rate.form', '浮动口径', 'form of the floating value'),
  entry('rate.period', '浮动周期', 'period of the floating value'),
  entry('rate.period_shares', '各期预算份额', 'shares of the budget by period'),
  entry('rate.decimals', '清算点值小数位', 'decimals of the closing value', 'decimals'),
  entry('rate.floor', '清算点值下限', 'least closing value', 'yuan_per_weight'),
  entry('rate.cap', '清算点值上限', 'greatest closing value', 'yuan_per_weight'),
  entry('rate.fixed', '固定费率部分', 'fixed part of the rate', 'yuan_per_weight'),
  entry('rate.fixed.*', '固定费率部分（{0}）', 'fixed part of the rate ({0})', 'yuan_per_weight'),
  entry('rate.formula', '弹性费率公式', 'formula of the elastic rate', 'formula'),
  entry('rate.fixed_groups', '固定费率病组', 'groups at the fixed rate'),
  entry('clearing.steps', '清算步骤', 'steps of clearing'),
  ...CLEARING_LABELS,
  entry('clearing.monthly.advance_ratio', '月度拨付比例', 'ratio of the monthly advance', 'multiple'),
  entry('clearing.monthly.paid_share', '月度实拨比例', 'share of the month that is paid', 'share'),
  entry('clearing.region_split.*.name', '地区分担名称', 'name of a split between regions'),
  entry('clearing.region_split.*.insurances', '地区分担“{0}”险种', 'split {0}, insurances'),
  entry('clearing.region_split.*.of', '地区分担“{0}”对象', 'split {0}, of'),
  entry('clearing.region_split.*.shares.*', '地区分担“{0}”比例（{1}）', 'split {0}, share of {1}', 'share'),
  entry('clearing.due', '清算截止日', 'day on which clearing is due'),
  entry('retention.level', '结余留用核算层级', 'level of retention'),
  entry('retention.against', '留用分担对照', 'what retention compares with'),
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
  ...COMMUNITY_LABELS,
  entry('tables.weights.*', '权重 {0}', 'weight {0}', 'coefficient'),
];

const PATTERNS = PARAMETER_LABELS.map((label) => ({ label, parts: label.path.split('.') }));

/** The rules that have a `when`, and how their tests are introduced. */
const RULES_WITH_TESTS: readonly { readonly path: string; readonly label: Text }[] = [
  { path: 'outliers.bands.*', label: { zh: '倍率分段“{0}”条件', en: 'outlier band {0}, condition' } },
  { path: 'case_coefficients.rules.*', label: { zh: '病例系数“{0}”条件', en: 'case coefficient {0}, condition' } },
  { path: 'special_cases.*', label: { zh: '特殊病例“{0}”条件', en: 'special case {0}, condition' } },
  { path: 'supplements.*', label: { zh: '补偿“{0}”条件', en: 'supplement {0}, condition' } },
];

function labelOfTest(path: string): ParameterLabel | undefined {
  const at = path.indexOf('.when.');
  if (at < 0) return undefined;
  const test = caseTestLabel(path.slice(at + '.when.'.length));
  const rule = RULES_WITH_TESTS.find((one) => path.startsWith(one.path.slice(0, -1)));
  if (test === undefined || rule === undefined) return undefined;
  const name = path.slice(rule.path.length - 1, at);
  const join = (first: string, second: string) => first.replace('{0}', name) + second;
  return {
    path,
    unit: test.unit,
    label: {
      zh: join(rule.label.zh, `：${test.label.zh}`),
      en: join(rule.label.en, `: ${test.label.en}`),
    },
  };
}

/** Label and unit of a path; undefined for a path that no list knows. */
export function parameterLabel(path: string): ParameterLabel | undefined {
  const ofTest = labelOfTest(path);
  if (ofTest !== undefined) return ofTest;
  const parts = path.split('.');
  for (const { label, parts: pattern } of PATTERNS) {
    if (pattern.length !== parts.length || !pattern.every((part, i) => part === '*' || part === parts[i])) continue;
    const names = parts.filter((_, i) => pattern[i] === '*').map((name) => insuranceName(name));
    const fill = (language: 'zh' | 'en') =>
      label.label[language].replace(/\{([01])\}/g, (_, index) => names[Number(index)]?.[language] ?? '');
    return { path, unit: label.unit, label: { zh: fill('zh'), en: fill('en') } };
  }
  return undefined;
}
