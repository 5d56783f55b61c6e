import type { CaseTable } from '../../cases/case-table.js';
import { readCases } from '../../cases/read/read-cases.js';
import { type Day, formatDay, MISSING_DAY, yearOf } from '../../kernel/day.js';
import type { Text } from '../../kernel/errors.js';
import type { ResultTable } from '../../kernel/result-table.js';
import type { PolicyTimeline } from '../../policy/policy-timeline.js';
import type { HeadlineFigure } from '../../report/report-model.js';
import { departmentGroups } from '../../simulation/forecast/department-groups.js';
import { type DrawnYear, forecastTables } from '../../simulation/forecast/forecast-tables.js';
import { type RestOfYear, restOfYear } from '../../simulation/forecast/rest-of-year.js';
import { tablesInUnitWords } from '../../simulation/unit-words.js';
import { withHospitalWords } from '../hospital-words.js';
import { refuseFolder, refuseInputAsOutput } from '../output-folder.js';
import { type PricedRegion, pricedRegion } from '../priced-region.js';
import { stage } from '../progress.js';
import { inputPaths, type UnwrittenOptions } from '../region-data.js';
import { sumFigure } from '../report-folder/tables-report.js';
import { writeReportFolder } from '../report-folder/write-report-folder.js';
import type { RunContext } from '../run-context.js';
import { timelineWith } from '../simulate-run.js';
import { FORECAST_ERRORS } from './forecast-errors.js';
import { possibleYearClearer } from './possible-year-clearer.js';

export interface ForecastRunOptions extends UnwrittenOptions {
  /** Past cases of whole years, for the season alone. */
  readonly lastYear?: readonly string[] | undefined;
  /** Cases up to this day are the year so far; absent: the last discharge of the file. */
  readonly asOf?: Day | undefined;
  readonly replicates: number;
  readonly level: number;
}

export interface ForecastRunResult {
  readonly folder: string | undefined;
  readonly tables: readonly ResultTable[];
  readonly rest: RestOfYear;
  readonly notices: readonly Text[];
}

/**
 * Where each department stands at the end of the year: the rest of the year is drawn many times from the year so far,
 * and each possible year is priced and cleared whole, under the policy and under a reform of it where one is given.
 * @throws forecast_no_day, forecast_day_outside, and what reading, pricing and clearing throw
 */
export async function runForecast(options: ForecastRunOptions, context: RunContext): Promise<ForecastRunResult> {
  const { out, replicates, level, lastYear = [] } = options;
  if (out !== undefined) {
    refuseFolder(out, 'forecast');
    refuseInputAsOutput(out, [...inputPaths(options), ...lastYear]);
  }
  const reform = reformOf(options);
  const others = reform === undefined ? [] : [reform];
  const priced = await pricedRegion({ ...options, reforms: [] }, ['admit_date', 'los_days'], context, others);
  const { region, timeline, result } = priced;
  const { tables, rest, seed, ...made } = await forecastOf(priced, reform, options, context);
  const notices = [NOT_FOR_DOCTORS, ...made.notices];
  if (out === undefined) return { folder: out, tables, rest, notices };
  const report = {
    title: {
      zh: `科室全年预测（截至 ${formatDay(rest.asOf)}）`,
      en: `Forecast of the year by department, as of ${formatDay(rest.asOf)}`,
    },
    tables: withHospitalWords(tables, region.register),
    columnsShown: FORECAST_COLUMNS,
    figures: forecastFigures(tables),
    notices,
  };
  const { year: table, inputs, rejected } = region;
  const source = { table, timeline, reform, scheme: result.scheme, inputs, seed };
  const further = { as_of: formatDay(rest.asOf), seed, replicates, level };
  await writeReportFolder(out, 'forecast', { tables, report, source, further, rejected }, context.language);
  return { folder: out, tables, rest, notices };
}

const NOT_FOR_DOCTORS: Text = {
  zh: '预测以科室为单位，用于病种与运营管理；不得作为医师个人的限额。区间只反映病例数与病例结构的偶然波动，不含价格、编码与政策的其他变化。',
  en: 'The forecast is of departments, for managing diseases and pathways; it is no limit for a doctor. Intervals show chance in numbers and mix of cases, no other change of prices, coding or rules.',
};

/** What a reader of forecast tables sees first. */
export const FORECAST_COLUMNS: Readonly<Record<string, readonly string[]>> = {
  forecast_hospitals: [
    ...['hospital_id', 'cases_so_far', 'cases', 'income', 'total_cost', 'margin', 'low_margin', 'high_margin'],
    ...['loss_probability', 'change'],
  ],
  forecast_departments: [
    ...['hospital_id', 'department', 'cases_so_far', 'cases', 'margin', 'low_margin', 'high_margin'],
    ...['loss_probability', 'change', 'cmi', 'cmi_needed', 'mean_cost', 'mean_cost_needed', 'cost_cut_needed'],
  ],
  forecast_groups: [
    ...['hospital_id', 'department', 'group', 'group_name', 'cases', 'mean_pay', 'mean_cost', 'gap_per_case', 'margin'],
  ],
};

