import { roundRational } from '../kernel/formula/rational.js';
import type { ResultColumnSchema, ResultTable } from '../kernel/result-table.js';
import { UNIT_DECIMALS } from '../pricing/priced-columns.js';
import type { Settlement } from '../settlement/settlement.js';
import { RESULT_TABLE_VERSION } from './result-schemas.js';

/** Decimals at which closing values stand in a table. */
const VALUE_DECIMALS = 6;

/** A column of a table that is made row by row. */
export interface RowColumn<Row> extends ResultColumnSchema {
  readonly pick: (row: Row) => string | number;
}

type Form = Pick<ResultColumnSchema, 'type'> & Partial<Pick<ResultColumnSchema, 'decimals' | 'isKey' | 'meaning'>>;

export const KEY = { type: 'text', isKey: true } as const;
export const TEXT = { type: 'text' } as const;
export const COUNT = { type: 'count' } as const;
export const MONEY = { type: 'money' } as const;

export function column<Row>(
  name: string,
  zh: string,
  en: string,
  form: Form,
  pick: (row: Row) => string | number,
): RowColumn<Row> {
  return { name, label: { zh, en }, ...form, pick };
}

type Month = NonNullable<Settlement['months']>[number];
type Value = NonNullable<Settlement['pointValues']>[number];
type Fund = NonNullable<Settlement['setAside']>[number];
type Surplus = NonNullable<Settlement['surpluses']>[number];

const MONTHS: readonly RowColumn<Month>[] = [
  column('hospital_id', '医疗机构代码', 'hospital id', KEY, (row) => row.hospitalId),
  column('insurance', '险种', 'insurance', KEY, (row) => row.insurance),
  column('month', '月份', 'month', KEY, (row) => row.month),
  column('cases', '病例数', 'cases', COUNT, (row) => row.cases),
  column('pay', '应支付（计价）', 'pay as priced', MONEY, (row) => row.payFen),
  column('patient', '个人负担', "patients' part", MONEY, (row) => row.patientFen),
  column('audits', '稽核扣款', 'audit deductions', MONEY, (row) => row.auditFen),
  column(
    'due',
    '当月应付',
    'due for the month',
    {
      ...MONEY,
      meaning: { zh: '（应支付 − 个人负担）× 拨付比例 − 扣款', en: "(pay − patients' part) × ratio − audits" },
    },
    (row) => row.dueFen,
  ),
  column('paid', '当月实拨', 'paid', MONEY, (row) => row.paidFen),
  column('held', '当月暂扣', 'held back', MONEY, (row) => row.heldFen),
];

const valueColumn = (name: string, zh: string, en: string, pick: (row: Value) => number): RowColumn<Value> =>
  column(name, zh, en, { type: 'number', decimals: VALUE_DECIMALS }, pick);

const shownValue = (value: Value['value']): number =>
  Number(roundRational(value, VALUE_DECIMALS)) / 10 ** VALUE_DECIMALS;

const VALUES: readonly RowColumn<Value>[] = [
  column('insurance', '险种', 'insurance', KEY, (row) => row.insurance),
  column('period', '周期', 'period', KEY, (row) => row.period),
  valueColumn('opening', '预算值', 'opening value', (row) => row.opening.digits / 10 ** row.opening.scale),
  column('budget', '可用预算', 'budget after what is set aside', MONEY, (row) => row.budgetFen),
  column('carved_out', '组外支付', 'outside the groups', MONEY, (row) => row.carvedOutFen),
  column('total_cost', '浮动病例总费用', 'charges of the cases that float', MONEY, (row) => row.costFen),
  column('recorded_fund', '浮动病例记账基金', 'recorded for them', MONEY, (row) => row.recordedFen),
  column('to_share', '可分配金额', 'to share', MONEY, (row) => row.toShareFen),
  column(
    'units',
    '权重、点数或分值合计',
    'Σ weight, points or score',
    { type: 'number', decimals: 4 },
    (row) => Number(row.unitsScaled) / 10 ** UNIT_DECIMALS,
  ),
  valueColumn('floating', '浮动值', 'floating value', (row) => shownValue(row.floating)),
  valueColumn('closing', '结算值', 'closing value', (row) => shownValue(row.value)),
  column('paid', '按结算值计', 'units × closing value', MONEY, (row) => row.paidFen),
  column('remainder', '取整余额（退回资金池）', 'remainder, back to the pool', MONEY, (row) => row.remainderFen),
];

