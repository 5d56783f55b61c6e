import type { Language } from '../../kernel/errors.js';
import { button, element } from '../../report/page/dom.js';
import { say } from './words.js';

export interface ChartTab {
  readonly id: string;
  readonly name: string;
  /** Called when the tab comes in sight, with the place for its content. */
  readonly show: (place: HTMLElement) => void;
}

export interface ChartTabs {
  readonly node: HTMLElement;
  /** The tab in sight. */
  readonly chosen: () => string;
  /** Calls the tab in sight again. */
  readonly refresh: () => void;
}

/** Charts behind tabs: one is in sight and drawn, the others when they are looked at. Arrow keys move between them. */
export function chartTabs(
  tabs: readonly ChartTab[],
  first: string,
  language: Language,
  onChoice: (id: string) => void,
): ChartTabs {
  let chosen = tabs.find(({ id }) => id === first)?.id ?? tabs[0]!.id;
  const list = element('div', { class: 'tabs', role: 'tablist', 'aria-label': say('charts', language) });
  const heads = tabs.map(({ id, name }) =>
    button(name, () => choose(id), { role: 'tab', id: `chart-tab-${id}`, 'aria-controls': `chart-panel-${id}` }),
  );
  const panels = tabs.map(({ id }) =>
    element('div', {
      class: 'charts',
      role: 'tabpanel',
      id: `chart-panel-${id}`,
      'aria-labelledby': `chart-tab-${id}`,
    }),
  );
  list.append(...heads);
  list.addEventListener('keydown', (event) => {
    const step = event.key === 'ArrowRight' ? 1 : event.key === 'ArrowLeft' ? -1 : 0;
    if (step === 0) return;
    const next = (tabs.findIndex(({ id }) => id === chosen) + step + tabs.length) % tabs.length;
    choose(tabs[next]!.id);
    heads[next]!.focus();
  });

  function choose(id: string): void {
    chosen = id;
    draw();
    onChoice(id);
  }

  function draw(): void {
    for (const [k, tab] of tabs.entries()) {
      const isChosen = tab.id === chosen;
      panels[k]!.hidden = !isChosen;
      heads[k]!.setAttribute('aria-selected', String(isChosen));
      heads[k]!.tabIndex = isChosen ? 0 : -1;
      if (isChosen) tab.show(panels[k]!);
    }
  }
  return { node: element('div', { class: 'chart-tabs' }, list, ...panels), chosen: () => chosen, refresh: draw };
}
