import { emptyNotice, failureNotice } from '../notice.js';
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
 * A further run whose id stands in the address, so that a link shows it: made by a button, shown below, and forgotten
 * where it is gone.
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
  const keep = (run: string): void => {
    state[kept] = run;
    save();
  };
  async function show(): Promise<void> {
    if (state[kept] === '') {
      places.result.replaceChildren(emptyNotice(say(empty, language)));
      return;
    }
    try {
      await draw(state[kept]);
    } catch (error) {
      keep('');
      places.result.replaceChildren(failureNotice(error, language));
    }
  }
  return {
    async run(body) {
      places.start.disabled = true;
      const done = await runFurther(state.run, body, places.progress, language);
      places.start.disabled = false;
      if (done === undefined) return;
      keep(done.id);
      await show();
    },
    show,
  };
}
