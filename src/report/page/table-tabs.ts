import type { Language } from '../../kernel/errors.js';
import type { MoneyUnit } from '../format-number.js';
import { label } from '../labels.js';
import type { ReportModel } from '../report-model.js';
import { columnsAtFirst } from '../table-columns.js';
import { button, element } from './dom.js';
import { type TableView, tableView } from './table-view.js';

export interface TableTabs {
  readonly setUnit: (unit: MoneyUnit) => void;
  readonly forPaper: () => void;
  readonly forScreen: () => void;
}

/** The result tables behind tabs; a table is drawn when it is first looked at, on paper all of them. */
export function tableTabs(
  model: ReportModel,
  place: Element,
  language: Language,
  firstUnit: MoneyUnit,
  firstTable: string,
  onChoice: (table: string) => void,
): TableTabs {
  let unit = firstUnit;
  const views = new Map<string, TableView>();
  const tables = model.tables;
  const names = tables.map((table) => table.schema.name);
  const list = element('div', { class: 'tabs', role: 'tablist', 'aria-label': label('tables', language) });
  const tabs = tables.map((table, k) =>
    button(table.schema.title[language], () => choose(k), {
      role: 'tab',
      id: `tab-${table.schema.name}`,
      'aria-controls': `panel-${table.schema.name}`,
    }),
  );
  const panels = tables.map((table) =>
    element('div', {
      class: 'panel',
      role: 'tabpanel',
      id: `panel-${table.schema.name}`,
      'aria-labelledby': `tab-${table.schema.name}`,
    }),
  );
  list.append(...tabs);
  list.addEventListener('keydown', (event) => {
    const step = event.key === 'ArrowRight' ? 1 : event.key === 'ArrowLeft' ? -1 : 0;
    if (step === 0) return;
    const next = (tabs.indexOf(document.activeElement as HTMLButtonElement) + step + tabs.length) % tabs.length;
    choose(next);
    tabs[next]!.focus();
  });
  place.append(list, ...panels);

  function viewOf(k: number): TableView {
    const table = tables[k]!;
    let view = views.get(table.schema.name);
    if (view === undefined) {
      const columns = columnsAtFirst(table, model.columnsShown?.[table.schema.name]);
      view = tableView(table, { language, unit, columns });
      views.set(table.schema.name, view);
      panels[k]!.append(view.node);
    }
    return view;
  }

  function choose(chosen: number): void {
    for (const [k, panel] of panels.entries()) {
      panel.hidden = k !== chosen;
      tabs[k]!.setAttribute('aria-selected', String(k === chosen));
      tabs[k]!.tabIndex = k === chosen ? 0 : -1;
    }
    viewOf(chosen).forScreen();
    onChoice(names[chosen]!);
  }

  if (tables.length > 0) choose(Math.max(0, names.indexOf(firstTable)));
  return {
    setUnit(next) {
      unit = next;
      for (const view of views.values()) view.setUnit(next);
    },
    forPaper() {
      for (const k of tables.keys()) viewOf(k).forPaper();
    },
    forScreen() {
      for (const view of views.values()) view.forScreen();
    },
  };
}
