import { defineErrors, OptionError } from '../../kernel/errors.js';

export const HOSPITAL_ERRORS = defineErrors(OptionError, {
  hospital_without_cases: {
    zh: '病例文件中没有医院“{hospital}”的病例。已有：{known}。请核对 --hospital。',
    en: 'the file has no case of the hospital "{hospital}". It has {known}. Check --hospital.',
  },
});
