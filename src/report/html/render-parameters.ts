import type { Language } from '../../kernel/errors.js';
import { label, TRUST_LABELS, trustMark } from '../labels.js';
import { type ReportParameter, sourceBeside, valueIn } from '../report-model.js';
import { type StatedSource, sourceIn } from '../stated-source.js';
import { escapeHtml } from './html-text.js';

/** Parameters with sources and trust marks: what a reform changes first, the rest folded below. */
export function renderParameters(parameters: readonly ReportParameter[], language: Language): string {
  const changed = parameters.filter((parameter) => parameter.reformValue !== undefined);
  const others = parameters.filter((parameter) => parameter.reformValue === undefined);
  const title = escapeHtml(label('parameters', language));
  const parts = [`<section aria-labelledby="parameters-title"><h2 id="parameters-title">${title}</h2>`];
  if (changed.length > 0) {
    parts.push(`<h3>${escapeHtml(label('changed', language))}</h3>`, parameterTable(changed, language, 'changed'));
  }
  if (others.length > 0) {
    const summary = `${label(changed.length > 0 ? 'unchanged' : 'parameters', language)} · ${others.length}`;
    parts.push(
      `<details${changed.length > 0 ? '' : ' open'}><summary>${escapeHtml(summary)}</summary>`,
      parameterTable(others, language, 'unchanged'),
      '</details>',
    );
  }
  return `${parts.join('')}</section>`;
}

function parameterTable(
  parameters: readonly ReportParameter[],
  language: Language,
  kind: 'changed' | 'unchanged',
): string {
  const text = (key: Parameters<typeof label>[0]) => escapeHtml(label(key, language));
  const isChanged = kind === 'changed';
  const head = isChanged
    ? `<th scope="col" class="num">${text('baseline')}</th><th scope="col" class="num">${text('reform')}</th>`
    : `<th scope="col" class="num">${text('value')}</th>`;
  const rows = parameters.map((parameter) => {
    const source = sourceBeside(parameter);
    const values = isChanged
      ? `<td class="num">${escapeHtml(valueIn(parameter, language))}</td><td class="num strong">${escapeHtml(parameter.reformValue ?? '')}</td>`
      : `<td class="num">${escapeHtml(valueIn(parameter, language))}</td>`;
    return (
      `<tr><th scope="row">${escapeHtml(parameter.label[language])}<span class="path">${escapeHtml(parameter.path)}</span></th>` +
      `${values}<td>${escapeHtml(parameter.unit?.[language] ?? '')}</td>` +
      `<td>${renderTrustMark(source, language)} ${escapeHtml(sourceText(source, language))}</td></tr>`
    );
  });
  return (
    `<div class="scroll" tabindex="0" role="region" aria-label="${text(isChanged ? 'changed' : 'unchanged')}"><table class="plain"><thead><tr>` +
    `<th scope="col">${text('label')}</th>${head}<th scope="col">${text('unit')}</th><th scope="col">${text('source')}</th>` +
    `</tr></thead><tbody>${rows.join('')}</tbody></table></div>`
  );
}

/** 文件, 预设 or 自定, with the document on hover. */
export function renderTrustMark(source: StatedSource | undefined, language: Language): string {
  const mark = trustMark(source);
  const hover = escapeHtml(sourceText(source, language));
  return `<span class="mark ${mark}" title="${hover}">${escapeHtml(TRUST_LABELS[mark][language])}</span>`;
}

/** Document, article and note in one line; says so where there is none. */
export function sourceText(source: StatedSource | undefined, language: Language): string {
  if (source === undefined) return label('notGiven', language);
  const { document, article, note } = sourceIn(source, language);
  return [document, article, note].filter((part) => part !== undefined && part !== '').join(' · ');
}
