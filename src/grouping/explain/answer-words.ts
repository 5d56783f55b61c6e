import type { Text } from '../../kernel/errors.js';
import type { GroupReason, GroupStatus } from '../group-columns.js';

/** The outcomes of grouping in words. */
export const STATUS_WORDS: Readonly<Record<GroupStatus, Text>> = {
  grouped: { zh: '入组', en: 'grouped' },
  unrelated_procedure: { zh: '歧义病例（手术操作与主要诊断无关）', en: 'unrelated procedure (QY)' },
  ungrouped: { zh: '未入组', en: 'ungrouped' },
  rejected: { zh: '未读入', en: 'rejected' },
};

/** Why a case is ungrouped, and what to look at. */
export const REASON_WORDS: Readonly<Record<GroupReason, Text>> = {
  '': { zh: '', en: '' },
  no_principal: { zh: '没有主要诊断，请补录', en: 'there is no principal diagnosis; record one' },
  unknown_principal: {
    zh: '主要诊断不是本方案的有效编码，请按医保版编码改正',
    en: 'the principal diagnosis is not a code of this scheme; correct it to the insurance version of the codes',
  },
  not_allowed_as_principal: {
    zh: '该编码不能作主要诊断（不在任何大类的诊断表中），请另选主要诊断',
    en: 'this code is no principal diagnosis (it is in no chapter’s list); choose another principal',
  },
  missing_sex: { zh: '性别缺失，补录后即可入组', en: 'sex is missing; with it the case would be grouped' },
  sex_conflict: {
    zh: '性别与主要诊断所在大类不符，请核对性别与主要诊断',
    en: 'sex and the chapter of the principal diagnosis conflict; check both',
  },
  missing_age_years: {
    zh: '年龄（岁）缺失，有关条件无法判断',
    en: 'age in years is missing and a condition asks for it',
  },
  missing_age_days: {
    zh: '年龄（天）缺失，有关条件无法判断',
    en: 'age in days is missing and a condition asks for it',
  },
  missing_birth_weight_g: {
    zh: '出生体重缺失，有关条件无法判断',
    en: 'birth weight is missing and a condition asks for it',
  },
  missing_admission_weight_g: {
    zh: '新生儿入院体重缺失，有关条件无法判断',
    en: 'admission weight is missing and a condition asks for it',
  },
  missing_los_days: {
    zh: '住院天数缺失，有关条件无法判断',
    en: 'length of stay is missing and a condition asks for it',
  },
  missing_discharge_type: {
    zh: '离院方式缺失，有关条件无法判断',
    en: 'discharge type is missing and a condition asks for it',
  },
  in_no_group: { zh: '各项资料齐全，但没有任何组收入该病例', en: 'nothing is missing, but no group takes the case' },
};

/** The same as a few words, for columns of tables; what is missing is named. */
export const REASON_SHORT_WORDS: Readonly<Record<GroupReason, Text>> = {
  '': { zh: '', en: '' },
  no_principal: { zh: '没有主要诊断', en: 'no principal diagnosis' },
  unknown_principal: { zh: '主要诊断编码不在方案编码表中', en: 'principal diagnosis is no code of the scheme' },
  not_allowed_as_principal: { zh: '该诊断不能作主要诊断', en: 'not allowed as principal diagnosis' },
  missing_sex: { zh: '缺少性别', en: 'sex is missing' },
  sex_conflict: { zh: '性别与主要诊断大类不符', en: 'sex against the chapter' },
  missing_age_years: { zh: '缺少年龄（岁）', en: 'age in years is missing' },
  missing_age_days: { zh: '缺少年龄（天）', en: 'age in days is missing' },
  missing_birth_weight_g: { zh: '缺少出生体重', en: 'birth weight is missing' },
  missing_admission_weight_g: { zh: '缺少入院体重', en: 'admission weight is missing' },
  missing_los_days: { zh: '缺少住院天数', en: 'length of stay is missing' },
  missing_discharge_type: { zh: '缺少离院方式', en: 'discharge type is missing' },
  in_no_group: { zh: '没有可入的组', en: 'in no group' },
};
