import { type ChartStyle, DARK_COLOURS, LIGHT_COLOURS } from '../../report/charts/chart-style.js';
import type { HospitalsShown } from '../../report/charts/hospital-change-chart.js';
import { renderFigures } from '../../report/html/render-body.js';
import { label } from '../../report/labels.js';
import { type ChartCard, chartCard } from '../../report/page/chart-card.js';
import { button, element } from '../../report/page/dom.js';
import { isDark } from '../../report/page/page-state.js';
import { tableView } from '../../report/page/table-view.js';
import { askJson } from './ask-server.js';
import { bodyOf, runInFull } from './full-run.js';
import { type LeverPanel, leverPanel } from './lever-panel.js';
import { type Lever, leversOf, type Patch, patchesOf, patchText, reformOf, reformYaml } from './levers.js';
import { LiveLine } from './live-line.js';
import { hospitalTable, liveChart, liveFigures } from './live-result.js';
import type { LiveAnswer, LiveStart } from './live-types.js';
import { emptyNotice, failureNotice } from './notice.js';
import { showResult } from './result-view.js';
import { runModel } from './run-model.js';
import type { Fill, WebState } from './web-state.js';
import { say, WORDS } from './words.js';

/** Files of the demo region, as runs name them. */
const DEMO_FILES = {
  files: ['uploads/demo/year.csv'],
  history: ['uploads/demo/history.csv'],
  register: 'uploads/demo/register.csv',
  policy: 'uploads/demo/policy.yaml',
};

export function chartStyle(state: WebState): ChartStyle {
  return { language: state.language, unit: state.unit, colours: isDark(state.theme) ? DARK_COLOURS : LIGHT_COLOURS };
}

