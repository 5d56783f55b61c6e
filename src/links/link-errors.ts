import { defineErrors, PolicyError } from '../kernel/errors.js';

/** What a rule on linked stays can ask for that cannot be answered. */
export const LINK_ERRORS = defineErrors(PolicyError, {
  readmission_window_not_days: {
    zh: '再入院规则的 within_days 为 {within}、least_days 为 {least}；两者应为整数天，0 ≤ least_days ≤ within_days。请改正规则。',
    en: 'the readmission rule has within_days {within} and least_days {least}; both must be whole days with 0 ≤ least_days ≤ within_days. Correct the rule.',
  },
  readmission_needs_groups: {
    zh: '再入院规则的 {field} 要用到病组，但病例还没有分组。请先分组，再关联住院。',
    en: '{field} of the readmission rule asks for groups, but the cases have not been grouped. Group them before linking their stays.',
  },
  readmission_group_unknown: {
    zh: '再入院规则 exempt.groups 中的“{group}”不是分组方案 {scheme} 的病组或 ADRG。最接近的编码：{nearest}。',
    en: '"{group}" in exempt.groups of the readmission rule is no group or ADRG of the scheme {scheme}. Nearest codes: {nearest}.',
  },
  readmission_principal_empty: {
    zh: '再入院规则的 exempt.principals 中有空文本，它会豁免所有病例。请写出诊断编码的开头，如 Z51.1。',
    en: 'exempt.principals of the readmission rule holds an empty text, which would exempt every case. Write the beginning of a code, such as Z51.1.',
  },
  readmission_category_not_characters: {
    zh: '再入院规则的 category_characters 为 {found}；应为 1 以上的整数（不计小数点），如 3。请改正规则。',
    en: 'category_characters of the readmission rule is {found}; it must be a whole number of 1 or more (the dot is not counted), such as 3. Correct the rule.',
  },
});
