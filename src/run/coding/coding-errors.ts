import { defineErrors, OptionError } from '../../kernel/errors.js';

export const CODING_RUN_ERRORS = defineErrors(OptionError, {
  coding_nothing_asked: {
    zh: '没有说明要模拟什么：请给出 --records（清单与病案逐例比较），或 --case 与 --add-dx、--add-px、--remove、--principal 之一。',
    en: 'nothing is asked: give --records (lists against records), or --case with --add-dx, --add-px, --remove or --principal.',
  },
  coding_records_without_match: {
    zh: '--records 的 {rows} 行与病例文件没有一例相同。请核对病例号。',
    en: 'none of the {rows} rows of --records is one of the cases. Check the case ids.',
  },
});
