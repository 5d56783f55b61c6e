import type { Language } from '../../kernel/errors.js';
import { type ChartStyle, DARK_COLOURS, LIGHT_COLOURS } from '../charts/chart-style.js';
import type { HospitalsShown } from '../charts/hospital-change-chart.js';
import { reportCharts } from '../charts/report-charts.js';
import { decodeModel, type PageData } from '../html/page-data.js';
import { renderBody, renderFigures, schemeNames } from '../html/render-body.js';
import { label } from '../labels.js';
import { type ChartCard, chartCard } from './chart-card.js';
import { button } from './dom.js';
import { isDark, type PageState, readState, writeState } from './page-state.js';
import { PAPER_HEIGHT, PAPER_PIXELS } from './paper.js';
import { statementView } from './statement-view.js';
import { tableTabs } from './table-tabs.js';
import { topBar } from './top-bar.js';

const data = JSON.parse(document.querySelector('#report-data')!.textContent!) as {
  language: Language;
  model: PageData;
};
const model = decodeModel(data.model);
const state: PageState = readState({ language: data.language, theme: 'auto', unit: 'wan', table: '' });
const main = document.querySelector('main')!;
const bar = document.querySelector('#bar')!;

let cards: ChartCard[] = [];
let tables: ReturnType<typeof tableTabs> | undefined;
let statements: ReturnType<typeof statementView> | undefined;
let hospitalsShown: HospitalsShown = 'extremes';

function screenStyle(): ChartStyle {
  return { language: state.language, unit: state.unit, colours: isDark(state.theme) ? DARK_COLOURS : LIGHT_COLOURS };
}

function drawCharts(style: ChartStyle, width?: number): void {
  for (const [k, view] of reportCharts(model, style, hospitalsShown).entries()) {
    const isLong = width !== undefined && hospitalsShown === 'extremes' && view.height > PAPER_HEIGHT;
    cards[k]?.draw(isLong ? { ...view, height: PAPER_HEIGHT } : view, style, width);
  }
}

function drawBar(): void {
  const focused = document.activeElement?.getAttribute('data-choice');
  bar.replaceChildren(...topBar(model, state, choose));
  if (focused) bar.querySelector<HTMLElement>(`[data-choice="${focused}"]`)?.focus();
}

function choose(choice: 'language' | 'theme' | 'unit', value: string): void {
  Object.assign(state, { [choice]: value });
  writeState(state);
  applyTheme();
  drawBar();
  if (choice === 'language') {
    drawPage();
    return;
  }
  if (choice === 'unit') {
    document.querySelector('.figures')!.innerHTML = renderFigures(model, state);
    tables?.setUnit(state.unit);
    statements?.setUnit(state.unit);
  }
  drawCharts(screenStyle());
}

function applyTheme(): void {
  document.documentElement.dataset.theme = isDark(state.theme) ? 'dark' : 'light';
}

/** Everything below the bar, from the model, in the language and unit chosen. */
function drawPage(): void {
  const { language, unit } = state;
  document.documentElement.lang = language === 'zh' ? 'zh-CN' : 'en';
  document.title = model.title[language];
  document.querySelector('.skip')!.textContent = label('skipToContent', language);
  const scrolled = window.scrollY;
  // Text made by renderBody, which escapes every value.
  main.innerHTML = renderBody(model, { language, unit });
  const style = screenStyle();
  const foot = `${model.caveat[language]} · ${label('date', language)} ${model.identity.date} · ${schemeNames(model.identity)} · drgdip ${model.identity.version}`;
  cards = reportCharts(model, style, hospitalsShown).map((view) =>
    view.id === 'hospital-change' && view.rows.length > 24
      ? chartCard(view, style, { foot, extra: hospitalsToggle() })
      : chartCard(view, style, { foot }),
  );
  tables = tableTabs(model, document.querySelector('#tables')!, language, unit, state.table, (table) => {
    if (state.table === table) return;
    state.table = table;
    writeState(state);
  });
  const place = document.querySelector('#statements');
  statements = place === null ? undefined : statementView(model, place, language, unit);
  window.scrollTo(0, scrolled);
}

function hospitalsToggle(): HTMLButtonElement {
  const text = () => label(hospitalsShown === 'all' ? 'showFewer' : 'showAll', state.language);
  const toggle = button(text(), () => {
    hospitalsShown = hospitalsShown === 'all' ? 'extremes' : 'all';
    toggle.textContent = text();
    drawCharts(screenStyle());
  });
  return toggle;
}

matchMedia('(prefers-color-scheme: dark)').addEventListener('change', () => {
  applyTheme();
  drawCharts(screenStyle());
});
addEventListener('beforeprint', () => {
  for (const details of document.querySelectorAll('details:not(.chooser)')) details.setAttribute('open', '');
  tables?.forPaper();
  drawCharts({ ...screenStyle(), colours: LIGHT_COLOURS }, PAPER_PIXELS);
});
addEventListener('afterprint', () => {
  tables?.forScreen();
  drawCharts(screenStyle());
});

applyTheme();
drawBar();
drawPage();
