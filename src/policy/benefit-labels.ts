import type { Text } from '../kernel/errors.js';
import type { ParameterUnit } from './parameter-unit.js';

/** What the values of the patient's side (benefit) are called and counted in. */

interface BenefitLabel {
  readonly path: string;
  readonly label: Text;
  readonly unit: ParameterUnit;
}

const entry = (path: string, zh: string, en: string, unit: ParameterUnit = 'word'): BenefitLabel => ({
  path: `benefit.${path}`,
  label: { zh, en },
  unit,
});

const LISTS = [
  ['ladders', '待遇“{0}”', 'benefit ladder {0}'],
  ['adjustments', '比例调整“{0}”', 'adjustment {0}'],
  ['ceilings', '封顶线“{0}”', 'ceiling {0}'],
  ['critical_illness', '大病保险“{0}”', 'critical illness {0}'],
  ['assistance', '医疗救助“{0}”', 'assistance {0}'],
] as const;

const TESTS = [
  ['insurances', '险种', 'insurance types'],
  ['levels', '机构等级', 'levels'],
  ['grades', '机构等次', 'grades'],
  ['insured_class', '参保身份', 'insured class'],
  ['assistance_class', '救助身份', 'assistance class'],
  ['chronic', '慢病标识', 'chronic'],
  ['referral_filed', '异地备案', 'referral filed'],
  ['referral', '转诊类型', 'referral'],
  ['department', '科室', 'department'],
  ['visits', '门诊类别', 'kinds of visits'],
  ['care', '本地或异地就医', 'place of care'],
  ['age_from', '年龄下限', 'age from'],
  ['age_to', '年龄上限（含）', 'age to, included'],
] as const;

/** Label of a test of `who`, wherever it stands. */
export function stayTestLabel(test: string): BenefitLabel | undefined {
  const found = TESTS.find(([name]) => name === test);
  return found === undefined ? undefined : { path: `who.${test}`, label: { zh: found[1], en: found[2] }, unit: 'word' };
}

const BANDED = LISTS.filter(([list]) => list === 'ladders' || list === 'critical_illness' || list === 'assistance');

export const BENEFIT_LABELS: readonly BenefitLabel[] = [
  entry('mode', '个人负担', "patient's part"),
  entry('fund_pays', '基金支付', "fund's part"),
  entry('share', '基金支付比例', "fund's share", 'share'),
  entry('share.*', '基金支付比例（{0}）', "fund's share ({0})", 'share'),
  entry('order_by', '年度内住院次序依据', 'day by which stays follow each other'),
  entry('stay_numbers', '年度住院次数来源', 'where stay numbers come from'),
  entry('earlier_spending', '文件之前已发生的费用', 'what was used before the file begins'),
  entry('bands_over', '比例分段的累计范围', 'what bands of ratios run over'),
  entry('blank_means_none', '空白表示“无”的列', 'columns in which a blank means none'),
  entry('carry_over.referrals', '起付线连续计算的转诊类型', 'referrals that carry the deductible over'),
  entry(
    'carry_over.within_days',
    '起付线连续计算的间隔天数',
    'days within which the deductible is carried over',
    'days',
  ),
  entry('ladders.*.deductible', '待遇“{0}”起付线', 'benefit ladder {0}, deductible', 'yuan'),
  entry(
    'ladders.*.later_stays',
    '待遇“{0}”再次住院起付线系数',
    'benefit ladder {0}, factors of later stays',
    'coefficient',
  ),
  entry('ladders.*.yearly_cap', '待遇“{0}”年度限额', 'benefit ladder {0}, cap a year', 'yuan'),
  entry('ladders.*.counts_as_stay', '待遇“{0}”是否计入住院次数', 'benefit ladder {0}, whether it counts as a stay'),
  entry('adjustments.*.add', '比例调整“{0}”增加', 'adjustment {0}, added', 'share'),
  entry('adjustments.*.factor', '比例调整“{0}”系数', 'adjustment {0}, factor', 'coefficient'),
  entry(
    'adjustments.*.self_factor',
    '比例调整“{0}”自付部分系数',
    "adjustment {0}, factor on the patient's share",
    'coefficient',
  ),
  entry('ceilings.*.amount', '封顶线“{0}”金额', 'ceiling {0}, amount', 'yuan'),
  ...LISTS.flatMap(([list, zh, en]) => [
    entry(`${list}.*.name`, `${zh}名称`, `${en}, name`),
    ...TESTS.map(([test, testZh, testEn]) =>
      entry(`${list}.*.who.${test}`, `${zh}条件：${testZh}`, `${en}, condition: ${testEn}`),
    ),
  ]),
  ...BANDED.flatMap(([list, zh, en]) => [
    entry(`${list}.*.bands.*.name`, `${zh}分段名称`, `${en}, band name`),
    entry(`${list}.*.bands.*.from`, `${zh}分段“{1}”起点`, `${en}, band {1}, from`, 'yuan'),
    entry(`${list}.*.bands.*.to`, `${zh}分段“{1}”止点`, `${en}, band {1}, to`, 'yuan'),
    entry(`${list}.*.bands.*.ratio`, `${zh}分段“{1}”比例`, `${en}, band {1}, ratio`, 'share'),
  ]),
  ...LISTS.slice(3).flatMap(([list, zh, en]) => [
    entry(`${list}.*.start`, `${zh}起付线`, `${en}, start line`, 'yuan'),
    entry(`${list}.*.band_base`, `${zh}分段基准`, `${en}, what bands count from`),
    entry(`${list}.*.cap`, `${zh}年度限额`, `${en}, cap a year`, 'yuan'),
  ]),
];
