import { type CaseTable, findColumn } from '../../cases/case-table.js';
import type { GroupCatalogue, GroupColumns } from '../../grouping/group-columns.js';
import { compareCodePoints } from '../../kernel/compare-code-points.js';
import type { Text } from '../../kernel/errors.js';
import { allocateFen, type Fen, scaleFen } from '../../kernel/money.js';
import type { ResultColumnSchema, ResultTable } from '../../kernel/result-table.js';
import { COLUMN, type TableRowValues, tableOfRows } from '../../kernel/table-of-rows.js';
import { METHOD_OUTLIER, type PricedColumns } from '../../pricing/priced-columns.js';

/** Parts of a bill that cost accounting looks at; what a bill has beyond them is `unstated`. */
export const COST_PARTS = {
  cost_service: { zh: '综合医疗服务', en: 'medical service' },
  cost_nursing: { zh: '护理', en: 'nursing' },
  cost_diagnostic: { zh: '诊断', en: 'diagnostics' },
  cost_treatment: { zh: '治疗', en: 'treatment' },
  cost_drug: { zh: '药品', en: 'drugs' },
  cost_consumable: { zh: '耗材', en: 'consumables' },
  cost_other: { zh: '其他', en: 'other' },
} as const satisfies Record<string, Text>;
const PART_NAMES = [...Object.keys(COST_PARTS), 'unstated'];
const partText = (part: string): Text =>
  part === 'unstated' ? { zh: '未列明', en: 'not stated' } : COST_PARTS[part as keyof typeof COST_PARTS];

interface Sums {
  cases: number;
  pay: number;
  standard: number;
  charges: number;
  ownCases: number;
  own: number;
  readonly parts: Float64Array;
}

/** A group within a department, or within the whole region. */
interface Place extends Sums {
  readonly hospital: string;
  readonly department: string;
  readonly group: number;
}

/**
 * Cost accounting by department and disease (科室、病种成本核算), before clearing, over cases with charges that groups pay:
 * the bill's parts a case against those of the same group in all other departments of the file (the pathway's mean), and
 * what each part earns: the pay of the department's group shared over the parts as the bills of the whole region have them.
 */
export function costAccounting(
  table: CaseTable,
  groups: GroupColumns,
  { codes, names }: GroupCatalogue,
  priced: PricedColumns,
): ResultTable[] {
  const places = sumPlaces(table, groups, priced);
  const region = new Map<number, Sums>();
  for (const place of places) {
    const sums = region.get(place.group) ?? emptySums();
    region.set(place.group, sums);
    addTo(sums, place);
  }
  const keysOf = (place: Place): TableRowValues => ({
    hospital_id: place.hospital,
    department: place.department,
    group: codes[place.group]!,
    group_name: names[place.group]!,
    cases: place.cases,
  });
  const diseases = places.map((place): TableRowValues => {
    const all = region.get(place.group)!;
    const others = all.cases - place.cases;
    return {
      ...keysOf(place),
      mean_standard: scaleFen(place.standard, 1, place.cases),
      mean_pay: scaleFen(place.pay, 1, place.cases),
      mean_cost: scaleFen(place.charges, 1, place.cases),
      peer_mean_cost: others === 0 ? Number.NaN : scaleFen(all.charges - place.charges, 1, others),
      mean_own_cost: place.ownCases === place.cases ? scaleFen(place.own, 1, place.cases) : Number.NaN,
      margin: place.pay - place.charges,
      standard: place.standard,
      pay: place.pay,
      cost: place.charges,
      excess: others === 0 ? Number.NaN : place.charges - scaleFen(all.charges - place.charges, place.cases, others),
      cost_margin: place.ownCases === place.cases ? place.pay - place.own : Number.NaN,
    };
  });
  const links = places.flatMap((place) => {
    const all = region.get(place.group)!;
    const others = all.cases - place.cases;
    const shared = allocateFen(place.pay, all.parts);
    return PART_NAMES.flatMap((part, p): TableRowValues[] => {
      const [own, peers] = [place.parts[p]!, all.parts[p]! - place.parts[p]!];
      if (all.parts[p] === 0) return [];
      return [
        {
          ...keysOf(place),
          part,
          part_zh: partText(part).zh,
          part_en: partText(part).en,
          mean_cost: scaleFen(own, 1, place.cases),
          peer_mean_cost: others === 0 ? Number.NaN : scaleFen(peers, 1, others),
          excess: others === 0 ? Number.NaN : own - scaleFen(peers, place.cases, others),
          cost: own,
          pay: shared[p]!,
          balance: shared[p]! - own,
        },
      ];
    });
  });
  return [diseaseTable(diseases), linkTable(links)];
}

/** Pay less charges in the order of the diseases' rows, were the same cases paid otherwise: under a reform, say. */
export function marginsAtPay(
  table: CaseTable,
  groups: GroupColumns,
  priced: PricedColumns,
  payFen: Float64Array,
): Float64Array {
  return Float64Array.from(sumPlaces(table, groups, { ...priced, payFen }), ({ pay, charges }) => pay - charges);
}

