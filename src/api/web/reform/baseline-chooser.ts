import type { Text } from '../../../kernel/errors.js';
import { button, element } from '../../../report/page/dom.js';
import { askLast } from '../ask-server.js';
import { finishedRun } from '../full-run.js';
import type { RunFacts } from '../live-types.js';
import type { WebState } from '../web-state.js';
import { say, WORDS } from '../words.js';
import { runFurther } from './further-run.js';

interface RunListed extends RunFacts {
  readonly manifest: {
    readonly inputs?: readonly { readonly name: string }[];
    readonly policy?: { readonly id: string };
  } | null;
}

export interface PolicyListed {
  readonly id: string;
  readonly title: Text;
  readonly method: string;
}

/** Baseline → the run that settles its cases under another policy: a room that is drawn again shows it on. */
const settling = new Map<string, string>();

/** Which region and which baseline policy: a run that is there, or its cases under another policy. */
export async function baselineChooser(
  state: WebState,
  policies: readonly PolicyListed[],
  onChoice: (run: string) => void,
): Promise<HTMLElement> {
  const { language } = state;
  const { runs } = await askLast<{ runs: readonly RunListed[] }>('/v1/runs');
  const paid = runs.filter(({ kind, state: is }) => is === 'done' && ['demo', 'settle'].includes(kind));
  const known = paid.some(({ id }) => id === state.run)
    ? paid
    : [...paid, ...runs.filter(({ id }) => id === state.run)];
  const select = element(
    'select',
    { id: 'baseline-run' },
    ...known.map((run) => element('option', { value: run.id, selected: run.id === state.run }, nameOf(run))),
  );
  select.addEventListener('change', () => onChoice(select.value));
  const policy = element(
    'select',
    { id: 'baseline-policy' },
    ...policies.map(({ id, title }) => element('option', { value: id }, title[language])),
  );
  const progress = element('div', { class: 'full-run' });
  const settle = button(say('baselineSettle', language), () => void start());

  async function start(): Promise<void> {
    settle.disabled = true;
    const done = await runFurther(
      state.run,
      { kind: 'settle', policy: policy.value },
      { place: progress, language, again: () => void start(), onStart: (run) => settling.set(state.run, run.id) },
    );
    await finish(done);
  }
  async function finish(done: RunFacts | undefined): Promise<void> {
    settle.disabled = false;
    settling.delete(state.run);
    if (done !== undefined) onChoice(done.id);
  }
  const under = settling.get(state.run);
  if (under !== undefined) {
    settle.disabled = true;
    finishedRun(under, { place: progress, language, again: () => void start() }).then(finish, () => {
      settle.disabled = false;
    });
  }

  function nameOf({ id, manifest }: RunListed): string {
    if (id === 'demo') return WORDS.demo[language];
    const file = (manifest?.inputs?.[0]?.name ?? '').split(/[\\/]/).at(-1);
    return [file, manifest?.policy?.id, id.slice(0, 8)].filter(Boolean).join(' · ');
  }
  return element(
    'div',
    { class: 'baseline' },
    element('label', { for: select.id }, say('baselineRun', language)),
    select,
    element(
      'details',
      { class: 'lever-group', open: under !== undefined },
      element('summary', {}, say('baselineOther', language)),
      element('label', { class: 'only-read', for: policy.id }, say('policy', language)),
      policy,
      settle,
      progress,
    ),
  );
}
