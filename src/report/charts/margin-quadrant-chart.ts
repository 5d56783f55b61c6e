import type { Language } from '../../kernel/errors.js';
import type { ResultTable } from '../../kernel/result-table.js';
import { formatCount, formatDecimals, formatMoney, formatPercent } from '../format-number.js';
import { label, MONEY_UNIT_LABELS } from '../labels.js';
import { columnSchema, labelOf, numberColumn, textColumn, textWord, withUnit } from '../report-cell.js';
import type { CaseMixBoundary, MarginQuadrantRole } from '../report-model.js';
import {
  baseOption,
  CHART_FONT,
  type ChartStyle,
  type ChartView,
  chartValue,
  formatTick,
  levelShade,
  levelWord,
  tooltipHtml,
} from './chart-style.js';

interface Point {
  readonly key: string;
  readonly name: string;
  readonly level: string;
  readonly caseMixIndex: number;
  /** Fen or a share. */
  readonly margin: number;
  readonly cases: number;
}

type Quadrant = 'high_gain' | 'high_loss' | 'low_gain' | 'low_loss';

/** Of weights, which lie about 1, and of points and scores, which lie about 100 or 1,000. */
const CMI_DECIMALS = 4;
const SCORE_DECIMALS = 2;
const CMI_BOUNDARY: CaseMixBoundary = { at: 1, name: { zh: 'CMI', en: 'CMI' } };
const HEIGHT = 460;
/** Right of this share of the width, names stand on the left of their points. */
const LABEL_SIDE = 0.72;

/** A value on a line belongs to the good side: CMI of exactly 1 is high, a margin of exactly 0 is no loss. */
export function quadrantOf(caseMixIndex: number, margin: number, boundary = CMI_BOUNDARY.at): Quadrant {
  if (caseMixIndex >= boundary) return margin >= 0 ? 'high_gain' : 'high_loss';
  return margin >= 0 ? 'low_gain' : 'low_loss';
}

/**
 * Case-mix index against margin of charges (四象限), one point a hospital or department, made from aggregates. The
 * margin is payment minus charges (费用结余); a hospital's own cost plays no part here.
 */
