import type { Language } from '../../kernel/errors.js';
import { formatCount, formatPercent } from '../../report/format-number.js';
import { button, element } from '../../report/page/dom.js';
import { AskFailure, ask, askJson, failureText, isGone } from './ask-server.js';
import type { RunFacts } from './live-types.js';
import { failureNotice } from './notice.js';
import { say } from './words.js';

/** Where a run is told of, and what the reader may do there. */
export interface RunPlace {
  readonly place: HTMLElement;
  readonly language: Language;
  /** Runs the same once more, offered where it failed or was cancelled. */
  readonly again?: () => void;
  /** The server has taken the run: its id may go into the address. */
  readonly onStart?: (run: RunFacts) => void;
}

const isOver = ({ state }: RunFacts): boolean => state !== 'queued' && state !== 'running';
const addressOf = (id: string): string => `/v1/runs/${encodeURIComponent(id)}`;

/** Who watches a run: a room that is drawn again takes the watch over, so that no stream stays open unseen. */
const watches = new Map<string, AbortController>();
/** Runs that are known to be done: a room drawn again asks nothing of them. */
const done = new Map<string, RunFacts>();

/**
 * Follows a run by its events until it is over; where the stream breaks, asks for the run itself. Read by fetch and not
 * by EventSource, which could send no key.
 * @throws AskFailure where the server is gone; AbortError where another watch has taken over
 */
async function followRun(id: string, onChange: (run: RunFacts) => void, signal: AbortSignal): Promise<RunFacts> {
  for (;;) {
    try {
      const answer = await ask(`${addressOf(id)}/events`, { signal });
      for await (const run of runsOf(answer)) onChange(run);
    } catch (error) {
      if (error instanceof AskFailure || signal.aborted) throw error;
      // The line broke in the middle: the next question tells whether the server is there.
    }
    const run = await askJson<RunFacts>(addressOf(id), undefined, signal);
    onChange(run);
    if (isOver(run)) return run;
  }
}

async function* runsOf({ body }: Response): AsyncGenerator<RunFacts> {
  const reader = body!.pipeThrough(new TextDecoderStream()).getReader();
  let text = '';
  for (;;) {
    const { done, value } = await reader.read();
    if (done) return;
    text += value;
    const events = text.split('\n\n');
    text = events.pop()!;
    for (const event of events) {
      const data = /^data: (.*)$/m.exec(event)?.[1];
      if (data !== undefined) yield JSON.parse(data) as RunFacts;
    }
  }
}

/**
 * Submits a run and shows how far it is, with a button to cancel.
 * @returns the finished run; undefined where it failed or was cancelled, which is then told in the place
 */
export async function runInFull(address: string, body: unknown, shown: RunPlace): Promise<RunFacts | undefined> {
  let run: RunFacts;
  try {
    run = await askJson<RunFacts>(address, body);
  } catch (error) {
    shown.place.replaceChildren(failureNotice(error, shown.language, shown.again));
    return undefined;
  }
  shown.onStart?.(run);
  return await watchRun(run, shown);
}

/**
 * A run that an address names, once it is finished; where it is still on its way, how far it is.
 * @returns undefined where it did not end well, which is then told in the place
 * @throws AskFailure where it is gone or the server does not answer
 */
export async function finishedRun(id: string, shown: RunPlace): Promise<RunFacts | undefined> {
  const known = done.get(id);
  if (known !== undefined) return known;
  const run = await askJson<RunFacts>(addressOf(id));
  return isOver(run) ? ended(run, shown) : await watchRun(run, shown);
}

async function watchRun(run: RunFacts, shown: RunPlace): Promise<RunFacts | undefined> {
  const { place, language } = shown;
  watches.get(run.id)?.abort();
  const watch = new AbortController();
  watches.set(run.id, watch);
  const bar = element('progress', { max: 1, 'aria-label': say('runFull', language) });
  const text = element('span', { role: 'status' });
  const started = performance.now();
  const cancel = button(say('cancel', language), () => {
    cancel.disabled = true;
    ask(addressOf(run.id), { method: 'DELETE' }).catch((error: unknown) => {
      cancel.disabled = false;
      text.textContent = `${say('cancelLost', language)}${failureText(error)[language]}`;
    });
  });
  const line = element('div', { class: 'progress' }, bar, text, cancel);
  const show = ({ state, stage, progress, place_in_line: before }: RunFacts): void => {
    const seconds = `${formatCount(Math.trunc((performance.now() - started) / 1000))} s`;
    const share = progress !== null && progress.total > 0 ? progress.done / progress.total : undefined;
    if (share === undefined) bar.removeAttribute('value');
    else bar.value = share;
    const what =
      state === 'queued'
        ? say('queued', language, { place: before ?? 0 })
        : (stage?.[language] ?? say('running', language));
    text.textContent = [what, ...(share === undefined ? [] : [formatPercent(share, 0)]), seconds].join(' · ');
  };
  show(run);
  for (;;) {
    place.replaceChildren(line);
    try {
      return ended(await followRun(run.id, show, watch.signal), shown);
    } catch (error) {
      if (watch.signal.aborted) return undefined;
      if (isGone(error)) {
        place.replaceChildren(failureNotice(error, language, shown.again));
        return undefined;
      }
      // The run goes on at the server: the watch is taken up again, nothing is submitted twice.
      await new Promise<void>((resolve) => place.replaceChildren(failureNotice(error, language, resolve)));
    }
  }
}

/** Tells a run that is over; one that is done needs no word. */
function ended(run: RunFacts, { place, language, again }: RunPlace): RunFacts | undefined {
  watches.delete(run.id);
  if (run.state !== 'failed' && run.state !== 'cancelled') {
    done.set(run.id, run);
    place.replaceChildren();
    return run;
  }
  const isFailure = run.state === 'failed';
  const told = isFailure ? say('failed', language) + (run.error?.[language] ?? '') : say('cancelled', language);
  place.replaceChildren(
    element(
      'div',
      { class: isFailure ? 'failure' : 'empty', role: 'alert' },
      element('p', {}, told),
      ...(again === undefined ? [] : [button(say('runAgain', language), again)]),
    ),
  );
  return undefined;
}
