import { compareCodePoints } from '../../kernel/compare-code-points.js';
import type { Language, Text } from '../../kernel/errors.js';
import type { ResultTable } from '../../kernel/result-table.js';
import { formatCount, formatMoney, formatPercent } from '../format-number.js';
import { cellWord, label, MONEY_UNIT_LABELS } from '../labels.js';
import { columnSchema, labelOf, numberColumn, textColumn, unitInSentence, withUnit } from '../report-cell.js';
import type { HospitalChangeRole } from '../report-model.js';
import {
  amountAxis,
  baseOption,
  type ChartStyle,
  type ChartView,
  chartValue,
  levelShade,
  levelWord,
  nameAxis,
  textPixels,
  tooltipHtml,
} from './chart-style.js';

interface Bar {
  readonly key: string;
  readonly name: string;
  readonly level: string;
  readonly fen: number;
  readonly relative: number;
  readonly cases: number;
  /** Ends of its interval, where the table has intervals: fen, NaN where this hospital has none. */
  readonly low: number;
  readonly high: number;
}

/** `extremes`: the dozen largest gains and losses; `all`: every hospital. */
export type HospitalsShown = 'extremes' | 'all';

/** What a whisker is; how it was drawn stands in the manifest. */
const WHISKERS: Text = {
  zh: '横线为重抽样区间：换一批同类病例时数值的变动范围。',
  en: ' Whiskers are intervals from resampling: how far figures would move with other cases of the same kind.',
};
const EXTREMES = 12;
const ROW_PIXELS = 26;

/**
 * Change by hospital (各医院变化): horizontal bars, largest gain on top, largest loss at the foot, zero line drawn.
 * The table view lists every hospital, also those not drawn. Hospitals without a value are left out and counted. Where the
 * table has intervals, a whisker over each bar spans the hospital's.
 */
export function hospitalChangeChart(
  table: ResultTable,
  role: HospitalChangeRole,
  style: ChartStyle,
  shown: HospitalsShown = 'extremes',
): ChartView {
  const { language, unit, colours } = style;
  const all = readBars(table, role, language);
  const bars = shown === 'all' ? all : extremes(all);
  const unitWord = MONEY_UNIT_LABELS[unit][language];
  const money = (fen: number) => formatMoney(fen, unit, 'always');
  const names = bars.map((bar) => nameWithLevel(bar, language));
  const values = bars.map((bar) => chartValue(bar.fen, unit));
  const subject = role.subject[language];
  // Labels stand outside their bars: room for the longest on each side, so that none meets a name.
  const reach = bars
    .flatMap((bar) => (hasInterval(bar) ? [bar.low, bar.high] : []))
    .map((fen) => chartValue(fen, unit));
  const texts = (isLoss: boolean) => bars.filter((bar) => bar.fen < 0 === isLoss).map((bar) => money(bar.fen));
  const room = { left: textPixels(texts(true)) + 8, right: textPixels(texts(false)) + 8 };
  return {
    id: 'hospital-change',
    title: titleOf(subject, all, language),
    summary:
      summaryOf(all, bars.length, money, unitWord, language) + (bars.some(hasInterval) ? WHISKERS[language] : ''),
    keys: bars.map(({ key }) => key),
    height: bars.length * ROW_PIXELS + 76,
    option: {
      ...baseOption(style),
      grid: { left: textPixels(names) + room.left + 16, right: room.right + 16, top: 12, bottom: 52 },
      xAxis: amountAxis(
        withUnit(subject, unitWord, language),
        [Math.min(0, ...values, ...reach), Math.max(0, ...values, ...reach)],
        style,
      ),
      yAxis: { ...nameAxis(names, room.left, style), z: 3 },
      series: [
        {
          type: 'bar',
          barWidth: 16,
          data: bars.map((bar, k) => ({
            value: values[k]!,
            // The lightest shade alone would be too faint: every bar has the edge of the middle one.
            itemStyle: {
              color: (bar.fen < 0 ? colours.loss : colours.gain)[levelShade(bar.level)],
              borderColor: (bar.fen < 0 ? colours.loss : colours.gain)[levelShade(bar.level) === 0 ? 0 : 1],
              borderWidth: 1,
            },
            // Over a whisker the amount stands at the whisker's end.
            label: { show: !hasInterval(bar), position: bar.fen < 0 ? ('left' as const) : ('right' as const) },
          })),
          label: {
            show: true,
            color: colours.ink,
            formatter: (item: { dataIndex: number }) => money(bars[item.dataIndex]!.fen),
          },
          markLine: { ...zeroLine(style), data: [{ xAxis: 0 }, ...whiskers(bars, money, style)] },
        },
      ],
      tooltip: {
        ...(baseOption(style).tooltip as object),
        formatter: (item: unknown) => barTooltip(bars[(item as { dataIndex: number }).dataIndex]!, role, table, style),
      },
    },
    headers: [
      label('hospital', language),
      cellHeader(table, role.level, language),
      withUnit(subject, unitWord, language),
      withUnit(label('relative', language), '%', language),
      ...intervalNames(table, role).map((name) => withUnit(labelOf(table, name, language), unitWord, language)),
      withUnit(cellHeader(table, role.cases, language), label('unitCases', language), language),
    ],
    isNumber: [false, false, true, true, ...intervalNames(table, role).map(() => true), true],
    rows: all.map((bar) => [
      bar.name,
      levelWord(bar.level, language),
      money(bar.fen),
      formatPercent(bar.relative, 2, 'always').replace('%', ''),
      ...(intervalNames(table, role).length === 0 ? [] : [money(bar.low), money(bar.high)]),
      formatCount(bar.cases),
    ]),
  };
}

