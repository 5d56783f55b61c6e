import type { Text } from '../kernel/errors.js';

/** How a canonical column is kept in memory. See case-table.ts for the arrays behind each kind. */
export type ColumnKind = 'text' | 'dictionary' | 'codes' | 'money' | 'integer' | 'decimal' | 'day';

export interface ColumnSchema {
  readonly name: string;
  readonly kind: ColumnKind;
  /** For integers: the array, missing is -1 in all of them. */
  readonly storage?: 'int8' | 'int16' | 'int32';
  /** Allowed range, both ends included; for money in yuan. */
  readonly least?: number;
  readonly most?: number;
  /** Allowed values where the set is closed, as written in files; the table of docs. */
  readonly values?: readonly string[];
  readonly label: Text;
  readonly unit?: 'yuan' | 'days' | 'years' | 'grams' | 'hours';
}

/** Numbers of a case that conditions of schemes compare; the order is part of the compiled form. */
export const CONDITION_NUMBERS = [
  'sex',
  'age_years',
  'age_days',
  'birth_weight_g',
  'admission_weight_g',
  'los_days',
  'discharge_type',
] as const;

/** Everything grouping may look at; a stage asks only for what a scheme can use. */
export const GROUPING_COLUMNS: readonly string[] = ['case_id', ...CONDITION_NUMBERS, 'dx', 'px'];

const money = (name: string, zh: string, en: string, least = 0): ColumnSchema => ({
  name,
  kind: 'money',
  least,
  most: 1e10,
  unit: 'yuan',
  label: { zh, en },
});
const text = (name: string, zh: string, en: string): ColumnSchema => ({ name, kind: 'text', label: { zh, en } });
const dictionary = (name: string, zh: string, en: string, values?: readonly string[]): ColumnSchema => ({
  name,
  kind: 'dictionary',
  label: { zh, en },
  ...(values === undefined ? {} : { values }),
});
const integer = (
  name: string,
  storage: 'int8' | 'int16' | 'int32',
  most: number,
  zh: string,
  en: string,
  unit?: ColumnSchema['unit'],
): ColumnSchema => ({
  name,
  kind: 'integer',
  storage,
  least: 0,
  most,
  label: { zh, en },
  ...(unit === undefined ? {} : { unit }),
});
const day = (name: string, zh: string, en: string): ColumnSchema => ({ name, kind: 'day', label: { zh, en } });

