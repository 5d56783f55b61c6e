import { ClosingError, defineErrors, InputError } from '../../kernel/errors.js';

export const CATALOGUE_ERRORS = defineErrors(InputError, {
  catalogue_year_without_cases: {
    zh: '{first} 年至 {last} 年之间，{year} 年没有可用病例（有病例的年度：{found}）。请补充该年度的病例文件，或只用连续的年度。',
    en: 'the year {year} has no usable case, though {first} to {last} were given (years with cases: {found}). Add the file of that year, or take years that follow each other.',
  },
  catalogue_file_without_cases: {
    zh: '文件“{file}”没有任何可计入目录的病例（费用须大于 0、有日期、主要诊断可入组、住院天数不超过上限）。请核对该年度的文件，或不要列入它。',
    en: 'no case of the file "{file}" can be counted (a cost above 0, a date, a principal that groups, a stay that is not too long). Check the file of that year, or leave it out.',
  },
  catalogue_no_dates: {
    zh: '建立目录需要每个病例的日期以区分年度，文件缺少列 {column}。请加入该列，或用 --profile 把现有列映射到它。',
    en: 'a catalogue needs the date of each case to tell its year, and the files lack the column {column}. Add it, or map a column of yours to it with --profile.',
  },
  catalogue_too_many_years: {
    zh: '病例分布在 {found} 个年度（{years}），建立目录最多用 {most} 个年度。请只给出最近 {most} 年的病例。',
    en: 'the cases lie in {found} years ({years}); a catalogue is made from at most {most}. Give only the last {most} years.',
  },
  catalogue_year_factors: {
    zh: '--weights-of-years 有 {factors} 个系数，病例有 {found} 个年度（{years}）。请使两者一致，旧到新。',
    en: '--weights-of-years has {factors} factors, the cases have {found} years ({years}). Give one factor a year, old to new.',
  },
  catalogue_no_core: {
    zh: '没有任何诊断与治疗方式的组合达到每年 {threshold} 例（最多的只有 {largest} 例），无法建立核心病种。请降低 --threshold，或把 --principal 放宽为 category。',
    en: 'no combination of diagnosis and treatment reaches {threshold} cases a year (the largest has {largest}), so there is no core entry. Lower --threshold, or widen --principal to category.',
  },
  catalogue_too_large: {
    zh: '目录有 {entries} 个病种，最多 {most} 个。请提高 --threshold，或把 --principal 放宽为 subcategory 或 category。',
    en: 'the catalogue has {entries} entries, at most {most} are possible. Raise --threshold, or widen --principal to subcategory or category.',
  },
  catalogue_classes_heading: {
    zh: '治疗方式文件缺少编码列或类别列（现有列：{headings}）。首行须有 code 与 class，或“手术操作编码”与“治疗方式”。',
    en: 'the file of treatment classes lacks the column of codes or of classes (there are: {headings}). Its first row needs code and class.',
  },
  catalogue_classes_missing: {
    zh: '治疗方式“{source}”既不是文件，也不是方案名称或文件夹。请改正 --classes。',
    en: 'the treatment classes "{source}" are neither a file nor the name or folder of a scheme. Correct --classes.',
  },
});

export const CATALOGUE_CLOSING_ERRORS = defineErrors(ClosingError, {
  catalogue_not_closed: {
    zh: '用建成的目录重新分组后，有 {cases} 个病例与计数时不同（首例：第 {row} 个病例，计入 {counted}，分到 {found}）。目录未写出；请报告此问题。',
    en: 'grouped again under the catalogue, {cases} cases are elsewhere than where they were counted (the first: case {row}, counted in {counted}, grouped to {found}). Nothing was written; please report this.',
    exit: 3,
  },
});
