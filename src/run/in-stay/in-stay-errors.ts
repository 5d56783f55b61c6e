import { defineErrors, OptionError } from '../../kernel/errors.js';

export const IN_STAY_ERRORS = defineErrors(OptionError, {
  in_stay_rate_from_budget: {
    zh: '政策“{policy}”按全年预算推算费率，在院病例无法据此算出支付标准。请用改革方案给出费率（rate: {kind: fixed, value: …}），或换一份费率固定的政策。',
    en: 'the policy "{policy}" derives its rate from the budget of the year, which patients not yet discharged cannot give. State a rate by a reform (rate: {kind: fixed, value: …}), or take a policy with a fixed one.',
    status: 400,
  },
  in_stay_alerts_missing: {
    zh: '找不到预警文件“{file}”。可参照 monitoring/in-stay/alerts.yaml。',
    en: 'there is no file of alerts "{file}". See monitoring/in-stay/alerts.yaml.',
  },
  in_stay_alerts_invalid: {
    zh: '预警文件有 {count} 处错误：\n{problems_zh}',
    en: 'the file of alerts has {count} faults:\n{problems_en}',
  },
  in_stay_day_needed: {
    zh: '政策在年内分段，而病例既无出院日期也无入院日期，不知道按哪一段计算。请用 --day 给出日期。',
    en: 'the policy changes within the year and the cases have neither a day of discharge nor of admission. Give a day with --day.',
    status: 400,
  },
});
