import type { Language } from '../../kernel/errors.js';
import type { StatementLine } from '../../settlement/settlement.js';
import { formatMoney, type MoneyUnit } from '../format-number.js';
import { label, MONEY_UNIT_LABELS } from '../labels.js';
import { withUnit } from '../report-cell.js';
import { statementLineLabel } from '../statements/line-labels.js';
import { escapeHtml } from './html-text.js';

/** A total stands out, a line for information steps back. */
const LINE_CLASSES: Readonly<Record<StatementLine['role'], string>> = {
  term: '',
  total: ' class="total"',
  note: ' class="aside"',
};

/** Zero lines folded away or shown. */
export type ZeroLines = 'folded' | 'shown';

/** One hospital's statement as a ledger: number, name, formula in words, amount, what it rests on. */
export function renderStatement(
  lines: readonly StatementLine[],
  language: Language,
  unit: MoneyUnit,
  zeroLines: ZeroLines,
): string {
  const text = (key: Parameters<typeof label>[0]) => escapeHtml(label(key, language));
  const shown = zeroLines === 'shown' ? lines : lines.filter((line) => line.amountFen !== 0 || line.role === 'total');
  const rows = [...shown]
    .sort((a, b) => a.order - b.order)
    .map(
      (line) =>
        `<tr${LINE_CLASSES[line.role]}><td class="num">${line.order}</td><th scope="row">${escapeHtml(statementLineLabel(line.line, language))}</th>` +
        `<td>${escapeHtml(line.formula[language])}</td><td class="num">${escapeHtml(formatMoney(line.amountFen, unit))}</td>` +
        `<td>${escapeHtml(line.band)}</td><td class="path">${escapeHtml(line.policyPath)}</td></tr>`,
    );
  const amount = escapeHtml(withUnit(label('amount', language), MONEY_UNIT_LABELS[unit][language], language));
  return (
    `<table class="plain"><thead><tr><th scope="col" class="num">${text('order')}</th><th scope="col">${text('line')}</th>` +
    `<th scope="col">${text('formula')}</th><th scope="col" class="num">${amount}</th>` +
    `<th scope="col">${text('band')}</th><th scope="col">${text('policyPath')}</th></tr></thead><tbody>${rows.join('')}</tbody></table>`
  );
}
