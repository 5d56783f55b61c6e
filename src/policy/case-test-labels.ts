import type { Text } from '../kernel/errors.js';
import type { ParameterUnit } from './parameter-unit.js';

interface TestLabel {
  readonly path: string;
  readonly label: Text;
  readonly unit: ParameterUnit;
}

const entry = (path: string, zh: string, en: string, unit: ParameterUnit = 'word'): TestLabel => ({
  path,
  label: { zh, en },
  unit,
});

/** The four values of a range under one test. */
const range = (path: string, zh: string, en: string, unit: ParameterUnit): TestLabel[] => [
  entry(`${path}.from`, `${zh}下界`, `${en}, from`, unit),
  entry(`${path}.from_included`, `${zh}含下界`, `${en}, from included`),
  entry(`${path}.to`, `${zh}上界`, `${en}, to`, unit),
  entry(`${path}.to_included`, `${zh}含上界`, `${en}, to included`),
];

/** How the tests under a `when` are called, the same wherever a rule has one. `*` stands for a name, `{0}` repeats it. */
export const CASE_TEST_LABELS: readonly TestLabel[] = [
  entry('groups', '病组', 'groups'),
  entry('not_groups', '除外病组', 'groups left out'),
  entry('group_classes', '病组类别', 'classes of groups'),
  ...range('units', '权重（点数、分值）', 'weight, points or score', 'coefficient'),
  entry('levels', '等级', 'levels'),
  entry('grades', '等级名称', 'levels as written'),
  entry('hospitals', '医疗机构', 'hospitals'),
  entry('hospital_kinds', '机构类型', 'kinds of hospitals'),
  entry('insurances', '险种', 'insurances'),
  entry('departments', '科室', 'departments'),
  entry('payment_kinds', '付费方式', 'payment kinds'),
  entry('discharge_types', '离院方式', 'discharge types'),
  entry('sexes', '性别', 'sexes'),
  entry('review_outcomes', '特例单议结论', 'outcomes of review'),
  entry('insured_regions', '参保地', 'regions of insurance'),
  entry('care_regions', '就医地', 'regions of care'),
  entry('principals', '主要诊断', 'principal diagnoses'),
  entry('diagnoses', '诊断', 'diagnoses'),
  entry('procedures', '手术操作', 'procedures'),
  entry('first_procedures', '主要手术操作', 'first procedures'),
  entry('procedure_classes.classes', '操作类别', 'classes of procedures'),
  entry('procedure_classes.count', '至少满足的操作类别数', 'classes that must be met', 'count'),
  ...range('numbers.*', '{0}', '{0}', 'count'),
  ...range('facts.*', '{0}', '{0}', 'count'),
  ...range('cost_to_standard', '费用与支付标准之比', 'cost over standard', 'multiple'),
  ...range('cost_to_mean', '费用与病组均费之比', 'cost over mean of the group', 'multiple'),
  ...range('cost', '费用', 'cost', 'yuan'),
  entry('shares.*.name', '占比名称', 'name of the share'),
  entry('shares.*.parts', '占比“{0}”分子', 'share {0}, parts'),
  entry('shares.*.of', '占比“{0}”分母', 'share {0}, whole'),
  ...range('shares.*', '占比“{0}”', 'share {0}', 'share'),
  entry('readmission.within_days', '再入院间隔天数（含）', 'readmission within days, included', 'days'),
  entry('readmission.counts', '再入院计入', 'which stay of a readmission counts'),
  entry('readmission.group', '再入院病组', 'group of a readmission'),
  entry('readmission.principal', '再入院主要诊断', 'principal of a readmission'),
  entry('readmission.hospital', '再入院医疗机构', 'hospital of a readmission'),
];

/** Columns of whole numbers as people call them. */
const NUMBER_NAMES: Readonly<Record<string, Text>> = {
  los_days: { zh: '住院天数', en: 'length of stay' },
  age_years: { zh: '年龄', en: 'age' },
  age_days: { zh: '日龄', en: 'age in days' },
  icu_days: { zh: '重症监护天数', en: 'days in intensive care' },
  ventilation_hours: { zh: '呼吸机小时数', en: 'hours of ventilation' },
  birth_weight_g: { zh: '出生体重（克）', en: 'birth weight, g' },
  admission_weight_g: { zh: '入院体重（克）', en: 'weight on admission, g' },
  stay_number: { zh: '年内第几次住院', en: 'number of the stay in the year' },
};

const PATTERNS = CASE_TEST_LABELS.map((label) => ({ label, parts: label.path.split('.') }));

/** Label of a test by its path below `when`; undefined where no list knows it. */
export function caseTestLabel(path: string): { readonly label: Text; readonly unit: ParameterUnit } | undefined {
  const parts = path.split('.');
  for (const { label, parts: pattern } of PATTERNS) {
    if (pattern.length !== parts.length || !pattern.every((part, i) => part === '*' || part === parts[i])) continue;
    const name = parts[pattern.indexOf('*')] ?? '';
    const text = (parts[0] === 'numbers' ? NUMBER_NAMES[name] : undefined) ?? { zh: name, en: name };
    const fill = (language: 'zh' | 'en') => label.label[language].replace('{0}', text[language]);
    return { label: { zh: fill('zh'), en: fill('en') }, unit: label.unit };
  }
  return undefined;
}
