import { defineErrors, InputError } from '../../kernel/errors.js';

export const BUDGET_ERRORS = defineErrors(InputError, {
  budget_not_found: {
    zh: '找不到动态预算文件“{name}”。请检查路径。',
    en: 'no budget file "{name}". Check the path.',
  },
  budget_invalid: {
    zh: '动态预算有 {count} 处错误，未采用任何值：\n{problems_zh}',
    en: 'the budget has {count} problem(s); nothing of it is used:\n{problems_en}',
  },
  budget_insurance_twice: {
    zh: '动态预算中险种 {insurance} 出现两次，请合并。',
    en: 'the budget has {insurance} twice; merge them.',
  },
  budget_without_pool: {
    zh: '动态预算有险种 {insurance}，但政策没有它的资金池。请在政策的 pools 中写上，或从预算中去掉。',
    en: 'the budget is about {insurance}, of which the policy has no pool. Write it under pools, or take it out of the budget.',
  },
  budget_spectrum_sum: {
    zh: '险种 {insurance} 的疾病谱份额合计为 {sum}，应为 1。请补上其余病种（growth 可为 0）。',
    en: 'the shares of the disease spectrum of {insurance} add up to {sum}, not 1. Add the rest (its growth may be 0).',
  },
  budget_ages_wrong: {
    zh: '险种 {insurance} 的年龄段在 {age} 岁处有空缺或重叠。请让各段从 0 岁起首尾相接，末段不写 until。',
    en: 'the age bands of {insurance} have a hole or overlap at the age of {age}. Let them follow each other from 0 on, the last without until.',
  },
  budget_people_missing: {
    zh: '参保人口表没有{insurance}在 {day} 有效的行。请补上该日的人口，或改 people_on。',
    en: 'population.csv has no row of {insurance} in force on {day}. Add the people of that day, or change people_on.',
  },
  budget_people_band: {
    zh: '参保人口表中{insurance}的年龄段 {band} 跨越了动态预算的年龄段（{ages}）。请按这些年龄段拆分人口。',
    en: 'the ages {band} of {insurance} in population.csv lie in two age bands of the budget ({ages}). Split the people by these bands.',
  },
  budget_fund_too_large: {
    zh: '险种 {insurance} 的下年基金超过 {most} 元，无法精确到分。请核对人口、年龄系数与增长率。',
    en: 'the fund of {insurance} next year is above {most} yuan, where a fen would not be exact. Check people, costs by age and growth.',
  },
  budget_growth_limits: {
    zh: '险种 {insurance} 的 least_growth 大于 most_growth。请改正。',
    en: 'least_growth of {insurance} is above its most_growth. Correct them.',
  },
});
