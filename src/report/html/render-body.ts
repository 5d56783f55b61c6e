import type { Language } from '../../kernel/errors.js';
import {
  formatCount,
  formatDecimals,
  formatMoney,
  formatPercent,
  formatPercentNumber,
  type MoneyUnit,
  type SignStyle,
} from '../format-number.js';
import { label, MONEY_UNIT_LABELS } from '../labels.js';
import type { HeadlineFigure, ReportIdentity, ReportModel } from '../report-model.js';
import { escapeHtml } from './html-text.js';
import { renderParameters } from './render-parameters.js';

export interface PageView {
  readonly language: Language;
  readonly unit: MoneyUnit;
}

/**
 * The report's body as HTML text. The writer calls it once, the page again at each change of language, so that both
 * say the same. Charts, tables and statements are empty places which the page's script fills.
 */
export function renderBody(model: ReportModel, view: PageView): string {
  const { language } = view;
  const text = (key: Parameters<typeof label>[0]) => escapeHtml(label(key, language));
  return [
    `<header class="question"><p class="kicker">${text(model.scenario)}</p>`,
    `<h1>${escapeHtml(model.title[language])}</h1>`,
    `<p class="lead">${escapeHtml(model.subtitle[language])}</p>`,
    `<p class="caveat">${escapeHtml(model.caveat[language])}</p></header>`,
    `<section aria-labelledby="answer-title"><h2 id="answer-title" class="only-read">${text('answer')}</h2>`,
    `<div class="figures">${renderFigures(model, view)}</div></section>`,
    renderNotices(model, language),
    `<noscript><p class="notice">${text('needsScript')}</p></noscript>`,
    Object.keys(model.charts).length === 0
      ? ''
      : `<section id="charts" aria-labelledby="charts-title"><h2 id="charts-title">${text('charts')}</h2></section>`,
    `<section id="tables" aria-labelledby="tables-title"><h2 id="tables-title">${text('tables')}</h2></section>`,
    model.statements.length === 0
      ? ''
      : `<section id="statements" aria-labelledby="statements-title"><h2 id="statements-title">${text('statements')}</h2></section>`,
    renderParameters(model.parameters, language),
    `<footer aria-labelledby="identity-title"><h2 id="identity-title">${text('identity')}</h2>`,
    `<p class="caveat">${escapeHtml(model.caveat[language])}</p>`,
    `<dl class="identity">${identityLines(model.identity, language)
      .map(([name, value]) => `<div><dt>${escapeHtml(name)}</dt><dd>${escapeHtml(value)}</dd></div>`)
      .join('')}</dl></footer>`,
  ].join('\n');
}

/** The scheme in one line, and behind an arrow that of the reform where it is another. */
export function schemeNames({ scheme, reformScheme }: ReportIdentity): string {
  return reformScheme === undefined ? scheme : `${scheme} → ${reformScheme.id}`;
}

/** A number of more signs than these is written smaller, so that it keeps its line: 12,345,678.90 yuan. */
const LONG_NUMBER = 10;

export function renderFigures(model: Pick<ReportModel, 'figures'>, view: PageView): string {
  return model.figures.map((figure) => renderFigure(figure, view)).join('');
}

/** Name and value of each part of a result's identity; empty parts are left out. */
export function identityLines(identity: ReportIdentity, language: Language): (readonly [string, string])[] {
  const lines: (readonly [string, string])[] = [
    [label('scheme', language), identity.scheme],
    [label('schemeHash', language), identity.schemeHash],
    [label('reformScheme', language), identity.reformScheme?.id ?? ''],
    [label('reformSchemeHash', language), identity.reformScheme?.hash ?? ''],
    [label('policyHash', language), identity.policyHash],
    [label('reformHash', language), identity.reformHash],
    [label('inputHash', language), identity.inputHash],
    [label('seed', language), identity.seed],
    [label('date', language), identity.date],
    [label('version', language), identity.version],
  ];
  return lines.filter(([, value]) => value !== '');
}

/** A headline figure's number, without its unit. */
export function figureText(figure: HeadlineFigure, value: number, unit: MoneyUnit, sign: SignStyle): string {
  switch (figure.kind) {
    case 'money':
      return formatMoney(value, unit, sign, figure.decimals ?? 2);
    case 'count':
      return formatCount(value, sign);
    case 'ratio':
      return formatPercentNumber(value, figure.decimals ?? 2, sign);
    default:
      return formatDecimals(value, figure.decimals ?? 4, sign);
  }
}

export function figureUnit(figure: HeadlineFigure, unit: MoneyUnit, language: Language): string {
  if (figure.kind === 'money') return MONEY_UNIT_LABELS[unit][language];
  if (figure.kind === 'ratio') return '%';
  return figure.unit?.[language] ?? '';
}

function renderFigure(figure: HeadlineFigure, view: PageView): string {
  const { language, unit } = view;
  const unitWord = figureUnit(figure, unit, language);
  const number = figureText(figure, figure.value, unit, 'negative');
  const parts = [
    `<div class="figure"><h3>${escapeHtml(figure.label[language])}</h3>`,
    `<p class="number${number.length > LONG_NUMBER ? ' long' : ''}">${escapeHtml(number)}`,
    unitWord === '' ? '</p>' : ` <span class="unit">${escapeHtml(unitWord)}</span></p>`,
  ];
  if (figure.change !== undefined) {
    const direction = figure.change < 0 ? 'loss' : figure.change > 0 ? 'gain' : 'same';
    const meaning = direction === 'same' ? direction : (figure.changeIs ?? direction);
    const { relative: share } = figure;
    const relative = share === undefined || !Number.isFinite(share) ? '' : ` (${formatPercent(share, 2, 'always')})`;
    const change = figureText(figure, figure.change, unit, 'always');
    parts.push(
      `<p class="change ${meaning}">${escapeHtml(label('change', language))} <b>${escapeHtml(change + relative)}</b></p>`,
    );
  }
  if (figure.note !== undefined) parts.push(`<p class="note">${escapeHtml(figure.note[language])}</p>`);
  return `${parts.join('')}</div>`;
}

function renderNotices(model: ReportModel, language: Language): string {
  if (model.notices.length === 0) return '';
  const items = model.notices.map((notice) => `<li>${escapeHtml(notice[language])}</li>`).join('');
  return `<section aria-labelledby="notices-title" class="notices"><h2 id="notices-title">${escapeHtml(label('notices', language))}</h2><ul>${items}</ul></section>`;
}
