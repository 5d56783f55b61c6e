import type { ChartStyle } from '../../../report/charts/chart-style.js';
import { button, element } from '../../../report/page/dom.js';
import { type Patch, reformOf } from '../levers.js';
import { emptyNotice, failureNotice, skeleton } from '../notice.js';
import { showResult } from '../result-view.js';
import { runModel } from '../run-model.js';
import { type WebState, webHash } from '../web-state.js';
import { say, WORDS } from '../words.js';
import { runFurther } from './further-run.js';

const REPLICATES = 200;

export interface FullSection {
  /** Button and choice of intervals. */
  readonly tools: HTMLElement;
  readonly progress: HTMLElement;
  readonly result: HTMLElement;
  /** Without a change there is nothing to run. */
  readonly allow: (isAllowed: boolean) => void;
  readonly runAgainst: (policy: string) => void;
  readonly show: () => Promise<void>;
}

/** The run in full: with progress and cancel, with intervals where asked for, and its result below. */
export function fullSection(
  state: WebState,
  style: ChartStyle,
  patches: () => readonly Patch[],
  save: () => void,
): FullSection {
  const { language } = state;
  const progress = element('div', { class: 'full-run' });
  const result = element('section', { id: 'result', 'aria-label': say('fullDone', language) });
  const intervals = element('input', { type: 'checkbox', id: 'with-intervals' });
  const start = button(
    say('runFull', language),
    () => void run({ reforms: [reformOf(patches(), WORDS.reformTitle)] }),
    { class: 'primary', id: 'run-full' },
  );
  let isAllowed = false;

  async function run(question: Readonly<Record<string, unknown>>): Promise<void> {
    start.disabled = true;
    const asked = intervals.checked ? { intervals: { replicates: REPLICATES } } : {};
    const done = await runFurther(state.run, { kind: 'simulate', ...question, ...asked }, progress, language);
    start.disabled = !isAllowed;
    if (done === undefined) return;
    state.result = done.id;
    save();
    await show();
    result.scrollIntoView({ block: 'start' });
  }

  async function show(): Promise<void> {
    if (state.result === '') {
      result.replaceChildren(emptyNotice(say('fullEmpty', language)));
      return;
    }
    result.replaceChildren(skeleton(say('loadingShort', language)));
    try {
      showResult(state.result, await runModel(state.result), result, style, 'hospitals');
      const statement = webHash({ ...state, room: 'clearing' });
      result.querySelector('.downloads')?.append(element('a', { href: statement }, say('toStatement', language)));
    } catch (error) {
      state.result = '';
      save();
      result.replaceChildren(failureNotice(error, language), emptyNotice(say('fullEmpty', language)));
    }
  }
  return {
    tools: element(
      'div',
      { class: 'tools' },
      element('label', { class: 'group' }, intervals, element('span', {}, say('intervals', language))),
      start,
    ),
    progress,
    result,
    allow(next) {
      isAllowed = next;
      start.disabled = !next;
    },
    runAgainst: (against) => void run({ against }),
    show,
  };
}
