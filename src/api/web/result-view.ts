import type { ChartStyle } from '../../report/charts/chart-style.js';
import { reportCharts } from '../../report/charts/report-charts.js';
import { formatMoney } from '../../report/format-number.js';
import { renderFigures, schemeNames } from '../../report/html/render-body.js';
import { label, MONEY_UNIT_LABELS } from '../../report/labels.js';
import { chartCard } from '../../report/page/chart-card.js';
import { element } from '../../report/page/dom.js';
import { tableTabs } from '../../report/page/table-tabs.js';
import { labelOf, numberColumn, textColumn, withUnit } from '../../report/report-cell.js';
import type { HeadlineFigure, ReportModel } from '../../report/report-model.js';
import { linkFigures } from './figure-links.js';
import { fileLink } from './file-link.js';
import { say, WORDS } from './words.js';

/** The foot of every picture and room: what the result is and what it is not. */
export function identityText(model: ReportModel, { language }: ChartStyle): string {
  const { date, policyHash, inputHash, version } = model.identity;
  const short = (hash: string): string => hash.slice(0, 12);
  return [
    WORDS.caveat[language],
    `${label('date', language)} ${date}`,
    schemeNames(model.identity),
    `${label('policyHash', language)} ${short(policyHash)}`,
    `${label('inputHash', language)} ${short(inputHash)}`,
    `drgdip ${version}`,
  ].join(' · ');
}

/** Links to take a run's result away. */
export function downloads(run: string, { language }: Pick<ChartStyle, 'language'>): HTMLElement {
  const base = `/v1/runs/${encodeURIComponent(run)}`;
  return element(
    'p',
    { class: 'downloads' },
    element('span', {}, say('download', language)),
    fileLink(say('workbook', language), `${base}/workbook.xlsx?lang=${language}`, 'drgdip.xlsx', language),
    fileLink(
      say('tableCsv', language),
      `${base}/tables/hospitals.csv?bom=utf8&labels=name&lang=${language}`,
      'hospitals.csv',
      language,
    ),
    fileLink(say('report', language), `${base}/report.html`, 'report.html', language),
  );
}

/** Where intervals were asked for: those of the whole fund and income, below the figures. */
function intervalLines(model: ReportModel, { language, unit }: ChartStyle): HTMLElement[] {
  const fund = model.tables.find(({ schema }) => schema.name === 'fund');
  const row = fund === undefined ? -1 : textColumn(fund, 'insurance').indexOf('total');
  if (fund === undefined || row === -1) return [];
  return ['change_fund', 'change_income'].flatMap((name) => {
    if (fund.columns[`low_${name}`] === undefined) return [];
    const [low, high] = ['low', 'high'].map((end) => numberColumn(fund, `${end}_${name}`)[row]!);
    const ends = [low!, high!].map((value) => formatMoney(value, unit, 'always'));
    const what = withUnit(labelOf(fund, name, language), MONEY_UNIT_LABELS[unit][language], language);
    const values = { what, low: ends[0]!, high: ends[1]! };
    return [element('p', { class: 'note interval' }, say('intervalOf', language, values))];
  });
}

/** A finished run: figures, charts, and every table, as in its report. */
export function showResult(
  run: string,
  model: ReportModel,
  place: HTMLElement,
  style: ChartStyle,
  table: string,
): void {
  const { language, unit } = style;
  const charts = element('div', { class: 'charts' });
  const tables = element('div');
  const figures = element('div', { class: 'figures' });
  // Text made by renderFigures, which escapes every value.
  figures.innerHTML = renderFigures(model, style);
  place.replaceChildren(
    element('h2', {}, `${say('fullDone', language)} · ${model.title[language]}`),
    figures,
    downloads(run, style),
    charts,
    tables,
    element('p', { class: 'caveat' }, identityText(model, style)),
  );
  const foot = identityText(model, style);
  const lines = intervalLines(model, style);
  charts.before(...lines);
  // The change by hospital stands above already, where it followed the levers; but not its intervals.
  const views = reportCharts(model, style)
    .filter(({ id }) => id !== 'hospital-change' || lines.length > 0)
    .map((view) => (view.id === 'hospital-change' ? { ...view, id: 'hospital-intervals' } : view));
  const tabs = tableTabs(model, tables, language, unit, table, () => {}, { within: say('fullDone', language) });
  for (const view of views) {
    chartCard(view, style, { foot, place: charts, onPick: (key) => tabs.show('hospitals', key) });
  }
  const tableOfFigure = ({ kind, unit: word }: HeadlineFigure): string =>
    kind === 'money' ? 'fund' : word?.zh === WORDS.hospitals.zh ? 'hospitals' : 'levels';
  linkFigures(figures, model.figures, language, (figure) => tabs.show(tableOfFigure(figure)));
}
