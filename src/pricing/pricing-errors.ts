import { defineErrors, PolicyError } from '../kernel/errors.js';

/** What a policy and a file of cases can disagree about before a single case is priced. */
export const PRICING_ERRORS = defineErrors(PolicyError, {
  cases_outside_policy_year: {
    zh: '有 {count} 个病例的{label_zh}（{column}）不在政策年度内（{from} 至 {last}），第一个为第 {row} 行（不计表头；{day}）。请去掉这些行，改用该年度的政策，或调整政策的 year_by；用这一年的病例测算另一年的规则，请把政策（或情景文件）的 year 写成病例的年度。',
    en: '{count} cases have a {label_en} ({column}) outside the policy year ({from} to {last}), the first in row {row} (not counting the heading; {day}). Remove these rows, use the policy of their year, or change year_by in the policy; to try rules of another year on these cases, write the year of the cases as year of the policy (or of the scenario file).',
  },
  cases_without_policy_day: {
    zh: '政策或登记表在年内有 {periods} 段取值，但有 {count} 个病例缺少{label_zh}（{column}），第一个为第 {row} 行（不计表头），无法判定适用哪一段。请补上日期，或改用全年不变的政策和登记表。',
    en: 'the policy or the register has {periods} periods within the year, but {count} cases have no {label_en} ({column}), the first in row {row} (not counting the heading), so that their period is unknown. Supply the date, or use a policy and a register that are constant over the year.',
  },
  rate_missing_for_insurance: {
    zh: '资金池“{insurance}”没有费率。请在 rate.value 中为该险种写明费率（元/权重）。',
    en: 'pool "{insurance}" has no rate. State one for this insurance in rate.value (yuan per weight).',
  },
  rate_kind_changes_within_year: {
    zh: '费率方式在年内由“{first}”变为“{second}”；按预算测算的费率只能全年一致。请统一 rate.kind。',
    en: 'rate.kind changes within the year from "{first}" to "{second}"; a rate from the budget must hold for the whole year. Use one kind.',
  },
  weights_of_other_scheme: {
    zh: '权重表属于分组方案“{found}”，病例按“{expected}”分组；病组代码不能跨方案使用。请换用同一方案的权重表。',
    en: 'the weight table belongs to scheme "{found}", the cases were grouped by "{expected}"; a group code means nothing in another scheme. Use a weight table of the same scheme.',
  },
  cases_refused_by_policy: {
    zh: '政策规定“{rule}: refuse”，但有 {count} 个这样的病例（例如 {cases}）。请先处理这些病例，或改为 by_item、zero 或 share_of_items。',
    en: 'the policy says "{rule}: refuse", and there are {count} such cases ({cases} …). Deal with them first, or let the policy say by_item, zero or share_of_items.',
  },
  band_formula_without_amount: {
    zh: '公式对 {count} 个病例算不出金额（例如 {cases}）：{rules}。其中除数为零 {zero} 例，缺少所需的值 {missing} 例（病例没有的费用或天数、按病例定额时的 rate、没有均费的 group_mean、病组没有的 group_values），结果过大 {large} 例。{remedy_zh}',
    en: 'a formula gives no amount for {count} cases ({cases} …): {rules}. Of them {zero} divide by zero, {missing} lack a value (an amount or days that the case does not have, rate where one standard holds for all, group_mean of a group without cases, a group value that the group does not have), {large} are beyond what can be exact. {remedy_en}',
  },
  amount_too_large: {
    zh: '{count} 个病例的标准、支付额或点数（分值）过大（例如 {cases}），超出可精确计算的范围。请检查费率或点值、权重（点数、分值）和系数。',
    en: 'the standard, pay or points of {count} cases ({cases} …) are too large to be exact. Check the rate or point value, weights (points, scores) and coefficients.',
  },
  standards_missing: {
    zh: '政策按公布的支付标准付费（weights.use: standard），但权重表没有任何支付标准。请在权重表中加入 standard 列（如 standard:grade=三甲），或去掉 weights.use。',
    en: 'the policy pays by published standards (weights.use: standard), and the weight table states none. Add columns such as standard:level=3 to the table, or take weights.use away.',
  },
  origin_unknown: {
    zh: '资金池按参保人来源划分，但无法判断“{value}”（就医地 {care}）是本地、省内异地还是跨省。请在政策的 origins 中用 local、other_city、other_province 列出，或改用行政区划代码。',
    en: 'pools are for people of one origin, and nothing says whether "{value}" (care in {care}) is local, another city of the province or another province. List it in origins of the policy under local, other_city or other_province, or use administrative codes.',
  },
  settle_as_unknown_group: {
    zh: 'settle_as 指向的病组“{group}”不在分组方案中。请核对代码。',
    en: 'settle_as names the group "{group}", which the scheme does not have. Check the code.',
  },
  coefficient_missing: {
    zh: '机构 {hospital} 没有系数分项“{component}”的值。请在登记表、权重表或政策中补上，或写明 missing（缺失时取值）。',
    en: 'hospital {hospital} has no value for the coefficient component "{component}". Supply it in the register, the weight table or the policy, or state `missing`.',
  },
  coefficient_too_long: {
    zh: '机构 {hospital} 的系数位数过多，无法精确计算。请用 hospital_coefficient.decimals 写明小数位。',
    en: 'the coefficient of hospital {hospital} has too many digits to be exact. State hospital_coefficient.decimals.',
  },
  group_means_missing: {
    zh: '倍率基准为 level_mean（上年同级均费），但没有病组次均费用表。请用 --group-means 给出 group-means.csv。',
    en: "the basis of outlier bands is level_mean (last year's mean at the same level), but there is no table of means. Give group-means.csv with --group-means.",
  },
  unit_of_other_method: {
    zh: '付费方式 {method} 需要以{expected}为单位的权重表，实际为 {found}。请换用相应的表，或修改 method。',
    en: 'method {method} needs a table of {expected}, found one of {found}. Use the table that belongs to it, or change method.',
  },
  decimals_too_many: {
    zh: '数值 {value} 与另一个有 {decimals} 位小数的数值放在一起，位数过多，无法精确计算。请减少权重、系数、费率或病组取值的小数位。',
    en: 'the number {value} stands beside one of {decimals} decimals; with so many digits it cannot be exact. Use fewer decimals in weights, coefficients, rates or group values.',
  },
  facts_missing: {
    zh: '政策的条件用到病例指标“{name}”，但没有计算它。已有：{known}。请核对名称，或提供该指标所需的目录文件。',
    en: 'a condition of the policy uses the fact "{name}" of cases, which was not computed. There are: {known}. Check the name, or supply the list that it needs.',
  },
  links_missing: {
    zh: '政策的条件用到再入院，但没有前后住院的关联数据。请提供 patient_key、admit_date、discharge_date 三列。',
    en: 'a condition of the policy is about readmissions, but stays were not linked. Supply the columns patient_key, admit_date and discharge_date.',
  },
});
