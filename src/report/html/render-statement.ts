import type { Language } from '../../kernel/errors.js';
import type { StatementLine } from '../../settlement/settlement.js';
import { bandWord } from '../band-words.js';
import { label } from '../labels.js';
import { nameOfLine } from '../statements/line-labels.js';
import { type LineSources, lineSource } from '../statements/statement-book.js';
import { word } from '../statements/statement-words.js';
import { escapeHtml } from './html-text.js';
import { renderTrustMark, sourceText } from './render-parameters.js';

/** How a ledger is shown; both functions answer HTML. */
export interface LedgerStyle {
  readonly language: Language;
  /** Header of the amounts, with its unit. */
  readonly amountHeader: string;
  readonly amount: (fen: number) => string;
}

/** One hospital's statement as a ledger: number, name, formula in words with its inputs, amount, what it rests on. */
export function renderStatement(lines: readonly StatementLine[], sources: LineSources, style: LedgerStyle): string {
  const { language, amountHeader } = style;
  const text = (key: Parameters<typeof label>[0]) => escapeHtml(label(key, language));
  const rows = [...lines].sort((a, b) => a.order - b.order).map((line) => ledgerRow(line, sources, style));
  return (
    `<table class="plain ledger"><thead><tr><th scope="col" class="num">${text('order')}</th><th scope="col">${text('line')}</th>` +
    `<th scope="col">${escapeHtml(word('inputs', language))}</th><th scope="col" class="num">${amountHeader}</th>` +
    `<th scope="col">${text('sourcePolicy')}</th></tr></thead><tbody>${rows.join('')}</tbody></table>`
  );
}

/** A total stands out; a note steps back, and says so to those who do not see its grey. */
function ledgerRow(line: StatementLine, sources: LineSources, { language, amount }: LedgerStyle): string {
  const { role, band, amountFen, order, policyPath } = line;
  const classes = [
    ...(role === 'total' ? ['total'] : []),
    ...(role === 'note' ? ['aside'] : []),
    ...(isZeroLine(line) ? ['zero'] : []),
  ];
  const source = lineSource(sources, line);
  const note = role === 'note' ? `<span class="only-read">${escapeHtml(word('note', language))}</span>` : '';
  const bandText =
    band === ''
      ? ''
      : `<span class="path">${escapeHtml(`${label('band', language)} ${bandWord(band, language)}`)}</span>`;
  return (
    `<tr${classes.length === 0 ? '' : ` class="${classes.join(' ')}"`}><td class="num">${order}</td>` +
    `<th scope="row">${escapeHtml(nameOfLine(line, language))}${note}${bandText}</th>` +
    `<td>${escapeHtml(line.formula[language])}</td><td class="num">${amount(amountFen)}</td>` +
    `<td>${renderTrustMark(source, language)} ${escapeHtml(sourceText(source, language))}<span class="path">${escapeHtml(policyPath)}</span></td></tr>`
  );
}

/** A line that may be folded away: it changes no sum. */
export function isZeroLine({ amountFen, role }: StatementLine): boolean {
  return amountFen === 0 && role !== 'total';
}