export function marginQuadrantChart(table: ResultTable, role: MarginQuadrantRole, style: ChartStyle): ChartView {
  const { language, unit, colours } = style;
  const points = readPoints(table, role, language);
  const isMoney = columnSchema(table, role.margin)?.type === 'money';
  const unitWord = isMoney ? MONEY_UNIT_LABELS[unit][language] : '%';
  const marginName = labelOf(table, role.margin, language);
  const cmiName = labelOf(table, role.caseMixIndex, language);
  const geometry = (margin: number) => (isMoney ? chartValue(margin, unit) : margin * 100);
  const marginText = (margin: number) =>
    isMoney ? formatMoney(margin, unit, 'always') : formatPercent(margin, 2, 'always').replace('%', '');
  const boundary = role.boundary ?? CMI_BOUNDARY;
  const cmiDecimals = role.boundary === undefined ? CMI_DECIMALS : SCORE_DECIMALS;
  const counts = countQuadrants(points, boundary.at);
  const largest = Math.max(1, ...points.map((point) => (Number.isNaN(point.cases) ? 1 : point.cases)));
  const bounds = boundsOf(points, geometry, boundary.at);
  const leftFrom = bounds.x[0] + (bounds.x[1] - bounds.x[0]) * LABEL_SIDE;
  return {
    id: 'margin-quadrant',
    title: titleOf(role.subject[language], counts, language),
    summary: summaryOf(counts, boundary, language),
    keys: points.map(({ key }) => key),
    height: HEIGHT,
    option: {
      ...baseOption(style),
      grid: { left: 92, right: 32, top: 40, bottom: 56 },
      xAxis: {
        type: 'value',
        min: bounds.x[0],
        max: bounds.x[1],
        name: cmiName,
        nameLocation: 'middle',
        nameGap: 30,
        nameTextStyle: { color: colours.muted },
        axisLabel: { formatter: formatTick, color: colours.muted, showMinLabel: false, showMaxLabel: false },
        axisLine: { show: false, onZero: false },
        axisTick: { show: false },
        splitLine: { showMinLine: false, showMaxLine: false, lineStyle: { color: colours.rule } },
      },
      yAxis: {
        type: 'value',
        min: bounds.y[0],
        max: bounds.y[1],
        name: withUnit(marginName, unitWord, language),
        nameLocation: 'middle',
        nameGap: 68,
        nameTextStyle: { color: colours.muted },
        axisLabel: { formatter: formatTick, color: colours.muted, showMinLabel: false, showMaxLabel: false },
        axisLine: { show: false, onZero: false },
        axisTick: { show: false },
        splitLine: { showMinLine: false, showMaxLine: false, lineStyle: { color: colours.rule } },
      },
      graphic: cornerTexts(counts, boundary, style),
      series: [
        {
          type: 'scatter',
          data: points.map((point) => ({
            value: [point.caseMixIndex, geometry(point.margin)],
            // A name that would leave the plot on the right stands on the left of its point.
            label: { position: point.caseMixIndex > leftFrom ? ('left' as const) : ('right' as const) },
            // Shape as well as colour and position tells a loss.
            symbol: point.margin < 0 ? 'diamond' : 'circle',
            symbolSize: 9 + 13 * Math.sqrt((Number.isNaN(point.cases) ? 1 : point.cases) / largest),
            itemStyle: {
              color: (point.margin < 0 ? colours.loss : colours.gain)[levelShade(point.level)],
              borderColor: (point.margin < 0 ? colours.loss : colours.gain)[levelShade(point.level) === 0 ? 0 : 1],
              borderWidth: 1,
            },
          })),
          label: {
            show: true,
            position: 'right',
            fontSize: 12,
            color: colours.ink,
            textBorderColor: colours.background,
            textBorderWidth: 3,
            formatter: (item: { dataIndex: number }) => points[item.dataIndex]!.name,
          },
          labelLayout: { hideOverlap: true },
          markLine: {
            silent: true,
            symbol: 'none',
            label: { show: false },
            lineStyle: { color: colours.zero, width: 1, type: 'solid' },
            data: [{ xAxis: boundary.at }, { yAxis: 0 }],
          },
        },
      ],
      tooltip: {
        ...(baseOption(style).tooltip as object),
        formatter: (item: unknown) => {
          const point = points[(item as { dataIndex: number }).dataIndex]!;
          return tooltipHtml(pointName(point, language), [
            [cmiName, formatDecimals(point.caseMixIndex, cmiDecimals)],
            [marginName, `${marginText(point.margin)} ${unitWord}`],
            [label('unitCases', language), formatCount(point.cases)],
          ]);
        },
      },
    },
    headers: [
      labelOf(table, role.name, language),
      role.level === undefined ? '' : labelOf(table, role.level, language),
      cmiName,
      withUnit(marginName, unitWord, language),
      label('unitCases', language),
    ],
    isNumber: [false, false, true, true, true],
    rows: points.map((point) => [
      point.name,
      levelWord(point.level, language),
      formatDecimals(point.caseMixIndex, cmiDecimals),
      marginText(point.margin),
      formatCount(point.cases),
    ]),
  };
}

function readPoints(table: ResultTable, role: MarginQuadrantRole, language: Language): readonly Point[] {
  const keys = textColumn(table, role.key);
  const named = columnSchema(table, role.name)!;
  const names = textColumn(table, role.name).map((name) => textWord(named, name, language));
  const levels = role.level === undefined ? undefined : textColumn(table, role.level);
  const caseMixIndexes = numberColumn(table, role.caseMixIndex);
  const margins = numberColumn(table, role.margin);
  const cases = role.cases === undefined ? undefined : numberColumn(table, role.cases);
  const points: Point[] = [];
  for (let row = 0; row < table.rowCount; row++) {
    if (Number.isNaN(caseMixIndexes[row]) || Number.isNaN(margins[row])) continue;
    points.push({
      key: keys[row]!,
      name: names[row]! === '' ? keys[row]! : names[row]!,
      level: levels?.[row] ?? '',
      caseMixIndex: caseMixIndexes[row]!,
      margin: margins[row]!,
      cases: cases?.[row] ?? Number.NaN,
    });
  }
  return points;
}

