import type { Text } from '../../kernel/errors.js';

/**
 * Why a case has another group under another scheme: one code a case. Where several hold, the first in this order, from
 * what a code is to how a group is called.
 */
export const MOVE_REASONS = [
  'code_unknown',
  'principal_excluded',
  'leading_changed',
  'class_changed',
  'procedure_validity',
  'chapter_changed',
  'unrelated_rule',
  'list_changed',
  'condition_changed',
  'order_changed',
  'severity_changed',
  'exclusion_changed',
  'suffix_rule',
  'renamed',
  'entry_removed',
  'entry_added',
  'entry_changed',
  'option_changed',
  'other_method',
] as const;
export type MoveReason = (typeof MOVE_REASONS)[number];

export const MOVE_REASON_WORDS: Readonly<Record<MoveReason, Text>> = {
  code_unknown: {
    zh: '起决定作用的编码只有一个方案收录',
    en: 'a code that decided is known to one scheme only',
  },
  principal_excluded: {
    zh: '主要诊断只在一个方案中不纳入分组',
    en: 'the principal does not group in one catalogue only',
  },
  leading_changed: {
    zh: '作主要手术的手术操作不同（不纳入分组的规则不同）',
    en: 'another procedure leads: the rules of excluded ones differ',
  },
  class_changed: { zh: '病例的治疗方式不同', en: 'the treatment class of the case is another' },
  procedure_validity: {
    zh: '主要手术操作是否有效不同（歧义组 QY 增减）',
    en: 'the first procedure is valid in one scheme only (QY gained or lost)',
  },
  chapter_changed: { zh: '主要诊断换了大类', en: "the principal's chapter is another" },
  unrelated_rule: {
    zh: '只有一个方案在此设歧义组（QY）',
    en: 'only one scheme has an unrelated-procedure (QY) rule in force here',
  },
  list_changed: {
    zh: '主要诊断或起决定作用的编码在别的 ADRG 的表中',
    en: "the principal or the deciding code is in another ADRG's list",
  },
  condition_changed: { zh: '大类或 ADRG 的条件不同', en: 'the condition of the chapter or ADRG is another' },
  order_changed: { zh: '两个 ADRG 的先后次序不同', en: 'two ADRGs that both hold stand in another order' },
  severity_changed: {
    zh: '其他诊断的 MCC/CC 等级不同',
    en: 'a secondary diagnosis gained, lost or changed its level (MCC, CC)',
  },
  exclusion_changed: {
    zh: '同级 MCC/CC 是否被主要诊断排除不同',
    en: 'a complication of the same level is excluded by the principal in one scheme only',
  },
  suffix_rule: {
    zh: '细分规则不同（年龄、技术或严重程度的分档）',
    en: 'the rule of the subdivision is another (age, technique or levels of severity)',
  },
  entry_removed: { zh: '原病种在新目录中已没有', en: 'the entry that took the case is gone' },
  entry_added: { zh: '归入新目录才有的病种', en: 'the entry that takes the case is new' },
  entry_changed: {
    zh: '病种的诊断、手术操作或条件已改，不再收下或新收下',
    en: 'diagnoses, procedures or condition of the entry were changed, so that it no longer takes the case or now does',
  },
  option_changed: { zh: '两个目录的选项不同', en: 'an option of the catalogues differs' },
  other_method: {
    zh: '付费方式不同（DRG 与 DIP），编码不可比',
    en: 'another method (DRG, DIP): the codes do not compare',
  },
  renamed: { zh: '内容相同，仅编码不同', en: 'same content under another code' },
};

/** What became of the cases of a flow. */
export const MOVE_KINDS = {
  stayed: { zh: '未变', en: 'stayed' },
  moved: { zh: '换组', en: 'moved' },
} as const satisfies Readonly<Record<string, Text>>;

/** The two schemes of a comparison. */
export const MOVE_SIDES = {
  from: { zh: '原方案', en: 'from' },
  to: { zh: '新方案', en: 'to' },
} as const satisfies Readonly<Record<string, Text>>;
