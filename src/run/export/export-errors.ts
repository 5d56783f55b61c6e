import { defineErrors, OptionError } from '../../kernel/errors.js';

export const EXPORT_ERRORS = defineErrors(OptionError, {
  export_grade_unknown: {
    zh: '没有名为“{grade}”的数据分级。可用：{known}。',
    en: 'there is no grade "{grade}". Known: {known}.',
  },
  export_grades_missing: {
    zh: '找不到数据分级文件“{file}”。可参照 monitoring/data-grades/grades.yaml。',
    en: 'there is no file of grades "{file}". See monitoring/data-grades/grades.yaml.',
  },
  export_grades_invalid: {
    zh: '数据分级文件有 {count} 处错误：\n{problems_zh}',
    en: 'the file of grades has {count} faults:\n{problems_en}',
  },
  export_salt_short: {
    zh: '--salt-file “{file}”中的盐不足 16 个字符。请放入一行随机文字，妥善保管，不随数据提供。',
    en: '--salt-file "{file}" has fewer than 16 characters. Put a line of random text there, keep it, and never hand it out with the data.',
  },
  export_shift_refused: {
    zh: '分级“{grade}”不允许平移日期。请去掉 --shift-dates，或换一个分级。',
    en: 'the grade "{grade}" lets no dates be shifted. Leave out --shift-dates, or take another grade.',
  },
  export_alike_columns: {
    zh: '分级“{grade}”没有写明按哪些列判断相同（alike.columns），无法使用 --least-alike。请在 --grades 文件中补上。',
    en: 'the grade "{grade}" does not say by which columns cases are alike (alike.columns), so --least-alike cannot be used. Add them in a file of --grades.',
  },
  export_none_alike: {
    zh: '{cases} 例全部少于 {least} 例相同，没有可导出的病例。请降低 --least-alike，或换更粗的分级。',
    en: 'all of the {cases} cases have fewer than {least} alike: nothing is left to export. Lower --least-alike, or take a coarser grade.',
  },
});
