import { defineErrors, OptionError } from '../../kernel/errors.js';

export const CONSEQUENCES_ERRORS = defineErrors(OptionError, {
  consequences_nothing_given: {
    zh: '没有可测算的内容：请给出 --review（核查清单）、--persons（人员记分），或登记表中的考核得分 score。',
    en: 'there is nothing to work out: give --review (a review list), --persons (points on persons), or the column score in the register.',
  },
  consequences_rules_missing: {
    zh: '找不到后果规则“{file}”。可参照 monitoring/consequences/rules.yaml。',
    en: 'there are no rules of consequences "{file}". See monitoring/consequences/rules.yaml.',
  },
  consequences_rules_invalid: {
    zh: '后果规则有 {count} 处错误：\n{problems_zh}',
    en: 'the rules of consequences have {count} faults:\n{problems_en}',
  },
});
