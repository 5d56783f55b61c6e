import type { Text } from '../../kernel/errors.js';
import type { ResultColumnSchema, ResultTableSchema } from '../../kernel/result-table.js';
import { COLUMN } from '../../kernel/table-of-rows.js';
import { MEASURE_COLUMNS } from '../result-columns.js';
import { RESULT_TABLE_VERSION } from '../result-schemas.js';

/** Tables that cut the same year by other keys; every sum in them is the same sum as in the tables of result-schemas. */
export const SPLIT_TABLE_NAMES = ['mdcs', 'ages', 'methods', 'patients', 'margin_deciles'] as const;
export type SplitTableName = (typeof SPLIT_TABLE_NAMES)[number];

const { key } = COLUMN;

const measures = MEASURE_COLUMNS.map(({ schema }) => schema);
const named = (...names: string[]): ResultColumnSchema[] =>
  names.map((name) => measures.find((schema) => schema.name === name)!);

const FUND_SHARE: ResultColumnSchema = {
  name: 'fund_share',
  type: 'ratio',
  label: { zh: '占基金支付', en: 'share of the fund payment' },
  meaning: { zh: '本行基金支付 ÷ 全部基金支付', en: 'fund payment of the row ÷ all fund payment' },
};

const PATIENT_SHARE: ResultColumnSchema = {
  name: 'patient_share',
  type: 'ratio',
  label: { zh: '患者负担占费用', en: "patients' share of charges" },
  meaning: { zh: '患者负担 ÷ 住院总费用；费用为 0 时留空', en: "patients' part ÷ charges; blank without charges" },
};

const PATIENT_PER_CASE: ResultColumnSchema = {
  name: 'patient_per_case',
  type: 'money',
  label: { zh: '次均患者负担', en: "patient's part a case" },
  meaning: { zh: '患者负担 ÷ 有费用的病例数', en: "patients' part ÷ cases that have charges" },
};

const table = (name: SplitTableName, title: Text, columns: readonly ResultColumnSchema[]): ResultTableSchema => ({
  name,
  version: RESULT_TABLE_VERSION,
  title,
  columns,
});

export const SPLIT_SCHEMAS: Readonly<Record<SplitTableName, ResultTableSchema>> = {
  mdcs: table('mdcs', { zh: '主要诊断大类', en: 'Major diagnostic categories' }, [
    key('mdc', 'MDC', 'MDC', {
      zh: '病组所属大类；none 为不属于任何大类的病例',
      en: 'category of the group; none: cases in no category',
    }),
    ...measures,
  ]),
  ages: table('ages', { zh: '年龄段', en: 'Age bands' }, [
    key('age_band', '年龄段（岁）', 'age band (years)', {
      zh: '下限含；unknown 为年龄缺失',
      en: 'lower edge included; unknown: the age is missing',
    }),
    ...measures,
  ]),
  methods: table('methods', { zh: '付费方式', en: 'Payment methods' }, [
    key('payment', '付费方式', 'payment', {
      zh: 'drg、dip 为按病组付费；item 按项目；其余为病例自带的付费类别；none 缺费用无法计算',
      en: 'drg, dip: through groups; item: by item; others as the case says; none: amounts are missing',
    }),
    key('rule', '规则', 'rule'),
    FUND_SHARE,
    ...measures,
  ]),
  patients: table('patients', { zh: '患者负担', en: "Patients' burden" }, [
    key('insurance', '险种', 'insurance'),
    key('level_class', '结算等级', 'level class'),
    ...named('cases', 'total_cost', 'recorded_fund', 'patient'),
    PATIENT_SHARE,
    PATIENT_PER_CASE,
  ]),
  margin_deciles: table('margin_deciles', { zh: '费用结余十分位', en: 'Deciles of hospital margin' }, [
    key('decile', '十分位', 'decile', {
      zh: '按基线费用结余率由低到高排列，第 k 家（从 0 起）在第 ⌊10k ÷ 医院数⌋ + 1 个十分位；结余率相同时按医疗机构代码；empty 为基线无费用的医院',
      en: 'hospitals by baseline margin of charges, lowest first: the k-th (from 0) of n stands in decile ⌊10k ÷ n⌋ + 1; equal margins by hospital id; empty: no charges in the baseline',
    }),
    { name: 'hospitals', type: 'count', label: { zh: '医疗机构数', en: 'hospitals' } },
    ...measures,
  ]),
};

/** The schema with weights shown at the policy's decimals. */
export function splitSchema(name: SplitTableName, weightDecimals: number): ResultTableSchema {
  const schema = SPLIT_SCHEMAS[name];
  return {
    ...schema,
    columns: schema.columns.map((column) =>
      column.name === 'total_weight' ? { ...column, decimals: weightDecimals } : column,
    ),
  };
}
