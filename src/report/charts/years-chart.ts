import type { EChartsOption } from 'echarts';
import type { Language } from '../../kernel/errors.js';
import type { ResultTable } from '../../kernel/result-table.js';
import { MONEY_UNIT_LABELS } from '../labels.js';
import { numberColumn } from '../report-cell.js';
import { baseOption, type ChartStyle, chartValue, formatTick } from './chart-style.js';
import type { SweepChart } from './sweep-chart.js';

const SIDES: Readonly<Record<string, Readonly<Record<Language, string>>>> = {
  baseline: { zh: '基线', en: 'baseline' },
  reform: { zh: '改革', en: 'reform' },
  with_behaviour: { zh: '含行为', en: 'with behaviour' },
};

/** The balance carried over the years, a line for each side of the total, with the ends of its interval dashed. */
export function yearsCharts(table: ResultTable, total: string, style: ChartStyle): SweepChart[] {
  const [sides, insurances, years] = ['side', 'insurance', 'year'].map(
    (name) => table.columns[name] as readonly string[],
  );
  const { language } = style;
  const names = [...new Set(sides!)];
  const rowsOf = (side: string): number[] =>
    sides!.flatMap((one, row) => (one === side && insurances![row] === total ? [row] : []));
  const shades = [style.colours.total, style.colours.gain[0], style.colours.loss[0]];
  const line = (side: string, column: string, end: string, width: 1 | 2) => {
    const color = shades[names.indexOf(side) % shades.length]!;
    return {
      type: 'line' as const,
      name: `${SIDES[side]?.[language] ?? side}${end}`,
      symbol: 'none',
      lineStyle: { color, width, type: width === 1 ? ('dashed' as const) : ('solid' as const) },
      itemStyle: { color },
      data: rowsOf(side).map((row) => {
        const value = numberColumn(table, column)[row]!;
        return Number.isNaN(value) ? null : chartValue(value, style.unit);
      }),
    };
  };
  /** The room between the ends: the lower end without a line carries it. */
  const band = (side: string) => {
    const [low, high] = ['low_carried', 'high_carried'].map((name) => numberColumn(table, name));
    const part = (height: 'base' | 'room') => ({
      type: 'line' as const,
      stack: side,
      stackStrategy: 'all' as const,
      silent: true,
      symbol: 'none',
      lineStyle: { opacity: 0 },
      areaStyle: { color: shades[names.indexOf(side) % shades.length]!, opacity: height === 'room' ? 0.14 : 0 },
      tooltip: { show: false },
      data: rowsOf(side).map((row) => {
        const value = height === 'base' ? low![row]! : high![row]! - low![row]!;
        return Number.isNaN(value) ? null : chartValue(value, style.unit);
      }),
    });
    return [part('base'), part('room')];
  };
  const ends = { low: { zh: '（下限）', en: ' (lower end)' }, high: { zh: '（上限）', en: ' (upper end)' } };
  const option: EChartsOption = {
    ...baseOption(style),
    legend: { top: 0, textStyle: { color: style.colours.ink } },
    grid: { top: 72, left: 96, right: 24, bottom: 36 },
    xAxis: { type: 'category', data: rowsOf(names[0]!).map((row) => years![row]!) },
    yAxis: {
      type: 'value',
      name: MONEY_UNIT_LABELS[style.unit][language],
      axisLabel: { formatter: formatTick, color: style.colours.muted },
      splitLine: { lineStyle: { color: style.colours.rule } },
    },
    series: names.flatMap((side) => [
      line(side, 'carried', '', 2),
      line(side, 'low_carried', ends.low[language], 1),
      line(side, 'high_carried', ends.high[language], 1),
      ...band(side),
    ]),
  };
  return [{ title: language === 'zh' ? '累计结余' : 'Balance carried', option }];
}
