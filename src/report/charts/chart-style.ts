import type { EChartsOption } from 'echarts';
import type { Language } from '../../kernel/errors.js';
import { displayWidth } from '../display-width.js';
import { formatShifted, type MoneyUnit } from '../format-number.js';
import { escapeHtml } from '../html/html-text.js';
import { cellWord } from '../labels.js';

/**
 * Colours of a chart. Gain and loss are told by position and sign first; blue and orange are told apart by
 * red-green blind readers too. The three shades of each stand for hospital levels 3, 2 and 1.
 */
export interface ChartColours {
  readonly background: string;
  readonly ink: string;
  readonly muted: string;
  readonly rule: string;
  readonly zero: string;
  readonly total: string;
  readonly gain: readonly [string, string, string];
  readonly loss: readonly [string, string, string];
}

export const LIGHT_COLOURS: ChartColours = {
  background: '#ffffff',
  ink: '#1c2127',
  muted: '#59626d',
  rule: '#e3e7ec',
  zero: '#3b444e',
  total: '#6c7682',
  gain: ['#0f4c8a', '#3f7fbf', '#85b2dd'],
  loss: ['#9a4300', '#d06a12', '#eba868'],
};

export const DARK_COLOURS: ChartColours = {
  background: '#1a1f26',
  ink: '#e7eaee',
  muted: '#a3adb8',
  rule: '#313944',
  zero: '#c5ccd4',
  total: '#8b96a3',
  gain: ['#9cc9f5', '#5b9fe0', '#3a74ad'],
  loss: ['#f8c391', '#e8923f', '#b0651f'],
};

/** Single quotes: ECharts writes the family into a double-quoted attribute as it is, and a saved SVG would not parse. */
export const CHART_FONT = "'PingFang SC', 'Microsoft YaHei', 'Noto Sans CJK SC', system-ui, sans-serif";

export interface ChartStyle {
  readonly language: Language;
  readonly unit: MoneyUnit;
  readonly colours: ChartColours;
}

/** A chart with the same data as a table of texts, so that no number is only in a picture. */
export interface ChartView {
  readonly id: string;
  readonly title: string;
  readonly summary: string;
  readonly option: EChartsOption;
  /** What each mark of the first series stands for, e.g. a hospital's code; absent where a click means nothing. */
  readonly keys?: readonly string[];
  /** CSS pixels. */
  readonly height: number;
  readonly headers: readonly string[];
  readonly rows: readonly (readonly string[])[];
  /** Columns that stand to the right. */
  readonly isNumber: readonly boolean[];
}

/** Fen → a number in the chart's unit, for geometry only; texts are made from fen. */
export function chartValue(fen: number, unit: MoneyUnit): number {
  return fen / (unit === 'wan' ? 1_000_000 : 100);
}

/** A tick of an axis: as many decimals as the tick needs, a real minus. */
export function formatTick(value: number): string {
  const rounded = Number(value.toPrecision(10));
  const fraction = String(rounded).split('.')[1];
  return formatShifted(rounded, 0, fraction === undefined || fraction.includes('e') ? 0 : Math.min(fraction.length, 4));
}

/** Pixels for the longest text at 13 px, a Han character about 13 and a Latin one about 7 wide. */
export function textPixels(texts: readonly string[]): number {
  return Math.ceil(Math.max(0, ...texts.map(displayWidth)) * 6.8);
}

/** Shade of a level: 3 (三级, 三甲) first, 1 last; unknown in the middle. */
export function levelShade(level: string): 0 | 1 | 2 {
  if (/^(3|三)/.test(level)) return 0;
  return /^(1|一)/.test(level) ? 2 : 1;
}

export function levelWord(level: string, language: Language): string {
  return cellWord('level', level, language);
}

/** What all our charts share: no animation, so that a print or a screenshot is never half drawn. */
export function baseOption(style: ChartStyle): EChartsOption {
  return {
    animation: false,
    backgroundColor: 'transparent',
    textStyle: { fontFamily: CHART_FONT, fontSize: 13, color: style.colours.ink },
    tooltip: {
      trigger: 'item',
      confine: true,
      backgroundColor: style.colours.background,
      borderColor: style.colours.rule,
      textStyle: { color: style.colours.ink, fontFamily: CHART_FONT, fontSize: 13 },
    },
  };
}

/** Lines of a tooltip: name in bold, then label and figure. */
export function tooltipHtml(title: string, lines: readonly (readonly [string, string])[]): string {
  const rows = lines.map(([name, value]) => `<div>${escapeHtml(name)}　<b>${escapeHtml(value)}</b></div>`);
  return `<div><b>${escapeHtml(title)}</b></div>${rows.join('')}`;
}

/** The axis of names of a chart of horizontal bars: all names drawn, the first on top. */
export function nameAxis(names: readonly string[], room: number, { colours }: ChartStyle) {
  return {
    type: 'category' as const,
    inverse: true,
    data: [...names],
    axisLine: { show: false },
    axisTick: { show: false },
    axisLabel: { color: colours.ink, interval: 0, margin: room + 8 },
  };
}

/** The axis of amounts of such a chart. An end is shown where it is zero: the others are the data's and no round numbers. */
export function amountAxis(name: string, ends: readonly [low: number, high: number], { colours }: ChartStyle) {
  const [low, high] = ends;
  return {
    type: 'value' as const,
    name,
    nameLocation: 'middle' as const,
    nameGap: 30,
    nameTextStyle: { color: colours.muted },
    min: low,
    max: high === low ? low + 1 : high,
    axisLabel: {
      formatter: formatTick,
      color: colours.muted,
      showMinLabel: low === 0,
      showMaxLabel: high === 0,
    },
    splitLine: { showMinLine: false, showMaxLine: false, lineStyle: { color: colours.rule } },
  };
}
