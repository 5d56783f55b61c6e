import { compareCodePoints } from '../../kernel/hash.js';
import type { ResultTable, ResultTableSchema } from '../../kernel/result-table.js';
import { COLUMN, tableOfRows } from '../../kernel/table-of-rows.js';
import type { Settlement } from '../../settlement/settlement.js';
import { type AccountYear, attributeChange } from './attribute-payment.js';

const { key, money } = COLUMN;

const SCHEMA: ResultTableSchema = {
  name: 'payment_parts',
  version: 1,
  title: { zh: '结构、价格与管理', en: 'Structure, price and management' },
  columns: [
    key('hospital_id', '医疗机构代码', 'hospital id'),
    key('insurance', '险种', 'insurance'),
    money('structure_change', '结构', 'structure', {
      zh: '支付标准合计按基线费率（点值）计的变化',
      en: 'change of the standard payments at the baseline’s rate or value',
    }),
    money('price_change', '价格', 'price', {
      zh: '费率（点值）变化作用于改革后的权重',
      en: 'what the change of rate or value does to the reform’s units',
    }),
    money('management_change', '管理', 'management', {
      zh: '其余：倍率病例、病组外支付、清算。三项之和等于医院收入的变化，无余数',
      en: 'the rest: outliers, payment outside the groups, clearing. The three add up to the change of income, nothing is left over',
    }),
    money('change_income', '变化·医院收入', 'change: hospital income'),
  ],
};

/**
 * The change of every account's income from one settlement to another as structure + price + management, to the fen.
 * Both may be of one year (baseline and reform) or of two.
 * @param atFirstValue  of standardsAtFirstValue: the second's standard payments by account, where values change within a year
 * @source rules 4.8 [S27]
 */
export function paymentPartsTable(
  before: Settlement,
  after: Settlement,
  atFirstValue?: ReadonlyMap<string, number>,
): ResultTable {
  const [first, second] = [accountYears(before), accountYears(after)];
  const keys = [...new Set([...first.keys(), ...second.keys()])].sort(compareCodePoints);
  const rows = keys.map((key) => {
    // An account that is absent has no cases and no money; its value is the other side's.
    const known = (first.get(key) ?? second.get(key))!;
    const none: AccountYear = { standardFen: 0, valueFen: known.valueFen, paidFen: 0 };
    const { structureFen, priceFen, managementFen } = attributeChange(
      first.get(key) ?? none,
      second.get(key) ?? none,
      atFirstValue === undefined ? undefined : (atFirstValue.get(key) ?? 0),
    );
    const [hospital, insurance] = key.split('\u0000');
    return {
      hospital_id: hospital!,
      insurance: insurance!,
      structure_change: structureFen,
      price_change: priceFen,
      management_change: managementFen,
      change_income: structureFen + priceFen + managementFen,
    };
  });
  return tableOfRows(SCHEMA, rows);
}

function accountYears({ cells, pools }: Settlement): Map<string, AccountYear> {
  const rateOf = new Map(pools.map(({ insurance, rateFen }) => [insurance, rateFen]));
  const sums = new Map<string, { standardFen: number; valueFen: number; paidFen: number }>();
  for (let cell = 0; cell < cells.cellCount; cell++) {
    const insurance = cells.insurances[cells.insurance[cell]!]!;
    const key = `${cells.hospitals[cells.hospital[cell]!]!}\u0000${insurance}`;
    let account = sums.get(key);
    if (account === undefined) {
      account = { standardFen: 0, valueFen: rateOf.get(insurance) ?? Number.NaN, paidFen: 0 };
      sums.set(key, account);
    }
    account.standardFen += cells.sums.standard[cell]!;
    account.paidFen += cells.sums.fund[cell]! + cells.sums.patient[cell]!;
  }
  return sums;
}
