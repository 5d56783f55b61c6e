import type { ChartStyle } from '../../../report/charts/chart-style.js';
import { button, element } from '../../../report/page/dom.js';
import { isGone } from '../ask-server.js';
import { finishedRun } from '../full-run.js';
import { type Patch, reformOf } from '../levers.js';
import type { RunFacts } from '../live-types.js';
import { emptyNotice, failureNotice, goneNotice, skeleton } from '../notice.js';
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
  let isRunning = false;
  const setRunning = (next: boolean): void => {
    isRunning = next;
    start.disabled = isRunning || !isAllowed;
  };
  const keep = (id: string): void => {
    state.result = id;
    save();
  };

  async function run(question: Readonly<Record<string, unknown>>): Promise<void> {
    const before = state.result;
    const seen = window.scrollY;
    setRunning(true);
    const asked = intervals.checked ? { intervals: { replicates: REPLICATES } } : {};
    const done = await runFurther(
      state.run,
      { kind: 'simulate', ...question, ...asked },
      { place: progress, language, again: () => void run(question), onStart: ({ id }) => keep(id) },
    );
    setRunning(false);
    keep(done === undefined ? before : done.id);
    if (done === undefined) return;
    await show();
    tellDone();
    // Who has gone on meanwhile is not taken away from there.
    if (window.scrollY === seen && !isElsewhere()) result.scrollIntoView({ block: 'start' });
  }

  const isElsewhere = (): boolean => {
    const at = document.activeElement;
    return at !== null && at !== document.body && at !== start && !progress.contains(at);
  };

  /** Stands where the progress stood: what is below keeps its place. */
  function tellDone(): void {
    const look = button(say('seeResult', language), () => result.scrollIntoView({ block: 'start' }));
    progress.replaceChildren(
      element('div', { class: 'progress', role: 'status' }, element('span', {}, say('runDone', language)), look),
    );
  }

  async function draw({ id }: RunFacts): Promise<void> {
    showResult(id, await runModel(id, language), result, style, 'hospitals');
    const statement = webHash({ ...state, room: 'clearing' });
    result.querySelector('.downloads')?.append(element('a', { href: statement }, say('toStatement', language)));
  }

  async function show(): Promise<void> {
    const id = state.result;
    const empty = emptyNotice(say('fullEmpty', language));
    if (id === '') {
      result.replaceChildren(empty);
      return;
    }
    result.replaceChildren(skeleton(say('loadingShort', language)));
    setRunning(true);
    try {
      const done = await finishedRun(id, { place: progress, language });
      if (done !== undefined) await draw(done);
      else {
        keep('');
        result.replaceChildren(empty);
      }
    } catch (error) {
      if (isGone(error)) {
        keep('');
        result.replaceChildren(goneNotice(id, language), empty);
      } else result.replaceChildren(failureNotice(error, language, () => void show()));
    } finally {
      setRunning(false);
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
      start.disabled = isRunning || !next;
    },
    runAgainst: (against) => void run({ against }),
    show,
  };
}