const FUNDS: readonly RowColumn<Fund>[] = [
  column('insurance', '险种', 'insurance', KEY, (row) => row.insurance),
  column('side', '资金', 'fund', KEY, (row) => row.side),
  column('set_aside', '提取', 'set aside', MONEY, (row) => row.setAside),
  column('paid_out', '付出', 'paid out', MONEY, (row) => row.paidOut),
  column('left', '余额', 'left', MONEY, (row) => row.left),
];

const SURPLUSES: readonly RowColumn<Surplus>[] = [
  column(
    'kind',
    '结余种类',
    'kind of surplus',
    {
      ...KEY,
      meaning: {
        zh: 'region 地区（资金池预算 − 支付）、hospital 机构、disease 病种（支付 − 记账）',
        en: "region: a pool's budget − payments; hospital, disease: payments − recorded",
      },
    },
    (row) => row.kind,
  ),
  column('key', '资金池、机构或病组', 'pool, hospital or group', KEY, (row) => row.key),
  column('insurance', '险种', 'insurance', { ...TEXT, isKey: true }, (row) => row.insurance),
  column('cases', '病例数', 'cases', COUNT, (row) => row.cases),
  column('formula_value', '公式值（清算前）', 'formula value before clearing', MONEY, (row) => row.formulaFen),
  column('adjustment', '清算调整', 'change by clearing', MONEY, (row) => row.adjustmentFen),
  column('final', '最终支付', 'final payment', MONEY, (row) => row.finalFen),
  column('basis', '对照（预算或记账）', 'basis: budget or recorded', MONEY, (row) => row.basisFen),
  column('surplus', '结余', 'surplus', MONEY, (row) => row.surplusFen),
];

/**
 * Tables of the year's clearing, each only where the policy makes its rows: `months`, `point_values`, `set_aside`,
 * `surpluses`; of a comparison with baseline_ or reform_ before the name.
 */
export function clearingTables(settlement: Settlement, prefix: '' | 'baseline_' | 'reform_' = ''): ResultTable[] {
  const { months, pointValues, setAside, surpluses } = settlement;
  return [
    ...tableOf(`${prefix}months`, '月度结算', 'Monthly accounts', MONTHS, months),
    ...tableOf(`${prefix}point_values`, '结算点值与费率', 'Closing values', VALUES, pointValues),
    ...tableOf(`${prefix}set_aside`, '风险金与调剂金', 'Reserve and adjustment fund', FUNDS, setAside),
    ...tableOf(`${prefix}surpluses`, '三种结余', 'Three surpluses', SURPLUSES, surpluses),
  ];
}

/** One table, or none where there are no rows to speak of. */
export function tableOf<Row>(
  name: string,
  zh: string,
  en: string,
  columns: readonly RowColumn<Row>[],
  rows: readonly Row[] | undefined,
): ResultTable[] {
  if (rows === undefined) return [];
  const values: Record<string, string[] | Float64Array> = {};
  for (const { name: key, type, pick } of columns) {
    values[key] =
      type === 'text' ? rows.map((row) => String(pick(row))) : Float64Array.from(rows, (row) => Number(pick(row)));
  }
  const schema = {
    name,
    version: RESULT_TABLE_VERSION,
    title: { zh, en },
    columns: columns.map(({ pick: _, ...schemaColumn }) => schemaColumn),
  };
  return [{ schema, rowCount: rows.length, columns: values }];
}