/** The same by hospital level (各等级变化), of the table of levels. */
export function levelChangeChart(levels: ResultTable, role: HospitalChangeRole, style: ChartStyle): ChartView {
  const { level: _, ...others } = role;
  const { language } = style;
  const subject = columnSchema(levels, role.value)?.label ?? role.subject;
  const ofLevels = { ...others, key: 'level_class', name: 'level_class', subject };
  const chart = hospitalChangeChart(levels, ofLevels, style, 'all');
  const title = labelOf(levels, role.value, language);
  // The second column would be the level of a level.
  const without = <Cell>([first, , ...rest]: readonly Cell[]): Cell[] => [first!, ...rest];
  return {
    ...chart,
    id: 'level-change',
    title: language === 'zh' ? `${title}：按医院等级` : `${title} by hospital level`,
    headers: [cellHeader(levels, 'level_class', language), ...without(chart.headers).slice(1)],
    isNumber: without(chart.isNumber),
    rows: chart.rows.map((row) => without(row)),
  };
}

/** A line at zero across the plot, in every chart that has one. */
export function zeroLine(style: ChartStyle) {
  return {
    silent: true,
    symbol: 'none',
    label: { show: false },
    lineStyle: { color: style.colours.zero, width: 1, type: 'solid' as const },
    data: [{ xAxis: 0 }],
  };
}

/** The columns of the interval of the value drawn; none where no intervals were asked for. */
function intervalNames(table: ResultTable, { value }: HospitalChangeRole): readonly string[] {
  const names = [`low_${value}`, `high_${value}`];
  return names.every((name) => table.columns[name] instanceof Float64Array) ? names : [];
}

const hasInterval = ({ low, high }: Bar): boolean => !Number.isNaN(low) && !Number.isNaN(high);

/** A line from one end of each interval to the other with a cap on both, the bar's amount at the outer end. Caps turn with the line. */
function whiskers(bars: readonly Bar[], money: (fen: number) => string, { colours, unit }: ChartStyle) {
  const line = { color: colours.ink, width: 1.5, type: 'solid' as const };
  const cap = { symbol: 'rect', symbolSize: [8, 1.5] };
  return bars.flatMap((bar, k) => {
    if (!hasInterval(bar)) return [];
    const amount = {
      show: true,
      position: bar.fen < 0 ? ('start' as const) : ('end' as const),
      color: colours.ink,
      formatter: money(bar.fen),
    };
    const end = (fen: number) => ({ coord: [chartValue(fen, unit), k], ...cap });
    return [[{ ...end(bar.low), lineStyle: line, label: amount }, end(bar.high)] as [object, object]];
  });
}

