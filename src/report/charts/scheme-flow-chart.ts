import type { ResultTable } from '../../kernel/result-table.js';
import { formatCount } from '../format-number.js';
import { label } from '../labels.js';
import { labelOf, numberColumn, textColumn } from '../report-cell.js';
import { baseOption, type ChartStyle, type ChartView, tooltipHtml } from './chart-style.js';

const MOST_FLOWS = 24;
const FLOW_PIXELS = 30;

interface Flow {
  readonly from: string;
  readonly to: string;
  readonly cases: number;
}

/**
 * Where the cases that change their group come from and go to between two schemes (方案流向), the largest flows, of the
 * table `flows` of a scheme comparison.
 */
export function schemeFlowChart(table: ResultTable, style: ChartStyle, schemes: readonly [string, string]): ChartView {
  const { language, colours } = style;
  const { moved, all } = flowsOf(table);
  const shown = moved.slice(0, MOST_FLOWS);
  const sum = (flows: readonly Flow[]): number => flows.reduce((total, { cases }) => total + cases, 0);
  // The same code on both sides is two groups: of this scheme, and of that.
  const [left, right] = schemes.map(
    (scheme, side) => (code: string) => `${code}${side === 0 ? '' : '\u200b'}|${scheme}`,
  ) as [(code: string) => string, (code: string) => string];
  const plain = (name: string): string => name.split('|')[0]!.replace('\u200b', '');
  const nodes = [...new Set(shown.map(({ from }) => left(from)))].concat([
    ...new Set(shown.map(({ to }) => right(to))),
  ]);
  const isLeft = (name: string): boolean => !name.includes('\u200b');
  const counts = { moved: formatCount(sum(moved)), all: formatCount(all), shown: shown.length, flows: moved.length };
  return {
    id: 'scheme-flow',
    title:
      language === 'zh'
        ? `${schemes[0]} → ${schemes[1]}：${counts.all} 例中 ${counts.moved} 例换组`
        : `${schemes[0]} → ${schemes[1]}: ${counts.moved} of ${counts.all} cases change their group`,
    summary:
      language === 'zh'
        ? `图中为例数最多的 ${counts.shown} 条流向，共 ${counts.flows} 条；空白编码为未入组。`
        : `The ${counts.shown} largest flows of ${counts.flows}; no code means not grouped.`,
    height: Math.max(240, Math.max(new Set(shown.map(({ from }) => from)).size, shown.length * 0.8) * FLOW_PIXELS + 24),
    option: {
      ...baseOption(style),
      series: [
        {
          type: 'sankey',
          left: 120,
          right: 120,
          top: 8,
          bottom: 8,
          nodeWidth: 10,
          nodeGap: 8,
          draggable: false,
          emphasis: { focus: 'adjacency' },
          layoutIterations: 16,
          data: nodes.map((name) => ({
            name,
            depth: isLeft(name) ? 0 : 1,
            itemStyle: { color: isLeft(name) ? colours.total : colours.gain[1] },
            label: { position: isLeft(name) ? 'left' : 'right' },
          })),
          links: shown.map(({ from, to, cases }) => ({ source: left(from), target: right(to), value: cases })),
          lineStyle: { color: colours.total, opacity: 0.35, curveness: 0.5 },
          label: {
            color: colours.ink,
            fontSize: 12,
            formatter: ({ name, value }: { name: string; value?: unknown }) =>
              `${plain(name) || NOT_GROUPED[language]}  ${formatCount(Number(value ?? 0))}`,
          },
        },
      ],
      tooltip: {
        ...(baseOption(style).tooltip as object),
        formatter: (item: unknown) => {
          const { data, name, value } = item as {
            data: { source?: string; target?: string; value?: number };
            name: string;
            value?: number;
          };
          const title = data.source === undefined ? plain(name) : `${plain(data.source)} → ${plain(data.target ?? '')}`;
          return tooltipHtml(title || NOT_GROUPED[language], [
            [label('unitCases', language), formatCount(data.value ?? Number(value ?? 0))],
          ]);
        },
      },
    },
    headers: [
      labelOf(table, 'from_group', language),
      labelOf(table, 'to_group', language),
      labelOf(table, 'cases', language),
    ],
    isNumber: [false, false, true],
    rows: moved.map(({ from, to, cases }) => [from, to, formatCount(cases)]),
  };
}

const NOT_GROUPED = { zh: '未入组', en: 'not grouped' } as const;

function flowsOf(table: ResultTable): { readonly moved: readonly Flow[]; readonly all: number } {
  const [from, to, kind] = ['from_group', 'to_group', 'move_kind'].map((name) => textColumn(table, name));
  const cases = numberColumn(table, 'cases');
  const moved = [...cases.keys()]
    .filter((row) => kind![row] === 'moved')
    .map((row) => ({ from: from![row]!, to: to![row]!, cases: cases[row]! }))
    .sort((a, b) => b.cases - a.cases);
  return { moved, all: cases.reduce((sum, count) => sum + count, 0) };
}
