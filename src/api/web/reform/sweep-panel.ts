import type { ResultTable } from '../../../kernel/result-table.js';
import type { ChartStyle, ChartView } from '../../../report/charts/chart-style.js';
import { sweepCharts } from '../../../report/charts/sweep-chart.js';
import { chartCard } from '../../../report/page/chart-card.js';
import { button, element } from '../../../report/page/dom.js';
import { tableTabs } from '../../../report/page/table-tabs.js';
import { columnHeader, formatCell } from '../../../report/report-cell.js';
import { type Lever, type Patch, reformOf } from '../levers.js';
import { tableOfRun } from '../table-of-json.js';
import type { WebState } from '../web-state.js';
import { say, WORDS } from '../words.js';
import { keptRun } from './kept-run.js';

const POINTS = 9;
const POINTS_OF_TWO = 5;

/** One or two parameters over their ranges: lines and the frontier of fund against the hospitals' lowest margin. */
export function sweepPanel(
  place: HTMLElement,
  state: WebState,
  style: ChartStyle,
  levers: readonly Lever[],
  patches: () => readonly Patch[],
  save: () => void,
): void {
  const { language } = state;
  const varied = levers.filter(({ baseline, group }) => typeof baseline === 'number' && group !== 'weight');
  const choice = (id: string, none: boolean): HTMLSelectElement =>
    element(
      'select',
      { id },
      ...(none ? [element('option', { value: '' }, say('sweepNone', language))] : []),
      ...varied.map(({ parameter }) => element('option', { value: parameter.path }, parameter.label[language])),
    );
  const first = choice('sweep-first', false);
  const second = choice('sweep-second', true);
  const before = element('input', { type: 'checkbox', id: 'sweep-before', checked: true });
  const progress = element('div', { class: 'full-run' });
  const result = element('div', { class: 'charts' });
  const start = button(say('sweepStart', language), () => void sweep(), { class: 'primary' });
  const field = (key: 'sweepFirst' | 'sweepSecond', control: HTMLElement): HTMLElement =>
    element('label', { class: 'group' }, element('span', {}, say(key, language)), control);
  place.replaceChildren(
    element('p', { class: 'note' }, say('sweepLead', language)),
    element(
      'div',
      { class: 'tools' },
      field('sweepFirst', first),
      field('sweepSecond', second),
      element('label', { class: 'group' }, before, element('span', {}, say('sweepBefore', language))),
      start,
    ),
    progress,
    result,
  );
  // What is swept keeps the other levers where they stand.
  const moved = patches().find(({ path }) => varied.some(({ parameter }) => parameter.path === path));
  if (moved !== undefined) first.value = moved.path;

  function sweep(): Promise<void> {
    const paths = [first.value, ...(second.value === '' || second.value === first.value ? [] : [second.value])];
    const points = paths.length === 1 ? POINTS : POINTS_OF_TWO;
    const vary = paths.map((path) => `${path}=${valuesOf(varied.find((one) => one.parameter.path === path)!, points)}`);
    const others = patches().filter(({ path }) => !paths.includes(path));
    return kept.run({
      kind: 'sweep',
      reforms: others.length === 0 ? [] : [reformOf(others, WORDS.reformTitle)],
      vary,
      before_clearing: before.checked,
    });
  }

  async function draw(run: string): Promise<void> {
    const table = await tableOfRun(run, 'sweep');
    const [one, other] = parametersOf(table);
    first.value = one ?? first.value;
    second.value = other ?? '';
    result.replaceChildren();
    for (const view of sweepViews(table, style)) {
      chartCard(view, style, { foot: WORDS.caveat[language], place: result });
    }
    const tables = element('div');
    result.append(tables);
    tableTabs({ tables: [table] }, tables, language, style.unit, 'sweep', () => {});
  }
  const kept = keptRun(state, 'sweep', { start, progress, result }, 'sweepEmpty', save, draw);
  void kept.show();
}

/** Paths of the parameters: the columns between `point` and the first measure of outcome. */
function parametersOf(table: ResultTable): string[] {
  const names = table.schema.columns.slice(1).map(({ name }) => name);
  const count = names.findIndex((name) => !name.includes('.'));
  return names.slice(0, Math.max(1, count));
}

function sweepViews(table: ResultTable, style: ChartStyle): ChartView[] {
  const rows = [...Array(table.rowCount).keys()].map((row) =>
    table.schema.columns.map((column) => formatCell(table, column, row, style)),
  );
  return sweepCharts({ table, parameters: parametersOf(table).length }, style).map(({ title, option }, k) => ({
    id: `sweep-${k}`,
    title,
    summary: k === 2 ? say('frontierNote', style.language) : '',
    option,
    height: 380,
    headers: table.schema.columns.map((column) => columnHeader(column, style)),
    rows,
    isNumber: table.schema.columns.map(({ type }) => type !== 'text'),
  }));
}

/** Values from one end of the slider to the other, and the baseline's own among them. */
function valuesOf({ from, to, step, baseline }: Lever, points: number): string {
  const places = step >= 1 ? 0 : 3;
  const values = Array.from({ length: points }, (_, k) =>
    Number((from + ((to - from) * k) / (points - 1)).toPrecision(6)),
  );
  const rounded = values.map((value) => Math.round(value * 10 ** places) / 10 ** places).filter((value) => value > 0);
  return [...new Set([...rounded, baseline as number])].sort((a, b) => a - b).join(',');
}
