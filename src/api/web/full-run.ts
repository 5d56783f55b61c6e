import type { Language } from '../../kernel/errors.js';
import { formatCount, formatPercent } from '../../report/format-number.js';
import { button, element } from '../../report/page/dom.js';
import { ask, askJson } from './ask-server.js';
import type { RunFacts } from './live-types.js';
import { failureNotice } from './notice.js';
import { say } from './words.js';

const isOver = ({ state }: RunFacts): boolean => state !== 'queued' && state !== 'running';

/** Follows a run by its events until it is over; where the stream breaks, asks for the run itself. */
export function followRun(id: string, onChange: (run: RunFacts) => void): Promise<RunFacts> {
  const address = `/v1/runs/${encodeURIComponent(id)}`;
  return new Promise((resolve, reject) => {
    const events = new EventSource(`${address}/events`);
    const take = (run: RunFacts): void => {
      onChange(run);
      if (!isOver(run)) return;
      events.close();
      resolve(run);
    };
    events.addEventListener('run', (event) => take(JSON.parse((event as MessageEvent<string>).data) as RunFacts));
    events.onerror = () => {
      // The stream ends with the run; else the line is gone, and the next question tells.
      events.close();
      askJson<RunFacts>(address).then((run) => {
        if (isOver(run)) take(run);
        else followRun(id, onChange).then(resolve, reject);
      }, reject);
    };
  });
}

/**
 * Submits a run and shows how far it is, with a button to cancel.
 * @returns the finished run; undefined where it failed or was cancelled, which is then told in `place`
 */
export async function runInFull(body: unknown, place: HTMLElement, language: Language): Promise<RunFacts | undefined> {
  try {
    const run = await askJson<RunFacts>('/v1/runs', body);
    sessionStorage.setItem(`run ${run.id}`, JSON.stringify(body));
    return await watchRun(run, place, language);
  } catch (error) {
    place.replaceChildren(failureNotice(error, language));
    return undefined;
  }
}

/** What a run was submitted with from this window; undefined for others. */
export function bodyOf(run: string): Readonly<Record<string, unknown>> | undefined {
  const text = sessionStorage.getItem(`run ${run}`);
  return text === null ? undefined : (JSON.parse(text) as Record<string, unknown>);
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
