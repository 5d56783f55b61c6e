import type { ResultTable } from '../../kernel/result-table.js';
import { formatCount, formatMoney, formatPercent } from '../../report/format-number.js';
import { renderFigures } from '../../report/html/render-body.js';
import { MONEY_UNIT_LABELS } from '../../report/labels.js';
import { chartCard } from '../../report/page/chart-card.js';
import { button, element } from '../../report/page/dom.js';
import { tableTabs } from '../../report/page/table-tabs.js';
import { numberColumn, textColumn, withUnit } from '../../report/report-cell.js';
import type { ReportModel } from '../../report/report-model.js';
import { caseList } from './case-list.js';
import type { FileCase } from './csv-cases.js';
import { fileLink } from './file-link.js';
import { inStaySection } from './hospital/in-stay-section.js';
import { qualitySection } from './hospital/quality-section.js';
import { stepLinks } from './hospital/step-links.js';
import { departmentChart, departmentQuadrant, hospitalChooser, hospitalFigures } from './hospital-parts.js';
import { type PlainHead, plainTable } from './plain-table.js';
import { chartStyle } from './reform-room.js';
import { downloads, identityText } from './result-view.js';
import type { WebState } from './web-state.js';
import { say } from './words.js';

const WORST = 10;
/** A share of outliers from which they are named as the reason. */
const MANY = 0.1;

interface OwnResult {
  readonly model: ReportModel;
  readonly manifest: Readonly<Record<string, unknown>>;
  /** Of the file dropped; undefined where the page has not read it. */
  readonly cases: readonly FileCase[] | undefined;
  /** Policies that come with the program. */
  readonly policies: readonly { readonly id: string }[];
}

/** What a file says: how it was read, departments and groups by margin, and the cases behind a group. */
export function hospitalResult(
  place: HTMLElement,
  state: WebState,
  { model, manifest, cases, policies }: OwnResult,
  save: () => void,
): void {
  const { language, unit } = state;
  const style = chartStyle(state);
  const tableOf = (name: string) => model.tables.find(({ schema }) => schema.name === name);
  const side = tableOf('departments')?.columns.charge_margin === undefined ? 'reform_' : '';
  const charts = element('div', { class: 'charts' });
  const tables = element('div');
  const chooser = element('div', { class: 'tools' });
  const figures = element('div', { class: 'figures' });
  const found = element('div', { class: 'cases' });
  const groups = tableOf('groups');
  const scheme = model.identity.scheme.split(' ')[0] ?? '';
  const policyId = (manifest.policy as { readonly id?: string } | undefined)?.id;
  const policy = policies.find(({ id }) => id === policyId)?.id;
  const quality = qualitySection(state);
  const look = (group: string): void => {
    void caseList(found, group, cases, { scheme, policy, model }, language).then(() =>
      found.scrollIntoView({ block: 'nearest' }),
    );
  };
  place.replaceChildren(
    stepLinks(state),
    readingList(manifest, model, state),
    chooser,
    figures,
    quality.node,
    element('h2', { id: 'departments-title', class: 'only-read', tabindex: '-1' }, say('stepDepartments', language)),
    charts,
    ...(groups === undefined ? [] : [worstGroups(groups, side, state, look)]),
    found,
    element('h2', { id: 'tables-title', tabindex: '-1' }, say('tables', language)),
    downloads(state.own, style),
    tables,
    inStaySection(state, model, policy, cases),
    element('p', { class: 'caveat' }, identityText(model, style)),
  );
  const departments = tableOf('departments');
  const hospitals = tableOf('hospitals');
  const draw = (): void => {
    charts.replaceChildren();
    quality.show();
    if (hospitals !== undefined) {
      // Text made by renderFigures, which escapes every value.
      figures.innerHTML = renderFigures({ figures: hospitalFigures(hospitals, state.hospital, side) }, state);
    }
    if (departments === undefined || departments.rowCount === 0) return;
    const view = departmentChart(departments, state.hospital, side, style);
    const foot = identityText(model, style);
    chartCard(view, style, { foot, place: charts, onPick: (key) => all.show('departments', key) });
    const quadrant = departmentQuadrant(departments, state.hospital, side, style);
    if (quadrant !== undefined) {
      chartCard(quadrant, style, { foot, place: charts, onPick: (key) => all.show('departments', key) });
    }
  };
  const all = tableTabs(model, tables, language, unit, 'departments', () => {});
  if (hospitals !== undefined) chooser.replaceChildren(...hospitalChooser(hospitals, state, save, draw));
  draw();
}

