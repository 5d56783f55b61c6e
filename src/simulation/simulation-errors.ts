import { ClosingError, defineErrors, InputError } from '../kernel/errors.js';

export const SCENARIO_ERRORS = defineErrors(InputError, {
  scenario_not_found: {
    zh: '找不到情景文件“{name}”。请检查路径。',
    en: 'no scenario file "{name}". Check the path.',
  },
  scenario_invalid: {
    zh: '情景文件有 {count} 处错误，未采用任何值：\n{problems_zh}',
    en: 'the scenario has {count} problem(s); nothing of it is used:\n{problems_en}',
  },
  scenario_with_policy: {
    zh: '--scenario 已写明政策与改革，不能再给出 {options}。请去掉其一。',
    en: '--scenario names policy and reforms itself, so {options} cannot be given with it. Leave one out.',
  },
  price_cut_without_group: {
    zh: '降价项 {part} 的病组“{pattern}”不匹配分组方案中的任何病组。请检查编码，* 代表任意字符。',
    en: 'price cut of {part}: "{pattern}" matches no group of the scheme. Check the code; * stands for any characters.',
  },
  price_cut_without_history: {
    zh: '降价要影响权重（calibration: with_weights）需要由历史病例测算权重，而权重来自文件。请用 --history 代替 --weights，或改为 calibration: later。',
    en: 'a price cut that moves weights (calibration: with_weights) needs weights made from the history, but they come from a file. Give --history in place of --weights, or write calibration: later.',
  },
  attribution_needs_levers: {
    zh: '归因需要至少一项改革修改或降价；基线与改革之间没有任何可拆分的修改。请在情景或改革中加入修改，或去掉 --attribute。',
    en: 'attribution needs at least one patch or price cut, and there is none between baseline and reform. Add one to the scenario or reform, or leave --attribute out.',
  },
  attribution_too_many: {
    zh: '归因最多支持 {most} 项修改，现有 {count} 项。请把同类修改合并（例如用 * 匹配多个病组），或去掉 --attribute。',
    en: 'attribution takes at most {most} patches and cuts, and there are {count}. Write alike ones as one (a pattern with * for many groups), or leave --attribute out.',
  },
  attribution_of_two_policies: {
    zh: '--attribute 不能与 --against 或情景的 against 同用：两份政策之间没有可逐项拆分的修改。请把差异写成改革的修改。',
    en: '--attribute does not go with --against (or a scenario’s against): between two policies there are no single patches. Write the differences as patches of a reform.',
  },
  attribution_set_refused: {
    zh: '归因时单独采用修改 {levers} 得不到有效的政策（{reason_zh}）。这些修改只能一起成立：请把它们合并为一项修改，或去掉 --attribute。',
    en: 'for the attribution the patches {levers} alone do not make a valid policy ({reason_en}). They only hold together with others: write them as one patch, or leave --attribute out.',
  },
});

export const SIMULATION_ERRORS = defineErrors(ClosingError, {
  tables_not_reconciled: {
    exit: 3,
    status: 500,
    zh: '结果表之间不平：{table} 的 {measure} 为 {found}，应为 {expected}（共 {count} 处不平）。结果不可使用；请保留输入文件与政策并报告此问题。',
    en: 'the result tables do not add up: {measure} of {table} is {found}, expected {expected} ({count} differences in all). The result must not be used; keep the input and policy files and report this.',
  },
});
