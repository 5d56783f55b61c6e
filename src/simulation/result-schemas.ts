import { QUADRANT_TEXT } from '../indicators/quadrant.js';
import type { Text } from '../kernel/errors.js';
import type { ResultColumnSchema, ResultTableSchema } from '../kernel/result-table.js';
import { COLUMN } from '../kernel/table-of-rows.js';
import { MEASURE_COLUMNS } from './result-columns.js';

/**
 * The result tables: names and columns are used by people's scripts. A changed or removed column is a new major
 * version; a column added at the end is not.
 */
export const RESULT_TABLE_VERSION = 1;

export const RESULT_TABLE_NAMES = ['hospitals', 'departments', 'groups', 'insurance', 'levels', 'fund'] as const;
export type ResultTableName = (typeof RESULT_TABLE_NAMES)[number];

/** Key of the line of the fund table that sums the others; it stands last. */
export const FUND_TOTAL = 'total';

/** level_class of a hospital that the register does not know. */
export const UNKNOWN_LEVEL = 'unknown';

const { key, text, keyOrBlank } = COLUMN;

const HOSPITAL_NAME = text('hospital_name', '医疗机构', 'hospital');
const QUADRANT = text('quadrant', QUADRANT_TEXT.label.zh, QUADRANT_TEXT.label.en, QUADRANT_TEXT.formula);
const LEVEL_CLASS_MEANING: Text = {
  zh: '登记表中的结算等级 3、2、1；unknown 为登记表中没有的机构',
  en: 'settlement level of the register, 3, 2 or 1; unknown: the register does not have the hospital',
};

const measureSchemas = MEASURE_COLUMNS.map((column) => column.schema);
/** A fund line repeats measures of the other tables under the same names, so that they can be held against each other. */
const fundMeasure = (name: string): ResultColumnSchema => measureSchemas.find((schema) => schema.name === name)!;

export const FUND_MEASURES = [
  'cases',
  'group_paid_cases',
  'total_weight',
  'total_cost',
  'patient',
  'recorded_fund',
  'fund_before_clearing',
  'carved_out_fund',
  'clearing_adjustment',
  'fund',
  'income',
] as const;

const FUND_COLUMNS: readonly ResultColumnSchema[] = [
  key('insurance', '险种', 'insurance'),
  {
    name: 'budget',
    type: 'money',
    label: { zh: '基金预算', en: 'fund budget' },
    meaning: { zh: '统筹池年度预算；没有统筹池的险种留空', en: 'yearly budget of the pool; blank without a pool' },
  },
  {
    name: 'reserve',
    type: 'money',
    label: { zh: '风险金', en: 'reserve' },
    meaning: { zh: '支付前先留存的预算', en: 'budget held back before anything is paid' },
  },
  {
    name: 'rate',
    type: 'number',
    decimals: 4,
    label: { zh: '费率（元/权重）', en: 'rate (yuan per weight)' },
    meaning: {
      zh: '固定或由预算推算的费率；按单一标准支付时留空',
      en: 'fixed or from the budget; blank for one plain standard',
    },
  },
  ...FUND_MEASURES.slice(0, 8).map(fundMeasure),
  {
    name: 'group_fund_before_clearing',
    type: 'money',
    label: { zh: '清算前病组内基金支付', en: 'group-paid fund before clearing' },
    meaning: { zh: '清算前基金支付 − 病组外基金支付', en: 'fund before clearing − outside the groups' },
  },
  ...FUND_MEASURES.slice(8, 10).map(fundMeasure),
  {
    name: 'balance',
    type: 'money',
    label: { zh: '基金结余（扣除风险金后）', en: 'balance after reserve' },
    meaning: {
      zh: '基金预算 − 风险金 − 基金支付；合计行为各资金池之和，无资金池各行的支付不计入（见该行）',
      en: 'budget − reserve − fund payment; in the total the sum over the pools: what is paid on lines without a pool is in no balance',
    },
  },
  ...FUND_MEASURES.slice(10).map(fundMeasure),
];

const table = (name: ResultTableName, title: Text, columns: readonly ResultColumnSchema[]): ResultTableSchema => ({
  name,
  version: RESULT_TABLE_VERSION,
  title,
  columns,
});

export const RESULT_SCHEMAS: Readonly<Record<ResultTableName, ResultTableSchema>> = {
  hospitals: table('hospitals', { zh: '医疗机构', en: 'Hospitals' }, [
    key('hospital_id', '医疗机构代码', 'hospital id'),
    HOSPITAL_NAME,
    text('level', '等级', 'level'),
    text('level_class', '结算等级', 'level class', LEVEL_CLASS_MEANING),
    ...measureSchemas,
    QUADRANT,
  ]),
  departments: table('departments', { zh: '科室', en: 'Departments' }, [
    key('hospital_id', '医疗机构代码', 'hospital id'),
    keyOrBlank('department', '科室', 'department'),
    HOSPITAL_NAME,
    ...measureSchemas,
    QUADRANT,
  ]),
  groups: table('groups', { zh: '病组', en: 'Groups' }, [
    key('group', '病组编码', 'group'),
    text('group_name', '病组名称', 'group name'),
    text('mdc', 'MDC', 'MDC'),
    text('adrg', 'ADRG', 'ADRG'),
    {
      name: 'weight',
      type: 'number',
      decimals: 4,
      label: { zh: '权重', en: 'weight' },
      meaning: {
        zh: '年末有效的权重；没有权重的病组留空',
        en: 'weight in force at the end of the year; blank without one',
      },
    },
    {
      name: 'cv',
      type: 'number',
      decimals: 4,
      label: { zh: '历史 CV', en: 'CV of the history' },
      meaning: {
        zh: '测算权重时裁剪后病例的变异系数',
        en: 'coefficient of variation of the kept cases behind the weight',
      },
    },
    text('weight_status', '权重状态', 'weight status', {
      zh: 'stable 稳定、unstable 非稳定、fallback 取 ADRG 均值、empty 无病例、imported 导入',
      en: 'stable, unstable, fallback (mean of the ADRG), empty (no cases), imported',
    }),
    ...measureSchemas,
  ]),
  insurance: table('insurance', { zh: '险种', en: 'Insurance types' }, [
    key('insurance', '险种', 'insurance'),
    ...measureSchemas,
  ]),
  levels: table('levels', { zh: '医疗机构等级', en: 'Levels of hospitals' }, [
    { ...key('level_class', '结算等级', 'level class'), meaning: LEVEL_CLASS_MEANING },
    { name: 'hospitals', type: 'count', label: { zh: '医疗机构数', en: 'hospitals' } },
    ...measureSchemas,
  ]),
  fund: table('fund', { zh: '基金', en: 'Fund' }, FUND_COLUMNS),
};

/** The schema with weights shown at the policy's decimals; everything else is fixed. */
export function resultSchema(name: ResultTableName, weightDecimals: number): ResultTableSchema {
  const schema = RESULT_SCHEMAS[name];
  return {
    ...schema,
    columns: schema.columns.map((column) =>
      column.name === 'weight' || column.name === 'total_weight' ? { ...column, decimals: weightDecimals } : column,
    ),
  };
}
