import { defineErrors, InputError } from '../../kernel/errors.js';

export const BEHAVIOUR_ERRORS = defineErrors(InputError, {
  behaviour_invalid: {
    zh: '行为假设有 {count} 处错误，未采用任何值：\n{problems_zh}',
    en: 'the behaviours have {count} problem(s); nothing of them is used:\n{problems_en}',
  },
  behaviour_unknown_name: {
    zh: '行为 {behaviour} 的 where.{part} 写有“{name}”，数据中没有。最接近的名称：{nearest}。请改正。',
    en: 'behaviour {behaviour}: where.{part} names "{name}", which the data do not have. Nearest names: {nearest}. Correct it.',
  },
  behaviour_unknown_hospital: {
    zh: '行为 {behaviour} 要退出的医疗机构“{name}”在数据中没有病例。最接近的代码：{nearest}。',
    en: 'behaviour {behaviour}: the hospital "{name}" that is to leave has no case in the data. Nearest ids: {nearest}.',
  },
  behaviour_needs_distances: {
    zh: '行为 {behaviour} 按等级与距离转移病例（destination: level_distance），但没有 distances。请写明 distances.csv 的路径，或改为 destination: share。',
    en: 'behaviour {behaviour} moves cases by level and distance (destination: level_distance) but names no distances. Write the path of a distances.csv, or destination: share.',
  },
  behaviour_shares_above_one: {
    zh: '行为 {behaviour} 的 private（{private}）与 vanish（{vanish}）之和超过 1，没有病例可转移。请改小其一。',
    en: 'behaviour {behaviour}: private ({private}) and vanish ({vanish}) come to more than 1; lower one of them.',
  },
  behaviour_same_level: {
    zh: '行为 {behaviour} 的 from_level 与 to_level 都是 {level}。转诊须在不同等级之间，请改正其一。',
    en: 'behaviour {behaviour}: from_level and to_level are both {level}. Referrals move between levels; correct one of them.',
  },
  behaviour_without_steps: {
    zh: '行为 {behaviour} 需要按严重程度细分的病组，分组方案 {scheme} 没有同一 ADRG 下权重不同的病组。请去掉该行为。',
    en: 'behaviour {behaviour} needs groups split by severity, and {scheme} has no ADRG with groups of different weight. Leave it out.',
  },
  behaviour_not_conserved: {
    zh: '行为 {behaviour} 之后病例或费用不平：{what} 应为 {expected}，实为 {found}。结果不可使用，请报告此问题。',
    en: 'after behaviour {behaviour} cases or charges do not add up: {what} should be {expected} and is {found}. The result must not be used; report this.',
    exit: 3,
    status: 500,
  },
  behaviour_twice: {
    zh: '情景文件已写明行为，又给出了 --behaviour {file}。请保留其一。',
    en: 'the scenario has behaviours, and --behaviour {file} gives others. Keep one of them.',
  },
  behaviour_needs_comparison: {
    zh: '行为假设需要基线与改革的对比，单一政策的运行没有改革。',
    en: 'behaviours answer a reform; a run under one policy has none.',
  },
});
