import type { Language } from '../../kernel/errors.js';
import type { ResultTable } from '../../kernel/result-table.js';
import type { MoneyUnit } from '../format-number.js';
import { label } from '../labels.js';
import type { ReportModel } from '../report-model.js';
import { columnsAtFirst } from '../table-columns.js';
import { button, element } from './dom.js';
import { type TableView, tableView } from './table-view.js';

export interface TableTabs {
  /** Opens a table, with this filter where one is given, and goes to it. */
  readonly show: (table: string, filter?: string) => void;
  /** Other rows of the same tables, e.g. while a parameter moves. */
  readonly setTables: (tables: readonly ResultTable[]) => void;
  readonly setUnit: (unit: MoneyUnit) => void;
  readonly forPaper: () => void;
  readonly forScreen: () => void;
}

/** The filter of the table that is opened first, and who is told of every filter. */
export interface TableFiltering {
  readonly filter?: string;
  readonly onFilter?: (table: string, filter: string) => void;
  /** What the tables are part of, where a page has others of the same titles. */
  readonly within?: string;
}

/** The result tables behind tabs; a table is drawn when it is first looked at, on paper all of them. */
export function tableTabs(
  model: Pick<ReportModel, 'tables' | 'columnsShown'>,
  place: Element,
  language: Language,
  firstUnit: MoneyUnit,
  firstTable: string,
  onChoice: (table: string, filter: string) => void,
  filtering: TableFiltering = {},
): TableTabs {
  let unit = firstUnit;
  const views = new Map<string, TableView>();
  let tables = model.tables;
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
      const { name } = table.schema;
      view = tableView(table, {
        language,
        unit,
        columns,
        filter: name === firstTable ? (filtering.filter ?? '') : '',
        onFilter: (filter) => filtering.onFilter?.(name, filter),
        ...(filtering.within === undefined ? {} : { within: filtering.within }),
      });
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
    const view = viewOf(chosen);
    view.forScreen();
    onChoice(names[chosen]!, view.filter());
  }

  if (tables.length > 0) choose(Math.max(0, names.indexOf(firstTable)));
  return {
    show(name, filter) {
      const k = names.indexOf(name);
      if (k === -1) return;
      choose(k);
      if (filter !== undefined) viewOf(k).setFilter(filter);
      list.scrollIntoView({ block: 'start' });
      tabs[k]!.focus({ preventScroll: true });
    },
    setTables(next) {
      tables = next;
      for (const table of next) views.get(table.schema.name)?.setTable(table);
    },
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
