import { defineErrors, PolicyError } from '../../kernel/errors.js';

/** What the patient's side of a policy and a file of cases can disagree about. */
export const BENEFIT_ERRORS = defineErrors(PolicyError, {
  benefit_value_missing: {
    zh: '有 {count} 个病例的{column}为空，第一个为第 {row} 行（不计表头），而政策的待遇规则用到它。请补上；身份、标识等文本列的空白若表示“无”，请把该列写入 benefit.blank_means_none。',
    en: '{count} cases have a blank {column}, the first in row {row} (not counting the heading), and the rules on benefits ask for it. Supply it; of a class or mark whose blank means "none", name the column in benefit.blank_means_none.',
  },
  benefit_ladder_missing: {
    zh: '有 {count} 个病例不属于 benefit.ladders 的任何一条，第一个为第 {row} 行（不计表头；{facts}）。请为这类住院补上待遇，或改正该行。',
    en: '{count} cases belong to none of benefit.ladders, the first in row {row} (not counting the heading; {facts}). Add a ladder for such stays, or correct the row.',
  },
  benefit_person_missing: {
    zh: '有 {count} 个病例缺少 patient_key，第一个为第 {row} 行（不计表头）；待遇按人按年计算，无法计入任何人。请补上患者标识，或使用 benefit.mode: recorded。',
    en: '{count} cases have no patient_key, the first in row {row} (not counting the heading); benefits run over a person’s year, and these belong to nobody. Supply the key, or use benefit.mode: recorded.',
  },
  benefit_two_insurances: {
    zh: '有 {count} 人在一年内有两种保险，第一个见第 {row} 行（{first}）与第 {other} 行（{second}，均不计表头）；封顶线、大病和救助无法累计。请更正险种，或把两段参保写成两个患者标识。',
    en: '{count} persons have two insurance types within the year, the first in rows {row} ({first}) and {other} ({second}; not counting the heading); ceilings, critical illness and assistance cannot run over both. Correct the insurance, or give the two stretches keys of their own.',
  },
  benefit_visits_missing: {
    zh: '政策的待遇计入门诊（{kinds}），但没有给出门诊结算表。请用 --outpatient 给出 outpatient.csv；没有门诊的年度也要给出只有表头的文件。',
    en: 'benefits of the policy count visits ({kinds}), and none were given. Give outpatient.csv by --outpatient; for a year without visits a file of its headings alone.',
  },
  benefit_visit_value_missing: {
    zh: '门诊结算表有 {count} 行的{column}为空，第一个为就诊 {visit}，而待遇规则用到它。请补上；若空白表示“无”且为身份列，请写入 benefit.blank_means_none。',
    en: '{count} visits have a blank {column}, the first of them {visit}, and the rules on benefits ask for it. Supply it; where a blank class means "none", name the column in benefit.blank_means_none.',
  },
  benefit_visit_ladder_missing: {
    zh: '有 {count} 个病例或就诊不属于 benefit.ladders 的任何一条，第一个为就诊 {visit}（{facts}）。请为这类就诊补上待遇，或改正该行。',
    en: '{count} stays or visits belong to none of benefit.ladders, the first of them visit {visit} ({facts}). Add a ladder for such visits, or correct the row.',
  },
  benefit_visit_two_insurances: {
    zh: '有 {count} 人在一年内有两种保险，其中就诊 {visit} 为{first}，同一人另有{second}；封顶线、大病和救助无法累计。请更正险种，或把两段参保写成两个患者标识。',
    en: '{count} persons have two insurance types within the year: visit {visit} is of {first}, and the same person has {second}. Correct the insurance, or give the two stretches keys of their own.',
  },
  benefit_computed_not_made: {
    zh: '政策要求 benefit.mode: computed，但待遇尚未计算。请先按人计算待遇（computeBenefits），再计价。',
    en: 'the policy asks for benefit.mode: computed, and benefits were not computed. Compute them by person (computeBenefits) before pricing.',
  },
  benefit_mode_changes: {
    zh: 'benefit.mode、order_by、stay_numbers、bands_over 与 blank_means_none 须全年一致，但在年内有变化。请全年使用同一写法。',
    en: 'benefit.mode, order_by, stay_numbers, bands_over and blank_means_none hold for the whole year, and change within it. State one for the year.',
  },
});
