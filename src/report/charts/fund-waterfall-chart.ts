import type { CustomSeriesRenderItemAPI, CustomSeriesRenderItemParams } from 'echarts';
import { formatMoney } from '../format-number.js';
import { label, MONEY_UNIT_LABELS } from '../labels.js';
import { unitInSentence, withUnit } from '../report-cell.js';
import { REPORT_CLOSING_ERRORS } from '../report-errors.js';
import type { FundWaterfallRole } from '../report-model.js';
import {
  amountAxis,
  baseOption,
  CHART_FONT,
  type ChartStyle,
  type ChartView,
  chartValue,
  nameAxis,
  textPixels,
  tooltipHtml,
} from './chart-style.js';
import { zeroLine } from './hospital-change-chart.js';

interface Span {
  readonly label: string;
  readonly kind: 'total' | 'step';
  readonly amountFen: number;
  readonly fromFen: number;
  readonly untilFen: number;
}

const ROW_PIXELS = 40;
const BAR_PIXELS = 20;

/**
 * Waterfall of the fund (基金瀑布图), as horizontal floating bars joined by thin lines. A fund of hundreds of millions
 * that changes by a few percent would be two equal bars, so in a comparison the axis counts from the baseline, which
 * the title says and the zero line marks; the totals are written out beside their bars.
 * @throws waterfall_not_equal where a total is not the sum so far
 */
export function fundWaterfallChart(role: FundWaterfallRole, style: ChartStyle): ChartView {
  const { language, unit } = style;
  const spans = spansOf(role, style);
  const unitWord = MONEY_UNIT_LABELS[unit][language];
  const names = spans.map((span) => span.label);
  const values = spans.map((span) => [chartValue(span.fromFen, unit), chartValue(span.untilFen, unit)] as const);
  const low = Math.min(0, ...values.flat());
  const high = Math.max(0, ...values.flat());
  const isReform = role.form === 'reform';
  const axisName = isReform
    ? language === 'zh'
      ? `与${names[0]}之差`
      : `Difference from ${names[0]}`
    : role.subject[language];
  const text = (span: Span) => amountText(span, role, style);
  // The baseline of a comparison has no length: its text goes where the room is.
  const isLeft = (span: Span) =>
    span.untilFen < span.fromFen || (span.untilFen === span.fromFen && Math.abs(low) > Math.abs(high));
  const texts = (left: boolean) => spans.filter((span) => isLeft(span) === left).map(text);
  const room = { left: textPixels(texts(true)) + 12, right: textPixels(texts(false)) + 12 };
  return {
    id: 'fund-waterfall',
    title: titleOf(role, style),
    summary: summaryOf(role, style),
    height: spans.length * ROW_PIXELS + 76,
    option: {
      ...baseOption(style),
      grid: { left: textPixels(names) + room.left + 16, right: room.right + 16, top: 12, bottom: 52 },
      xAxis: amountAxis(withUnit(axisName, unitWord, language), [low, high], style),
      yAxis: nameAxis(names, room.left, style),
      series: [
        {
          type: 'custom',
          data: values.map(([from, until], k) => [k, from, until]),
          encode: { y: 0, x: [1, 2] },
          renderItem: (params: CustomSeriesRenderItemParams, api: CustomSeriesRenderItemAPI) =>
            drawSpan(params, api, spans, text, isLeft, { form: role.form, colours: style.colours }),
        },
        // An empty bar series carries the zero line: custom series have none of their own.
        { type: 'bar', data: [], markLine: zeroLine(style) },
      ],
      tooltip: {
        ...(baseOption(style).tooltip as object),
        formatter: (item: unknown) => {
          const span = spans[(item as { dataIndex: number }).dataIndex]!;
          return tooltipHtml(span.label, [
            [label('amount', language), `${text(span)} ${unitInSentence(unitWord, language)}`],
          ]);
        },
      },
    },
    headers: [label('line', language), withUnit(label('amount', language), unitWord, language)],
    isNumber: [false, true],
    rows: role.lines.map((line) => [
      line.label[language],
      formatMoney(line.amountFen, unit, line.kind === 'step' ? 'always' : 'negative'),
    ]),
  };
}

function spansOf(role: FundWaterfallRole, style: ChartStyle): readonly Span[] {
  const base = role.form === 'reform' ? (role.lines[0]?.amountFen ?? 0) : 0;
  let sum = 0;
  return role.lines.map((line, k) => {
    const name = line.label[style.language];
    if (line.kind === 'total') {
      if (k > 0 && line.amountFen !== sum) {
        throw REPORT_CLOSING_ERRORS.waterfall_not_equal({ line: name, expected: line.amountFen, found: sum });
      }
      sum = line.amountFen;
      return { label: name, kind: line.kind, amountFen: sum, fromFen: 0, untilFen: sum - base };
    }
    const before = sum;
    sum += line.amountFen;
    return { label: name, kind: line.kind, amountFen: line.amountFen, fromFen: before - base, untilFen: sum - base };
  });
}

