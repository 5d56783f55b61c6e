import type { Text } from '../../kernel/errors.js';
import { type Fen, scaleFen } from '../../kernel/money.js';
import type { ResultColumnSchema, ResultTable } from '../../kernel/result-table.js';
import { COLUMN, type TableRowValues, tableOfRows } from '../../kernel/table-of-rows.js';
import { formatFen } from '../../policy/format-value.js';

const { key, text, count, money, ratio, keyOrBlank } = COLUMN;

/** A department's group as cost accounting sums it, amounts in fen. */
interface Place {
  readonly hospital: string;
  readonly department: string;
  readonly group: string;
  readonly groupName: string;
  readonly cases: number;
  readonly pay: Fen;
  readonly charges: Fen;
  /** Pay less standard: outliers and whatever else pays otherwise. */
  readonly byOutliers: Fen;
  /** Charges of the group elsewhere less charges here; NaN where nobody else has the group. */
  readonly byCost: Fen;
  /** Standard less charges elsewhere, or less charges here where there is no elsewhere. */
  readonly byStandard: Fen;
  readonly link: Text | undefined;
}

/**
 * Which department, which group, why, and what if (哪个科室、哪个病组、为什么、如果): margins before clearing split into what
 * the standard, the own charges and outliers make of them; the three add up to the margin, to the fen.
 * @param cleared  margin of charges after the year's clearing by hospital and department (JSON of the two)
 * @param reform  pay less charges under a reform, in the order of the diseases
 */
export function whyMargins(
  diseases: ResultTable,
  links: ResultTable,
  cleared: ReadonlyMap<string, Fen>,
  reform: Float64Array | undefined,
): ResultTable[] {
  const places = placesOf(diseases, links);
  const groups = places.map((place, index) => groupRow(place, reform?.[index]));
  const byDepartment = new Map<string, number[]>();
  places.forEach(({ hospital, department }, index) => {
    const place = JSON.stringify([hospital, department]);
    byDepartment.set(place, [...(byDepartment.get(place) ?? []), index]);
  });
  const departments = [...byDepartment].map(([place, own]) => {
    const [hospital, department] = JSON.parse(place) as [string, string];
    const rows = own.map((index) => groups[index]!);
    const sum = (name: string): number =>
      rows.reduce((all, row) => (Number.isNaN(row[name]) ? all : all + Number(row[name])), 0);
    const worst = own.reduce((a, b) => (marginOf(places[b]!) < marginOf(places[a]!) ? b : a));
    return {
      hospital_id: hospital,
      department,
      ...Object.fromEntries(SUMMED.map((name) => [name, sum(name)])),
      cleared_margin: cleared.get(place) ?? Number.NaN,
      worst_group: places[worst]!.group,
      worst_group_name: places[worst]!.groupName,
      worst_margin: marginOf(places[worst]!),
      why_zh: groups[worst]!.why_zh,
      why_en: groups[worst]!.why_en,
      margin_at_peers: own.reduce((all, index) => all + countedAtPeers(places[index]!), 0),
      ...(reform === undefined ? {} : { reform_margin: sum('reform_margin'), change: sum('change') }),
      cost_cut_needed: cutNeeded(sum('pay'), sum('cost')),
    } as TableRowValues;
  });
  const byMargin = (a: TableRowValues, b: TableRowValues): number => Number(a.margin) - Number(b.margin);
  const whatIf = whatIfColumns(reform !== undefined);
  return [
    tableOfRows(
      {
        name: 'hospital_departments',
        version: 1,
        title: { zh: '哪个科室、为什么、如果', en: 'Which department, why, what if' },
        columns: [
          key('hospital_id', '医疗机构代码', 'hospital id'),
          keyOrBlank('department', '科室', 'department'),
          ...SUMS,
          money('cleared_margin', '清算后费用结余', 'margin after clearing'),
          text('worst_group', '亏损最多的病组', 'group with the least margin'),
          text('worst_group_name', '病组名称', 'its name'),
          money('worst_margin', '该组费用结余', 'its margin'),
          ...WHY,
          ...whatIf,
        ],
      },
      departments.sort(byMargin),
    ),
    tableOfRows(
      {
        name: 'hospital_groups',
        version: 1,
        title: { zh: '哪个病组、为什么、如果', en: 'Which group, why, what if' },
        columns: [
          key('hospital_id', '医疗机构代码', 'hospital id'),
          keyOrBlank('department', '科室', 'department'),
          key('group', '病组', 'group'),
          text('group_name', '病组名称', 'name of the group'),
          ...SUMS,
          ...WHY,
          ...whatIf,
        ],
      },
      groups.sort(byMargin),
    ),
  ];
}

