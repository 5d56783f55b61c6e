import type { Language } from '../../kernel/errors.js';
import { button } from '../../report/page/dom.js';
import type { HeadlineFigure } from '../../report/report-model.js';
import { say } from './words.js';

/** Makes each large number a button that goes to the table it comes from. */
export function linkFigures(
  place: HTMLElement,
  figures: readonly HeadlineFigure[],
  language: Language,
  onFigure: (figure: HeadlineFigure) => void,
): void {
  for (const [k, node] of [...place.querySelectorAll<HTMLElement>('.figure .number')].entries()) {
    const figure = figures[k];
    if (figure === undefined) continue;
    const number = node.firstChild?.textContent?.trim() ?? '';
    const link = button(number, () => onFigure(figure), {
      class: 'to-table',
      'aria-label': `${figure.label[language]} ${number} · ${say('toTable', language)}`,
      title: say('toTable', language),
    });
    node.firstChild?.replaceWith(link, ' ');
  }
}