/** A step with its sign; a total as it is, in a comparison with its difference behind it. */
function amountText(span: Span, role: FundWaterfallRole, style: ChartStyle): string {
  if (span.kind === 'step') return formatMoney(span.amountFen, style.unit, 'always');
  const total = formatMoney(span.amountFen, style.unit);
  if (role.form !== 'reform' || span.untilFen === 0) return total;
  return `${total}  (${formatMoney(span.untilFen, style.unit, 'always')})`;
}

/** What the fund pays less is its gain and the hospitals' loss: sign and position tell such a step, no colour. */
function stepColour(form: FundWaterfallRole['form'], isNegative: boolean, colours: ChartStyle['colours']): string {
  if (form === 'reform') return colours.zero;
  return isNegative ? colours.loss[1] : colours.gain[1];
}

function drawSpan(
  params: CustomSeriesRenderItemParams,
  api: CustomSeriesRenderItemAPI,
  spans: readonly Span[],
  text: (span: Span) => string,
  isLeft: (span: Span) => boolean,
  { form, colours }: Pick<FundWaterfallRole, 'form'> & Pick<ChartStyle, 'colours'>,
) {
  const index = params.dataIndex;
  const span = spans[index]!;
  const from = api.coord([api.value(1), index]) as number[];
  const until = api.coord([api.value(2), index]) as number[];
  const left = Math.min(from[0]!, until[0]!);
  const width = Math.max(Math.abs(from[0]! - until[0]!), 1);
  const top = from[1]! - BAR_PIXELS / 2;
  const isNegative = span.untilFen < span.fromFen;
  const fill = span.kind === 'total' ? colours.total : stepColour(form, isNegative, colours);
  const textAtLeft = isLeft(span);
  const children: object[] = [
    { type: 'rect', shape: { x: left, y: top, width, height: BAR_PIXELS }, style: { fill } },
    {
      type: 'text',
      style: {
        x: textAtLeft ? left - 8 : left + width + 8,
        y: from[1]!,
        text: text(span),
        fill: colours.ink,
        align: textAtLeft ? 'right' : 'left',
        verticalAlign: 'middle',
        fontSize: 13,
        fontFamily: CHART_FONT,
      },
    },
  ];
  if (index + 1 < spans.length) {
    const next = api.coord([api.value(2), index + 1]) as number[];
    children.push({
      type: 'line',
      shape: { x1: until[0]!, y1: top + BAR_PIXELS, x2: until[0]!, y2: next[1]! - BAR_PIXELS / 2 },
      style: { stroke: colours.muted, lineWidth: 1, lineDash: [3, 3] },
    });
  }
  return { type: 'group' as const, children } as never;
}

function titleOf(role: FundWaterfallRole, style: ChartStyle): string {
  const { language, unit } = style;
  const subject = role.subject[language];
  const first = role.lines[0];
  const last = role.lines.at(-1);
  if (first === undefined || last === undefined) return subject;
  const unitWord = unitInSentence(MONEY_UNIT_LABELS[unit][language], language);
  const from = formatMoney(first.amountFen, unit);
  const to = formatMoney(last.amountFen, unit);
  if (role.form === 'reform') {
    return language === 'zh'
      ? `${subject}：由 ${from} 到 ${to} ${unitWord}`
      : `${subject}: from ${from} to ${to} ${unitWord}`;
  }
  const ends = `${first.label[language]} ${from}`;
  return language === 'zh'
    ? `${subject}：${ends}，${last.label[language]} ${to} ${unitWord}`
    : `${subject}: ${ends}, ${last.label[language]} ${to} ${unitWord}`;
}

function summaryOf(role: FundWaterfallRole, style: ChartStyle): string {
  const { language, unit } = style;
  const steps = role.lines.filter((line) => line.kind === 'step');
  if (steps.length === 0) return '';
  const largest = steps.reduce((a, b) => (Math.abs(b.amountFen) > Math.abs(a.amountFen) ? b : a));
  const amount = `${formatMoney(largest.amountFen, unit, 'always')} ${unitInSentence(MONEY_UNIT_LABELS[unit][language], language)}`;
  return language === 'zh'
    ? `影响最大的一项：${largest.label.zh} ${amount}。`
    : `Largest single step: ${largest.label.en} ${amount}.`;
}
