import { formatDay, MISSING_DAY, yearOf } from '../../kernel/day.js';
import type { Text } from '../../kernel/errors.js';
import { canonicalJson, sha256 } from '../../kernel/hash.js';
import type { ResultTable } from '../../kernel/result-table.js';
import { formatCount } from '../../report/format-number.js';
import { CAVEAT, type ChartRoles, type HeadlineFigure, type ReportModel } from '../../report/report-model.js';
import { engineVersion } from '../engine-version.js';
import { modelInEnglish } from '../model-in-english.js';
import { shortenedNotices, shortenTables } from '../report-folder/shorten-tables.js';
import { lastDayOf, NOT_FOR_PERSONS } from '../report-folder/tables-report.js';
import type { Monitored } from './monitored.js';
import { ruleParameters } from './rule-parameters.js';

/** Problems of charge lines and links that are told one by one. */
const MOST_TOLD = 20;

/** What the workbook and the page of monitoring show. */
export function monitorReport(monitored: Monitored): ReportModel {
  const { facts, tables, rules, scheme, policy, inputs } = monitored;
  const count = formatCount(facts.caseCount);
  const last = lastDayOf(facts.table);
  return modelInEnglish({
    title: { zh: '指标、清单质量与监管疑点', en: 'Indicators, list quality and findings of supervision' },
    subtitle: { zh: `${count} 例，${rules.rules.title.zh}`, en: `${count} cases, ${rules.rules.title.en}` },
    region: { zh: '监测', en: 'Monitoring' },
    year: last === MISSING_DAY ? 0 : yearOf(last),
    scenario: 'monitoring',
    tables: shortenTables(tables),
    columnsShown: MONITOR_COLUMNS,
    charts: chartsOf(monitored),
    parameters: ruleParameters(rules.rules),
    statements: [],
    figures: figuresOf(tables, facts.caseCount),
    notices: [NOT_FOR_PERSONS, ...monitorNotices(monitored), ...shortenedNotices(tables)],
    identity: {
      scheme: scheme.id,
      schemeHash: scheme.hash,
      policyHash: policy?.hash ?? '',
      reformHash: '',
      inputHash: sha256(canonicalJson(inputs)),
      seed: '',
      date: formatDay(last),
      version: engineVersion(),
    },
    caveat: CAVEAT,
  });
}

const FIRST_FIGURES = [
  'cases',
  'quadrant',
  'cmi',
  'cost_index',
  'time_index',
  'charge_margin_share',
  'grouping_rate',
  'mean_los',
  'readmission_15',
];

/** What a reader sees first; every other column is one choice away. */
export const MONITOR_COLUMNS: Readonly<Record<string, readonly string[]>> = {
  monitor_hospitals: ['hospital_id', 'level', ...FIRST_FIGURES],
  monitor_departments: ['hospital_id', 'department', ...FIRST_FIGURES],
  monitor_groups: ['group', 'group_name', ...FIRST_FIGURES],
  monitor_months: ['month', ...FIRST_FIGURES],
  monitor_levels: ['level', ...FIRST_FIGURES],
  monitor_total: ['scope', ...FIRST_FIGURES],
  monitor_indicators: ['indicator', 'name_zh', 'name_en', 'state', 'missing_zh', 'missing_en'],
  quality_checks: ['check', 'name_zh', 'name_en', 'risk_points', 'faults', 'passed', 'not_applicable', 'trust'],
  supervision_rules: ['rule', 'name_zh', 'name_en', 'phase', 'state', 'judged', 'findings', 'amount', 'trust'],
};

/** CMI against margin by hospital, where cases are paid by weights: the line of points and scores is another. */
function chartsOf({ facts, tables }: Monitored): ChartRoles {
  const { columns } = tableNamed(tables, 'monitor_hospitals');
  if (facts.pricing?.unit !== 'weight' || columns.cmi === undefined || columns.charge_margin_share === undefined) {
    return {};
  }
  return {
    marginQuadrant: {
      table: 'monitor_hospitals',
      key: 'hospital_id',
      name: 'hospital_id',
      level: 'level',
      caseMixIndex: 'cmi',
      margin: 'charge_margin_share',
      cases: 'cases',
      subject: { zh: 'CMI 与费用结余率（清算前）', en: 'CMI and margin of charges, before clearing' },
    },
  };
}

