import { button, element } from '../../report/page/dom.js';
import { ask, askJson } from './ask-server.js';
import { casesOfFile, type FileCase } from './csv-cases.js';
import { runInFull } from './full-run.js';
import { hospitalResult } from './hospital-result.js';
import { failureNotice } from './notice.js';
import { runModel } from './run-model.js';
import type { Fill, WebState } from './web-state.js';
import { whereFilesGo } from './where-files-go.js';
import { say } from './words.js';

interface PolicyFacts {
  readonly id: string;
  readonly title: { readonly zh: string; readonly en: string };
  readonly needs_weights: boolean;
}

/** Cases of the file dropped last, by the run made of it: for single cases; never kept beyond the page. */
const fileCases = new Map<string, readonly FileCase[] | undefined>();

/** From a file to "which department, which group, why". */
export async function hospitalRoom(state: WebState, fill: Fill, save: () => void): Promise<void> {
  const { language } = state;
  const { policies } = await askJson<{ policies: readonly PolicyFacts[] }>('/v1/policies');
  const { demo } = await askJson<{ demo: string }>('/ready');
  const place = element('div', { class: 'full-run' });
  const result = element('div', { class: 'hospital-result' });
  const intake = element('section', { class: 'intake', 'aria-label': say('drop', language) });
  fill(
    element(
      'div',
      { class: 'wide' },
      element('h1', {}, say('hospitalQuestion', language)),
      element('p', { class: 'lead' }, say('hospitalLead', language)),
      intake,
      place,
      result,
    ),
  );

  const policy = element(
    'select',
    { id: 'policy' },
    ...policies.map(({ id, title }) =>
      element('option', { value: id, selected: id === 'demo-region' }, title[language]),
    ),
  );
  const weights = element(
    'select',
    { id: 'weights' },
    ...(demo === 'done' ? [element('option', { value: 'demo' }, say('weightsDemo', language))] : []),
    element('option', { value: 'own' }, say('weightsOwn', language)),
  );
  const input = element('input', { type: 'file', id: 'file', class: 'only-read' });
  const zone = element(
    'label',
    { class: 'drop', for: 'file' },
    element('strong', {}, say('drop', language)),
    element('span', {}, whereFilesGo(window.location, language)),
    element('span', { class: 'note' }, say('dropHint', language)),
  );
  const field = (name: 'policy' | 'weights', control: HTMLElement): HTMLElement =>
    element('label', { class: 'group' }, element('span', {}, say(name, language)), control);
  intake.append(
    element('div', { class: 'tools' }, field('policy', policy), field('weights', weights)),
    input,
    zone,
    ...(demo === 'done'
      ? [button(say('tryDemo', language), () => void analyse('uploads/demo/year.csv', undefined))]
      : []),
  );
  zone.addEventListener('dragover', (event) => {
    event.preventDefault();
    zone.classList.add('over');
  });
  zone.addEventListener('dragleave', () => zone.classList.remove('over'));
  zone.addEventListener('drop', (event) => {
    event.preventDefault();
    zone.classList.remove('over');
    const file = event.dataTransfer?.files[0];
    if (file !== undefined) void bring(file);
  });
  input.addEventListener('change', () => {
    const file = input.files?.[0];
    if (file !== undefined) void bring(file);
  });

  async function bring(file: File): Promise<void> {
    const wrong = (text: string): void =>
      place.replaceChildren(element('div', { class: 'failure', role: 'alert' }, element('p', {}, text)));
    if (file.size === 0) {
      wrong(say('emptyFile', language, { file: file.name }));
      return;
    }
    place.replaceChildren(element('p', { role: 'status' }, say('uploading', language)));
    try {
      const form = new FormData();
      form.append('file', file);
      const answer = await ask('/v1/uploads', { method: 'POST', body: form });
      const { files } = (await answer.json()) as { files: readonly { readonly name: string }[] };
      await analyse(files[0]!.name, await casesOfFile(file));
    } catch (error) {
      place.replaceChildren(failureNotice(error, language));
    } finally {
      // The same file may be chosen again, corrected.
      input.value = '';
    }
  }

  async function analyse(name: string, cases: readonly FileCase[] | undefined): Promise<void> {
    const chosen = policies.find(({ id }) => id === policy.value);
    const history = weights.value === 'demo' ? 'uploads/demo/history.csv' : name;
    const isDemo = name.startsWith('uploads/demo/');
    const body = {
      kind: 'settle',
      files: [name],
      // The demo region has a policy with budgets of its own size.
      policy: isDemo && policy.value === 'demo-region' ? 'uploads/demo/policy.yaml' : policy.value,
      language,
      ...(chosen?.needs_weights ? { history: [history] } : {}),
      ...(isDemo ? { register: 'uploads/demo/register.csv' } : {}),
    };
    const done = await runInFull('/v1/runs', body, place, language);
    if (done === undefined) return;
    fileCases.set(done.id, cases);
    state.own = done.id;
    save();
    await show();
  }

  async function show(): Promise<void> {
    if (state.own === '') return;
    try {
      const facts = await askJson<{ manifest: Readonly<Record<string, unknown>> }>(
        `/v1/runs/${encodeURIComponent(state.own)}`,
      );
      const model = await runModel(state.own);
      const own = { model, manifest: facts.manifest, cases: fileCases.get(state.own), policies };
      hospitalResult(result, state, own, save);
    } catch (error) {
      result.replaceChildren(failureNotice(error, language, () => void show()));
    }
  }
  await show();
}
