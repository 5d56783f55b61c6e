import type { Language } from '../../../kernel/errors.js';
import { button, element } from '../../../report/page/dom.js';
import { say } from '../words.js';
import type { PolicyListed } from './baseline-chooser.js';

/** Another policy, so also another method, in the place of the levers: nothing of it is live, and it says so. */
export function methodLever(
  policies: readonly PolicyListed[],
  language: Language,
  onRun: (policy: string) => void,
): HTMLElement {
  const select = element(
    'select',
    { id: 'lever-method' },
    ...policies.map(({ id, title, method }) =>
      element('option', { value: id }, `${METHODS[method]?.[language] ?? method} · ${title[language]}`),
    ),
  );
  return element(
    'details',
    { class: 'lever-group' },
    element('summary', {}, say('method', language)),
    element(
      'div',
      { class: 'lever' },
      element('div', { class: 'lever-head' }, element('label', { for: select.id }, say('methodAgainst', language))),
      select,
      element('p', { class: 'note' }, say('methodNote', language)),
      button(say('runFull', language), () => onRun(select.value), { id: 'method-run' }),
    ),
  );
}

const METHODS: Readonly<Record<string, { readonly zh: string; readonly en: string }>> = {
  'drg-rate': { zh: 'DRG 费率', en: 'DRG by rate' },
  'drg-points': { zh: 'DRG 点数', en: 'DRG by points' },
  dip: { zh: 'DIP', en: 'DIP' },
};