const SUMMED = ['cases', 'pay', 'cost', 'margin', 'by_standard', 'by_cost', 'by_outliers'] as const;
const SUMS: readonly ResultColumnSchema[] = [
  count('cases', '病例数', 'cases'),
  money('pay', '支付（清算前）', 'pay, before clearing'),
  money('cost', '费用', 'charges'),
  money('margin', '费用结余', 'margin of charges'),
  money('by_standard', '其中：支付标准', 'of it: standard', {
    zh: '支付标准 − 其他科室同病组费用；无可比病例时减本科室费用',
    en: 'standard less charges of the group elsewhere; less the own charges where nobody else has it',
  }),
  money('by_cost', '其中：费用高低', 'of it: own charges', {
    zh: '其他科室同病组费用 − 本科室费用；无可比病例时留空',
    en: 'charges of the group elsewhere less the own; blank where nobody else has it',
  }),
  money('by_outliers', '其中：倍率等规则', 'of it: outliers and the like', {
    zh: '支付 − 支付标准',
    en: 'pay less standard',
  }),
];
const WHY: readonly ResultColumnSchema[] = [
  text('why_zh', '为什么', 'why, in Chinese'),
  text('why_en', '为什么（英文）', 'why'),
];
const whatIfColumns = (hasReform: boolean): ResultColumnSchema[] => [
  money('margin_at_peers', '如果费用降到同病组水平', 'if charges fell to those elsewhere', {
    zh: '费用高于其他科室同病组的部分去掉后的结余，支付不变；病组无可比病例时留空，科室合计中按原结余计',
    en: 'margin without what is above elsewhere, pay unchanged; blank for a group that nobody else has, which counts as it is in a department',
  }),
  ...(hasReform
    ? [
        money('reform_margin', '如果按改革支付', 'if the reform held'),
        money('change', '改革带来的变化', 'change by the reform'),
      ]
    : []),
  ratio('cost_cut_needed', '保本需降低费用', 'cut of charges that breaks even'),
];

const marginOf = ({ pay, charges }: Place): Fen => pay - charges;
/** NaN where nobody else has the group: there is no level to come down to. */
const marginAtPeers = (place: Place): Fen => marginOf(place) + Math.max(0, 0 - place.byCost);
const countedAtPeers = (place: Place): Fen => (Number.isNaN(place.byCost) ? marginOf(place) : marginAtPeers(place));
const cutNeeded = (pay: Fen, charges: Fen): number => (charges > 0 ? Math.max(0, 1 - pay / charges) : Number.NaN);

function groupRow(place: Place, underReform: Fen | undefined): TableRowValues {
  const { hospital, department, group, groupName, cases, pay, charges } = place;
  const margin = marginOf(place);
  const why = reasonOf(place);
  return {
    hospital_id: hospital,
    department,
    group,
    group_name: groupName,
    ...{ cases, pay, cost: charges, margin },
    by_standard: place.byStandard,
    by_cost: place.byCost,
    by_outliers: place.byOutliers,
    why_zh: why.zh,
    why_en: why.en,
    margin_at_peers: marginAtPeers(place),
    ...(underReform === undefined ? {} : { reform_margin: underReform, change: underReform - margin }),
    cost_cut_needed: cutNeeded(pay, charges),
  };
}

/** The greatest loss of the three in a sentence; none where there is no loss. */
function reasonOf(place: Place): Text {
  const { byCost, byOutliers, byStandard, cases, link } = place;
  if (marginOf(place) >= 0) return { zh: '', en: '' };
  const hasPeers = !Number.isNaN(byCost);
  const least = Math.min(byStandard, byOutliers, hasPeers ? byCost : 0);
  const each = formatFen(scaleFen(0 - least, 1, cases));
  if (hasPeers && least === byCost) {
    const part: Text =
      link === undefined ? { zh: '', en: '' } : { zh: `，主要在${link.zh}`, en: `, most in ${link.en}` };
    return {
      zh: `费用比其他科室同病组每例高 ${each} 元${part.zh}`,
      en: `charges are ${each} yuan a case above those of the group elsewhere${part.en}`,
    };
  }
  if (least === byOutliers) {
    return {
      zh: `倍率等规则每例少付 ${each} 元`,
      en: `outliers and the like pay ${each} yuan a case less than the standard`,
    };
  }
  return hasPeers
    ? {
        zh: `支付标准比其他科室同病组费用每例低 ${each} 元`,
        en: `the standard is ${each} yuan a case below what the group costs elsewhere`,
      }
    : {
        zh: `支付标准比本科室费用每例低 ${each} 元，无同病组可比`,
        en: `the standard is ${each} yuan a case below the charges; nobody else has the group`,
      };
}

function placesOf(diseases: ResultTable, links: ResultTable): Place[] {
  const texts = (table: ResultTable, name: string) => table.columns[name] as readonly string[];
  const numbers = (table: ResultTable, name: string) => table.columns[name] as Float64Array;
  const keyAt = (table: ResultTable, row: number): string =>
    JSON.stringify(['hospital_id', 'department', 'group'].map((name) => texts(table, name)[row]));
  const worstLink = new Map<string, { excess: Fen; words: Text }>();
  for (let row = 0; row < links.rowCount; row++) {
    const excess = numbers(links, 'excess')[row]!;
    const place = keyAt(links, row);
    if (Number.isNaN(excess) || excess <= (worstLink.get(place)?.excess ?? 0)) continue;
    // "Most in what the file does not state" is no reason.
    if (texts(links, 'part')[row] === 'unstated') continue;
    worstLink.set(place, { excess, words: { zh: texts(links, 'part_zh')[row]!, en: texts(links, 'part_en')[row]! } });
  }
  return Array.from({ length: diseases.rowCount }, (_, row): Place => {
    const at = (name: string): number => numbers(diseases, name)[row]!;
    const excess = at('excess');
    const elsewhere = at('cost') - (Number.isNaN(excess) ? 0 : excess);
    return {
      hospital: texts(diseases, 'hospital_id')[row]!,
      department: texts(diseases, 'department')[row]!,
      group: texts(diseases, 'group')[row]!,
      groupName: texts(diseases, 'group_name')[row]!,
      cases: at('cases'),
      pay: at('pay'),
      charges: at('cost'),
      byOutliers: at('pay') - at('standard'),
      byCost: 0 - excess,
      byStandard: at('standard') - elsewhere,
      link: worstLink.get(keyAt(diseases, row))?.words,
    };
  });
}