/** The canonical columns of a case (design: fixed names), in their fixed order, then the optional ones. */
export const COLUMN_SCHEMAS: readonly ColumnSchema[] = [
  text('case_id', '病例号', 'case id'),
  text('patient_key', '患者标识', 'patient key'),
  dictionary('hospital_id', '医疗机构代码', 'hospital id'),
  dictionary('hospital_level', '医疗机构等级', 'hospital level'),
  dictionary('department', '科室', 'department'),
  dictionary('insurance', '险种', 'insurance', ['employee', 'resident', 'other']),
  dictionary('region', '统筹地区', 'pooling region'),
  day('admit_date', '入院日期', 'admission date'),
  day('discharge_date', '出院日期', 'discharge date'),
  {
    name: 'sex',
    kind: 'integer',
    storage: 'int8',
    least: 1,
    most: 2,
    values: ['1', '2'],
    label: { zh: '性别', en: 'sex' },
  },
  integer('age_years', 'int16', 130, '年龄（岁）', 'age', 'years'),
  // Some exports give the days of every patient, not of infants only.
  integer('age_days', 'int32', 48_000, '年龄（天）', 'age in days', 'days'),
  integer('birth_weight_g', 'int32', 20_000, '出生体重', 'birth weight', 'grams'),
  integer('admission_weight_g', 'int32', 20_000, '新生儿入院体重', 'admission weight', 'grams'),
  integer('los_days', 'int16', 20_000, '住院天数', 'length of stay', 'days'),
  {
    name: 'discharge_type',
    kind: 'integer',
    storage: 'int8',
    least: 1,
    most: 9,
    values: ['1', '2', '3', '4', '5', '9'],
    label: { zh: '离院方式', en: 'discharge type' },
  },
  { name: 'dx', kind: 'codes', label: { zh: '诊断（主诊断在前）', en: 'diagnoses, principal first' } },
  { name: 'px', kind: 'codes', label: { zh: '手术操作（主手术在前）', en: 'procedures, main first' } },
  money('total_cost', '住院总费用', 'total charges'),
  money('cost_service', '综合医疗服务费', 'medical service charges'),
  money('cost_nursing', '护理费', 'nursing charges'),
  money('cost_diagnostic', '诊断费', 'diagnostic charges'),
  money('cost_treatment', '治疗费', 'treatment charges'),
  money('cost_drug', '药品费', 'drug charges'),
  money('cost_consumable', '耗材费', 'consumable charges'),
  money('cost_other', '其他费', 'other charges'),
  money('self_funded', '全自费', 'fully self-paid'),
  money('first_paid', '先行自付', 'first self-paid'),
  money('deductible', '起付线', 'deductible'),
  money('pooled_fund', '统筹基金记账', 'pooled fund, as recorded'),
  money('critical_illness', '大病保险支付', 'critical illness insurance'),
  money('assistance', '医疗救助支付', 'medical assistance'),
  money('civil_servant', '公务员补助', 'civil-servant supplement'),
  money('personal_account', '个人账户支付', 'personal account'),
  money('cash', '个人现金支付', 'cash'),
  money('hospital_cost', '医院成本', "hospital's own cost"),
  integer('icu_days', 'int16', 20_000, '重症监护天数', 'ICU days', 'days'),
  integer('ventilation_hours', 'int32', 500_000, '呼吸机使用小时', 'ventilation hours', 'hours'),
  money('new_tech_cost', '新技术除外费用', 'new technology charges'),
  money('separate_drug_cost', '单独支付药品费', 'separately paid drug charges'),
  money('unreasonable_cost', '不合理费用', 'unreasonable charges'),
  money('tcm_cost', '中医费用', 'TCM charges'),
  dictionary('referral', '转诊类型', 'referral'),
  integer('stay_number', 'int16', 1_000, '年度住院次数', 'stay number of the year'),
  dictionary('payment_kind', '支付方式', 'payment kind', ['drg', 'dip', 'day', 'item', 'package']),
  dictionary('review_outcome', '特例单议结果', 'special review outcome'),
  money('review_amount', '特例单议金额', 'special review amount'),
  text('settlement_id', '结算流水号', 'settlement id'),
  day('settlement_date', '结算日期', 'settlement date'),
  dictionary('insured_class', '参保身份', 'insured class'),
  dictionary('assistance_class', '救助身份', 'assistance class'),
  dictionary('chronic', '慢病标识', 'chronic'),
  dictionary('referral_filed', '异地备案', 'referral filed'),
  dictionary('insured_region', '参保地', 'region of insurance'),
  dictionary('care_region', '就医地', 'region of care'),
  dictionary('community_id', '医共体', 'county community'),
  text('dx_on_admission', '入院病情', 'present on admission'),
  day('upload_date', '上传日期', 'upload date'),
  dictionary('planned_readmission', '计划再入院', 'planned readmission'),
  money('tcm_treatment_cost', '中医治疗费', 'TCM treatment charges'),
  money('tcm_drug_cost', '中药费', 'TCM drug charges'),
  money('earlier_pooled_fund', '此前统筹支付', 'pooled fund paid to the person earlier in the year'),
  money('earlier_burden', '此前政策内自付', "the person's in-policy burden earlier in the year"),
  integer('earlier_stays', 'int16', 1_000, '此前住院次数', 'stays earlier in the year'),
  dictionary('direct_settlement', '直接结算', 'settled directly', ['1', '0']),
];

const BY_NAME: ReadonlyMap<string, ColumnSchema> = new Map(COLUMN_SCHEMAS.map((schema) => [schema.name, schema]));

/** The schema of a canonical column; undefined for any other heading. */
export function columnSchema(name: string): ColumnSchema | undefined {
  return BY_NAME.get(name);
}

/** Only these two are needed to group; every later stage says which more it needs. */
export const COLUMNS_TO_GROUP: readonly string[] = ['case_id', 'dx'];
