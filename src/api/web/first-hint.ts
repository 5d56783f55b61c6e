import type { Language } from '../../kernel/errors.js';
import { button, element } from '../../report/page/dom.js';
import { say } from './words.js';

const CLOSED = 'drgdip hint closed';

/** Three steps for who comes the first time; closed once, closed for good. */
export function firstHint(language: Language): readonly Node[] {
  if (isClosed()) return [];
  const node = element(
    'aside',
    { class: 'hint', 'aria-label': say('hint', language) },
    element(
      'ol',
      {},
      ...(['hintLever', 'hintWatch', 'hintFull'] as const).map((key) => element('li', {}, say(key, language))),
    ),
    button(say('hintClose', language), () => {
      node.remove();
      keepClosed();
    }),
  );
  return [node];
}

/** Some browsers keep nothing in a private window. */
function isClosed(): boolean {
  try {
    return localStorage.getItem(CLOSED) !== null;
  } catch {
    return false;
  }
}

function keepClosed(): void {
  try {
    localStorage.setItem(CLOSED, '1');
  } catch {
    // It comes again next time.
  }
}
