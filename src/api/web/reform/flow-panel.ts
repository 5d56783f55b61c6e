import type { ChartStyle } from '../../../report/charts/chart-style.js';
import { schemeFlowChart } from '../../../report/charts/scheme-flow-chart.js';
import { chartCard } from '../../../report/page/chart-card.js';
import { button, element } from '../../../report/page/dom.js';
import { tableTabs } from '../../../report/page/table-tabs.js';
import { askJson } from '../ask-server.js';
import { tableOfRun } from '../table-of-json.js';
import type { WebState } from '../web-state.js';
import { say, WORDS } from '../words.js';
import { keptRun } from './kept-run.js';

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
  const start = button(say('flowStart', language), () => void kept.run({ kind: 'compare', to: select.value }), {
    class: 'primary',
  });
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

  async function draw(run: string): Promise<void> {
    const { manifest } = await askJson<{ manifest: { schemes: Record<'from' | 'to', { id: string }> } }>(
      `/v1/runs/${encodeURIComponent(run)}`,
    );
    const tables = await Promise.all(TABLES.map((name) => tableOfRun(run, name)));
    const { from, to } = manifest.schemes;
    select.value = to.id;
    const view = schemeFlowChart(tables[0]!, style, [from.id, to.id]);
    const below = element('div');
    result.replaceChildren();
    chartCard(view, style, { foot: WORDS.caveat[language], place: result });
    result.append(below);
    tableTabs({ tables }, below, language, style.unit, 'flows', () => {});
  }
  const kept = keptRun(state, 'flow', { start, progress, result }, 'flowEmpty', save, draw);
  void kept.show();
}
