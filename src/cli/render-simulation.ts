import { join } from 'node:path';
import type { Language, Text } from '../kernel/errors.js';
import type { ResultTable } from '../kernel/result-table.js';
import { visibleLines, visibleText } from '../kernel/visible-text.js';
import { needsSource } from '../policy/needs-source.js';
import { leverWords } from '../report/lever-words.js';
import { orderRows } from '../report/table-order.js';
import { trustLine } from '../report/trust-counts.js';
import type { WrittenResult } from '../run/write-results.js';
import { sumByLever } from '../simulation/attribution/sum-by-lever.js';
import { drivingGroups } from '../simulation/driving-groups.js';
import { summariseClasses } from '../simulation/hospital-classes.js';
import { FUND_TOTAL } from '../simulation/result-schemas.js';
import { figureLines } from './figure-lines.js';
import { pagePlaces } from './result-places.js';
import { stageLines } from './stage-lines.js';
import { renderTerminalTable, type TerminalTableOptions } from './terminal-table.js';

const MOST_HOSPITALS = 5;
const MOST_GROUPS = 10;

type View = Omit<TerminalTableOptions, 'language' | 'width'>;
type Section = readonly [heading: Text, table: ResultTable, view: View];

/** What a reader wants from a finished run: the answer, the fund, levels, winners and losers, driving groups. */
export function renderSimulation(result: WrittenResult, language: Language, width: number): string {
  const { model, manifest, folder } = result;
  const zh = language === 'zh';
  const out = [model.title[language], model.subtitle[language], '', ...figureLines(model.figures, language)];
  const sections = [
    ...yearsSections(result),
    ...(model.scenario === 'comparison' ? comparisonSections(result, language) : singleSections(result, language)),
  ];
  for (const [heading, table, view] of sections) {
    if (table.rowCount === 0 || view.rows?.length === 0) continue;
    out.push('', heading[language], renderTerminalTable(table, { ...view, language, width }));
  }
  if (model.notices.length > 0) {
    out.push('', zh ? '提示' : 'Notices', ...model.notices.map((notice) => `  · ${visibleText(notice[language])}`));
  }
  const identity = [
    [zh ? '分组方案' : 'scheme', ...schemesOf(result)],
    [zh ? '政策' : 'policy', `${manifest.policy.id} ${short(manifest.policy.hash)}`],
    ...(isReformed(result) ? [reformIdentity(result, zh ? '改革' : 'reform')] : []),
    [zh ? '输入' : 'input', short(manifest.input_hash)],
    ...(manifest.seed === null ? [] : [[zh ? '种子' : 'seed', String(manifest.seed)]]),
  ];
  out.push(
    '',
    zh ? `对账：${manifest.checks} 项全部一致。` : `Reconciled: all ${manifest.checks} checks agree.`,
    identity.map((pair) => pair.join(' ')).join(zh ? '，' : ', '),
    ...stageLines(isReformed(result) ? result.stages : { baseline: result.stages.baseline }, language),
    trustLine(sourcesOf(result), language),
    model.caveat[language],
    `${zh ? '结果文件夹' : 'Results'}  ${folder}`,
    ...pagePlaces(folder, language),
    ...statementPlaces(result, language),
  );
  return visibleLines(`${out.join('\n')}\n`);
}

/** Sources of the policy's values that need one. */
export function sourcesOf({ model: { parameters } }: WrittenResult): (typeof parameters)[number]['source'][] {
  return parameters.filter(({ path }) => needsSource(path)).map(({ source }) => source);
}

/** Whether anything was to change: an outlook over years alone has a second side that equals the first. */
function isReformed({ manifest, model }: WrittenResult): boolean {
  const { reforms, reform_policy: other, reform_hash: hash } = manifest;
  return hash !== '' && (model.change !== 'none' || reforms.length > 0 || other !== undefined);
}

/** The scheme, and behind an arrow that of the reform where it is another. */
function schemesOf({ manifest: { scheme, reform_scheme: other } }: WrittenResult): string[] {
  const named = other === undefined || other.hash === scheme.hash ? [scheme] : [scheme, other];
  return [named.map(({ id, hash }) => `${id} ${short(hash)}`).join(' → ')];
}

const short = (hash: string): string => (hash === '' ? '—' : hash.slice(0, 12));

/** The reforms by id, with the hash of the policy that they make. */
function reformIdentity({ manifest: { reforms, reform_hash, reform_policy } }: WrittenResult, name: string): string[] {
  const ids = [...(reform_policy === undefined ? [] : [reform_policy.id]), ...reforms.map(({ id }) => id)];
  return [name, ...ids, short(reform_hash)].map(visibleText);
}

