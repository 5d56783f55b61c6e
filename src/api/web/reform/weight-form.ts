import type { Language } from '../../../kernel/errors.js';
import { button, element } from '../../../report/page/dom.js';
import { WEIGHT_PATH } from '../levers.js';
import { say } from '../words.js';

const PATTERN = /^[A-Za-z0-9.*:+_-]{1,40}$/;

/** Adds a lever for the weights of a group or of all groups whose codes fit a pattern. */
export function weightForm(language: Language, onAdd: (path: string) => void): HTMLElement {
  const field = element('input', {
    type: 'text',
    id: 'weight-pattern',
    autocomplete: 'off',
    placeholder: 'ES*',
    'aria-describedby': 'weight-wrong weight-hint',
  });
  const wrong = element('p', { class: 'wrong', id: 'weight-wrong', role: 'alert' });
  const add = (): void => {
    const text = field.value.trim().toUpperCase();
    const isWrong = !PATTERN.test(text);
    wrong.textContent = isWrong ? say('weightWrong', language, { text: field.value }) : '';
    field.setAttribute('aria-invalid', String(isWrong));
    if (isWrong) return;
    field.value = '';
    onAdd(`${WEIGHT_PATH}${text}`);
  };
  field.addEventListener('keydown', (event) => {
    if (event.key === 'Enter') add();
  });
  return element(
    'div',
    { class: 'lever' },
    element('div', { class: 'lever-head' }, element('label', { for: field.id }, say('weightPattern', language))),
    element('div', { class: 'weight-add' }, field, button(say('weightAdd', language), add)),
    wrong,
    element('p', { class: 'note', id: 'weight-hint' }, say('weightHint', language)),
  );
}