/** The year's margin as expected, and by how much a reform would change it. */
function forecastFigures(tables: readonly ResultTable[]): HeadlineFigure[] {
  const hospitals = tables.find(({ schema }) => schema.name === 'forecast_hospitals')!;
  return [
    sumFigure({ zh: '全年费用结余（预测）', en: 'Margin of charges of the year (forecast)' }, hospitals, 'margin'),
    sumFigure({ zh: '改革带来的变化（预测）', en: 'Change by the reform (forecast)' }, hospitals, 'change'),
  ];
}

export interface Forecast extends Omit<ForecastRunResult, 'folder'> {
  readonly seed: number;
}

/** The policy with the reforms that the options name; undefined where they name none. */
export function reformOf({
  policy,
  reforms = [],
}: Pick<UnwrittenOptions, 'policy' | 'reforms'>): PolicyTimeline | undefined {
  return reforms.length === 0 ? undefined : timelineWith(policy, reforms);
}

/** The forecast of cases that are read and priced. @throws forecast_no_day, forecast_day_outside */
export async function forecastOf(
  priced: PricedRegion,
  reform: PolicyTimeline | undefined,
  options: Omit<ForecastRunOptions, 'out' | 'files' | 'reforms'>,
  context: RunContext,
): Promise<Forecast> {
  const { replicates, level, lastYear = [] } = options;
  const { region, timeline, result } = priced;
  const asOf = checkedDay(region.year, timeline.year, options.asOf);
  const past = await readPast(lastYear, context);
  const rest = restOfYear(timeline.year, region.year, past, asOf);
  const seed = region.seed ?? 1;
  const { weights } = options;
  const clearYear = await possibleYearClearer(priced, rest, { timeline, reform, weights }, seed, context);
  const drawn: DrawnYear[] = [];
  await stage(context, 'forecast', { zh: '推演全年', en: 'drawing years' }, replicates, async (advance) => {
    for (let replicate = 0; replicate < replicates; replicate++) {
      drawn.push(await clearYear(replicate));
      advance(replicate + 1);
    }
  });
  const made = [
    ...forecastTables(rest, drawn, level, reform !== undefined),
    departmentGroups(region.year, result.groups, result.scheme.catalogue, result.priced, rest),
  ];
  const { rate, method } = timeline.segments.at(-1)!.policy;
  const notices = noticesOf(rest, past, region.year.caseCount, rate.kind);
  return { tables: tablesInUnitWords(made, method), rest, seed, notices };
}

async function readPast(files: readonly string[], context: RunContext): Promise<CaseTable | undefined> {
  if (files.length === 0) return undefined;
  const text = { zh: '读取往年病例', en: 'reading past cases' };
  const columns = ['case_id', 'hospital_id', 'department', 'discharge_date'];
  return await stage(context, 'read_past', text, 0, async () => {
    const { table } = await readCases(files, { columns, required: ['hospital_id', 'discharge_date'] });
    return table;
  });
}

function checkedDay(table: CaseTable, year: number, asked: Day | undefined): Day {
  const column = table.columns.discharge_date;
  let [first, last]: [Day, Day] = [Number.POSITIVE_INFINITY, Number.NEGATIVE_INFINITY];
  for (const day of column?.kind === 'day' ? column.values : []) {
    if (day === MISSING_DAY) continue;
    first = Math.min(first, day);
    last = Math.max(last, day);
  }
  if (last < first) throw FORECAST_ERRORS.forecast_no_day();
  const day = asked ?? last;
  if (yearOf(day) !== year || day < first) {
    const outside = { day: formatDay(day), year, first: formatDay(first), last: formatDay(last) };
    throw FORECAST_ERRORS.forecast_day_outside(outside);
  }
  return day;
}

function noticesOf(rest: RestOfYear, past: CaseTable | undefined, cases: number, rate: string): Text[] {
  const notices: Text[] = [];
  const flat = rest.departments.filter(({ basis }) => basis === 'days').length;
  if (past === undefined || flat > 0) {
    notices.push({
      zh: `${flat} 个科室没有足够的往年病例，其余时间按天数推算，未考虑季节。`,
      en: `${flat} departments have too few past cases: their rest of the year goes by days, without a season.`,
    });
  }
  if (rest.leftOut > 0) {
    notices.push({
      zh: `${rest.leftOut} 例（共 ${cases} 例）在截止日期之后或没有出院日期，未计入。`,
      en: `${rest.leftOut} of ${cases} cases left after the day, or have no day of discharge: left out.`,
    });
  }
  if (rate === 'budget' || rate === 'floating') {
    notices.push({
      zh: '费率（点值）随区域全年病例而定：只给一家医院的病例时，收入只在费率由政策给定时有意义。',
      en: 'the rate depends on the cases of the whole region: with those of one hospital alone, income means something only under a stated rate.',
    });
  }
  return notices;
}
