import type { EChartsOption } from 'echarts';
import type { ResultTable } from '../../kernel/result-table.js';
import { behaviourWord } from '../../simulation/behaviour/behaviour-words.js';
import { MONEY_UNIT_LABELS } from '../labels.js';
import { labelOf, numberColumn, withUnit } from '../report-cell.js';
import { baseOption, type ChartStyle, chartValue, formatTick } from './chart-style.js';
import type { SweepChart } from './sweep-chart.js';

const MEASURES = ['change_fund', 'change_patient', 'change_income'] as const;
/** Hospitals that a chart of this height can name. */
const MOST_HOSPITALS = 15;

/**
 * What the static change and each behaviour bring the fund, the patients and the hospitals; and what all behaviours together bring
 * the hospitals that they move most.
 * @param table  behaviour_steps
 * @param nameOf  what a hospital is called
 */
export function behaviourCharts(
  table: ResultTable,
  nameOf: (hospitalId: string) => string,
  style: ChartStyle,
): SweepChart[] {
  const zh = style.language === 'zh';
  return [
    {
      title: zh ? '静态变化与各行为的影响' : 'The static change and what each behaviour adds',
      option: steps(table, style),
    },
    {
      title: zh ? '行为影响最大的医疗机构：收入变化' : 'Hospitals that behaviours move most: change of income',
      option: hospitals(table, nameOf, style),
    },
  ];
}

function steps(table: ResultTable, style: ChartStyle): EChartsOption {
  const of = table.columns.step as readonly string[];
  const names = [...new Set(of)];
  const { colours, language } = style;
  const shades = [colours.total, colours.gain[0], colours.loss[0]];
  return {
    ...baseOption(style),
    legend: { top: 0, itemGap: 24, textStyle: { color: colours.ink } },
    grid: { top: 48, left: 96, right: 24, bottom: 48 },
    xAxis: {
      type: 'category',
      data: names.map((name) => behaviourWord(name, language)),
      axisLabel: { color: colours.ink, interval: 0, width: 150, overflow: 'break' },
    },
    yAxis: amounts(style),
    series: MEASURES.map((measure, i) => {
      const values = numberColumn(table, measure);
      const sum = (name: string) => of.reduce((total, step, row) => (step === name ? total + values[row]! : total), 0);
      return {
        type: 'bar' as const,
        name: labelOf(table, measure, language),
        itemStyle: { color: shades[i]! },
        data: names.map((name) => chartValue(sum(name), style.unit)),
      };
    }),
  };
}

function hospitals(table: ResultTable, nameOf: (hospitalId: string) => string, style: ChartStyle): EChartsOption {
  const [step, ids] = ['step', 'hospital_id'].map((name) => table.columns[name] as readonly string[]);
  const income = numberColumn(table, 'change_income');
  const sums = new Map<string, number>();
  ids!.forEach((id, row) => {
    if (step![row] !== 'static') sums.set(id, (sums.get(id) ?? 0) + income[row]!);
  });
  const moved = [...sums].filter(([, fen]) => fen !== 0);
  const largest = moved.sort(([, a], [, b]) => Math.abs(b) - Math.abs(a)).slice(0, MOST_HOSPITALS);
  const drawn = largest.sort(([, a], [, b]) => a - b);
  const { colours } = style;
  return {
    ...baseOption(style),
    grid: { top: 8, left: 200, right: 32, bottom: 48 },
    xAxis: { ...amounts(style), nameGap: 30 },
    yAxis: {
      type: 'category',
      data: drawn.map(([id]) => nameOf(id)),
      axisLabel: { color: colours.ink, interval: 0, width: 180, overflow: 'truncate' },
    },
    series: [
      {
        type: 'bar',
        data: drawn.map(([, fen]) => ({
          value: chartValue(fen, style.unit),
          itemStyle: { color: fen < 0 ? colours.loss[0] : colours.gain[0] },
        })),
      },
    ],
  };
}

function amounts({ language, unit, colours }: ChartStyle) {
  const name = withUnit(language === 'zh' ? '变化' : 'change', MONEY_UNIT_LABELS[unit][language], language);
  return {
    type: 'value' as const,
    name,
    nameLocation: 'middle' as const,
    nameGap: 64,
    nameTextStyle: { color: colours.muted },
    axisLabel: { formatter: formatTick, color: colours.muted },
    splitLine: { lineStyle: { color: colours.rule } },
  };
}