/** Levers on the left; figures and chart that follow them, and the full result, on the right. */
export async function reformRoom(state: WebState, fill: Fill, save: () => void): Promise<void> {
  const { language } = state;
  const id = encodeURIComponent(state.run);
  const start = await askJson<LiveStart>(`/v1/runs/${id}/live`);
  const levers = leversOf(start.parameters);
  const style = chartStyle(state);
  const title = { zh: '网页上的改革', en: 'Reform on the page' };
  const patches = (): Patch[] => patchesOf(levers, state.levers);

  const figures = element('div', { class: 'figures', 'aria-live': 'polite' });
  const exactness = element('p', { class: 'exactness', role: 'status' });
  const trouble = element('div');
  const charts = element('div', { class: 'charts' });
  const table = element('div', { class: 'panel' });
  const list = element('ul', { class: 'patches' });
  const progress = element('div', { class: 'full-run' });
  const result = element('section', { id: 'result', 'aria-label': say('fullDone', language) });

  let shown: HospitalsShown = 'extremes';
  let card: ChartCard | undefined;
  let last: LiveAnswer = start.answer;

  const showAll = button(label('showAll', language), () => {
    shown = shown === 'all' ? 'extremes' : 'all';
    showAll.textContent = label(shown === 'all' ? 'showFewer' : 'showAll', language);
    drawChart();
  });

  function drawChart(): void {
    const view = liveChart(hospitalTable(last), patches().length > 0, style, shown);
    if (card === undefined)
      card = chartCard(view, style, { foot: WORDS.caveat[language], extra: showAll, place: charts });
    else card.draw(view, style);
  }

  function draw(answer: LiveAnswer, isFinal: boolean): void {
    last = answer;
    trouble.replaceChildren();
    // Text made by renderFigures, which escapes every value.
    figures.innerHTML = renderFigures({ figures: liveFigures(answer, language, state.unit) }, state);
    figures.classList.toggle('not-final', !isFinal);
    exactness.textContent = exactnessOf(answer);
    drawChart();
    if (!isFinal) return;
    const columns = hospitalTable(answer);
    const names = columns.schema.columns.map(({ name }) => name);
    table.replaceChildren(tableView(columns, { language, unit: state.unit, columns: names }).node);
  }

  function exactnessOf({ clearing, method, reason }: LiveAnswer): string {
    if (clearing === 'year') return say('liveYear', language);
    if (method === 'cells') return say('liveCells', language);
    return say('livePass', language) + (reason?.[language] ?? '');
  }

  const line = new LiveLine(
    state.run,
    () => [reformOf(patches(), title)],
    draw,
    (error) => trouble.replaceChildren(failureNotice(error, language, () => line.ask())),
    () => figures.classList.add('not-final'),
  );

  function move(changes: readonly (readonly [string, number | string])[]): void {
    const next = new Map(state.levers);
    for (const [path, value] of changes) {
      if (levers.find(({ parameter }) => parameter.path === path)?.baseline === value) next.delete(path);
      else next.set(path, value);
    }
    state.levers = next;
    save();
    panel.show();
    listPatches();
    line.ask();
  }

  function listPatches(): void {
    const own = patches();
    const text = ({ path, value }: Patch): string =>
      patchText(levers.find(({ parameter }) => parameter.path === path) as Lever, value, language);
    list.replaceChildren(
      ...(own.length === 0
        ? [element('li', { class: 'note' }, say('noPatches', language))]
        : own.map((patch) => element('li', {}, text(patch)))),
    );
    for (const control of [runButton, resetAll, copyYaml]) control.disabled = own.length === 0;
  }

  const resetAll = button(say('resetAll', language), () =>
    move(levers.map(({ parameter, baseline }) => [parameter.path, baseline])),
  );
  const copyYaml = copyButton(say('copyYaml', language), () => reformYaml(patches(), title));
  const copyLink = copyButton(say('copyLink', language), () => location.href);
  const runButton = button(say('runFull', language), () => void full(), { class: 'primary' });

  async function full(): Promise<void> {
    const files = state.run === 'demo' ? DEMO_FILES : bodyOf(state.run);
    if (files === undefined) {
      progress.replaceChildren(emptyNotice(say('notHere', language)));
      return;
    }
    runButton.disabled = true;
    const body = { ...files, kind: 'simulate', reforms: [reformOf(patches(), title)], language };
    const done = await runInFull(body, progress, language);
    runButton.disabled = patches().length === 0;
    if (done === undefined) return;
    state.result = done.id;
    save();
    await showFull();
  }

  async function showFull(): Promise<void> {
    if (state.result === '') {
      result.replaceChildren(emptyNotice(say('fullEmpty', language)));
      return;
    }
    try {
      showResult(state.result, await runModel(state.result), result, style, 'hospitals');
    } catch (error) {
      state.result = '';
      save();
      result.replaceChildren(failureNotice(error, language), emptyNotice(say('fullEmpty', language)));
    }
  }

  function copyButton(name: string, text: () => string): HTMLButtonElement {
    const node = button(name, () => {
      navigator.clipboard.writeText(text()).then(
        () => {
          node.textContent = say('copied', language);
          setTimeout(() => {
            node.textContent = name;
          }, 1500);
        },
        (error: unknown) => trouble.replaceChildren(failureNotice(error, language)),
      );
    });
    return node;
  }

  const schemes = await schemesFor(levers, language);
  const panel: LeverPanel = leverPanel(levers, schemes, () => state.levers, move, language);
  fill(
    element(
      'aside',
      { class: 'left', 'aria-label': say('levers', language) },
      element('h2', {}, say('levers', language)),
      element('p', { class: 'note' }, `${say('baselineOf', language)}${start.policy[language]}`),
      panel.node,
      element('h3', {}, say('patches', language)),
      list,
      element('div', { class: 'tools' }, resetAll, copyYaml, copyLink),
    ),
    element(
      'div',
      { class: 'right' },
      element('h1', {}, say('question', language)),
      element('p', { class: 'lead' }, say('questionLead', language)),
      element('div', { class: 'answer-head' }, exactness, runButton),
      progress,
      trouble,
      element('h2', { class: 'only-read' }, say('figures', language)),
      figures,
      charts,
      table,
      element('p', { class: 'caveat' }, `${WORDS.caveat[language]} · ${start.region} · ${start.year}`),
      result,
    ),
  );
  listPatches();
  draw(start.answer, true);
  if (patches().length > 0) line.ask();
  await showFull();
}

/** Schemes of the policy's own method, where the scheme is a lever. */
async function schemesFor(levers: readonly Lever[], language: WebState['language']) {
  const lever = levers.find(({ group }) => group === 'scheme');
  if (lever === undefined) return [];
  type Scheme = { readonly id: string; readonly method: string; readonly title: { zh: string; en: string } };
  const { schemes } = await askJson<{ schemes: readonly Scheme[] }>('/v1/schemes');
  const own = schemes.find(({ id }) => id === lever.baseline);
  return schemes
    .filter(({ method }) => method === own?.method)
    .map(({ id, title }) => ({ id, title: title[language] }));
}
