import { findColumn } from '../cases/case-table.js';
import { type Day, formatDay, MISSING_DAY } from '../kernel/day.js';
import type { Text } from '../kernel/errors.js';
import type { ResultTable } from '../kernel/result-table.js';
import type { Policy } from '../policy/policy-schema.js';
import { type PolicyParameter, policySources } from '../policy/policy-sources.js';
import { inBandWords } from '../report/band-words.js';
import { formatCount } from '../report/format-number.js';
import {
  CAVEAT,
  type ChartRoles,
  type HeadlineFigure,
  type ReportModel,
  type ReportParameter,
  type ReportStatement,
} from '../report/report-model.js';
import { cutLabel } from '../simulation/levers/cut-prices.js';
import { FUND_TOTAL } from '../simulation/result-schemas.js';
import { inUnitWords } from '../simulation/unit-words.js';
import { withChapterWords } from './chapter-words.js';
import { isEmptyComparison } from './empty-comparison.js';
import { withHospitalWords } from './hospital-words.js';
import { modelInEnglish } from './model-in-english.js';
import { balanceRole, outlookView } from './outlook-view.js';
import type { Region } from './region-data.js';
import type { RegionRunResult } from './region-run.js';
import { reportNotices } from './report-notices.js';
import {
  columnOf,
  columnsShown,
  comparisonCharts,
  leftOutNotices,
  singleCharts,
  TableRow,
  tablesShown,
} from './report-view.js';
import type { ScenarioResult } from './scenario-run.js';
import { sourcesOfLines } from './statement-book-of-run.js';
import { withValueWords } from './value-words.js';

/** What presets that are of no region write as theirs. */
const NO_REGION = 'example';
const NO_REGION_WORDS: Text = { zh: '示例地区', en: 'example region' };

/** Turns a finished run into what the report shows: the question, the answer, the charts' roles, the sources. */
export function reportModel(result: RegionRunResult, inputHash: string, version: string): ReportModel {
  const { baseline, reform, region, additions = [] } = result;
  const { policy } = baseline.timeline.segments.at(-1)!;
  const isComparison = reform !== undefined;
  const place = policy.region === NO_REGION ? NO_REGION_WORDS : { zh: policy.region, en: policy.region };
  const isEmpty = isEmptyComparison(result);
  const outlook = isEmpty ? outlookView(policy.title, result.tables) : undefined;
  const schemes = [baseline, ...(reform === undefined ? [] : [reform])].flatMap(({ scheme }) => scheme.parts);
  const tables = withChapterWords(
    withHospitalWords(withValueWords(tablesShown(outlook?.tables ?? result.tables)), region.register),
    schemes.map(({ scheme }) => scheme),
  );
  const fund = new TableRow(tableNamed(result, 'fund'), FUND_TOTAL);
  return modelInEnglish({
    title: isComparison ? (result.question ?? outlook?.title ?? reformTitle(result)) : singleTitle(result),
    subtitle: {
      zh: `${place.zh} ${policy.year} 年，${formatCount(region.year.caseCount)} 例`,
      en: `${place.en}, ${policy.year}, ${formatCount(region.year.caseCount)} cases`,
    },
    region: place,
    year: policy.year,
    scenario: isComparison ? 'comparison' : 'single',
    ...(isEmpty ? { change: 'none' as const } : {}),
    tables,
    columnsShown: columnsShown(tables, isComparison ? 'comparison' : 'single'),
    charts: chartsOf(result, fund, outlook === undefined ? 'all' : 'outlook'),
    parameters: parametersOf(result),
    statements: statementsOf(result),
    hospitalNames: Object.fromEntries([...region.register.values()].map(({ hospitalId, name }) => [hospitalId, name])),
    figures: [
      ...(outlook?.figures ?? (isComparison ? comparisonFigures(result, fund) : singleFigures(fund))),
      ...additions.flatMap(({ figures }) => figures),
    ],
    notices: [
      ...additions.flatMap(({ notices }) => notices),
      ...reportNotices(result),
      ...leftOutNotices(result.tables),
    ],
    identity: {
      scheme: baseline.scheme.id,
      schemeHash: baseline.scheme.hash,
      ...(reform === undefined || reform.scheme.hash === baseline.scheme.hash
        ? {}
        : { reformScheme: { id: reform.scheme.id, hash: reform.scheme.hash } }),
      policyHash: result.policyHash ?? baseline.timeline.hash,
      reformHash: reformHash(result),
      inputHash,
      seed: region.seed === undefined ? '' : String(region.seed),
      date: lastDay(region),
      version,
    },
    caveat: CAVEAT,
  });
}