const emptySums = (): Sums => ({
  cases: 0,
  pay: 0,
  standard: 0,
  charges: 0,
  ownCases: 0,
  own: 0,
  parts: new Float64Array(PART_NAMES.length),
});

function addTo(sums: Sums, more: Sums): void {
  for (const name of ['cases', 'pay', 'standard', 'charges', 'ownCases', 'own'] as const) sums[name] += more[name];
  more.parts.forEach((fen, p) => {
    sums.parts[p]! += fen;
  });
}

function sumPlaces(table: CaseTable, groups: GroupColumns, priced: PricedColumns): Place[] {
  const money = (name: string): Float64Array | undefined => findColumn(table, name, 'money')?.values;
  const [charges, own] = [money('total_cost'), money('hospital_cost')];
  const parts = Object.keys(COST_PARTS).map(money);
  const text = (name: string) => {
    const column = findColumn(table, name, 'dictionary');
    return (row: number): string => (column === undefined ? '' : column.values[column.codes[row]!]!);
  };
  const [hospitalAt, departmentAt] = [text('hospital_id'), text('department')];
  const places = new Map<string, Place>();
  for (let row = 0; row < table.caseCount; row++) {
    const total = charges?.[row] ?? Number.NaN;
    if (priced.method[row]! > METHOD_OUTLIER || Number.isNaN(total)) continue;
    const [hospital, department, group] = [hospitalAt(row), departmentAt(row), groups.group[row]!];
    const key = JSON.stringify([hospital, department, group]);
    let place = places.get(key);
    if (place === undefined) {
      place = { ...emptySums(), hospital, department, group };
      places.set(key, place);
    }
    place.cases++;
    place.pay += priced.payFen[row]!;
    place.standard += priced.standardFen[row]!;
    place.charges += total;
    const ownFen = own?.[row] ?? Number.NaN;
    if (!Number.isNaN(ownFen)) {
      place.ownCases++;
      place.own += ownFen;
    }
    let rest: Fen = total;
    parts.forEach((values, p) => {
      const fen = values?.[row] ?? Number.NaN;
      if (Number.isNaN(fen)) return;
      place.parts[p]! += fen;
      rest -= fen;
    });
    // Parts above the whole are a fault of the bill, and no part of it is negative.
    place.parts[parts.length]! += Math.max(0, rest);
  }
  return [...places.values()].sort(
    (a, b) =>
      compareCodePoints(a.hospital, b.hospital) || compareCodePoints(a.department, b.department) || a.group - b.group,
  );
}

const { key, text, count, money, keyOrBlank } = COLUMN;
const KEYS: readonly ResultColumnSchema[] = [
  key('hospital_id', '医疗机构代码', 'hospital id'),
  keyOrBlank('department', '科室', 'department'),
  key('group', '病组', 'group'),
  text('group_name', '病组名称', 'name of the group'),
  count('cases', '病例数', 'cases'),
];

const diseaseTable = (rows: readonly TableRowValues[]): ResultTable =>
  tableOfRows(
    {
      name: 'cost_diseases',
      version: 1,
      title: { zh: '科室病种成本', en: 'Costs by department and disease' },
      columns: [
        ...KEYS,
        money('mean_standard', '例均支付标准', 'standard a case'),
        money('mean_pay', '例均支付', 'pay a case'),
        money('mean_cost', '例均费用', 'charges a case'),
        money('peer_mean_cost', '其他科室同病组例均费用', 'charges a case elsewhere', {
          zh: '本次文件中同病组其他科室、医院的病例',
          en: 'cases of the group in other departments and hospitals of the file',
        }),
        money('mean_own_cost', '例均医院成本', "hospital's own cost a case"),
        money('margin', '费用结余', 'margin of charges'),
        money('cost_margin', '成本盈亏', 'cost margin'),
        money('standard', '支付标准合计', 'standards'),
        money('pay', '支付合计', 'pay'),
        money('cost', '费用合计', 'charges'),
        money('excess', '高于其他科室合计', 'above elsewhere, all cases'),
      ],
    },
    rows,
  );

const linkTable = (rows: readonly TableRowValues[]): ResultTable =>
  tableOfRows(
    {
      name: 'cost_links',
      version: 1,
      title: { zh: '病种成本环节', en: 'Links of the cost of a disease' },
      columns: [
        ...KEYS,
        key('part', '环节', 'part'),
        text('part_zh', '环节名称', 'part in Chinese'),
        text('part_en', '环节英文名称', 'name of the part'),
        money('mean_cost', '例均费用', 'charges a case'),
        money('peer_mean_cost', '其他科室例均', 'elsewhere'),
        money('excess', '高于其他科室合计', 'above elsewhere, all cases'),
        money('cost', '费用合计', 'charges'),
        money('pay', '分摊的支付', 'share of the pay', {
          zh: '该病组的支付按全区该病组账单构成分摊',
          en: 'the pay of the group, shared as the bills of the whole region have its parts',
        }),
        money('balance', '结余', 'balance'),
      ],
    },
    rows,
  );
