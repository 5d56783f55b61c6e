import { createHash } from 'node:crypto';
import type { Language } from '../../kernel/errors.js';
import type { StatementLine } from '../../settlement/settlement.js';
import { formatMoney } from '../format-number.js';
import { embedScript, escapeHtml } from '../html/html-text.js';
import { PAGE_STYLE } from '../html/page-style.js';
import { renderStatement } from '../html/render-statement.js';
import { label, MONEY_UNIT_LABELS } from '../labels.js';
import { withUnit } from '../report-cell.js';
import { statementLineLabel } from './line-labels.js';
import { type Account, type HospitalStatement, totalKeys, totalOfAccount } from './statement-book.js';
import { STATEMENT_SCRIPT } from './statement-script.js';
import { STATEMENT_STYLE } from './statement-style.js';
import { hospitalTitle, insuranceTitle, placeTitle, word } from './statement-words.js';

const SCRIPT = embedScript(STATEMENT_SCRIPT);
const SCRIPT_HASH = createHash('sha256').update(SCRIPT).digest('base64');
const SECURITY = `default-src 'none'; script-src 'sha256-${SCRIPT_HASH}'; style-src 'unsafe-inline'; img-src data:; base-uri 'none'; form-action 'none'`;
const LANGUAGES = ['zh', 'en'] as const;

/**
 * A hospital's statement as one HTML file that prints on A4: everything inside, in both languages and units, nothing
 * fetched; it opens in `language`. Equal statements give equal bytes.
 */
export function statementHtml(statement: HospitalStatement, language: Language): string {
  const title = `${hospitalTitle(statement, language)} · ${word('statement', language)}`;
  return [
    '<!doctype html>',
    `<html lang="${language === 'zh' ? 'zh-CN' : 'en'}" data-theme="light" data-unit="yuan" data-zeros="shown">`,
    '<head>',
    '<meta charset="utf-8">',
    `<meta http-equiv="Content-Security-Policy" content="${SECURITY}">`,
    '<meta name="viewport" content="width=device-width,initial-scale=1">',
    '<meta name="generator" content="drgdip">',
    '<link rel="icon" href="data:,">',
    `<title>${escapeHtml(title)}</title>`,
    `<style>${PAGE_STYLE}\n${STATEMENT_STYLE}</style>`,
    '</head>',
    '<body>',
    ...LANGUAGES.map((one) => languageBlock(statement, one, one === language ? 'open' : 'closed')),
    `<script>${SCRIPT}</script>`,
    '</body>',
    '</html>',
    '',
  ].join('\n');
}

function languageBlock(statement: HospitalStatement, language: Language, state: 'open' | 'closed'): string {
  const lang = language === 'zh' ? 'zh-CN' : 'en';
  return [
    `<div data-language="${language}" lang="${lang}"${state === 'open' ? '' : ' hidden'}>`,
    topBar(statement, language),
    '<main class="sheet"><div>',
    `<p class="kicker">${escapeHtml(placeTitle(statement, language))}</p>`,
    `<h1>${escapeHtml(hospitalTitle(statement, language))} · ${escapeHtml(word('statement', language))}</h1>`,
    `<p class="caveat">${escapeHtml(statement.caveat[language])}</p>`,
    ...statement.parts.map((part) => partBlock(statement, part, language)),
    `<footer>${about([
      [label('inputHash', language), hash(statement.inputHash)],
      [label('date', language), escapeHtml(statement.date)],
      [label('version', language), escapeHtml(`drgdip ${statement.version}`)],
    ])}<p class="caveat">${escapeHtml(statement.caveat[language])}</p></footer>`,
    '</div></main></div>',
  ].join('\n');
}

function partBlock(statement: HospitalStatement, part: HospitalStatement['parts'][number], language: Language): string {
  const { accounts, policy, reforms, scheme, scenario, due } = part;
  const isCompared = statement.parts.length > 1;
  const id = (name: string) => `${name}-${scenario}-${language}`;
  const heading = isCompared ? `<h2 id="${id('part')}">${escapeHtml(label(scenario, language))}</h2>` : '';
  const facts: [string, string][] = [
    [word('policy', language), `${escapeHtml(`${policy.title[language]} · ${policy.id}`)}<br>${hash(policy.hash)}`],
    [label('scheme', language), `${escapeHtml(scheme.id)}<br>${hash(scheme.hash)}`],
  ];
  if (reforms.length > 0) facts.push([word('reforms', language), escapeHtml(reforms.join(', '))]);
  if (due !== undefined) facts.push([word('due', language), escapeHtml(due)]);
  return [
    `<section>${heading}${about(facts)}</section>`,
    totalsBlock(accounts, language, id('totals')),
    ...accounts.map(({ insurance, lines }, k) => {
      const title = insuranceTitle(insurance, language);
      const name = isCompared ? `${label(scenario, language)} · ${title}` : title;
      return (
        `<section><h2 id="${id(`account-${k}`)}">${escapeHtml(name)}</h2>` +
        `<div class="scroll" tabindex="0" role="region" aria-labelledby="${id(`account-${k}`)}">${ledger(lines, part.sources, language)}</div></section>`
      );
    }),
    `<p class="aside-note">${escapeHtml(word('aside', language))}</p>`,
  ].join('\n');
}

