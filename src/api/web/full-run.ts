import type { Language } from '../../kernel/errors.js';
import { formatCount, formatPercent } from '../../report/format-number.js';
import { button, element } from '../../report/page/dom.js';
import { AskFailure, ask, askJson } from './ask-server.js';
import type { RunFacts } from './live-types.js';
import { failureNotice } from './notice.js';
import { say } from './words.js';

const isOver = ({ state }: RunFacts): boolean => state !== 'queued' && state !== 'running';

/**
 * Follows a run by its events until it is over; where the stream breaks, asks for the run itself. Read by fetch and not
 * by EventSource, which could send no key.
 * @throws AskFailure where the server is gone
 */
async function followRun(id: string, onChange: (run: RunFacts) => void): Promise<RunFacts> {
  const address = `/v1/runs/${encodeURIComponent(id)}`;
  for (;;) {
    try {
      const answer = await ask(`${address}/events`);
      for await (const run of runsOf(answer)) onChange(run);
    } catch (error) {
      if (error instanceof AskFailure) throw error;
      // The line broke in the middle: the next question tells whether the server is there.
    }
    const run = await askJson<RunFacts>(address);
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
 * @returns the finished run; undefined where it failed or was cancelled, which is then told in `place`
 */
export async function runInFull(
  address: string,
  body: unknown,
  place: HTMLElement,
  language: Language,
): Promise<RunFacts | undefined> {
  try {
    const run = await askJson<RunFacts>(address, body);
    return await watchRun(run, place, language);
  } catch (error) {
    place.replaceChildren(failureNotice(error, language));
    return undefined;
  }
}

/** The same for a run that is on its way. */
async function watchRun(run: RunFacts, place: HTMLElement, language: Language): Promise<RunFacts | undefined> {
  const bar = element('progress', { max: 1, 'aria-label': say('runFull', language) });
  const text = element('span', { role: 'status' });
  const started = performance.now();
  const cancel = button(say('cancel', language), () => {
    cancel.disabled = true;
    ask(`/v1/runs/${encodeURIComponent(run.id)}`, { method: 'DELETE' }).catch(() => {
      cancel.disabled = false;
    });
  });
  place.replaceChildren(element('div', { class: 'progress' }, bar, text, cancel));
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
  const done = await followRun(run.id, show);
  if (done.state === 'done') {
    place.replaceChildren();
    return done;
  }
  const told =
    done.state === 'cancelled' ? say('cancelled', language) : say('failed', language) + (done.error?.[language] ?? '');
  place.replaceChildren(
    element('div', { class: done.state === 'failed' ? 'failure' : 'empty', role: 'alert' }, element('p', {}, told)),
  );
  return undefined;
}
