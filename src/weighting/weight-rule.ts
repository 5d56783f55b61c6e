import { formatDecimal } from '../kernel/decimal.js';
import type { Text } from '../kernel/errors.js';
import { formatYuan } from '../kernel/money.js';
import type { Policy } from '../policy/policy-schema.js';
import type { CalibratedUnit } from './calibrated-unit.js';

type WeightPolicy = Policy['weights'];

/** The rule of a weight table in words (zh, en): it goes with every result that uses the weights. */
export function weightRuleText(weights: WeightPolicy, unit: CalibratedUnit): Text {
  const made = unitText(unit);
  const years = yearsText(weights.years);
  const trim = trimText(weights.trim);
  const deviation = DEVIATION[weights.deviation];
  const fallback = weights.fallback === 'adrg_mean' ? FALLBACK_ADRG : FALLBACK_NONE;
  return {
    zh: `${years.zh}；住院超过 ${weights.max_los_days} 天、按项目/床日/打包付费、费用缺失或不大于 0、未入组及 QY 病例不参与；${trim.zh}；CV 与 RIV 按裁剪后病例、${deviation.zh}计算；裁剪后少于 ${weights.min_cases} 例或 CV 大于 ${weights.max_cv} 为非稳定组，${fallback.zh}；${made.zh}保留 ${unit.decimals} 位小数，四舍五入`,
    en: `${years.en}; stays over ${weights.max_los_days} days, cases paid by item, day or package, without a cost above 0, ungrouped and QY are left out; ${trim.en}; CV and RIV on kept cases with the ${deviation.en}; below ${weights.min_cases} kept cases or CV above ${weights.max_cv} a group is unstable, ${fallback.en}; ${made.en} rounded half-up to ${unit.decimals} decimals`,
  };
}

function unitText({ unit, base, multiplier, unstable }: CalibratedUnit): Text {
  if (unit === 'weight') return { zh: '权重', en: 'weights' };
  const times = formatDecimal(multiplier);
  const median = unstable === 'median' ? MEDIAN : { zh: '', en: '' };
  const names = unit === 'points' ? { zh: '基准点数', en: 'points' } : { zh: '分值', en: 'scores' };
  if (base === 'overall_mean') {
    return {
      zh: `${median.zh}${names.zh} = 病组均值 ÷ 总体均值 × ${times}，`,
      en: `${median.en}${names.en} = group mean / overall mean × ${times},`,
    };
  }
  if ('quotaFen' in base) {
    const quota = formatYuan(base.quotaFen);
    return {
      zh: `${median.zh}${names.zh} = 病组均值 ÷ 定额 ${quota} 元，`,
      en: `${median.en}${names.en} = group mean / quota of ${quota} yuan,`,
    };
  }
  return {
    zh: `${median.zh}${names.zh} = 病组均值 ÷ 基准病种 ${base.group} 均值 × ${times}，`,
    en: `${median.en}${names.en} = group mean / mean of the benchmark ${base.group} × ${times},`,
  };
}

const MEDIAN: Text = { zh: '非稳定组取中位数；', en: 'unstable groups take their median; ' };

const DEVIATION = {
  population: { zh: '总体标准差', en: 'population standard deviation' },
  sample: { zh: '样本标准差', en: 'sample standard deviation' },
} as const;

const QUANTILE = {
  6: { zh: '第 6 型分位数（同 Excel QUARTILE.EXC）', en: 'quantile rule 6 (as Excel QUARTILE.EXC)' },
  7: { zh: '第 7 型分位数（同 Excel QUARTILE.INC）', en: 'quantile rule 7 (as Excel QUARTILE.INC)' },
} as const;

const FALLBACK_ADRG: Text = {
  zh: '例数不足的组取所属 ADRG 均值',
  en: 'and one without enough cases takes the mean of its ADRG',
};
const FALLBACK_NONE: Text = { zh: '例数不足的组用本组均值', en: 'and one without enough cases keeps its own mean' };

function yearsText(years: WeightPolicy['years']): Text {
  if (years === 'pooled') return { zh: '各年病例合并', en: 'all years pooled' };
  const factors = years.join(':');
  return {
    zh: `年度均值按 ${factors}（旧到新）加权，缺年的组按有病例的年度折算`,
    en: `yearly means weighted ${factors}, old to new, over the years in which a group has cases`,
  };
}

/** @source rules 13: the 2.5 and 97.5 percentiles are the specification's own, as read in a consultation draft */
const OWN_TRIM: Text = { zh: '（技术规范所列的裁剪法）', en: ' (the technical specification’s own trimming)' };

function trimText(trim: WeightPolicy['trim']): Text {
  if (trim.method === 'none') return { zh: '不裁剪', en: 'no trimming' };
  const edges = edgeText(trim.lower_included, trim.upper_included);
  if (trim.method === 'iqr') {
    const quantile = QUANTILE[trim.quantile];
    return {
      zh: `组内按四分位间距裁剪，保留 P25−${trim.k}·IQR 至 P75+${trim.k}·IQR，${quantile.zh}，${edges.zh}`,
      en: `trimmed in each group to P25 − ${trim.k}·IQR … P75 + ${trim.k}·IQR, ${quantile.en}, ${edges.en}`,
    };
  }
  if (trim.method === 'percentile') {
    const quantile = QUANTILE[trim.quantile];
    const own = trim.lower === 0.025 && trim.upper === 0.975 ? OWN_TRIM : { zh: '', en: '' };
    return {
      zh: `组内保留 ${trim.lower} 至 ${trim.upper} 分位${own.zh}，${quantile.zh}，${edges.zh}`,
      en: `trimmed in each group to the quantiles ${trim.lower} … ${trim.upper}${own.en}, ${quantile.en}, ${edges.en}`,
    };
  }
  const deviation = DEVIATION[trim.deviation];
  const isLog = trim.of === 'log_cost';
  return {
    zh: `组内按${isLog ? '费用对数' : '费用'}均值 ±${trim.k} 倍${deviation.zh}裁剪，${edges.zh}`,
    en: `trimmed in each group to mean ± ${trim.k} × ${deviation.en} of ${isLog ? 'ln(cost)' : 'cost'}, ${edges.en}`,
  };
}

function edgeText(isLowerKept: boolean, isUpperKept: boolean): Text {
  if (isLowerKept && isUpperKept) return { zh: '界值保留', en: 'edges kept' };
  if (!isLowerKept && !isUpperKept) return { zh: '界值裁去', en: 'edges trimmed' };
  return isLowerKept
    ? { zh: '下界值保留、上界值裁去', en: 'lower edge kept, upper edge trimmed' }
    : { zh: '下界值裁去、上界值保留', en: 'lower edge trimmed, upper edge kept' };
}
