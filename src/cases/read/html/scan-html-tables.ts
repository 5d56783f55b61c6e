import { Parser } from 'htmlparser2';
import { FILE_ERRORS } from '../file-errors.js';
import { type GridCell, WIDEST_SHEET } from '../grid/grid-sheet.js';

/** As in browsers. */
const WIDEST_SPAN = 1000;
const LONGEST_SPAN = 65_534;
/** Signs of one cell; a cell that is never closed would take the rest of the file. */
const LONGEST_CELL = 1 << 22;
const SILENT = new Set(['script', 'style', 'title', 'noscript', 'template']);

/** Takes a row of a table (0 first, in the order they begin); lines count from 1 in each table. */
export type TakeHtmlRow = (table: number, line: number, cells: readonly GridCell[]) => void;

interface Span {
  readonly value: string;
  readonly isFirst: boolean;
  left: number;
}

interface OpenTable {
  readonly number: number;
  line: number;
  cells: { text: string; across: number; down: number }[] | undefined;
  isCellOpen: boolean;
  spans: (Span | undefined)[];
}

/**
 * Finds the tables of a web page as programs write them: tags unclosed or in capitals, tables in tables, rowspan and
 * colspan, entities. Text is taken as shown and never as a number; formats such as mso-number-format do not matter.
 * @throws sheet_too_wide
 */
export class HtmlTableScanner {
  tableCount = 0;
  hasFrames = false;
  /** A table was never closed: the page may be cut off. */
  hasOpenTable = false;
  private readonly open: OpenTable[] = [];
  private readonly parser: Parser;
  private silent = 0;

  constructor(private readonly take: TakeHtmlRow) {
    this.parser = new Parser(
      {
        onopentag: (name, attributes) => this.opened(name, attributes),
        onclosetag: (name, isImplied) => this.closed(name, isImplied ? 'implied' : 'written'),
        ontext: (text) => this.addText(text),
      },
      { decodeEntities: true, lowerCaseTags: true, lowerCaseAttributeNames: true },
    );
  }

  push(piece: string): void {
    this.parser.write(piece);
  }

  end(): void {
    this.parser.end();
    while (this.open.length > 0) this.endTable();
  }

  private opened(name: string, attributes: Readonly<Record<string, string>>): void {
    if (SILENT.has(name)) this.silent++;
    if (name === 'frame' || name === 'frameset' || name === 'iframe') this.hasFrames = true;
    if (name === 'table') {
      this.open.push({ number: this.tableCount++, line: 0, cells: undefined, isCellOpen: false, spans: [] });
      return;
    }
    const table = this.open.at(-1);
    if (table === undefined) return;
    if (name === 'tr') {
      this.endRow(table);
      table.cells = [];
    } else if (name === 'td' || name === 'th') {
      table.cells ??= [];
      if (table.cells.length >= WIDEST_SHEET) throw FILE_ERRORS.sheet_too_wide({ most: WIDEST_SHEET });
      table.cells.push({
        text: '',
        across: span(attributes.colspan, WIDEST_SPAN),
        down: span(attributes.rowspan, LONGEST_SPAN),
      });
      table.isCellOpen = true;
    } else if (name === 'br') {
      this.append(table, '\n');
    } else if (name === 'p' || name === 'div' || name === 'li') {
      const cell = table.cells?.at(-1);
      if (table.isCellOpen && cell !== undefined && cell.text.trim() !== '') this.append(table, '\n');
    }
  }

  private closed(name: string, how: 'written' | 'implied'): void {
    if (SILENT.has(name)) this.silent = Math.max(0, this.silent - 1);
    const table = this.open.at(-1);
    if (table === undefined) return;
    if (name === 'td' || name === 'th') table.isCellOpen = false;
    else if (name === 'tr') this.endRow(table);
    else if (name === 'table') {
      if (how === 'implied') this.hasOpenTable = true;
      this.endTable();
    } else if (name === 'thead' || name === 'tbody' || name === 'tfoot') {
      this.endRow(table);
      table.spans = [];
    }
  }

  private addText(text: string): void {
    const table = this.open.at(-1);
    if (table === undefined || this.silent > 0) return;
    this.append(table, text.replace(/[ \t\r\n\f]+/g, ' '));
  }

  private append(table: OpenTable, text: string): void {
    const cell = table.cells?.at(-1);
    if (!table.isCellOpen || cell === undefined) return;
    cell.text += text;
    if (cell.text.length > LONGEST_CELL) throw FILE_ERRORS.html_cell_too_long({ most: LONGEST_CELL });
  }

  private endTable(): void {
    const table = this.open.pop();
    if (table !== undefined) this.endRow(table);
  }

  private endRow(table: OpenTable): void {
    const { cells, spans } = table;
    table.isCellOpen = false;
    if (cells === undefined) return;
    table.cells = undefined;
    table.line++;
    const row: GridCell[] = [];
    const carry = (): void => {
      for (let open = spans[row.length]; open !== undefined; open = spans[row.length]) {
        if (--open.left === 0) spans[row.length] = undefined;
        row.push({ kind: 'covered', shown: open.isFirst ? open.value : undefined, beneath: undefined });
      }
    };
    for (const { text, across, down } of cells) {
      carry();
      const value = cleanText(text);
      for (let i = 0; i < across; i++) {
        const isCarried = spans[row.length] !== undefined;
        if (!isCarried && down > 1) spans[row.length] = { value, isFirst: i === 0, left: down - 1 };
        row.push(i === 0 ? value : undefined);
      }
      if (row.length > WIDEST_SHEET) throw FILE_ERRORS.sheet_too_wide({ most: WIDEST_SHEET });
    }
    for (carry(); row.length < spans.length; carry()) row.push(undefined);
    this.take(table.number, table.line, row);
  }
}

function span(text: string | undefined, most: number): number {
  if (text === undefined) return 1;
  const number = Number.parseInt(text, 10);
  if (number === 0) return most === LONGEST_SPAN ? most : 1;
  return number > 0 ? Math.min(number, most) : 1;
}

/** Spaces become one here, not before: the parser hands a text out in parts. */
function cleanText(text: string): string {
  return text
    .split('\n')
    .map((line) => line.replace(/ {2,}/g, ' ').trim())
    .filter((line) => line !== '')
    .join('\n');
}