function ledger(
  lines: readonly StatementLine[],
  sources: Parameters<typeof renderStatement>[1],
  language: Language,
): string {
  return renderStatement(lines, sources, { language, amountHeader: amountHeader(language), amount: bothUnits });
}

/** Every total of every insurance type, and of all together. */
function totalsBlock(accounts: readonly Account[], language: Language, id: string): string {
  const text = (value: string) => escapeHtml(value);
  const heads = accounts.map(
    ({ insurance }) => `<th scope="col" class="num">${text(insuranceTitle(insurance, language))}</th>`,
  );
  const rows = totalKeys(accounts).map((key) => {
    const amounts = accounts.map((account) => totalOfAccount(account, key));
    const sum = amounts.reduce((all, line) => all + (line?.amountFen ?? 0), 0);
    const cells = [...amounts.map((line) => line?.amountFen ?? Number.NaN), sum];
    return `<tr><th scope="row">${text(statementLineLabel(key, language))}</th>${cells.map((fen) => `<td class="num">${bothUnits(fen)}</td>`).join('')}</tr>`;
  });
  return (
    `<section><h2 id="${id}">${text(word('totals', language))}</h2>` +
    `<div class="scroll" tabindex="0" role="region" aria-labelledby="${id}"><table class="plain totals"><thead><tr>` +
    `<th scope="col">${amountHeader(language)}</th>${heads.join('')}<th scope="col" class="num">${text(word('all', language))}</th></tr></thead>` +
    `<tbody>${rows.join('')}</tbody></table></div></section>`
  );
}

function topBar(statement: HospitalStatement, language: Language): string {
  const choices = (choice: string, name: string, options: readonly (readonly [string, string])[]) =>
    `<div class="group"><span id="choice-${choice}-${language}">${escapeHtml(name)}</span><div class="choices" role="group" aria-labelledby="choice-${choice}-${language}">` +
    `${options.map(([value, text]) => `<button type="button" data-choice="${choice}" value="${value}">${escapeHtml(text)}</button>`).join('')}</div></div>`;
  const unit = (key: 'yuan' | 'wan') => MONEY_UNIT_LABELS[key][language];
  return (
    `<div class="bar without-script" role="banner"><span class="product">drgdip</span><span class="place">${escapeHtml(placeTitle(statement, language))}</span>` +
    `<label class="group"><input type="checkbox" data-zeros checked>${escapeHtml(label('zeroLines', language))}</label>` +
    choices('unit', label('moneyUnit', language), [
      ['yuan', unit('yuan')],
      ['wan', unit('wan')],
    ]) +
    choices('lang', label('language', language), [
      ['zh', '中文'],
      ['en', 'English'],
    ]) +
    choices('theme', label('theme', language), [
      ['auto', label('themeAuto', language)],
      ['light', label('themeLight', language)],
      ['dark', label('themeDark', language)],
    ]) +
    '</div>'
  );
}

/** Names and values as a list; the values are HTML. */
function about(facts: readonly (readonly [string, string])[]): string {
  return `<dl class="about">${facts.map(([name, value]) => `<div><dt>${escapeHtml(name)}</dt><dd>${value}</dd></div>`).join('')}</dl>`;
}

const hash = (value: string): string => `<span class="hash">${escapeHtml(value)}</span>`;

/** An amount in both units, one of them shown. */
function bothUnits(fen: number): string {
  return `<span class="yuan">${formatMoney(fen, 'yuan')}</span><span class="wan">${formatMoney(fen, 'wan')}</span>`;
}

function amountHeader(language: Language): string {
  return (['yuan', 'wan'] as const)
    .map(
      (unit) =>
        `<span class="${unit}">${escapeHtml(withUnit(label('amount', language), MONEY_UNIT_LABELS[unit][language], language))}</span>`,
    )
    .join('');
}
