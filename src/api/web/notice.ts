import type { Language } from '../../kernel/errors.js';
import { button, element } from '../../report/page/dom.js';
import { AskFailure, failureText, useKey } from './ask-server.js';
import { say } from './words.js';

const KEY_MISSING = 401;
const KEY_TOO_NARROW = 403;

/** A failure where it happened, with what to do next; what stands around it stays. */
export function failureNotice(error: unknown, language: Language, retry?: () => void): HTMLElement {
  const node = element('div', { class: 'failure', role: 'alert' }, element('p', {}, failureText(error)[language]));
  if (isAboutKey(error)) node.append(keyForm(language, retry));
  else if (retry !== undefined) node.append(button(say('retry', language), retry));
  return node;
}

/** Does the server ask for a key, or for one that may do more? */
export const isAboutKey = (error: unknown): boolean =>
  error instanceof AskFailure && [KEY_MISSING, KEY_TOO_NARROW].includes(error.status);

/** A sentence of the page's own about something that is wrong, with what to do next. */
export function wrongNotice(text: string, ...further: readonly Node[]): HTMLElement {
  return element('div', { class: 'failure', role: 'alert' }, element('p', {}, text), ...further);
}

/** A link names a result that is no longer there. */
export function goneNotice(run: string, language: Language): HTMLElement {
  return wrongNotice(say('resultGone', language, { run }));
}

let forms = 0;

/** Takes a key of the server, for this window only. */
function keyForm(language: Language, onKey: (() => void) | undefined): HTMLElement {
  forms += 1;
  const field = element('input', { type: 'password', id: `key-${forms}`, autocomplete: 'off', required: true });
  const form = element(
    'form',
    { class: 'key-form' },
    element('label', { for: field.id }, say('key', language)),
    field,
    element('button', { type: 'submit', class: 'primary' }, say('keyUse', language)),
    element('span', { class: 'note' }, say('keyNote', language)),
  );
  form.addEventListener('submit', (event) => {
    event.preventDefault();
    useKey(field.value.trim());
    if (onKey === undefined) location.reload();
    else onKey();
  });
  return form;
}

/** What to read before there is anything: what comes here, or what to put here. */
export function emptyNotice(text: string, ...further: readonly Node[]): HTMLElement {
  return element('div', { class: 'empty', role: 'status' }, element('p', {}, text), ...further);
}

/** The shape of a room while its data comes, so that nothing jumps when it is there. */
export function skeleton(text: string): HTMLElement {
  const box = (kind: string): HTMLElement => element('div', { class: `bone ${kind}` });
  return element(
    'div',
    { class: 'skeleton' },
    element('p', { role: 'status' }, text),
    element('div', { 'aria-hidden': 'true', class: 'bones' }, box('line'), box('numbers'), box('chart'), box('chart')),
  );
}