function readBars(table: ResultTable, role: HospitalChangeRole, language: Language): Bar[] {
  const keys = textColumn(table, role.key);
  const names = textColumn(table, role.name);
  const levels = role.level === undefined ? undefined : textColumn(table, role.level);
  const values = numberColumn(table, role.value);
  const relatives = role.relative === undefined ? undefined : numberColumn(table, role.relative);
  const cases = role.cases === undefined ? undefined : numberColumn(table, role.cases);
  const [low, high] = intervalNames(table, role).map((name) => numberColumn(table, name));
  const bars: Bar[] = [];
  for (let row = 0; row < table.rowCount; row++) {
    if (Number.isNaN(values[row])) continue;
    bars.push({
      key: keys[row]!,
      name: cellWord(role.name, names[row]! === '' ? keys[row]! : names[row]!, language),
      level: levels?.[row] ?? '',
      fen: values[row]!,
      relative: relatives?.[row] ?? Number.NaN,
      cases: cases?.[row] ?? Number.NaN,
      low: low?.[row] ?? Number.NaN,
      high: high?.[row] ?? Number.NaN,
    });
  }
  return bars.sort((a, b) => b.fen - a.fen || compareCodePoints(a.key, b.key));
}

function extremes(bars: readonly Bar[]): readonly Bar[] {
  if (bars.length <= 2 * EXTREMES) return bars;
  const gains = bars.filter((bar) => bar.fen > 0);
  const losses = bars.filter((bar) => bar.fen < 0);
  // Where one side is short, the other takes its places.
  const gainCount = Math.min(gains.length, Math.max(EXTREMES, 2 * EXTREMES - losses.length));
  const lossCount = Math.min(losses.length, 2 * EXTREMES - gainCount);
  return [...gains.slice(0, gainCount), ...losses.slice(losses.length - lossCount)];
}

function titleOf(subject: string, bars: readonly Bar[], language: Language): string {
  const up = bars.filter((bar) => bar.fen > 0).length;
  const down = bars.filter((bar) => bar.fen < 0).length;
  const same = bars.length - up - down;
  if (language === 'zh') return `${subject}：${up} 家为正，${down} 家为负${same > 0 ? `，${same} 家为零` : ''}`;
  return `${subject}: ${up} hospitals up, ${down} down${same > 0 ? `, ${same} at zero` : ''}`;
}

function summaryOf(
  all: readonly Bar[],
  shownCount: number,
  money: (fen: number) => string,
  unitWord: string,
  language: Language,
): string {
  const first = all[0];
  const last = all.at(-1);
  if (first === undefined || last === undefined) return '';
  const total = all.reduce((sum, bar) => sum + bar.fen, 0);
  const parts =
    language === 'zh'
      ? [
          `合计 ${money(total)} ${unitInSentence(unitWord, language)}`,
          `最高：${first.name} ${money(first.fen)}`,
          `最低：${last.name} ${money(last.fen)}`,
        ]
      : [
          `Sum ${money(total)} ${unitInSentence(unitWord, language)}`,
          `highest: ${first.name} ${money(first.fen)}`,
          `lowest: ${last.name} ${money(last.fen)}`,
        ];
  if (shownCount < all.length) {
    parts.push(
      language === 'zh'
        ? `图中为变化最大的 ${shownCount} 家，共 ${all.length} 家`
        : `the ${shownCount} largest of ${all.length} are drawn`,
    );
  }
  return `${parts.join(language === 'zh' ? '；' : '; ')}${language === 'zh' ? '。' : '.'}`;
}

function nameWithLevel(bar: Bar, language: Language): string {
  return bar.level === '' ? bar.name : `${bar.name}  ${levelWord(bar.level, language)}`;
}

function cellHeader(table: ResultTable, name: string | undefined, language: Language): string {
  return name === undefined ? '' : labelOf(table, name, language);
}

function barTooltip(bar: Bar, role: HospitalChangeRole, table: ResultTable, style: ChartStyle): string {
  const { language, unit } = style;
  const lines: [string, string][] = [
    [role.subject[language], `${formatMoney(bar.fen, unit, 'always')} ${MONEY_UNIT_LABELS[unit][language]}`],
  ];
  const unitWord = MONEY_UNIT_LABELS[unit][language];
  intervalNames(table, role).forEach((name, end) => {
    const fen = end === 0 ? bar.low : bar.high;
    if (!Number.isNaN(fen))
      lines.push([labelOf(table, name, language), `${formatMoney(fen, unit, 'always')} ${unitWord}`]);
  });
  if (role.relative !== undefined) lines.push([label('relative', language), formatPercent(bar.relative, 2, 'always')]);
  if (role.cases !== undefined) lines.push([cellHeader(table, role.cases, language), formatCount(bar.cases)]);
  return tooltipHtml(nameWithLevel(bar, language), lines);
}
