import type { Indicator, IndicatorContext, MeasureSums } from '../indicators/indicator.js';
import { INDICATORS } from '../indicators/indicators.js';
import type { Text } from '../kernel/errors.js';
import type { ResultColumnSchema, ResultColumnType } from '../kernel/result-table.js';

/** A column computed from the summed measures of a row. */
export interface MeasureColumn {
  readonly schema: ResultColumnSchema;
  /** True where rows add up: such a column has the same sum in every table. */
  readonly isAdditive: boolean;
  readonly compute: (sums: MeasureSums, context: IndicatorContext) => number;
}

/** Decimals of weights in tables where a policy does not say otherwise. */
export const DEFAULT_WEIGHT_DECIMALS = 4;

const sum = (
  type: ResultColumnType,
  name: string,
  label: Text,
  compute: MeasureColumn['compute'],
  meaning?: Text,
): MeasureColumn => ({
  schema: { name, type, label, ...(meaning === undefined ? {} : { meaning }) },
  isAdditive: true,
  compute,
});

/** Sums of the cells, in the order of the columns. */
export const SUM_COLUMNS: readonly MeasureColumn[] = [
  sum('count', 'cases', { zh: '病例数', en: 'cases' }, (sums) => sums.cases),
  sum(
    'count',
    'group_paid_cases',
    { zh: '按病组付费病例数', en: 'cases paid through groups' },
    (sums) => sums.group_paid_cases,
    { zh: '按支付标准或倍率病例规则支付的病例', en: 'cases paid the standard or by an outlier band' },
  ),
  sum('count', 'unrelated_cases', { zh: 'QY 病例数', en: 'QY cases' }, (sums) => sums.unrelated_cases, {
    zh: '手术与主要诊断无关的病例',
    en: 'cases whose procedure is unrelated to the principal diagnosis',
  }),
  sum('count', 'ungrouped_cases', { zh: '未入组病例数', en: 'ungrouped cases' }, (sums) => sums.ungrouped_cases),
  sum('count', 'low_outlier_cases', { zh: '低倍率病例数', en: 'low outliers' }, (sums) => sums.low_outlier_cases),
  sum('count', 'high_outlier_cases', { zh: '高倍率病例数', en: 'high outliers' }, (sums) => sums.high_outlier_cases),
  sum(
    'count',
    'floored_cases',
    { zh: '基金部分归零病例数', en: 'cases with the fund part floored' },
    (sums) => sums.floored_cases,
    {
      zh: '患者负担高于支付标准，基金部分按 0 计的病例',
      en: "cases whose patient's part is above the pay, so that the fund's part is 0",
    },
  ),
  sum('count', 'unpriced_cases', { zh: '缺费用病例数', en: 'cases without charges' }, (sums) => sums.unpriced_cases, {
    zh: '缺少住院总费用或统筹基金记账额，不进入任何金额合计的病例',
    en: 'cases without total charges or pooled fund: in no sum of money',
  }),
  sum('count', 'los_days', { zh: '住院天数', en: 'days of stay' }, (sums) => sums.los_days),
  sum('count', 'los_cases', { zh: '有住院天数的病例数', en: 'cases with length of stay' }, (sums) => sums.los_cases),
  {
    schema: {
      name: 'total_weight',
      type: 'number',
      decimals: DEFAULT_WEIGHT_DECIMALS,
      label: { zh: '总权重', en: 'total weight' },
      meaning: { zh: '按病组付费病例的权重之和', en: 'Σ weight of the cases paid through groups' },
    },
    isAdditive: true,
    compute: (sums, { weightDecimals }) => sums.weight_scaled / 10 ** weightDecimals,
  },
  sum('money', 'total_cost', { zh: '住院总费用', en: 'total charges' }, (sums) => sums.total_cost, {
    zh: '收费，不是医院成本',
    en: "charges, not the hospital's cost",
  }),
  sum(
    'count',
    'hospital_cost_cases',
    { zh: '有医院成本的病例数', en: 'cases with own cost' },
    (sums) => sums.hospital_cost_cases,
  ),
  sum(
    'money',
    'hospital_cost',
    { zh: '医院成本', en: "hospital's own cost" },
    (sums) => (sums.hospital_cost_cases === 0 ? Number.NaN : sums.hospital_cost),
    {
      zh: '有成本数据的病例之和；没有任何一例有成本时留空',
      en: 'over the cases that have it; blank where no case has',
    },
  ),
  sum('money', 'standard', { zh: '支付标准合计', en: 'standard payments' }, (sums) => sums.standard, {
    zh: '按病组付费病例的支付标准（含机构系数）之和',
    en: 'Σ standard payment, hospital coefficient included, of the cases paid through groups',
  }),
  sum('money', 'pay', { zh: '清算前应支付', en: 'pay before clearing' }, (sums) => sums.pay, {
    zh: '清算前医院应得总额（基金与患者）',
    en: 'what the hospital is to receive in all before clearing, from fund and patients',
  }),
  sum('money', 'patient', { zh: '患者负担', en: "patients' part" }, (sums) => sums.patient, {
    zh: '住院总费用 − 按项目记账的统筹基金',
    en: 'total charges − pooled fund as recorded by item',
  }),
  sum('money', 'recorded_fund', { zh: '按项目记账基金', en: 'fund as recorded' }, (sums) => sums.recorded_fund, {
    zh: '按项目结算时统筹基金的记账额',
    en: 'what a settlement by item charges the pooled fund',
  }),
  sum(
    'money',
    'fund_before_clearing',
    { zh: '清算前基金支付', en: 'fund before clearing' },
    (sums) => sums.fund_before_clearing,
  ),
  sum(
    'money',
    'carved_out_fund',
    { zh: '其中病组外基金支付', en: 'of which outside the groups' },
    (sums) => sums.carved_out_fund,
    {
      zh: '按项目等支付、先从预算中扣除的基金',
      en: 'fund for cases paid by item and the like, taken from the budget first',
    },
  ),
  sum(
    'money',
    'clearing_adjustment',
    { zh: '清算调整', en: 'clearing adjustment' },
    (sums) => sums.clearing_adjustment,
    { zh: '结余留用、超支分担等年终清算的增减', en: "change by the year's clearing: retention and overrun sharing" },
  ),
  sum('money', 'fund', { zh: '基金支付', en: 'fund payment' }, (sums) => sums.fund, {
    zh: '清算前基金支付 + 清算调整',
    en: 'fund before clearing + clearing adjustment',
  }),
];

