import { createHash } from 'node:crypto';
import { writeFile } from 'node:fs/promises';
import type { Language } from '../../kernel/errors.js';
import { checkTable } from '../check-table.js';
import { label } from '../labels.js';
import type { ReportModel } from '../report-model.js';
import { embedJson, embedScript, escapeHtml } from './html-text.js';
import { encodeModel } from './page-data.js';
import { pageScript } from './page-script.js';
import { PAGE_STYLE } from './page-style.js';
import { renderBody } from './render-body.js';

/**
 * The whole report as one HTML file: text, data, charts and style inside, nothing fetched. It opens in `language`
 * and switches to the other inside. Equal models give equal bytes.
 * @throws report_column_missing, report_money_not_whole
 */
export async function writeHtmlReport(path: string, model: ReportModel, language: Language): Promise<void> {
  await writeFile(path, await htmlReport(model, language));
}

/** The same as text, for a server to send. */
export async function htmlReport(model: ReportModel, language: Language): Promise<string> {
  for (const table of model.tables) checkTable(table);
  const script = embedScript(await pageScript());
  const hash = createHash('sha256').update(script).digest('base64');
  // Nothing may be fetched, and no script may run but this one, whatever a name in the data holds.
  const security = `default-src 'none'; script-src 'sha256-${hash}'; style-src 'unsafe-inline'; img-src data: blob:; base-uri 'none'; form-action 'none'`;
  const view = { language, unit: 'wan' } as const;
  return [
    '<!doctype html>',
    `<html lang="${language === 'zh' ? 'zh-CN' : 'en'}">`,
    '<head>',
    '<meta charset="utf-8">',
    `<meta http-equiv="Content-Security-Policy" content="${security}">`,
    '<meta name="viewport" content="width=device-width,initial-scale=1">',
    '<meta name="generator" content="drgdip">',
    '<link rel="icon" href="data:,">',
    `<title>${escapeHtml(model.title[language])}</title>`,
    `<style>${PAGE_STYLE}</style>`,
    '</head>',
    '<body>',
    `<a class="skip" href="#content">${escapeHtml(label('skipToContent', language))}</a>`,
    '<div id="bar" class="bar" role="banner"></div>',
    `<main id="content" tabindex="-1">${renderBody(model, view)}</main>`,
    `<script type="application/json" id="report-data">${embedJson({ language, model: encodeModel(model) })}</script>`,
    `<script>${script}</script>`,
    '</body>',
    '</html>',
    '',
  ].join('\n');
}
