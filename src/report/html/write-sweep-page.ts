import { writeFile } from 'node:fs/promises';
import type { Language } from '../../kernel/errors.js';
import type { ResultTable } from '../../kernel/result-table.js';
import { LIGHT_COLOURS } from '../charts/chart-style.js';
import { type PagePolicy, type SweepChart, type SweepView, sweepCharts } from '../charts/sweep-chart.js';
import { columnHeader, formatCell } from '../report-cell.js';
import { CAVEAT } from '../report-model.js';
import { escapeHtml } from './html-text.js';
import { PAGE_STYLE } from './page-style.js';

const WIDTH = 920;
const HEIGHT = 380;

const STYLE = `main{max-width:${WIDTH + 48}px;margin:0 auto;padding:24px}svg{max-width:100%;height:auto;background:var(--card)}figure{margin:0 0 24px}.wide{overflow-x:auto;border:1px solid var(--rule)}table{border-collapse:collapse;background:var(--card)}th,td{padding:4px 10px;border-bottom:1px solid var(--rule);text-align:right;white-space:nowrap}th{white-space:normal;min-width:5em;vertical-align:bottom}@media print{.wide{overflow:visible}table{font-size:7pt}th,td{padding:2px 3px;white-space:normal;min-width:0}}`;

/**
 * A sweep as one HTML file without any script: the frontier and the lines drawn by ECharts as SVG, and the whole table.
 * Equal sweeps give equal bytes.
 */
export async function writeSweepPage(path: string, view: SweepView, language: Language): Promise<void> {
  await writeChartPage(path, view.table, sweepCharts(view, pageStyle(language)), language, view.policy);
}

/** How charts of a page without scripts are drawn. */
export const pageStyle = (language: Language) => ({ language, unit: 'wan', colours: LIGHT_COLOURS }) as const;

/** Charts as SVG above a whole table, in one HTML file without any script; equal input gives equal bytes. */
export async function writeChartPage(
  path: string,
  table: ResultTable,
  charts: readonly SweepChart[],
  language: Language,
  policy?: PagePolicy,
): Promise<void> {
  const { init } = await import('echarts');
  const style = pageStyle(language);
  const figures = charts.map(({ title, option }) => {
    const chart = init(null, null, { renderer: 'svg', ssr: true, width: WIDTH, height: HEIGHT });
    chart.setOption(option);
    const svg = plainClasses(chart.renderToSVGString());
    chart.dispose();
    return `<figure><h2>${escapeHtml(title)}</h2>${svg}</figure>`;
  });
  const title = table.schema.title[language];
  const head = table.schema.columns.map((column) => `<th scope="col">${escapeHtml(columnHeader(column, style))}</th>`);
  const rows = Array.from({ length: table.rowCount }, (_, row) => {
    const cells = table.schema.columns.map((column) => `<td>${escapeHtml(formatCell(table, column, row, style))}</td>`);
    return `<tr>${cells.join('')}</tr>`;
  });
  const html = [
    '<!doctype html>',
    `<html lang="${language === 'zh' ? 'zh-CN' : 'en'}">`,
    '<head>',
    '<meta charset="utf-8">',
    `<meta http-equiv="Content-Security-Policy" content="default-src 'none'; style-src 'unsafe-inline'; img-src data:; base-uri 'none'; form-action 'none'">`,
    '<meta name="viewport" content="width=device-width,initial-scale=1">',
    '<link rel="icon" href="data:,">',
    `<title>${escapeHtml(title)}</title>`,
    `<style>${PAGE_STYLE}${STYLE}</style>`,
    '</head>',
    `<body><main><h1>${escapeHtml(title)}</h1>`,
    ...(policy === undefined ? [] : [`<p>${escapeHtml(`${policy.title[language]} · ${policy.id}`)}</p>`]),
    `<p class="caveat">${escapeHtml(CAVEAT[language])}</p>`,
    ...figures,
    `<div class="wide" tabindex="0"><table><thead><tr>${head.join('')}</tr></thead><tbody>${rows.join('\n')}</tbody></table></div>`,
    '</main></body>',
    '</html>',
    '',
  ];
  await writeFile(path, html.join('\n'));
}

/** ECharts numbers its classes and clips over the life of the process; the bytes must not tell how many came before. */
function plainClasses(svg: string): string {
  const names = new Map<string, string>();
  return svg.replace(/zr\d+-([\w-]+)/g, (name, rest: string) => {
    const kind = rest.replace(/\d+$/, '');
    if (!names.has(name)) names.set(name, `zr-${kind}${names.size}`);
    return names.get(name)!;
  });
}
