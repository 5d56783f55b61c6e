import type { ChartStyle } from '../../../report/charts/chart-style.js';
import { schemeFlowChart } from '../../../report/charts/scheme-flow-chart.js';
import { chartCard } from '../../../report/page/chart-card.js';
import { button, element } from '../../../report/page/dom.js';
import { tableTabs } from '../../../report/page/table-tabs.js';
import { askJson } from '../ask-server.js';
import { emptyNotice, failureNotice } from '../notice.js';
import { tableOfRun } from '../table-of-json.js';
import type { WebState } from '../web-state.js';
import { say, WORDS } from '../words.js';
import { runFurther } from './further-run.js';

export interface SchemeChoice {
  readonly id: string;
  readonly title: string;
}

const TABLES = ['flows', 'reasons', 'rates'] as const;

/** The same cases under another scheme: which groups they leave for which, and why. */
export function flowPanel(
  place: HTMLElement,
  state: WebState,
  style: ChartStyle,
  own: string,
  schemes: readonly SchemeChoice[],
  save: () => void,
): void {
  const { language } = state;
  const others = schemes.filter(({ id }) => id !== own);
  const wanted = state.levers.get('scheme');
  const select = element(
    'select',
    { id: 'flow-scheme' },
    ...others.map(({ id, title }) => element('option', { value: id, selected: id === wanted }, title)),
  );
  const progress = element('div', { class: 'full-run' });
  const result = element('div', { class: 'charts' });
  const start = button(say('flowStart', language), () => void compare(), { class: 'primary' });
  place.replaceChildren(
    element('p', { class: 'note' }, say('flowLead', language)),
    element(
      'div',
      { class: 'tools' },
      element('span', {}, own),
      element('label', { class: 'group' }, element('span', {}, say('flowTo', language)), select),
      start,
    ),
    progress,
    result,
  );

  async function compare(): Promise<void> {
    start.disabled = true;
    const done = await runFurther(state.run, { kind: 'compare', to: select.value }, progress, language);
    start.disabled = false;
    if (done === undefined) return;
    state.flow = done.id;
    save();
    await show();
  }

  async function show(): Promise<void> {
    if (state.flow === '') {
      result.replaceChildren(emptyNotice(say('flowEmpty', language)));
      return;
    }
    try {
      const id = encodeURIComponent(state.flow);
      const { manifest } = await askJson<{ manifest: { schemes: Record<'from' | 'to', { id: string }> } }>(
        `/v1/runs/${id}`,
      );
      const tables = await Promise.all(TABLES.map((name) => tableOfRun(state.flow, name)));
      const { from, to } = manifest.schemes;
      const view = schemeFlowChart(tables[0]!, style, [from.id, to.id]);
      const below = element('div');
      result.replaceChildren();
      chartCard(view, style, { foot: WORDS.caveat[language], place: result });
      result.append(below);
      tableTabs({ tables }, below, language, style.unit, 'flows', () => {});
    } catch (error) {
      state.flow = '';
      save();
      result.replaceChildren(failureNotice(error, language));
    }
  }
  void show();
}