const ADDITIVE_INDICATORS: ReadonlySet<string> = new Set(['income', 'charge_margin']);

const TYPE_OF_UNIT: Readonly<Record<Indicator['unit'], ResultColumnType>> = {
  fen: 'money',
  share: 'ratio',
  number: 'number',
  days: 'number',
};

/** Indicators as columns; source and formula stay with them. */
export const INDICATOR_COLUMNS: readonly MeasureColumn[] = INDICATORS.map((indicator) => ({
  schema: {
    name: indicator.key,
    type: TYPE_OF_UNIT[indicator.unit],
    label: indicator.label,
    meaning: indicator.formula,
    ...(indicator.decimals === undefined ? {} : { decimals: indicator.decimals }),
    ...(indicator.edges === undefined ? {} : { edges: indicator.edges }),
  },
  isAdditive: ADDITIVE_INDICATORS.has(indicator.key),
  compute: indicator.compute,
}));

/** The columns that stand in hospitals, departments, groups, insurance and levels alike. */
export const MEASURE_COLUMNS: readonly MeasureColumn[] = [...SUM_COLUMNS, ...INDICATOR_COLUMNS];

/** Names of the columns whose rows add up: each has one sum, the same in every table. */
export const ADDITIVE_COLUMNS: ReadonlySet<string> = new Set(
  MEASURE_COLUMNS.filter((column) => column.isAdditive).map((column) => column.schema.name),
);
