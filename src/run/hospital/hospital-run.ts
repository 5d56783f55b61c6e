import { readInputTable } from '../../cases/tables/read-input-table.js';
import type { Day } from '../../kernel/day.js';
import type { Text } from '../../kernel/errors.js';
import type { ResultTable } from '../../kernel/result-table.js';
import type { HeadlineFigure } from '../../report/report-model.js';
import { tableRows } from '../../simulation/build-tables.js';
import { COST_PARTS, costAccounting, marginsAtPay } from '../../simulation/costs/cost-accounting.js';
import { whyMargins } from '../../simulation/hospital/why-margins.js';
import { tablesInUnitWords } from '../../simulation/unit-words.js';
import { weightFileText } from '../../weighting/weight-file.js';
import { CODING_COLUMNS, codingOf } from '../coding/coding-run.js';
import { COST_COLUMNS, missingPartsNotice } from '../costs/costs-run.js';
import { FORECAST_COLUMNS, forecastOf, reformOf } from '../forecast/forecast-run.js';
import { withHospitalWords } from '../hospital-words.js';
import { inStayColumns } from '../in-stay/in-stay-scenario.js';
import { loadMonitorRules } from '../monitor/load-monitor-rules.js';
import { monitorColumns } from '../monitor/monitor-columns.js';
import type { MonitorFileOptions } from '../monitor/monitor-files.js';
import { MONITOR_COLUMNS, monitorNotices } from '../monitor/monitor-report.js';
import { monitorOfPriced } from '../monitor/monitor-run.js';
import { refuseFolder, refuseInputAsOutput } from '../output-folder.js';
import { pricedRegion } from '../priced-region.js';
import { inputPaths, type RegionRunOptions } from '../region-data.js';
import { tableContext } from '../region-run.js';
import { NOT_FOR_PERSONS, sumFigure } from '../report-folder/tables-report.js';
import { writeReportFolder } from '../report-folder/write-report-folder.js';
import type { RunContext } from '../run-context.js';
import { timelineWith } from '../simulate-run.js';
import { HOSPITAL_ERRORS } from './hospital-errors.js';
import { rowsOfHospital } from './rows-of-hospital.js';

export interface HospitalRunOptions extends RegionRunOptions, Omit<MonitorFileOptions, 'groupMeans' | 'outpatient'> {
  /** Rows of this hospital only; peers and means elsewhere still come from the whole file. */
  readonly hospital?: string | undefined;
  /** With a day: the rest of the year is forecast from the cases up to it. */
  readonly asOf?: Day | undefined;
  readonly lastYear?: readonly string[] | undefined;
  readonly replicates: number;
}

export interface HospitalRunResult {
  readonly folder: string;
  readonly tables: readonly ResultTable[];
  readonly notices: readonly Text[];
}

const LEVEL = 0.9;
const FIRST_COLUMNS: Readonly<Record<string, readonly string[]>> = {
  hospital_departments: [
    ...['hospital_id', 'department', 'margin', 'cleared_margin', 'worst_group', 'why_zh', 'margin_at_peers'],
    ...['reform_margin', 'change', 'cost_cut_needed'],
  ],
  hospital_groups: [
    ...['hospital_id', 'department', 'group', 'cases', 'margin', 'why_zh', 'margin_at_peers', 'reform_margin'],
    'change',
  ],
};

/**
 * A hospital's year from its file to one report: which department, which group, why, what if; beside it the parts of the
 * bill, indicators, list quality and findings, the forecast where a day is given, coding where records are.
 * @throws hospital_without_cases, and what reading, pricing, clearing, monitoring, coding and forecasting throw
 */
