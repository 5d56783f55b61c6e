import { isGone } from '../ask-server.js';
import { finishedRun } from '../full-run.js';
import { emptyNotice, failureNotice, goneNotice } from '../notice.js';
import type { WebState } from '../web-state.js';
import { say, type WordKey } from '../words.js';
import { runFurther } from './further-run.js';

export interface KeptRunPlaces {
  readonly start: HTMLButtonElement;
  readonly progress: HTMLElement;
  readonly result: HTMLElement;
}

export interface KeptRun {
  readonly run: (body: Readonly<Record<string, unknown>>) => Promise<void>;
  readonly show: () => Promise<void>;
}

/**
 * A further run whose id stands in the address from its start, so that a link shows it and another language does not
 * lose it: made by a button, shown below, and forgotten where it is gone.
 * @param draw  puts what the run gave into `places.result`
 */
export function keptRun(
  state: WebState,
  kept: 'sweep' | 'flow',
  places: KeptRunPlaces,
  empty: WordKey,
  save: () => void,
  draw: (run: string) => Promise<void>,
): KeptRun {
  const { language } = state;
  const { start, progress, result } = places;
  const keep = (run: string): void => {
    state[kept] = run;
    save();
  };
  async function show(): Promise<void> {
    const id = state[kept];
    if (id === '') {
      result.replaceChildren(emptyNotice(say(empty, language)));
      return;
    }
    start.disabled = true;
    try {
      const done = await finishedRun(id, { place: progress, language });
      if (done !== undefined) await draw(id);
      else keep('');
    } catch (error) {
      if (isGone(error)) {
        keep('');
        result.replaceChildren(goneNotice(id, language), emptyNotice(say(empty, language)));
      } else result.replaceChildren(failureNotice(error, language, () => void show()));
    } finally {
      start.disabled = false;
    }
  }
  async function run(body: Readonly<Record<string, unknown>>): Promise<void> {
    const before = state[kept];
    start.disabled = true;
    const again = () => void run(body);
    const done = await runFurther(state.run, body, { place: progress, language, again, onStart: ({ id }) => keep(id) });
    start.disabled = false;
    keep(done === undefined ? before : done.id);
    if (done !== undefined) await show();
  }
  return { run, show };
}
