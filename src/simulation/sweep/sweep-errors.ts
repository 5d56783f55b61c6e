import { defineErrors, OptionError } from '../../kernel/errors.js';

export const SWEEP_ERRORS = defineErrors(OptionError, {
  vary_unreadable: {
    zh: '--vary “{text}”无法识别。请写成 路径=起:止:步长、路径=值,值,… ，求解时写 路径=下限..上限；*= 表示乘，+= 表示加，例如 rate.value=11000:13000:250、outliers.bands.high.from=2,2.5,3。',
    en: '--vary "{text}" is not understood. Write path=from:to:step, path=value,value,… or, with a goal, path=low..high; *= scales and += adds, e.g. rate.value=11000:13000:250 or outliers.bands.high.from=2,2.5,3.',
  },
  vary_count: {
    zh: '扫描可变动一至两个参数，求解变动一个；这里给出了 {count} 个 --vary。',
    en: 'a sweep varies one or two parameters, a goal one; {count} --vary were given.',
  },
  vary_twice: {
    zh: '两个 --vary 都变动 {path}。请合并为一个。',
    en: 'two --vary change {path}. Make them one.',
  },
  vary_needs_range: {
    zh: '求解 {goal} 需要一个区间：--vary {path}=下限..上限。',
    en: 'the goal {goal} needs a range to look in: --vary {path}=low..high.',
  },
  vary_needs_values: {
    zh: '“{text}”是求解的区间；扫描请写 起:止:步长 或 值,值,…，或加上 --goal。',
    en: '"{text}" is a range for a goal; a sweep needs from:to:step or value,value,…, or add --goal.',
  },
  sweep_too_large: {
    zh: '扫描共 {points} 个点，上限 {most} 个；用单元约需 {cells}，逐例计算约需 {pass}（按每百万病例估计）。请加大步长或减少取值。',
    en: 'the sweep has {points} points, at most {most} are run; they would take about {cells} by cells or {pass} by full passes (estimated for a million cases). Take wider steps or fewer values.',
  },
  goal_unreadable: {
    zh: '--goal “{text}”无法识别。请写成 指标=数值、指标>=数值 或 指标<=数值，例如 fund.balance=0。',
    en: '--goal "{text}" is not understood. Write measure=number, measure>=number or measure<=number, e.g. fund.balance=0.',
  },
  goal_unmeasurable: {
    zh: '目标“{measure}”无法测算。相近的有：{nearest}。可用的指标：{known}。',
    en: 'the goal "{measure}" cannot be measured. Nearest: {nearest}. Measures: {known}.',
  },
  goal_without_subject: {
    zh: '目标“{measure}”无法测算：{subject} 在本次数据或政策中不存在。已有：{known}。',
    en: 'the goal "{measure}" cannot be measured: there is no {subject} in these data or this policy. There are: {known}.',
  },
});