/** Where the statements lie, if any were written. */
function statementPlaces({ manifest, folder, statements }: WrittenResult, language: Language): string[] {
  if (manifest.files['statements.csv'] === undefined) return [];
  const name = language === 'zh' ? '清算单' : 'Statements';
  const places = [join(folder, 'statements.csv'), ...(statements.size === 0 ? [] : [join(folder, 'statements')])];
  return places.map((place) => `${name}  ${place}`);
}

function tableOf(result: WrittenResult, name: string): ResultTable {
  return result.tables.find((table) => table.schema.name === name)!;
}

/** The same with the words that its report has for codes. */
function tableInWords(result: WrittenResult, name: string): ResultTable {
  return result.model.tables.find((table) => table.schema.name === name) ?? tableOf(result, name);
}

/** An outlook's years of the whole fund, and when its balances cross zero: what such a run is asked for. */
function yearsSections(result: WrittenResult): Section[] {
  const [years, crossings] = ['years', 'years_crossing'].map((name) =>
    result.tables.find((table) => table.schema.name === name && table.rowCount > 0),
  );
  if (years === undefined || crossings === undefined) return [];
  const sides = new Set(years.columns.side as readonly string[]);
  const side = sides.size > 1 ? ['side'] : [];
  const amounts = ['income', 'spending', 'surplus', 'carried', 'low_carried', 'high_carried'];
  const insurances = years.columns.insurance as readonly string[];
  const rows = insurances.flatMap((name, row) => (name === FUND_TOTAL ? [row] : []));
  const ends = ['crossing_year', 'low_crossing_year', 'high_crossing_year', 'share_crossing'];
  return [
    [
      { zh: '多年展望（全部资金池合计）', en: 'Outlook over years (all pools together)' },
      years,
      { columns: [...side, 'year', ...amounts], rows },
    ],
    [
      { zh: '累计结余何时转负', en: 'When the balance carried falls below zero' },
      crossings,
      { columns: [...side, 'insurance', ...ends] },
    ],
  ];
}

/** All of a comparison; of one that changes nothing the fund and the levels, or nothing beside an outlook over years. */
function comparisonSections(result: WrittenResult, language: Language): Section[] {
  const all = changeSections(result, language);
  if (result.model.change !== 'none') return all;
  const kept = yearsSections(result).length > 0 ? [] : ['fund', 'levels'];
  return all.filter(([, { schema }]) => kept.includes(schema.name));
}

function changeSections(result: WrittenResult, language: Language): Section[] {
  const hospitals = tableOf(result, 'hospitals');
  const relative = hospitals.columns.relative_income as Float64Array;
  const order = orderRows(hospitals, '', { column: 'relative_income', direction: 'ascending' }, language).filter(
    (row) => !Number.isNaN(relative[row]),
  );
  // Few hospitals: nobody stands in both lists.
  const most = Math.min(MOST_HOSPITALS, Math.ceil(order.length / 2));
  const least = Math.min(MOST_HOSPITALS, order.length - most);
  const hospitalColumns = [
    'hospital_id',
    'hospital_name',
    'level_class',
    'reform_cases',
    'change_income',
    'relative_income',
    'reform_charge_margin',
  ];
  const hospitalView = { columns: hospitalColumns, expendable: ['hospital_id', 'reform_charge_margin', 'level_class'] };
  const classes = summariseClasses(hospitals);
  const attribution = result.tables.find((table) => table.schema.name === 'attribution');
  return [
    ...(attribution === undefined ? [] : [attributionSection(attribution, language)]),
    [
      { zh: '基金', en: 'The fund' },
      tableOf(result, 'fund'),
      {
        columns: [
          'insurance',
          'reform_budget',
          'baseline_fund',
          'reform_fund',
          'change_fund',
          'relative_fund',
          'reform_balance',
        ],
        expendable: ['reform_budget'],
      },
    ],
    [
      { zh: '按医院等级', en: 'By level of hospital' },
      tableOf(result, 'levels'),
      {
        columns: [
          'level_class',
          'hospitals',
          'reform_cases',
          'reform_cmi',
          'baseline_income',
          'change_income',
          'relative_income',
          'reform_charge_margin',
        ],
        expendable: ['reform_cmi', 'hospitals', 'reform_charge_margin'],
      },
    ],
    [
      { zh: '受益与受损', en: 'Winners and losers' },
      classes,
      {
        columns: ['class', 'hospitals', 'hospital_share', 'baseline_income', 'change_income'],
        rows: classRows(classes),
        expendable: ['hospital_share'],
      },
    ],
    [
      { zh: '收入下降最多的医院（按变化率）', en: 'Hospitals that lose most (by share)' },
      hospitals,
      { ...hospitalView, rows: order.slice(0, most) },
    ],
    [
      { zh: '收入上升最多或下降最少的医院', en: 'Hospitals that gain most or lose least' },
      hospitals,
      { ...hospitalView, rows: least === 0 ? [] : order.slice(-least).reverse() },
    ],
    ...driverSections(result),
  ];
}

