import { compareCodePoints } from '../../kernel/hash.js';
import type { ResultColumnSchema, ResultTable, ResultTableSchema } from '../../kernel/result-table.js';
import { COLUMN, tableOfRows } from '../../kernel/table-of-rows.js';
import type { Settlement } from '../../settlement/settlement.js';
import { type AttributionRule, attributeLevers } from './shapley.js';

/** A lever of a reform, as a table names it. */
export interface LeverName {
  /** 1, 2, … in the order of the reforms and cuts. */
  readonly order: number;
  readonly label: string;
}

/** Amounts of an account that the attribution splits. */
const MEASURES = ['total_cost', 'patient', 'fund_before_clearing', 'clearing_adjustment', 'fund'] as const;
type Measure = (typeof MEASURES)[number];

/** Sums by account of hospital and insurance, in fen, of one set of levers. */
export interface LeverOutcome {
  readonly accounts: ReadonlyMap<string, Readonly<Record<Measure, number>>>;
}

/** What the attribution keeps of a cleared year. */
export function leverOutcome({ cells }: Settlement): LeverOutcome {
  const accounts = new Map<string, Record<Measure, number>>();
  for (let cell = 0; cell < cells.cellCount; cell++) {
    const key = `${cells.hospitals[cells.hospital[cell]!]!}\u0000${cells.insurances[cells.insurance[cell]!]!}`;
    let sums = accounts.get(key);
    if (sums === undefined) {
      sums = { total_cost: 0, patient: 0, fund_before_clearing: 0, clearing_adjustment: 0, fund: 0 };
      accounts.set(key, sums);
    }
    for (const measure of MEASURES) sums[measure] += cells.sums[measure][cell]!;
  }
  return { accounts };
}

const { key, text, money } = COLUMN;
const change = (name: string, zh: string, en: string): ResultColumnSchema =>
  money(`change_${name}`, `变化·${zh}`, `change: ${en}`);

const SCHEMA: ResultTableSchema = {
  name: 'attribution',
  version: 1,
  title: { zh: '变化归因', en: 'What each change did' },
  columns: [
    key('hospital_id', '医疗机构代码', 'hospital id'),
    key('insurance', '险种', 'insurance'),
    {
      ...key('lever', '修改', 'lever'),
      meaning: { zh: '序号：改革中的修改或降价项', en: 'number: patch or price cut' },
    },
    text('rule', '归因方法', 'rule', {
      zh: 'shapley 为所有先后次序的平均（至多 6 项）；ordered 为按所列次序逐项计算。各项之和等于总变化，无余数',
      en: 'shapley: mean over all orders (up to 6 levers); ordered: one after another as listed. The parts add up to the whole change, nothing is left over',
    }),
    change('total_cost', '住院总费用', 'total charges'),
    change('patient', '患者负担', "patients' part"),
    change('fund_before_clearing', '清算前基金支付', 'fund before clearing'),
    change('clearing_adjustment', '清算调整', 'clearing adjustment'),
    change('fund', '基金支付', 'fund payment'),
    change('income', '医院收入', 'hospital income'),
  ],
};

/**
 * What each lever did to every account, to the fen: for an account the levers' parts of fund, patients' part and charges
 * add up to its change from none to all. Clearing adjustment and income follow from the others, so that fund before
 * clearing + adjustment = fund and fund + patient = income hold on every line.
 * @param outcomes  by set of levers; see neededSets
 */
export function attributionTable(
  levers: readonly LeverName[],
  rule: AttributionRule,
  outcomes: ReadonlyMap<number, LeverOutcome>,
): ResultTable {
  const keys = [...new Set([...outcomes.values()].flatMap(({ accounts }) => [...accounts.keys()]))].sort(
    compareCodePoints,
  );
  const rows = keys.flatMap((key) => {
    const split = (measure: Measure): Float64Array =>
      attributeLevers(levers.length, rule, (set) => outcomes.get(set)!.accounts.get(key)?.[measure] ?? 0);
    const [charges, patient, before, fund] = [
      split('total_cost'),
      split('patient'),
      split('fund_before_clearing'),
      split('fund'),
    ];
    const [hospital, insurance] = key.split('\u0000');
    return levers.map(({ order, label }, i) => ({
      hospital_id: hospital!,
      insurance: insurance!,
      lever: `${order}: ${label}`,
      rule,
      change_total_cost: charges[i]!,
      change_patient: patient[i]!,
      change_fund_before_clearing: before[i]!,
      change_clearing_adjustment: fund[i]! - before[i]!,
      change_fund: fund[i]!,
      change_income: fund[i]! + patient[i]!,
    }));
  });
  return tableOfRows(SCHEMA, rows);
}
