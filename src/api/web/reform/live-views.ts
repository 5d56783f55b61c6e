import type { ResultTable } from '../../../kernel/result-table.js';
import type { ChartStyle, ChartView } from '../../../report/charts/chart-style.js';
import { levelWord } from '../../../report/charts/chart-style.js';
import { fundWaterfallChart } from '../../../report/charts/fund-waterfall-chart.js';
import { marginQuadrantChart } from '../../../report/charts/margin-quadrant-chart.js';
import { numberColumn, textColumn } from '../../../report/report-cell.js';
import type { ReportModel } from '../../../report/report-model.js';
import type { LiveAnswer } from '../live-types.js';
import { say, WORDS } from '../words.js';
import { levelsOf, levelTable } from './live-tables.js';

/** The fund before, what hospitals of each level get more or less, the fund after: as the cells say it. */
export function liveWaterfall(answer: LiveAnswer, style: ChartStyle): ChartView {
  const table = levelTable(answer);
  const [before, change] = ['baseline_fund', 'change_fund'].map((name) => numberColumn(table, name));
  const sum = (values: Float64Array): number => values.reduce((total, value) => total + value, 0);
  const view = fundWaterfallChart(
    {
      subject: WORDS.fundByLevel,
      form: 'reform',
      lines: [
        { label: WORDS.baselineFund, kind: 'total', amountFen: sum(before!) },
        ...levelsOf(answer).map((level, k) => ({
          label: { zh: levelWord(level, 'zh'), en: levelWord(level, 'en') },
          kind: 'step' as const,
          amountFen: change![k]!,
        })),
        { label: WORDS.reformFund, kind: 'total', amountFen: sum(before!) + sum(change!) },
      ],
    },
    style,
  );
  // The full run's own stands below.
  return { ...view, id: 'live-fund' };
}

/**
 * Case mix against margin of charges of every hospital, with the margins of the answer. Case mix is the baseline's own:
 * what moves prices moves no case. Undefined where the baseline's tables have no case mix.
 */
export function liveQuadrant(hospitals: ResultTable, model: ReportModel, style: ChartStyle): ChartView | undefined {
  const role = model.charts.marginQuadrant;
  const table = model.tables.find(({ schema }) => schema.name === role?.table);
  if (role === undefined || table === undefined) return undefined;
  const ofBaseline = role.caseMixIndex.replace(/^reform_/, 'baseline_');
  const name = table.columns[ofBaseline] === undefined ? role.caseMixIndex : ofBaseline;
  const byId = new Map(textColumn(table, role.key).map((id, row) => [id, numberColumn(table, name)[row]!]));
  const label = table.schema.columns.find((column) => column.name === name)!.label;
  const ids = textColumn(hospitals, 'hospital_id');
  const withCaseMix: ResultTable = {
    ...hospitals,
    schema: {
      ...hospitals.schema,
      columns: [...hospitals.schema.columns, { name: 'case_mix', type: 'number', label }],
    },
    columns: { ...hospitals.columns, case_mix: Float64Array.from(ids, (id) => byId.get(id) ?? Number.NaN) },
  };
  const view = marginQuadrantChart(
    withCaseMix,
    {
      table: 'live_hospitals',
      key: 'hospital_id',
      name: 'hospital_name',
      level: 'level_class',
      caseMixIndex: 'case_mix',
      margin: 'margin',
      cases: 'cases',
      subject: WORDS.quadrantSubject,
      ...(role.boundary === undefined ? {} : { boundary: role.boundary }),
    },
    style,
  );
  return { ...view, id: 'live-quadrant', summary: `${view.summary} ${say('caseMixOfBaseline', style.language)}` };
}
