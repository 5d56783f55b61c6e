import type { Language, Text } from '../../kernel/errors.js';
import { fillText } from '../../kernel/errors.js';
import type { ResultColumnSchema, ResultTable } from '../../kernel/result-table.js';
import { csvText } from '../csv-text.js';
import { displayWidth } from '../display-width.js';
import { MINUS, MISSING_TEXT, type MoneyUnit } from '../format-number.js';
import { label } from '../labels.js';
import {
  columnHeader,
  columnLabel,
  columnUnit,
  formatCell,
  formatColumnNumber,
  isGainWhenMore,
  textWord,
} from '../report-cell.js';
import { orderRows, type TableOrder } from '../table-order.js';
import { button, download, element } from './dom.js';
import { keepForPaper } from './paper.js';
import { sheetFile } from './sheet-file.js';

export interface TableViewOptions {
  readonly language: Language;
  readonly unit: MoneyUnit;
  readonly columns: readonly string[];
  /** Written in the filter at first. */
  readonly filter?: string;
  readonly onFilter?: (filter: string) => void;
  /** What the table is part of, where a page has another of the same title. */
  readonly within?: string;
}

export interface TableView {
  readonly node: HTMLElement;
  readonly setUnit: (unit: MoneyUnit) => void;
  /** Other rows of the same columns: order, filter, columns and place stay. */
  readonly setTable: (table: ResultTable) => void;
  readonly filter: () => string;
  readonly setFilter: (filter: string) => void;
  /** Draws a bounded number of rows for paper, and puts the window back. */
  readonly forPaper: () => void;
  readonly forScreen: () => void;
}

const SAVE_XLSX: Text = { zh: '下载 XLSX（所见）', en: 'XLSX of what is seen' };
const ROW_PIXELS = 32;
/** Rows drawn beyond the window's edges, so that quick scrolling shows no gap. */
const SPARE_ROWS = 12;
const PAPER_ROWS = 40;
const PAPER_COLUMNS = 10;
const HAN = /[\u4e00-\u9fff]/;

/**
 * The one table of our pages: header that stays, order by click, filter, columns to choose, CSV of what is seen. Only
 * the rows in sight are in the document, so ten thousand rows scroll as lightly as ten.
 */