/** SHA-256 of the policy with its reforms on it; empty where there are none and nothing is compared. */
export function reformHash({ baseline, reform }: Pick<RegionRunResult, 'baseline' | 'reform'>): string {
  if (reform !== undefined) return reform.timeline.hash;
  return baseline.timeline.reforms.length === 0 ? '' : baseline.timeline.hash;
}

/** The policy's clearing, with the reforms on it named. */
function singleTitle({ baseline: { timeline } }: RegionRunResult): Text {
  const { title } = timeline.segments.at(-1)!.policy;
  const titles = timeline.reforms.map(({ reform }) => reform.title);
  if (titles.length === 0) return { zh: `${title.zh}：年度清算`, en: `${title.en}: the year's clearing` };
  const [zh, en] = [titles.map((one) => one.zh).join('；'), titles.map((one) => one.en).join('; ')];
  return {
    zh: `${title.zh}，加改革（${zh}）：年度清算`,
    en: `${title.en} with the reform (${en}): the year's clearing`,
  };
}

function chartsOf(result: RegionRunResult, fund: TableRow, shown: 'all' | 'outlook'): ChartRoles {
  const { baseline, reform, tables } = result;
  const balanceOverYears = balanceRole(tables);
  const years = balanceOverYears === undefined ? {} : { balanceOverYears };
  if (shown === 'outlook') return years;
  if (reform === undefined) return singleCharts(fund, methodOf(baseline));
  const { marginQuadrant, ...changes } = comparisonCharts(fund, methodOf(reform));
  return { ...years, ...(isEmptyComparison(result) ? {} : changes), marginQuadrant: marginQuadrant! };
}

const methodOf = ({ timeline }: ScenarioResult) => timeline.segments.at(-1)!.policy.method;

function reformTitle(result: RegionRunResult): Text {
  const { baseline, reform, scenario } = result;
  const cuts = (scenario?.priceCuts ?? [])
    .map(cutLabel)
    .map((label) => ({ zh: `降价 ${label}`, en: `prices ${label}` }));
  const titles = [...reform!.timeline.reforms.map(({ reform: { title } }) => title), ...cuts];
  if (titles.length === 0 && reform!.timeline.hash !== baseline.timeline.hash) return againstTitle(result);
  if (titles.length === 0) return { zh: '空改革：什么都不变', en: 'An empty reform: nothing changes' };
  return { zh: titles.map((title) => title.zh).join('；'), en: titles.map((title) => title.en).join('; ') };
}

/** Two policies on the same cases: which is the baseline and which stands in the place of the reform. */
function againstTitle({ baseline, reform }: RegionRunResult): Text {
  const [before, after] = [baseline, reform!].map(({ timeline }) => timeline.segments.at(-1)!.policy.title);
  return {
    zh: `${before!.zh}（基线）与${after!.zh}（改革）对比`,
    en: `${before!.en} (baseline) against ${after!.en} (reform)`,
  };
}

function tableNamed(result: RegionRunResult, name: string): ResultTable {
  return result.tables.find((entry) => entry.schema.name === name)!;
}

function compared(fund: TableRow, name: string, label: Text): HeadlineFigure {
  const change = fund.number(`change_${name}`);
  const base = fund.number(`baseline_${name}`);
  return {
    label,
    kind: 'money',
    value: fund.number(`reform_${name}`),
    change,
    relative: base === 0 ? Number.NaN : change / Math.abs(base),
  };
}

