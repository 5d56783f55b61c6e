import type { Language } from '../kernel/errors.js';

/** Chinese for the words that a policy's values are chosen from; English readers read the words themselves. */
const WORDS: Readonly<Record<string, string>> = {
  employee: '职工',
  resident: '居民',
  other: '其他',
  'drg-rate': 'DRG 费率法',
  discharge_date: '出院日期',
  settlement_date: '结算日期',
  'half-up': '四舍五入',
  iqr: '四分位距法',
  percentile: '百分位法',
  sigma: '标准差法',
  cost: '费用',
  log_cost: '费用的对数',
  population: '总体',
  sample: '样本',
  pooled: '各年合并',
  adrg_mean: '取 ADRG 均值',
  none: '无',
  standard: '支付标准',
  group_mean: '病组均值',
  excess: '超出额',
  by_item: '按项目',
  zero: '不支付',
  refuse: '拒绝测算',
  fixed: '固定费率',
  budget: '由预算推算',
  adjusted_weight: '机构系数调整后的总权重',
  plain_weight: '总权重',
  recorded: '按记录',
  computed: '按规则计算',
  standard_minus_patient: '支付标准减个人负担',
  reserve: '风险金',
  carve_outs: '组外病例',
  retention: '结余留用与超支分担',
  case: '病例',
  hospital: '医院',
  pool: '资金池',
  region: '全地区',
  true: '是',
  false: '否',
};
/** Paths whose value is a name that the author gave. */
const NAMES = /^(id|region|scheme|title\..*)$|\.name$|^weights\.table$/;

/**
 * A value of a policy for people: in Chinese the word with the document's own behind it, 按项目（by_item）; numbers,
 * names and formulas as they are.
 * @param value as formatValue writes it; several words stand with commas between
 */
export function policyValueWord(path: string, value: string, language: Language): string {
  if (language === 'en' || NAMES.test(path)) return value;
  const words = value.split(', ');
  if (!words.every((word) => Object.hasOwn(WORDS, word))) return value;
  return `${words.map((word) => WORDS[word]!).join('、')}（${value}）`;
}