export function tableView(first: ResultTable, options: TableViewOptions): TableView {
  const { language } = options;
  let table = first;
  const shown = new Set(options.columns);
  let unit = options.unit;
  let order: TableOrder | undefined;
  let filter = options.filter ?? '';
  let rows = orderRows(table, filter, order, language);
  let isOnPaper = false;

  /** Rows in the document, by their place in the order. */
  const drawn = new Map<number, HTMLTableRowElement>();
  let above = spacer(1);
  let below = spacer(1);
  const head = element('thead');
  const body = element('tbody');
  const columnGroup = element('colgroup');
  const grid = element('table', { class: 'grid', 'aria-rowcount': table.rowCount + 1 }, columnGroup, head, body);
  const title = table.schema.title[language];
  const name = options.within === undefined ? title : `${options.within} · ${title}`;
  const scroller = element('div', { class: 'scroll window', role: 'region', tabindex: '0', 'aria-label': name }, grid);
  const count = element('span', { class: 'count', role: 'status' });
  const search = element('input', { type: 'search', placeholder: label('filterHint', language) });
  search.setAttribute('aria-label', label('filter', language));
  search.value = filter;
  const printed = element('p', { class: 'printed-rows' });
  const tools = element(
    'div',
    { class: 'tools' },
    search,
    columnChooser(table, shown, language, drawAll),
    button(label('downloadCsv', language), saveCsv),
    button(SAVE_XLSX[language], saveXlsx),
    count,
  );
  const node = element('div', {}, element('h3', {}, title), tools, scroller, printed);

  const columns = () => table.schema.columns.filter(({ name }) => shown.has(name));

  function drawAll(): void {
    const seen = isOnPaper ? columns().slice(0, PAPER_COLUMNS) : columns();
    const widths = seen.map((column) => columnPixels(table, column, unit, language));
    const sum = widths.reduce((total, width) => total + width, 0);
    // Paper is as wide as it is: shares of it instead of pixels.
    const css = (width: number) => (isOnPaper ? `${((100 * width) / sum).toPrecision(4)}%` : `${width}px`);
    columnGroup.replaceChildren(...widths.map((width) => element('col', { style: `width:${css(width)}` })));
    grid.style.minWidth = isOnPaper ? '' : `${sum}px`;
    head.replaceChildren(element('tr', {}, ...seen.map(headerCell)));
    count.textContent = `${rows.length} ${label('rows', language)}`;
    printed.textContent =
      isOnPaper && rows.length > PAPER_ROWS
        ? fillText(label('printedRows', language), { shown: PAPER_ROWS, all: rows.length })
        : '';
    drawRows();
  }

  /** Draws all rows in sight anew, e.g. with other columns. */
  function drawRows(): void {
    drawn.clear();
    const seen = isOnPaper ? columns().slice(0, PAPER_COLUMNS) : columns();
    if (rows.length > 0) {
      above = spacer(seen.length);
      below = spacer(seen.length);
      body.replaceChildren();
      fill(isOnPaper ? [0, Math.min(rows.length, PAPER_ROWS)] : inSight(), seen);
    } else body.replaceChildren(element('tr', {}, element('td', { colspan: seen.length }, label('noRows', language))));
  }

  /** Places of the rows in sight, first and after last, with some to spare. */
  function inSight(): readonly [number, number] {
    const { scrollTop, clientHeight } = scroller;
    const first = Math.max(0, Math.floor(scrollTop / ROW_PIXELS) - SPARE_ROWS);
    const last = Math.ceil((scrollTop + (clientHeight || 480)) / ROW_PIXELS) + SPARE_ROWS;
    return [Math.min(first, rows.length), Math.min(rows.length, last)];
  }

  /** Brings what is in sight into the document: rows that stay are not touched, those that left are written over. */
  function fill([first, last]: readonly [number, number], seen: readonly ResultColumnSchema[]): void {
    const free: HTMLTableRowElement[] = [];
    for (const [k, line] of drawn) {
      if (k >= first && k < last) continue;
      drawn.delete(k);
      free.push(line);
    }
    let next: Element | null = null;
    above.remove();
    below.remove();
    for (let k = last - 1; k >= first; k--) {
      let line = drawn.get(k);
      if (line === undefined) {
        line = writeRow(free.pop() ?? emptyRow(seen), k, seen);
        drawn.set(k, line);
        body.insertBefore(line, next);
      }
      next = line;
    }
    for (const line of free) line.remove();
    if (first > 0) body.prepend(ofHeight(above, first));
    if (!isOnPaper && last < rows.length) body.append(ofHeight(below, rows.length - last));
  }

  function emptyRow(seen: readonly ResultColumnSchema[]): HTMLTableRowElement {
    const cells = seen.map((_, c) => (c === 0 ? element('th', { scope: 'row' }, '') : element('td', {}, '')));
    return element('tr', {}, ...cells);
  }

  function writeRow(line: HTMLTableRowElement, k: number, seen: readonly ResultColumnSchema[]): HTMLTableRowElement {
    const row = rows[k]!;
    line.setAttribute('aria-rowindex', String(k + 2));
    for (const [c, column] of seen.entries()) {
      const cell = line.children[c] as HTMLTableCellElement;
      const text = formatCell(table, column, row, { language, unit });
      const kind = cellClass(table, column, row);
      // A name that is not there is missing, as a number is.
      cell.textContent = text === '' ? MISSING_TEXT : text;
      if (cell.className !== kind) cell.className = kind;
      if (column.type !== 'text') continue;
      cell.title = text;
      // A name that stays Chinese on an English page is read out as Chinese.
      if (language === 'en' && HAN.test(text)) cell.lang = 'zh-CN';
      else cell.removeAttribute('lang');
    }
    return line;
  }

  function headerCell(column: ResultColumnSchema): HTMLElement {
    const isSorted = order?.column === column.name;
    const arrow = !isSorted ? '' : order!.direction === 'ascending' ? '▲' : '▼';
    const unitText = columnUnit(column, { language, unit });
    const sort = button('', () => sortBy(column), { title: column.meaning?.[language] });
    sort.append(
      element('span', {}, columnLabel(column, language), ...(unitText === '' ? [] : [element('small', {}, unitText)])),
      element('span', { class: 'arrow', 'aria-hidden': 'true' }, arrow),
    );
    return element(
      'th',
      {
        scope: 'col',
        class: column.type === 'text' ? undefined : 'num',
        'aria-sort': isSorted ? order!.direction : undefined,
        'data-column': column.name,
      },
      sort,
    );
  }

  function sortBy(column: ResultColumnSchema): void {
    // Numbers start with the largest, texts with the first; the third click gives the table's own order back.
    const start = column.type === 'text' ? 'ascending' : 'descending';
    const other = start === 'ascending' ? 'descending' : 'ascending';
    if (order?.column !== column.name) order = { column: column.name, direction: start };
    else order = order.direction === start ? { column: column.name, direction: other } : undefined;
    refresh();
    head.querySelector<HTMLButtonElement>(`th[data-column="${CSS.escape(column.name)}"] button`)?.focus();
  }

  function refresh(): void {
    rows = orderRows(table, filter, order, language);
    scroller.scrollTop = 0;
    drawAll();
  }

  function saveCsv(): void {
    const seen = columns();
    const style = { language, unit };
    const line = (cells: readonly string[]) => `${cells.join(',')}\n`;
    let text = `\ufeff${line(seen.map((column) => csvText(columnHeader(column, style))))}`;
    for (const row of rows) {
      text += line(
        seen.map((column) => {
          const cell = formatCell(table, column, row, style);
          return column.type === 'text' ? csvText(cell) : plainText(cell);
        }),
      );
    }
    download(`${table.schema.name}.csv`, new Blob([text], { type: 'text/csv;charset=utf-8' }));
  }

  function saveXlsx(): void {
    const seen = columns();
    const style = { language, unit };
    const cells = rows.map((row) =>
      seen.map((column) => {
        const cell = formatCell(table, column, row, style);
        return column.type === 'text' ? cell : plainText(cell);
      }),
    );
    const sheet = {
      title: table.schema.title[language],
      headers: seen.map((column) => columnHeader(column, style)),
      isNumber: seen.map(({ type }) => type !== 'text'),
      rows: cells,
    };
    download(`${table.schema.name}.xlsx`, sheetFile(sheet));
  }

  let isWaiting = false;
  scroller.addEventListener(
    'scroll',
    () => {
      if (isWaiting) return;
      isWaiting = true;
      requestAnimationFrame(() => {
        isWaiting = false;
        if (!isOnPaper && rows.length > 0) fill(inSight(), columns());
      });
    },
    { passive: true },
  );
  search.addEventListener('input', () => {
    filter = search.value;
    refresh();
    options.onFilter?.(filter);
  });
  drawAll();
  const forPaper = (): void => {
    isOnPaper = true;
    drawAll();
  };
  const forScreen = (): void => {
    isOnPaper = false;
    drawAll();
  };
  keepForPaper(node, { forPaper, forScreen });
  return {
    node,
    setUnit(next) {
      unit = next;
      drawAll();
    },
    setTable(next) {
      table = next;
      const place = scroller.scrollTop;
      rows = orderRows(table, filter, order, language);
      drawAll();
      scroller.scrollTop = place;
    },
    filter: () => filter,
    setFilter(next) {
      filter = next;
      search.value = next;
      refresh();
      options.onFilter?.(next);
    },
    forPaper,
    forScreen,
  };
}

