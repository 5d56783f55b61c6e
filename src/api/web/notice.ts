import type { Language } from '../../kernel/errors.js';
import { button, element } from '../../report/page/dom.js';
import { failureText } from './ask-server.js';
import { say } from './words.js';

/** A failure where it happened, with what to do next; what stands around it stays. */
export function failureNotice(error: unknown, language: Language, retry?: () => void): HTMLElement {
  const node = element('div', { class: 'failure', role: 'alert' }, element('p', {}, failureText(error)[language]));
  if (retry !== undefined) node.append(button(say('retry', language), retry));
  return node;
}

/** What to read before there is anything: what comes here, or what to put here. */
export function emptyNotice(text: string, ...further: readonly Node[]): HTMLElement {
  return element('div', { class: 'empty', role: 'status' }, element('p', {}, text), ...further);
}
