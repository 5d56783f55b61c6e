import { button, element } from '../../report/page/dom.js';
import { ask, askKept, askLast, isGone } from './ask-server.js';
import { casesOfFile, type FileCase } from './csv-cases.js';
import { finishedRun, runInFull } from './full-run.js';
import { hospitalResult } from './hospital-result.js';
import { failureNotice, wrongNotice } from './notice.js';
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
/** The file brought last while nothing has come of it yet: what went wrong is tried again without choosing it anew. */
let brought: File | undefined;

/** From a file to "which department, which group, why". */
export async function hospitalRoom(state: WebState, fill: Fill, save: () => void): Promise<void> {
  const { language } = state;
  const { policies } = await askKept<{ policies: readonly PolicyFacts[] }>('/v1/policies');
  const { demo } = await askLast<{ demo: string }>('/ready');
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
    take(event.dataTransfer?.files);
  });
  input.addEventListener('change', () => take(input.files));

  function take(files: FileList | null | undefined): void {
    const [file] = files ?? [];
    if (file === undefined) return;
    const others = files!.length - 1;
    void bring(file).then(() => {
      if (others > 0) place.append(wrongNotice(say('moreFiles', language, { file: file.name, others })));
    });
    // The same file may be chosen again, corrected.
    input.value = '';
  }

  async function bring(file: File): Promise<void> {
    brought = undefined;
    if (!(await isReadable(file))) {
      place.replaceChildren(wrongNotice(say('unreadableFile', language, { file: file.name })));
      return;
    }
    if (file.size === 0) {
      place.replaceChildren(wrongNotice(say('emptyFile', language, { file: file.name })));
      return;
    }
    place.replaceChildren(element('p', { role: 'status' }, `${say('uploading', language)} ${file.name}`));
    try {
      const form = new FormData();
      form.append('file', file);
      const answer = await ask('/v1/uploads', { method: 'POST', body: form });
      const { files } = (await answer.json()) as { files: readonly { readonly name: string }[] };
      await analyse(files[0]!.name, await casesOfFile(file));
    } catch (error) {
      brought = file;
      const kept = element('p', { class: 'note' }, say('fileBrought', language, { file: file.name }));
      place.replaceChildren(
        failureNotice(error, language, () => void bring(file)),
        kept,
      );
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
    const before = state.own;
    const keep = (id: string): void => {
      state.own = id;
      save();
    };
    const done = await runInFull('/v1/runs', body, {
      place,
      language,
      // The file lies at the server already; another policy or other weights may be chosen first.
      again: () => void analyse(name, cases),
      onStart(run) {
        fileCases.set(run.id, cases);
        keep(run.id);
      },
    });
    keep(done === undefined ? before : done.id);
    if (done !== undefined) await show();
  }

  async function show(): Promise<void> {
    const id = state.own;
    if (id === '') return;
    try {
      const done = await finishedRun(id, { place, language });
      if (done === undefined) {
        state.own = '';
        save();
        return;
      }
      const { manifest } = await askKept<{ manifest: Readonly<Record<string, unknown>> }>(
        `/v1/runs/${encodeURIComponent(id)}`,
      );
      const model = await runModel(id, language);
      hospitalResult(result, state, { model, manifest, cases: fileCases.get(id), policies }, save);
    } catch (error) {
      if (isGone(error)) {
        state.own = '';
        save();
        result.replaceChildren(wrongNotice(say('ownGone', language)));
      } else result.replaceChildren(failureNotice(error, language, () => void show()));
    }
  }
  await show();
  // What could not be sent before the room was drawn again is still at hand.
  if (brought !== undefined) await bring(brought);
}

/** A folder, or a file that was moved or is held by another program, has a name and no content. */
async function isReadable(file: File): Promise<boolean> {
  try {
    await file.slice(0, 1).arrayBuffer();
    return true;
  } catch {
    return false;
  }
}