/** Shown number → number for a spreadsheet. */
function plainText(cell: string): string {
  if (cell === MISSING_TEXT) return '';
  return cell.replaceAll(',', '').replace(MINUS, '-').replace('+', '');
}

function spacer(columnCount: number): HTMLTableRowElement {
  return element('tr', { class: 'spacer', 'aria-hidden': 'true' }, element('td', { colspan: columnCount }));
}

function ofHeight(line: HTMLTableRowElement, rowCount: number): HTMLTableRowElement {
  (line.firstElementChild as HTMLElement).style.height = `${rowCount * ROW_PIXELS}px`;
  return line;
}

function cellClass(table: ResultTable, column: ResultColumnSchema, row: number): string {
  if (column.type === 'text') return '';
  if (!isGainWhenMore(column)) return 'num';
  const value = table.columns[column.name]![row] as number;
  return value < 0 ? 'num loss' : value > 0 ? 'num gain' : 'num';
}

/** Widths from all rows, not from those in sight: nothing jumps while scrolling. */
function columnPixels(table: ResultTable, column: ResultColumnSchema, unit: MoneyUnit, language: Language): number {
  const values = table.columns[column.name]!;
  let widest = 0;
  if (values instanceof Float64Array) {
    let low = 0;
    let high = 0;
    for (const value of values) {
      if (value < low) low = value;
      if (value > high) high = value;
    }
    widest = Math.max(...[low, high].map((value) => formatColumnNumber(column, value, unit).length));
  } else {
    for (const value of values) widest = Math.max(widest, displayWidth(textWord(column, value, language)));
  }
  const header = displayWidth(columnLabel(column, language));
  // A header may break into two lines; a cell may not.
  return Math.min(
    // A sentence (why a group loses) is the answer of its table; names end earlier.
    column.type === 'text' ? 460 : 260,
    Math.max(84, Math.ceil(widest * 7.6) + 24, Math.ceil((Math.ceil(header / 4) * 2 + 2) * 7.2) + 36),
  );
}

function columnChooser(
  table: ResultTable,
  shown: Set<string>,
  language: Language,
  onChange: () => void,
): HTMLDetailsElement {
  const boxes = table.schema.columns.map((column) => {
    const box = element('input', { type: 'checkbox', checked: shown.has(column.name) });
    box.addEventListener('change', () => {
      if (box.checked) shown.add(column.name);
      else if (shown.size > 1) shown.delete(column.name);
      else box.checked = true;
      onChange();
    });
    return element('label', {}, box, columnLabel(column, language));
  });
  const legend = element('legend', { class: 'only-read' }, label('chooseColumns', language));
  const chooser = element(
    'details',
    { class: 'chooser' },
    element('summary', {}, label('chooseColumns', language)),
    element('fieldset', {}, legend, ...boxes),
  );
  chooser.addEventListener('keydown', (event) => {
    if (event.key !== 'Escape') return;
    chooser.open = false;
    chooser.querySelector('summary')!.focus();
  });
  return chooser;
}