function readingList(manifest: Readonly<Record<string, unknown>>, model: ReportModel, state: WebState): HTMLElement {
  const { language } = state;
  const count = (name: string): string => formatCount(Number(manifest[name] ?? 0));
  const line = (key: 'rowsRead' | 'accepted' | 'rejected', name: string): HTMLElement =>
    element('div', {}, element('dt', {}, say(key, language)), element('dd', {}, count(name)));
  const notices = model.notices.map((notice) => element('li', {}, notice[language]));
  const rejected = Number(manifest.rejected ?? 0) > 0;
  return element(
    'section',
    { class: 'reading', 'aria-labelledby': 'reading-title' },
    element('h2', { id: 'reading-title', tabindex: '-1' }, say('reading', language)),
    element('dl', {}, line('rowsRead', 'rows_read'), line('accepted', 'cases'), line('rejected', 'rejected')),
    ...(rejected
      ? [
          fileLink(
            say('rejectedFile', language),
            `/v1/runs/${encodeURIComponent(state.own)}/rejected.csv`,
            'rejected.csv',
            language,
          ),
        ]
      : []),
    ...(notices.length > 0 ? [element('ul', { class: 'note' }, ...notices)] : []),
  );
}

function worstGroups(
  groups: ResultTable,
  side: string,
  { language, unit }: WebState,
  look: (group: string) => void,
): HTMLElement {
  const column = (name: string) => numberColumn(groups, `${side}${name}`);
  const margin = column('charge_margin');
  const codes = textColumn(groups, 'group');
  const names = textColumn(groups, 'group_name');
  const meanCost = column('mean_cost');
  const income = column('income');
  const cases = column('cases');
  const low = column('low_outlier_share');
  const high = column('high_outlier_share');
  const rows = [...margin.keys()]
    .filter((row) => margin[row]! < 0)
    .sort((a, b) => margin[a]! - margin[b]!)
    .slice(0, WORST);
  const why = (row: number): string => {
    if (high[row]! >= MANY) return say('whyHigh', language, { share: formatPercent(high[row]!, 1) });
    if (low[row]! >= MANY) return say('whyLow', language, { share: formatPercent(low[row]!, 1) });
    return say('whyCost', language, { share: formatPercent((meanCost[row]! * cases[row]!) / income[row]! - 1, 1) });
  };
  const money = MONEY_UNIT_LABELS[unit][language];
  const yuan = MONEY_UNIT_LABELS.yuan[language];
  const heads: readonly PlainHead[] = [
    [say('group', language), ''],
    [withUnit(say('groupMargin', language), money, language), 'num'],
    [say('caseCount', language), 'num'],
    [withUnit(say('meanCost', language), yuan, language), 'num'],
    [withUnit(say('meanPay', language), yuan, language), 'num'],
    [say('why', language), ''],
    [say('look', language), ''],
  ];
  return element(
    'div',
    { class: 'card', id: 'worst-groups' },
    element('h2', { id: 'worst-title', tabindex: '-1' }, say('worstGroups', language)),
    plainTable(
      { 'aria-labelledby': 'worst-title' },
      heads,
      rows.map((row) => [
        element('th', { scope: 'row' }, `${codes[row]!} ${names[row]!}`),
        element('td', { class: 'num loss' }, formatMoney(margin[row]!, unit, 'always')),
        element('td', { class: 'num' }, formatCount(cases[row]!)),
        element('td', { class: 'num' }, formatMoney(meanCost[row]!, 'yuan')),
        element('td', { class: 'num' }, formatMoney(income[row]! / cases[row]!, 'yuan')),
        element('td', {}, why(row)),
        element(
          'td',
          {},
          button(say('look', language), () => look(codes[row]!), {
            'aria-label': `${say('look', language)} ${codes[row]!}`,
          }),
        ),
      ]),
    ),
  );
}
