import { defineErrors, InputError, PolicyError } from '../kernel/errors.js';

export const WEIGHT_INPUT_ERRORS = defineErrors(InputError, {
  weights_no_cases: {
    zh: '历史数据中没有可用于测算权重的病例（共 {cases} 例，全部被排除：{excluded}）。请检查历史文件的年度、费用和分组结果。',
    en: 'no case of the history can make weights ({cases} cases, all left out: {excluded}). Check the years, costs and groups of the history files.',
  },
  weight_years_mismatch: {
    zh: '政策 weights.years 有 {factors} 个年度系数，但历史数据是 {found} 个年度（{years}）。请使系数个数与年度数一致，或改为 pooled。',
    en: 'weights.years of the policy has {factors} factors, the history has {found} years ({years}). Give one factor a year, old to new, or use pooled.',
  },
  weight_years_missing: {
    zh: '按年度加权需要每个病例的出院（结算）日期，历史数据缺少该列。请补充日期列，或将 weights.years 改为 pooled。',
    en: 'weighting by years needs the date of each case, and the history has none. Add the date column, or set weights.years to pooled.',
  },
  weight_file_unreadable: {
    zh: '无法打开权重文件“{file}”（{problem}）。请检查路径与读取权限。',
    en: 'the weight file "{file}" cannot be opened ({problem}). Check its path and that it may be read.',
  },
  weight_file_encoding: {
    zh: '权重文件“{file}”既不是 UTF-8 也不是 GB18030 编码的文本。请另存为 CSV（UTF-8）后重试；工作簿（.xlsx）不能直接使用。',
    en: 'the weight file "{file}" is text in neither UTF-8 nor GB18030. Save it as CSV (UTF-8) and try again; a workbook (.xlsx) cannot be used as it is.',
  },
  weight_column_missing: {
    zh: '权重文件“{file}”缺少列 {missing}（读到的列名：{headings}）。首行须有 group（病组编码）与 weight（权重）两列；请改正列名。',
    en: 'the weight file "{file}" lacks the column {missing} (headings found: {headings}). Its first row must have group (the code) and weight; correct the headings.',
  },
});

export const WEIGHT_POLICY_ERRORS = defineErrors(PolicyError, {
  weight_key_ambiguous: {
    zh: '病组 {group} 同时适用 {first} 与 {second}，无法确定用哪一个值。请在权重表中为两者兼具的病例增加一列。',
    en: 'group {group} has a value for {first} and one for {second}, and neither is the more exact one. Add a column for cases of both to the weight table.',
  },
  weight_conversion_incomplete: {
    zh: 'weights.conversion.divisor 为 {divisor}，但没有写出 {missing} 的值。请补上，或改为 overall_mean。',
    en: 'weights.conversion.divisor is {divisor}, but the value of {missing} is not given. Add it, or use overall_mean.',
  },
  score_benchmark_missing: {
    zh: '基准病种 {group} 不在方案中，或历史数据中没有可用病例，无法折算分值。请改用有病例的基准病种，或以总体均值折算。',
    en: 'the benchmark group {group} is not in the scheme or has no usable case in the history, so no score follows from it. Name a group with cases, or take the overall mean.',
  },
  weight_adjustment_unmatched: {
    zh: '权重调整“{pattern}”与任何有权重的病组都不匹配。最接近的病组编码：{nearest}。请改正编码；* 代表任意字符。',
    en: 'the adjustment "{pattern}" matches no group with a weight. Nearest codes: {nearest}. Correct the code; * stands for any characters.',
  },
  weight_adjustment_no_cases: {
    zh: '权重表没有病例数，无法使调整前后的总权重不变。请用带 cases 列的权重表，或由历史病例测算。',
    en: 'the weight table has no counts of cases, so the total weight cannot be kept. Use a table with the column cases, or make the weights from past cases.',
  },
  weight_structure_no_parts: {
    zh: '按费用结构调整权重需要费用构成各列，历史数据缺少：{missing}。请补充这些列，或去掉结构调整。',
    en: 'adjusting weights by the structure of costs needs its parts, and the history lacks {missing}. Add these columns, or leave the adjustment out.',
  },
  weight_pattern_unmatched: {
    zh: '改革补丁 tables.weights.{pattern} 与任何病组都不匹配。最接近的病组编码：{nearest}。请改正编码；* 代表任意字符。',
    en: 'the patch tables.weights.{pattern} matches no group. Nearest codes: {nearest}. Correct the code; * stands for any characters.',
  },
  weight_pattern_unweighted: {
    zh: '改革补丁 tables.weights.{pattern} 匹配的病组都没有权重，不能按比例或增减调整。请用 value 直接给出权重。',
    en: 'no group matched by tables.weights.{pattern} has a weight to scale or to add to. Give the weight itself with value.',
  },
  weight_patch_not_positive: {
    zh: '改革补丁 tables.weights.{pattern} 使病组 {group} 的权重变为 {weight}，权重必须大于 0。请检查 value、scale 或 add。',
    en: 'the patch tables.weights.{pattern} makes the weight of group {group} {weight}; a weight must be above 0. Check value, scale or add.',
  },
  budget_rate_no_weight: {
    zh: '{insurance} 统筹池没有按病组付费的权重，无法由预算推算费率。请检查病例的险种、分组与权重表。',
    en: 'the pool {insurance} has no weight paid through groups, so no rate follows from its budget. Check insurance, groups and weights of its cases.',
  },
  budget_rate_no_share: {
    zh: '{insurance} 统筹池缺少 fund_share（基金实际支付比例），无法由预算推算费率。请在 pools 中填写基金支出占住院总费用的比例（不是目录内报销比例）。',
    en: 'the pool {insurance} has no fund_share, so no rate follows from its budget. Write the share of total charges that the fund bears (not the in-list share) in pools.',
  },
  budget_rate_spent: {
    zh: '{insurance} 统筹池的预算 {budget} 元在扣除按项目等支付的 {carvedOut} 元后没有剩余，费率将不为正。请核对预算与基金支付比例。',
    en: 'the budget of the pool {insurance}, {budget} yuan of charges, is used up by {carvedOut} yuan outside the groups: the rate would not be positive. Check the budget and the fund share.',
  },
});