function comparisonFigures(result: RegionRunResult, fund: TableRow): HeadlineFigure[] {
  const classes = columnOf(tableNamed(result, 'hospitals'), 'class') as readonly string[];
  const gain = classes.filter((name) => name === 'gain').length;
  const loss = classes.filter((name) => name === 'loss').length;
  return [
    { ...compared(fund, 'fund', { zh: '基金支付', en: 'Fund payment' }), changeIs: 'neutral' },
    compared(fund, 'balance', { zh: '基金结余（扣除风险金后）', en: 'Balance after reserve' }),
    compared(fund, 'income', { zh: '医院收入', en: 'Hospital income' }),
    {
      label: { zh: '受损医院', en: 'Hospitals that lose' },
      kind: 'count',
      value: loss,
      unit: { zh: '家', en: 'hospitals' },
      note: {
        zh: `收入减少超过 1%；受益 ${gain} 家，共 ${classes.length} 家`,
        en: `income falls by more than 1 %; ${gain} gain, of ${classes.length}`,
      },
    },
  ];
}

function singleFigures(fund: TableRow): HeadlineFigure[] {
  const figure = (name: string, zh: string, en: string): HeadlineFigure => ({
    label: { zh, en },
    kind: 'money',
    value: fund.number(name),
  });
  return [
    figure('fund', '基金支付', 'Fund payment'),
    figure('balance', '基金结余（扣除风险金后）', 'Balance after reserve'),
    figure('income', '医院收入', 'Hospital income'),
    figure('clearing_adjustment', '清算调整', 'Change by clearing'),
  ];
}

/**
 * Values of the baseline with the reform's beside them where it differs, then those that only the reform has: changed
 * weights, and the stretches into which a dated change cuts the year.
 */
function parametersOf(result: RegionRunResult): ReportParameter[] {
  const key = ({ path, from }: PolicyParameter): string => `${from} ${path}`;
  const baseline = policySources(result.baseline.timeline);
  const reform = result.reform === undefined ? [] : policySources(result.reform.timeline);
  const reformed = new Map(reform.map((entry) => [key(entry), entry]));
  const known = new Set(baseline.map(key));
  const { from: yearStart, policy } = result.baseline.timeline.segments[0]!;
  const { method } = policy;
  return [
    ...baseline.map((entry) => {
      const other = reformed.get(key(entry));
      const isChanged = other !== undefined && other.value !== entry.value;
      return {
        ...parameterOf(entry, yearStart, method),
        value: entry.value,
        ...(isChanged ? { reformValue: other.value } : {}),
        ...(isChanged && other.source !== undefined ? { reformSource: other.source } : {}),
      };
    }),
    ...reform
      .filter((entry) => !known.has(key(entry)))
      .map((entry) => ({
        ...parameterOf(entry, yearStart, method),
        value: valueBefore(baseline, entry),
        reformValue: entry.value,
      })),
  ];
}

/** A value that does not hold from the first day says so in its path; units are called as the baseline's method does. */
function parameterOf(entry: PolicyParameter, yearStart: Day, method: Policy['method']): Omit<ReportParameter, 'value'> {
  return {
    path: entry.from === yearStart ? entry.path : `${entry.path} @ ${formatDay(entry.from)}`,
    label: inUnitWords(inBandWords(entry.path, entry.label), method),
    ...(entry.unit === undefined ? {} : { unit: inUnitWords(entry.unit, method) }),
    ...(entry.source === undefined ? {} : { source: entry.source }),
  };
}

/** What the baseline says on the day from which a value of the reform holds; empty where it says nothing. */
function valueBefore(baseline: readonly PolicyParameter[], { path, from }: PolicyParameter): string {
  return baseline.find((entry) => entry.path === path && entry.from <= from && from < entry.until)?.value ?? '';
}

function statementsOf(result: RegionRunResult): ReportStatement[] {
  const { baseline, reform } = result;
  const own = (scenario: ReportStatement['scenario'], { settlement, timeline }: ScenarioResult): ReportStatement => {
    const { statements: lines } = settlement;
    return { scenario, lines, sources: sourcesOfLines(timeline.segments.at(-1)!.policy, lines) };
  };
  return reform === undefined || isEmptyComparison(result)
    ? [own('single', baseline)]
    : [own('baseline', baseline), own('reform', reform)];
}

/** The last discharge in the data: the report asks no clock, so that equal runs are equal files. */
function lastDay(region: Region): string {
  const days = findColumn(region.year, 'discharge_date', 'day')?.values;
  let last = MISSING_DAY;
  for (let row = 0; row < (days?.length ?? 0); row++) if (days![row]! > last) last = days![row]!;
  return formatDay(last);
}
