import { defineErrors, InputError } from '../../kernel/errors.js';

/** What can be wrong with the definitions of auxiliary facts (辅助目录) before a case is looked at. */
export const AUXILIARY_ERRORS = defineErrors(InputError, {
  auxiliary_file_missing: {
    zh: '找不到辅助目录文件“{file}”（相对于 {folder}）。请核对政策 auxiliary 中的名称或路径。',
    en: 'no file "{file}" of an auxiliary catalogue (looked for in {folder}). Check the name or path under `auxiliary` of the policy.',
  },
  auxiliary_shape: {
    zh: '“{key}”不符合格式：{problem}。格式见 docs/auxiliary.md。',
    en: '"{key}" does not fit the format: {problem}. docs/auxiliary.md describes it.',
  },
  auxiliary_list_unknown: {
    zh: '分级“{class}”用到的编码清单“{list}”没有定义。已有：{known}。',
    en: 'class "{class}" names the list "{list}", which is not defined. There are: {known}.',
  },
  auxiliary_code_invalid: {
    zh: '编码清单“{list}”中的“{code}”不是编码、编码开头或类目范围（如 A41、R57.2、I60-I69）。',
    en: '"{code}" in the list "{list}" is no code, beginning of a code, or range of categories (A41, R57.2, I60-I69).',
  },
  auxiliary_list_empty: {
    zh: '编码清单“{list}”没有编码。请检查文件 {file}（列 code，可有列 class）。',
    en: 'the list "{list}" has no codes. Check {file} (column code, and class where the file has several).',
  },
  auxiliary_weights_unknown: {
    zh: '合并症定义“{id}”没有权数“{weights}”。已有：{known}。',
    en: 'the comorbidity definition "{id}" has no weights "{weights}". There are: {known}.',
  },
});
