import type { Text } from '../../../kernel/errors.js';
import type { DipKind, DipPreference, DipTier } from '../../../schemes/dip/dip-document.js';

/** Words of DIP explanations, in both languages. */

export const KIND_WORDS: Readonly<Record<DipKind, Text>> = {
  conservative: { zh: '保守治疗', en: 'conservative' },
  diagnostic: { zh: '诊断性操作', en: 'diagnostic' },
  therapeutic: { zh: '治疗性操作', en: 'therapeutic' },
  surgical: { zh: '手术', en: 'surgical' },
  procedure: { zh: '手术操作（未分类）', en: 'procedure of no stated class' },
};

/** Of an entry that takes every case, whatever its procedures. */
export const ANY_TREATMENT: Text = { zh: '不限治疗方式', en: 'any treatment' };

export const TIER_WORDS: Readonly<Record<DipTier, Text>> = {
  core: { zh: '核心病种', en: 'core' },
  basic: { zh: '基础病种', en: 'basic' },
  comprehensive: { zh: '综合病种', en: 'comprehensive' },
  fallback: { zh: '兜底病种', en: 'fallback' },
};

/** By what a candidate lost. */
export const LOST_BY: Readonly<Record<DipPreference | 'earlier_step', Text>> = {
  more_related_parts: { zh: '相关手术操作较少', en: 'fewer related parts' },
  more_matched_procedures: { zh: '匹配到的手术操作较少', en: 'fewer procedures of the case matched' },
  nearest_mean_cost: { zh: '病种均费与本例费用相差较大', en: 'mean cost farther from the cost of the case' },
  kind_order: { zh: '病种类型次序在后', en: 'later in the order of types' },
  tier_order: { zh: '病种层级次序在后', en: 'later in the order of tiers' },
  longer_diagnosis: { zh: '匹配的诊断编码较短', en: 'a shorter part of the diagnosis code matched' },
  higher_score: { zh: '分值较低', en: 'lower score' },
  lower_sequence: { zh: '序号在后', en: 'higher number' },
  earlier_step: { zh: '前面的步骤已入组', en: 'an earlier step had decided' },
};

export const EXCLUDED_WORDS: Readonly<Record<'conservative' | 'not_main', Text>> = {
  conservative: { zh: '不纳入分组的手术操作', en: 'a procedure that does not group' },
  not_main: { zh: '不能作为主要手术操作', en: 'may not be the main procedure' },
};

/** Reasons that mean something else than under DRG, where a principal stands in the lists of chapters. */
export const DIP_REASONS: Readonly<Partial<Record<string, Text>>> = {
  not_allowed_as_principal: {
    zh: '主要诊断属于不纳入分组的诊断，请按病历核对并另选主要诊断',
    en: 'the principal diagnosis is one that does not group; check it against the record and choose another',
  },
};