function countQuadrants(points: readonly Point[], boundary: number): Record<Quadrant, number> {
  const counts: Record<Quadrant, number> = { high_gain: 0, high_loss: 0, low_gain: 0, low_loss: 0 };
  for (const point of points) counts[quadrantOf(point.caseMixIndex, point.margin, boundary)] += 1;
  return counts;
}

/** Both lines, of case mix and of margin 0, are always inside the plot, with room around the outermost points. */
function boundsOf(points: readonly Point[], geometry: (margin: number) => number, boundary: number) {
  const xs = [boundary, ...points.map((point) => point.caseMixIndex)];
  const ys = [0, ...points.map((point) => geometry(point.margin))];
  const around = (values: readonly number[], least: number): [number, number] => {
    const low = Math.min(...values);
    const high = Math.max(...values);
    const pad = Math.max((high - low) * 0.18, least);
    return [low - pad, high + pad];
  };
  return { x: around(xs, 0.05 * boundary), y: around(ys, 0.01) };
}

function cornerTexts(counts: Record<Quadrant, number>, boundary: CaseMixBoundary, style: ChartStyle) {
  const { language, colours } = style;
  const hospitals = (count: number) => (language === 'zh' ? `${count} 家` : String(count));
  const place = (text: string, position: object) => ({
    type: 'text' as const,
    silent: true,
    z: 1,
    ...position,
    style: { text, fill: colours.muted, fontSize: 12, fontFamily: CHART_FONT },
  });
  const margin = language === 'zh' ? '费用结余' : 'margin';
  const { high, low } = {
    high: `${boundary.name[language]} ≥ ${atText(boundary)}`,
    low: `${boundary.name[language]} < ${atText(boundary)}`,
  };
  return [
    place(`${high}, ${margin} ≥ 0: ${hospitals(counts.high_gain)}`, { right: 36, top: 14 }),
    place(`${low}, ${margin} ≥ 0: ${hospitals(counts.low_gain)}`, { left: 104, top: 14 }),
    place(`${high}, ${margin} < 0: ${hospitals(counts.high_loss)}`, { right: 36, bottom: 62 }),
    place(`${low}, ${margin} < 0: ${hospitals(counts.low_loss)}`, { left: 104, bottom: 62 }),
  ];
}

function titleOf(subject: string, counts: Record<Quadrant, number>, language: Language): string {
  const loss = counts.high_loss + counts.low_loss;
  const all = loss + counts.high_gain + counts.low_gain;
  return language === 'zh' ? `${subject}：${all} 家中 ${loss} 家为负` : `${subject}: ${loss} of ${all} below zero`;
}

function summaryOf(counts: Record<Quadrant, number>, boundary: CaseMixBoundary, language: Language): string {
  const name = boundary.name[language];
  return language === 'zh'
    ? `横线为费用结余 0，竖线为 ${name} ${atText(boundary)}，线上的点归好的一侧；点的大小为病例数。难度高而结余为负：${counts.high_loss} 家。`
    : `Lines at margin 0 and ${name} ${atText(boundary)}; a point on a line counts to the good side; size shows cases. High ${name} with a negative margin: ${counts.high_loss}.`;
}

function pointName(point: Point, language: Language): string {
  return point.level === '' ? point.name : `${point.name}  ${levelWord(point.level, language)}`;
}

/** 1, 100 or 1,180.09: a whole number has no decimals. */
function atText({ at }: CaseMixBoundary): string {
  return formatDecimals(at, Number.isInteger(at) ? 0 : SCORE_DECIMALS);
}