/**
 * The groups that drive the change. Under two schemes their lines are of one side each, and their change is nobody's:
 * then the chapters, where both schemes have the same, and nothing where not even these agree.
 */
function driverSections(result: WrittenResult): Section[] {
  const { scheme, reform_scheme: other } = result.manifest;
  if (other === undefined || other.hash === scheme.hash) {
    return [
      [
        { zh: `影响最大的${tableOf(result, 'groups').schema.title.zh}`, en: 'Groups that drive the change' },
        drivingGroups(tableOf(result, 'groups'), MOST_GROUPS),
        { columns: ['rank', 'group', 'group_name', 'reform_cases', 'change_income', 'share_of_change'] },
      ],
    ];
  }
  const chapters = tableInWords(result, 'mdcs');
  if (!standsOnBothSides(chapters)) return [];
  const change = chapters.columns.change_income as Float64Array;
  const rows = [...change.keys()]
    .filter((row) => change[row] !== 0)
    .sort((a, b) => Math.abs(change[b]!) - Math.abs(change[a]!) || a - b)
    .slice(0, MOST_GROUPS);
  return [
    [
      { zh: `影响最大的${chapters.schema.title.zh}`, en: 'Major diagnostic categories that drive the change' },
      chapters,
      {
        columns: ['mdc', 'baseline_cases', 'reform_cases', 'baseline_income', 'change_income', 'relative_income'],
        rows,
      },
    ],
  ];
}

/** What each lever did to the region; by hospital it stands in the table attribution. */
function attributionSection(attribution: ResultTable, language: Language): Section {
  return [
    { zh: '每项修改的影响（合计无余数）', en: 'What each change did (nothing is left over)' },
    inWords(sumByLever(attribution), language),
    {
      columns: ['lever', 'rule', 'change_fund', 'change_patient', 'change_income', 'change_total_cost'],
      expendable: ['rule'],
    },
  ];
}

/** Whether most cases stand in a chapter that both sides have: not so where the methods, and with them the chapters, differ. */
function standsOnBothSides({ columns }: ResultTable): boolean {
  const before = columns.baseline_cases as Float64Array;
  const after = columns.reform_cases as Float64Array;
  const all = before.reduce((sum, count) => sum + count, 0);
  return 2 * before.reduce((sum, count, row) => sum + Math.min(count, after[row]!), 0) > all;
}

function inWords(sums: ResultTable, language: Language): ResultTable {
  const levers = sums.columns.lever as readonly string[];
  return { ...sums, columns: { ...sums.columns, lever: levers.map((lever) => leverWords(lever, language)) } };
}

/** Gainers, losers and even ones always, in this order; hospitals without income only where there are some. */
function classRows(classes: ResultTable): number[] {
  const names = classes.columns.class as readonly string[];
  const counts = classes.columns.hospitals as Float64Array;
  const rows = ['gain', 'loss', 'even', 'no_base', 'empty'].map((name) => names.indexOf(name));
  return rows.filter((row, place) => row >= 0 && (place < 3 || counts[row]! > 0));
}

function singleSections(result: WrittenResult, language: Language): Section[] {
  const hospitals = tableOf(result, 'hospitals');
  const order = orderRows(hospitals, '', { column: 'charge_margin', direction: 'ascending' }, language);
  return [
    [
      { zh: '基金', en: 'The fund' },
      tableOf(result, 'fund'),
      {
        columns: [
          'insurance',
          'budget',
          'cases',
          'recorded_fund',
          'fund_before_clearing',
          'clearing_adjustment',
          'fund',
          'balance',
        ],
        expendable: ['cases', 'recorded_fund'],
      },
    ],
    [
      { zh: '按医院等级', en: 'By level of hospital' },
      tableOf(result, 'levels'),
      {
        columns: ['level_class', 'hospitals', 'cases', 'cmi', 'total_cost', 'income', 'charge_margin', 'cost_margin'],
        expendable: ['cost_margin', 'cmi', 'hospitals'],
      },
    ],
    [
      { zh: '费用结余最低的医院', en: 'Hospitals with the lowest margin of charges' },
      hospitals,
      {
        columns: ['hospital_id', 'hospital_name', 'level_class', 'cases', 'cmi', 'income', 'charge_margin'],
        rows: order.slice(0, 2 * MOST_HOSPITALS),
        expendable: ['hospital_id', 'level_class', 'cmi'],
      },
    ],
  ];
}
