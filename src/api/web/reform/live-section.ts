import type { ChartStyle } from '../../../report/charts/chart-style.js';
import type { HospitalsShown } from '../../../report/charts/hospital-change-chart.js';
import { levelSpreadChart } from '../../../report/charts/level-spread-chart.js';
import { renderFigures } from '../../../report/html/render-body.js';
import { label } from '../../../report/labels.js';
import { type ChartCard, chartCard } from '../../../report/page/chart-card.js';
import { button, element } from '../../../report/page/dom.js';
import { type TableTabs, tableTabs } from '../../../report/page/table-tabs.js';
import type { HeadlineFigure } from '../../../report/report-model.js';
import { type ChartTab, chartTabs } from '../chart-tabs.js';
import { linkFigures } from '../figure-links.js';
import { hospitalTable, liveChart, liveFigures } from '../live-result.js';
import type { LiveAnswer } from '../live-types.js';
import { emptyNotice, failureNotice } from '../notice.js';
import { runModel } from '../run-model.js';
import type { WebState } from '../web-state.js';
import { say, WORDS } from '../words.js';
import { fundTable, levelTable } from './live-tables.js';
import { liveQuadrant, liveWaterfall } from './live-views.js';

export interface LiveSection {
  readonly nodes: readonly Node[];
  /** What is not final yet is grey. */
  readonly draw: (answer: LiveAnswer, isFinal: boolean) => void;
  readonly wait: () => void;
  /** There is no answer to what the levers say: the figures stay, grey, and this is told over them. */
  readonly fail: (notice: HTMLElement) => void;
}

/** Figures, charts behind tabs, and tables of the live answer; they go to each other by a click. */
export function liveSection(
  state: WebState,
  style: ChartStyle,
  first: LiveAnswer,
  isChanged: () => boolean,
  further: readonly ChartTab[],
  save: () => void,
): LiveSection {
  const { language, unit } = state;
  const figures = element('div', { class: 'figures', 'aria-live': 'polite' });
  const exactness = element('p', { class: 'exactness', role: 'status' });
  const below = element('div', { class: 'live-tables' });
  const cards = new Map<string, ChartCard>();
  let shown: HospitalsShown = 'extremes';
  let answer = first;
  let isDrawn = false;
  const tablesOf = () => [hospitalTable(answer), levelTable(answer), fundTable(answer)];
  const showAll = button(label('showAll', language), () => {
    shown = shown === 'all' ? 'extremes' : 'all';
    showAll.textContent = label(shown === 'all' ? 'showFewer' : 'showAll', language);
    charts.refresh();
  });
  const tabs: TableTabs = tableTabs(
    { tables: tablesOf() },
    below,
    language,
    unit,
    state.table === '' ? 'live_hospitals' : state.table,
    keep,
    { filter: state.filter, onFilter: keep },
  );
  function keep(table: string, filter: string): void {
    state.table = table;
    state.filter = filter;
    save();
  }
  const pick = (key: string): void => tabs.show('live_hospitals', key);

  function card(
    place: HTMLElement,
    id: string,
    view: Parameters<ChartCard['draw']>[0],
    more: { readonly extra?: HTMLButtonElement } = {},
  ): void {
    const known = cards.get(id);
    if (known === undefined) {
      cards.set(id, chartCard(view, style, { foot: WORDS.caveat[language], place, onPick: pick, ...more }));
    } else known.draw(view, style);
  }

  function quadrant(place: HTMLElement): void {
    runModel(state.run, language).then(
      (model) => {
        const view = liveQuadrant(hospitalTable(answer), model, style);
        if (view !== undefined) card(place, 'quadrant', view);
        else place.replaceChildren(emptyNotice(say('noQuadrant', language)));
      },
      (error: unknown) => place.replaceChildren(failureNotice(error, language, () => quadrant(place))),
    );
  }

  const charts = chartTabs(
    [
      {
        id: 'hospitals',
        name: say('tabHospitals', language),
        show: (place) =>
          card(place, 'hospitals', liveChart(hospitalTable(answer), isChanged(), style, shown), { extra: showAll }),
      },
      {
        id: 'fund',
        name: say('tabFund', language),
        show: (place) => card(place, 'fund', liveWaterfall(answer, style)),
      },
      { id: 'quadrant', name: say('tabQuadrant', language), show: quadrant },
      {
        id: 'levels',
        name: say('tabLevels', language),
        show: (place) => card(place, 'levels', levelSpreadChart(hospitalTable(answer), style)),
      },
      ...further,
    ],
    state.chart,
    language,
    (id) => {
      state.chart = id;
      save();
    },
  );
  const ownTabs: readonly string[] = ['hospitals', 'fund', 'quadrant', 'levels'];

  function toTable({ label: name }: HeadlineFigure): void {
    tabs.show(name === WORDS.fund || name === WORDS.balance ? 'live_fund' : 'live_hospitals', '');
  }

  function draw(next: LiveAnswer, isFinal: boolean): void {
    answer = next;
    const told = liveFigures(answer, language, unit);
    // Text made by renderFigures, which escapes every value.
    figures.innerHTML = renderFigures({ figures: told }, state);
    linkFigures(figures, told, language, toTable);
    figures.classList.toggle('not-final', !isFinal);
    exactness.textContent = exactnessOf(answer);
    // What a run of its own makes does not follow the answer.
    if (!isDrawn || ownTabs.includes(charts.chosen())) charts.refresh();
    isDrawn = true;
    if (isFinal) tabs.setTables(tablesOf());
  }

  function exactnessOf({ clearing, method, reason }: LiveAnswer): string {
    if (clearing === 'year') return say('liveYear', language);
    if (method === 'cells') return say('liveCells', language);
    return say('livePass', language) + (reason?.[language] ?? '');
  }
  return {
    nodes: [
      exactness,
      element('h2', { class: 'only-read' }, say('figures', language)),
      figures,
      charts.node,
      element('h2', { class: 'only-read' }, say('tables', language)),
      below,
    ],
    draw,
    wait() {
      figures.classList.add('not-final');
      exactness.textContent = say('computing', language);
    },
    fail(notice) {
      figures.classList.add('not-final');
      notice.querySelector('p')?.append(` ${say('liveStale', language)}`);
      exactness.replaceChildren(notice);
    },
  };
}
