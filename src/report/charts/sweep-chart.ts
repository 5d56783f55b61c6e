import type { EChartsOption } from 'echarts';
import type { Language, Text } from '../../kernel/errors.js';
import type { ResultTable } from '../../kernel/result-table.js';
import { MONEY_UNIT_LABELS } from '../labels.js';
import { labelOf, numberColumn, withUnit } from '../report-cell.js';
import { baseOption, CHART_FONT, type ChartStyle, chartValue, formatTick, textPixels } from './chart-style.js';

/** A sweep as it is drawn: the table, and how many of its columns after `point` are varied parameters. */
export interface SweepView {
  readonly table: ResultTable;
  readonly parameters: number;
  /** The policy that is varied, as the page names it. */
  readonly policy?: PagePolicy;
}

/** A policy as a page names it. */
export interface PagePolicy {
  readonly id: string;
  readonly title: Text;
}

export interface SweepChart {
  readonly title: string;
  readonly option: EChartsOption;
}

const HEIGHT_OF_LEGEND = 40;

/**
 * The charts of a sweep: the change of the fund and the margins over the first parameter (a line for each value of the
 * second), and the frontier: what the fund pays more against the lowest margin of a hospital, the points that no other
 * point beats on both joined by a line.
 */
export function sweepCharts({ table, parameters }: SweepView, style: ChartStyle): SweepChart[] {
  const names = table.schema.columns.slice(1, 1 + parameters).map(({ name }) => name);
  const { language } = style;
  const fund = { name: 'change_fund', kind: 'money' as const };
  const margin = { name: 'margin_share', kind: 'ratio' as const };
  return [
    { title: titleOf(table, fund.name, language), option: lines(table, names, fund, style) },
    { title: titleOf(table, margin.name, language), option: lines(table, names, margin, style) },
    {
      title:
        language === 'zh' ? '前沿：基金支付变化与最低医院结余率' : 'Frontier: change of the fund and lowest margin',
      option: frontier(table, names, style),
    },
  ];
}

const titleOf = (table: ResultTable, name: string, language: Language) => labelOf(table, name, language);

interface Drawn {
  readonly name: string;
  readonly kind: 'money' | 'ratio';
}

function axisOf(table: ResultTable, { name, kind }: Drawn, style: ChartStyle) {
  const unit = kind === 'money' ? MONEY_UNIT_LABELS[style.unit][style.language] : '%';
  return {
    type: 'value' as const,
    name: withUnit(labelOf(table, name, style.language), unit, style.language),
    nameLocation: 'middle' as const,
    nameGap: 56,
    nameTextStyle: { color: style.colours.muted },
    scale: true,
    axisLabel: { formatter: formatTick, color: style.colours.muted },
    splitLine: { lineStyle: { color: style.colours.rule } },
  };
}

const shown = ({ kind }: Drawn, value: number, style: ChartStyle): number | null => {
  if (Number.isNaN(value)) return null;
  return kind === 'money' ? chartValue(value, style.unit) : value * 100;
};

function lines(table: ResultTable, names: readonly string[], drawn: Drawn, style: ChartStyle): EChartsOption {
  const xs = numberColumn(table, names[0]!);
  const seconds = names[1] === undefined ? undefined : numberColumn(table, names[1]);
  const values = numberColumn(table, drawn.name);
  const kinds = seconds === undefined ? [Number.NaN] : [...new Set(seconds)];
  const shades = [...style.colours.gain, ...style.colours.loss];
  return {
    ...baseOption(style),
    ...(seconds === undefined ? {} : legendOf(labelOf(table, names[1]!, style.language), style)),
    grid: { left: 96, right: 24, top: seconds === undefined ? 16 : HEIGHT_OF_LEGEND, bottom: 56 },
    xAxis: { ...axisOf(table, drawn, style), name: labelOf(table, names[0]!, style.language), nameGap: 30 },
    yAxis: axisOf(table, drawn, style),
    series: kinds.map((second, k) => ({
      type: 'line' as const,
      name:
        seconds === undefined
          ? labelOf(table, names[0]!, style.language)
          : `${labelOf(table, names[1]!, style.language)} = ${formatTick(second)}`,
      symbolSize: 6,
      lineStyle: { color: shades[k % shades.length]!, width: 2 },
      itemStyle: { color: shades[k % shades.length]! },
      data: [...xs.keys()]
        .filter((row) => seconds === undefined || seconds[row] === second)
        .sort((a, b) => xs[a]! - xs[b]!)
        .map((row) => [xs[row]!, shown(drawn, values[row]!, style)]),
    })),
  };
}

/** The second parameter once, its values behind it: the names of five lines would stand over the plot. */
function legendOf(name: string, { colours }: ChartStyle): Pick<EChartsOption, 'legend' | 'graphic'> {
  return {
    legend: {
      top: 0,
      left: textPixels([name]) + 24,
      textStyle: { color: colours.ink },
      formatter: (line: string) => line.slice(line.lastIndexOf(' = ') + 3),
    },
    graphic: [
      {
        ...{ type: 'text', silent: true, left: 8, top: 5 },
        style: { text: name, fill: colours.ink, fontSize: 13, fontFamily: CHART_FONT },
      },
    ],
  };
}

function frontier(table: ResultTable, names: readonly string[], style: ChartStyle): EChartsOption {
  const fund: Drawn = { name: 'change_fund', kind: 'money' };
  const margin: Drawn = { name: 'least_margin_share', kind: 'ratio' };
  const [costs, margins] = [numberColumn(table, fund.name), numberColumn(table, margin.name)];
  const place = (row: number) => [shown(fund, costs[row]!, style), shown(margin, margins[row]!, style)];
  const wordOf = (row: number) => names.map((name) => formatTick(numberColumn(table, name)[row]!)).join(' · ');
  const best = frontierRows(costs, margins);
  return {
    ...baseOption(style),
    grid: { left: 96, right: 96, top: 24, bottom: 56 },
    xAxis: { ...axisOf(table, fund, style), nameGap: 30 },
    yAxis: axisOf(table, margin, style),
    series: [
      { type: 'scatter', symbolSize: 8, itemStyle: { color: style.colours.muted }, data: [...costs.keys()].map(place) },
      {
        type: 'line',
        symbolSize: 8,
        lineStyle: { color: style.colours.gain[0], width: 2 },
        itemStyle: { color: style.colours.gain[0] },
        label: {
          show: best.length <= 24,
          position: 'right',
          color: style.colours.ink,
          formatter: (item: { dataIndex: number }) => wordOf(best[item.dataIndex]!),
        },
        data: best.map(place),
      },
    ],
  };
}

/** Rows that no other beats: none pays the fund less at a margin as high. By ascending change of the fund. */
export function frontierRows(costs: Float64Array, margins: Float64Array): number[] {
  const rows = [...costs.keys()].filter((row) => !Number.isNaN(costs[row]) && !Number.isNaN(margins[row]));
  rows.sort((a, b) => costs[a]! - costs[b]! || margins[b]! - margins[a]! || a - b);
  let most = Number.NEGATIVE_INFINITY;
  return rows.filter((row) => {
    if (margins[row]! <= most) return false;
    most = margins[row]!;
    return true;
  });
}