export async function runHospital(options: HospitalRunOptions, context: RunContext): Promise<HospitalRunResult> {
  const { out, records, asOf, hospital, lastYear = [] } = options;
  refuseFolder(out, 'hospital');
  const beside = [records, options.items, options.examinations, options.lowRisk, options.review, ...lastYear];
  refuseInputAsOutput(out, [...inputPaths(options), ...beside]);
  const reform = reformOf(options);
  const rules = loadMonitorRules(undefined);
  const parts = Object.keys(COST_PARTS);
  const columns = [...parts, 'hospital_cost', 'admit_date', 'los_days', ...monitorColumns(rules.rules)];
  const ofCoding = records === undefined ? [] : inStayColumns(timelineWith(options.policy, []));
  const rows = records === undefined ? undefined : await readInputTable(records, 'medical-records');
  // The cases are read once, with what every part of the report looks at.
  const others = reform === undefined ? [] : [reform];
  const read = await pricedRegion({ ...options, reforms: [] }, [...columns, ...ofCoding], context, others);
  const { region, result, timeline, runner } = read;
  const cleared = await runner.run(timeline);
  const departments = tableRows('departments', cleared.settlement, tableContext(region, cleared));
  refuseUnknown(
    hospital,
    departments.map((row) => String(row.hospital_id)),
  );
  const clearedMargins = new Map(
    departments.map((row) => [
      JSON.stringify([String(row.hospital_id), String(row.department)]),
      Number(row.income) - Number(row.total_cost),
    ]),
  );
  const { groups, priced } = result;
  const [diseases, links] = costAccounting(region.year, groups, result.scheme.catalogue, priced);
  const underReform =
    reform === undefined
      ? undefined
      : marginsAtPay(region.year, groups, priced, (await runner.price(reform)).priced.payFen);
  const why = whyMargins(diseases!, links!, clearedMargins, underReform);
  const { policy } = timeline.segments.at(-1)!;
  const notices: Text[] = [NOT_FOR_PERSONS];
  const missing = parts.filter((name) => region.year.columns[name] === undefined);
  if (missing.length > 0) notices.push(missingPartsNotice(missing));
  const made = [...why, links!, diseases!];
  if (asOf !== undefined) {
    const forecast = await forecastOf(read, reform, { ...options, level: LEVEL }, context);
    made.push(...forecast.tables);
    notices.push(...forecast.notices);
  }
  if (rows !== undefined) {
    if (policy.rate.kind === 'budget') notices.push(NO_CODING);
    else {
      // Weights that come from the history are made once.
      const isOneTable = region.history !== undefined && result.scheme.parts.length === 1;
      const ofHistory = isOneTable ? { name: 'weights', text: weightFileText(result.weights) } : undefined;
      const weights = options.weights ?? ofHistory;
      made.push(...(await codingOf({ table: region.year, timeline, weights, rows }, options, context)).tables);
    }
  }
  const monitored = await monitorOfPriced(read, rules, options, context);
  notices.push(...monitorNotices(monitored));
  const own = (table: ResultTable): ResultTable => rowsOfHospital(table, hospital);
  const named = withHospitalWords(tablesInUnitWords(made, policy.method), region.register);
  const tables = [...named, ...monitored.tables].map(own);
  if (hospital !== undefined) notices.push(ofWholeFile(hospital, tables));
  const report = {
    title: {
      zh: `${hospital ?? '医院'}：哪个科室、哪个病组、为什么、如果`,
      en: `${hospital ?? 'Hospitals'}: which department, which group, why, what if`,
    },
    tables,
    columnsShown: {
      ...{ ...MONITOR_COLUMNS, ...COST_COLUMNS, ...FORECAST_COLUMNS, ...CODING_COLUMNS },
      ...inLanguage(context.language),
    },
    figures: figuresOf(tables),
    notices,
  };
  const { year: table, inputs, seed, rejected } = region;
  const source = { table, timeline, reform, scheme: result.scheme, inputs, seed };
  const further = {
    ...(hospital === undefined ? {} : { hospital }),
    rules: { id: monitored.rules.rules.id, hash: monitored.rules.hash },
  };
  await writeReportFolder(out, 'hospital', { tables, report, source, further, rejected }, context.language);
  return { folder: out, tables, notices };
}

const NO_CODING: Text = {
  zh: '费率由全年预算决定，逐例没有固定支付标准，未测算编码差错；请用改革给出固定费率后再算。',
  en: 'the rate comes from the year’s budget, so that a case has no fixed standard: coding errors are not valued; state a rate by a reform for that.',
};

/** Tables without hospitals beside those of one: a reader takes them for its own unless told. */
function ofWholeFile(hospital: string, tables: readonly ResultTable[]): Text {
  const titles = tables.filter(({ columns }) => columns.hospital_id === undefined).map(({ schema }) => schema.title);
  return {
    zh: `这些表是文件中全部医疗机构的，不只是 ${hospital} 的：${titles.map(({ zh }) => zh).join('、')}。`,
    en: `These tables are of all hospitals of the file, not of ${hospital} alone: ${titles.map(({ en }) => en).join('; ')}.`,
  };
}

/** @throws hospital_without_cases */
function refuseUnknown(hospital: string | undefined, ids: readonly string[]): void {
  if (hospital === undefined || ids.includes(hospital)) return;
  const known = [...new Set(ids)].slice(0, 10).join(', ');
  throw HOSPITAL_ERRORS.hospital_without_cases({ hospital, known });
}

/** Sentences of the reader's language only. */
function inLanguage(language: 'zh' | 'en'): Record<string, readonly string[]> {
  return Object.fromEntries(
    Object.entries(FIRST_COLUMNS).map(([table, columns]) => [
      table,
      columns.map((name) => (name === 'why_zh' ? `why_${language}` : name)),
    ]),
  );
}

function figuresOf(tables: readonly ResultTable[]): HeadlineFigure[] {
  const [departments] = tables as [ResultTable];
  const margins = departments.columns.cleared_margin as Float64Array;
  return [
    sumFigure({ zh: '费用结余（清算后）', en: 'Margin of charges (after clearing)' }, departments, 'cleared_margin'),
    {
      label: { zh: '亏损科室', en: 'Departments with a loss' },
      kind: 'count',
      value: margins.filter((fen) => fen < 0).length,
      unit: { zh: '个', en: 'departments' },
      note: { zh: `共 ${departments.rowCount} 个`, en: `of ${departments.rowCount}` },
    },
    sumFigure(
      { zh: '如果费用降到同病组水平（清算前）', en: 'If charges fell to those elsewhere (before clearing)' },
      departments,
      'margin_at_peers',
    ),
    sumFigure({ zh: '改革带来的变化（清算前）', en: 'Change by the reform (before clearing)' }, departments, 'change'),
  ];
}