/** Indicators, checks and rules that could not be made, by what they lack; lines that belong to no case; links that fail. */
export function monitorNotices({ tables, files, findings }: Monitored): Text[] {
  const notices: Text[] = [];
  for (const [name, key, words] of LACKS) {
    const table = tableNamed(tables, name);
    const missing = lacking(table);
    const labels = (language: 'zh' | 'en'): string =>
      missing
        .map((row) => (key === 'name' ? text(table, `name_${language}`)[row]! : text(table, key)[row]!))
        .join(language === 'zh' ? '、' : ', ');
    if (missing.length > 0) {
      notices.push({
        zh: `${words.zh}：${labels('zh')}；缺少的内容见表 ${name}。`,
        en: `${words.en}: ${labels('en')}; what each lacks stands in the table ${name}.`,
      });
    }
  }
  for (const [file, unmatched] of [
    ['--items', files.items?.unmatched],
    ['--records', files.records?.unmatched],
  ] as const) {
    if (unmatched === undefined || unmatched.lines === 0) continue;
    const ids = unmatched.caseIds.slice(0, 5).join(', ');
    notices.push({
      zh: `${file} 中有 ${formatCount(unmatched.lines)} 行的病例不在病例文件中（${formatCount(unmatched.caseIds.length)} 个病例号，如 ${ids}），未参与任何检查；全部列在 unmatched.csv。请核对病例号。`,
      en: `${formatCount(unmatched.lines)} lines of ${file} are of cases that the file of cases does not have (${formatCount(unmatched.caseIds.length)} case ids, such as ${ids}); no check looks at them, unmatched.csv lists all. Check the case ids.`,
    });
  }
  const told = findings.slice(0, MOST_TOLD).map(({ path, zh, en }) => ({ zh: `${path}：${zh}`, en: `${path}: ${en}` }));
  const left = formatCount(findings.length - told.length);
  const more = {
    zh: `另有 ${left} 处同类问题；用 drgdip check 可列出全部。`,
    en: `${left} more such problems; drgdip check lists all of them.`,
  };
  return [...notices, ...told, ...(findings.length > told.length ? [more] : [])];
}

const LACKS = [
  ['monitor_indicators', 'name', { zh: '未能计算的指标', en: 'Indicators that could not be computed' }],
  ['quality_checks', 'check', { zh: '不适用的清单检查', en: 'Checks of lists that do not apply' }],
  ['supervision_rules', 'name', { zh: '不适用的监管规则', en: 'Rules of supervision that do not apply' }],
] as const;

function lacking(table: ResultTable): number[] {
  return text(table, 'missing_en').flatMap((missing, row) => (missing === '' ? [] : [row]));
}

const tableNamed = (tables: readonly ResultTable[], name: string): ResultTable =>
  tables.find(({ schema }) => schema.name === name)!;
const text = (table: ResultTable, name: string): readonly string[] => table.columns[name] as readonly string[];

function figuresOf(tables: readonly ResultTable[], cases: number): HeadlineFigure[] {
  const total = tableNamed(tables, 'monitor_total');
  const first = (name: string): number => (total.columns[name] as Float64Array | undefined)?.[0] ?? Number.NaN;
  const faulty = tableNamed(tables, 'quality_lists').rowCount;
  const found = tableNamed(tables, 'supervision_findings');
  const amounts = found.columns.amount as Float64Array;
  const amount = amounts.reduce((sum, fen) => (Number.isNaN(fen) ? sum : sum + fen), 0);
  const figures: HeadlineFigure[] = [
    {
      label: { zh: '费用结余（清算前）', en: 'Margin of charges (before clearing)' },
      kind: 'money',
      value: first('charge_margin'),
    },
    { label: { zh: '入组率', en: 'Grouping rate' }, kind: 'ratio', value: first('grouping_rate') },
    {
      label: { zh: '有问题的清单', en: 'Lists with a fault' },
      kind: 'count',
      value: faulty,
      unit: { zh: '份', en: 'lists' },
      note: { zh: `共 ${formatCount(cases)} 份`, en: `of ${formatCount(cases)}` },
    },
    {
      label: { zh: '监管疑点', en: 'Findings of supervision' },
      kind: 'count',
      value: found.rowCount,
      unit: { zh: '条', en: 'findings' },
      note: {
        zh: `涉及金额 ${formatCount(Math.trunc(amount / 100))} 元（同一病例可有多条）`,
        en: `amounts of ${formatCount(Math.trunc(amount / 100))} yuan (a case may have several)`,
      },
    },
  ];
  return figures.filter(({ value }) => !Number.isNaN(value));
}
