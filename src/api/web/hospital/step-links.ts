import { element } from '../../../report/page/dom.js';
import { type WebState, webHash } from '../web-state.js';
import { say, type WordKey } from '../words.js';

const WITHIN: readonly (readonly [WordKey, string])[] = [
  ['stepReading', 'reading-title'],
  ['stepQuality', 'quality-title'],
  ['stepDepartments', 'departments-title'],
  ['stepGroups', 'worst-title'],
  ['stepTables', 'tables-title'],
  ['stepInStay', 'in-stay-title'],
];

/** The way through a hospital's year, each step a link in sight. */
export function stepLinks(state: WebState): HTMLElement {
  const { language, own } = state;
  const inside = WITHIN.map(([word, id]) => {
    const link = element('a', { href: webHash(state) }, say(word, language));
    link.addEventListener('click', (event) => {
      event.preventDefault();
      const heading = document.getElementById(id);
      heading?.scrollIntoView({ block: 'start' });
      heading?.focus({ preventScroll: true });
    });
    return link;
  });
  const whatIf = webHash({ ...state, room: 'reform', run: own, result: '', levers: new Map(), filter: '' });
  const statement = webHash({ ...state, room: 'clearing', run: own, result: '' });
  return element(
    'nav',
    { class: 'steps', 'aria-label': say('steps', language) },
    ...inside,
    element('a', { href: whatIf }, say('stepWhatIf', language)),
    element('a', { href: statement }, say('stepStatement', language)),
  );
}
