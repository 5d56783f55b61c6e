import type { ResultTable } from '../../kernel/result-table.js';
import { formatCount, formatMoney, formatPercent } from '../format-number.js';
import { label, MONEY_UNIT_LABELS } from '../labels.js';
import { numberColumn, textColumn, withUnit } from '../report-cell.js';
import {
  baseOption,
  type ChartStyle,
  type ChartView,
  formatTick,
  levelShade,
  levelWord,
  tooltipHtml,
} from './chart-style.js';

const BAND_PIXELS = 110;
/** Points of a band are spread over this share of its height, by their place in the table: no chance in a picture. */
const SPREAD = 0.52;
const STEPS = 7;

interface Hospital {
  readonly key: string;
  readonly name: string;
  readonly level: string;
  readonly relative: number;
  readonly change: number;
  readonly cases: number;
}

/** From so many hospitals a level has a median, as in the tables of peers: that of four would tell of three others. */
const LEAST_PEERS = 5;

/**
 * How the change of income is distributed within each hospital level (各等级医院的分布): one point a hospital, a bar at the
 * level's median. Of a table by hospital with level_class, relative_income, change_income and cases. A level of fewer
 * than five hospitals has no median.
 */
export function levelSpreadChart(table: ResultTable, style: ChartStyle): ChartView {
  const { language, colours, unit } = style;
  const all = hospitalsOf(table);
  const found = new Set(all.map(({ level }) => level));
  const levels = ['3', '2', '1', ...[...found].filter((level) => !/^[123]$/.test(level))].filter((level) =>
    found.has(level),
  );
  const groups = levels.map((level) => all.filter((one) => one.level === level));
  const medians = groups.map((own) =>
    own.length < LEAST_PEERS ? Number.NaN : medianOf(own.map(({ relative }) => relative)),
  );
  const shown = [...medians.keys()].filter((band) => !Number.isNaN(medians[band]));
  const few = language === 'zh' ? `不足 ${LEAST_PEERS} 家，不显示` : `fewer than ${LEAST_PEERS} hospitals, not shown`;
  const percent = (share: number): string => formatPercent(share, 2, 'always');
  const axis = language === 'zh' ? '收入变化率' : 'Relative change of income';
  const summary = levels.map(
    (level, k) => `${levelWord(level, language)} ${shown.includes(k) ? percent(medians[k]!) : few}`,
  );
  return {
    id: 'level-spread',
    title: language === 'zh' ? '各等级医院收入变化率的分布' : 'Relative change of income within each level',
    summary: (language === 'zh' ? '中位数：' : 'Medians: ') + summary.join(language === 'zh' ? '；' : '; '),
    keys: groups.flat().map(({ key }) => key),
    height: levels.length * BAND_PIXELS + 76,
    option: {
      ...baseOption(style),
      grid: { left: 84, right: 72, top: 12, bottom: 52 },
      xAxis: {
        type: 'value',
        name: withUnit(axis, '%', language),
        nameLocation: 'middle',
        nameGap: 30,
        nameTextStyle: { color: colours.muted },
        scale: true,
        axisLabel: { formatter: formatTick, color: colours.muted },
        axisLine: { show: false },
        axisTick: { show: false },
        splitLine: { lineStyle: { color: colours.rule } },
      },
      yAxis: {
        type: 'value',
        min: 0,
        max: levels.length,
        inverse: true,
        interval: 1,
        axisLine: { show: false },
        axisTick: { show: false },
        splitLine: { lineStyle: { color: colours.rule } },
        axisLabel: { show: false },
      },
      series: [
        {
          type: 'scatter',
          data: groups.flatMap((own, band) =>
            own.map(({ relative, level }, k) => ({
              value: [relative * 100, band + 0.5 + (((k * 3) % STEPS) / (STEPS - 1) - 0.5) * SPREAD],
              symbol: relative < 0 ? 'diamond' : 'circle',
              symbolSize: 10,
              itemStyle: { color: (relative < 0 ? colours.loss : colours.gain)[levelShade(level)], opacity: 0.85 },
            })),
          ),
          markLine: {
            silent: true,
            symbol: 'none',
            label: { show: false },
            lineStyle: { color: colours.zero, width: 1, type: 'solid' },
            data: [{ xAxis: 0 }],
          },
        },
        {
          type: 'scatter',
          silent: true,
          symbol: 'rect',
          symbolSize: [3, BAND_PIXELS * 0.66],
          itemStyle: { color: colours.ink },
          label: {
            show: true,
            // Above the bar: beside it stand the hospitals.
            position: 'top',
            distance: 2,
            color: colours.ink,
            fontWeight: 600,
            textBorderColor: colours.background,
            textBorderWidth: 3,
            formatter: ({ dataIndex }: { dataIndex: number }) => percent(medians[shown[dataIndex]!]!),
          },
          data: shown.map((band) => [medians[band]! * 100, band + 0.5]),
        },
      ],
      graphic: levels.map((level, band) => ({
        type: 'text' as const,
        silent: true,
        left: 16,
        top: 12 + (band + 0.5) * BAND_PIXELS - 8,
        style: { text: levelWord(level, language), fill: colours.ink, fontSize: 13 },
      })),
      tooltip: {
        ...(baseOption(style).tooltip as object),
        formatter: (item: unknown) => {
          const one = groups.flat()[(item as { dataIndex: number }).dataIndex]!;
          return tooltipHtml(one.name, [
            [axis, percent(one.relative)],
            [
              language === 'zh' ? '变化' : 'Change',
              `${formatMoney(one.change, unit, 'always')} ${MONEY_UNIT_LABELS[unit][language]}`,
            ],
            [label('unitCases', language), formatCount(one.cases)],
          ]);
        },
      },
    },
    headers: [
      label('hospital', language),
      language === 'zh' ? '等级' : 'Level',
      withUnit(axis, '%', language),
      withUnit(language === 'zh' ? '变化' : 'Change', MONEY_UNIT_LABELS[unit][language], language),
    ],
    isNumber: [false, false, true, true],
    rows: groups
      .flat()
      .map(({ name, level, relative, change }) => [
        name,
        levelWord(level, language),
        percent(relative).replace('%', ''),
        formatMoney(change, unit, 'always'),
      ]),
  };
}

function hospitalsOf(table: ResultTable): Hospital[] {
  const [keys, names, levels] = ['hospital_id', 'hospital_name', 'level_class'].map((name) => textColumn(table, name));
  const [relative, change, cases] = ['relative_income', 'change_income', 'cases'].map((name) =>
    numberColumn(table, name),
  );
  return [...Array(table.rowCount).keys()]
    .filter((row) => Number.isFinite(relative![row]))
    .map((row) => ({
      key: keys![row]!,
      name: names![row]! || keys![row]!,
      level: levels![row]!,
      relative: relative![row]!,
      change: change![row]!,
      cases: cases![row]!,
    }));
}

/** The middle, or the mean of the two in the middle; NaN of none. */
function medianOf(values: readonly number[]): number {
  const sorted = [...values].sort((a, b) => a - b);
  const middle = Math.floor(sorted.length / 2);
  return sorted.length % 2 === 1 ? sorted[middle]! : (sorted[middle - 1]! + sorted[middle]!) / 2;
}
