import type { Language } from '../kernel/errors.js';
import { displayWidth, padEndWide, padStartWide } from '../report/display-width.js';
import { formatCount, formatMoney, formatPercent, type SignStyle } from '../report/format-number.js';
import { MONEY_UNIT_LABELS } from '../report/labels.js';
import type { HeadlineFigure } from '../report/report-model.js';

/** The answer's figures, one a line, in columns: name, value with unit, change and note; a figure without a change has its note there. */
export function figureLines(figures: readonly HeadlineFigure[], language: Language): string[] {
  const rows = figures.map((figure) => [
    figure.label[language],
    amount(figure, figure.value, 'negative'),
    unitOf(figure, language),
    [changeOf(figure), figure.note?.[language] ?? ''].filter((part) => part !== '').join('  '),
  ]);
  const widths = [0, 1, 2].map((c) => Math.max(...rows.map((row) => displayWidth(row[c]!))));
  return rows.map(([label, value, unit, told]) =>
    `  ${padEndWide(label!, widths[0]!)}  ${padStartWide(value!, widths[1]!)} ${padEndWide(unit!, widths[2]!)}  ${told!}`.trimEnd(),
  );
}

function amount(figure: HeadlineFigure, value: number, sign: SignStyle): string {
  if (figure.kind === 'money') return formatMoney(value, 'wan', sign);
  if (figure.kind === 'ratio') return formatPercent(value, 2, sign);
  return formatCount(value, sign);
}

function unitOf(figure: HeadlineFigure, language: Language): string {
  return figure.kind === 'money' ? MONEY_UNIT_LABELS.wan[language] : (figure.unit?.[language] ?? '');
}

/** "+53.05, +2.98%"; the share only where the baseline has one. */
function changeOf(figure: HeadlineFigure): string {
  if (figure.change === undefined) return '';
  const { relative } = figure;
  const share = relative === undefined || Number.isNaN(relative) ? '' : `, ${formatPercent(relative, 2, 'always')}`;
  return `(${amount(figure, figure.change, 'always')}${share})`;
}
