import { columnSchema } from '../../columns.js';
import type { CellFault } from '../cell-fault.js';
import { FILE_ERRORS } from '../file-errors.js';
import { isForcedText } from '../forced-texts.js';
import { type HeadingMapping, listed } from '../map-headings.js';
import { notice } from '../notices.js';
import type { Notice } from '../read-result.js';
import type { RowTarget } from '../row-target.js';
import { TextRow } from '../text-row.js';
import { type GridCellKind, gridCellText } from './grid-cell-text.js';
import type { GridCell, GridSheet } from './grid-sheet.js';

/** Titles and remarks may stand above the headings. */
const LINES_SEARCHED = 20;
const PLAIN_NUMBER = /^\d+(?:\.\d+)?$/;

export interface GridHandler {
  /** How many of these headings are known; decides sheet and line. */
  score(headings: readonly string[]): number;
  /** Called once, for the sheet chosen. */
  heading(headings: readonly string[], line: number): HeadingMapping;
}

export interface GridOptions {
  /** Name in messages. */
  readonly file: string;
  readonly path: string;
  /** The sheet that a profile names. */
  readonly sheet: string | undefined;
  readonly listSign: string;
  /**
   * A procedure code stored as a number (3.31 for 03.31): refused, or handed on as its digits where the reader of codes
   * has a list to put the zeros back by.
   */
  readonly numbersInProcedures: 'refuse' | 'repair';
}

interface Choice {
  readonly sheet: GridSheet;
  readonly line: number;
  readonly headings: readonly string[];
  readonly score: number;
}

/**
 * Reads the sheet whose headings match best, from whatever line they stand in; hidden sheets are skipped unless named.
 * Under a merge a label is filled down, an amount counts once, and what lies hidden beneath is counted and told.
 * @throws xlsx_sheet_missing, file_empty
 */
export async function readGrid(
  sheets: readonly GridSheet[],
  target: Pick<RowTarget, 'addRow'>,
  handler: GridHandler,
  options: GridOptions,
): Promise<Notice[]> {
  const notices: Notice[] = [];
  const choice = await chooseSheet(sheets, handler, options, notices);
  const mapping = handler.heading(choice.headings, choice.line);
  await readRows(choice, mapping, target, options, notices);
  return notices;
}

async function chooseSheet(
  sheets: readonly GridSheet[],
  handler: GridHandler,
  options: GridOptions,
  notices: Notice[],
): Promise<Choice> {
  const { file, path } = options;
  const candidates = sheets.filter((sheet) =>
    options.sheet === undefined ? !sheet.isHidden : sheet.name === options.sheet,
  );
  if (candidates.length === 0) {
    const names = listed(sheets.map((sheet) => sheet.name));
    throw FILE_ERRORS.xlsx_sheet_missing({ sheet: options.sheet ?? '', sheets: names }, { path });
  }
  let best: Choice | undefined;
  for (const sheet of candidates) {
    await sheet.readRows(undefined, (line, cells) => {
      if (line > LINES_SEARCHED) return false;
      const headings = headingsOf(cells, sheet.isDate1904);
      if (headings.every((heading) => heading === '')) return true;
      const score = handler.score(headings);
      if (best === undefined || score > best.score) best = { sheet, line, headings, score };
      return true;
    });
  }
  if (best === undefined) throw FILE_ERRORS.file_empty({}, { path });
  const chosen: Choice = best;
  const tell = (code: 'notice_sheets_hidden' | 'notice_sheets_other', list: readonly GridSheet[]): void => {
    const names = list.filter((sheet) => sheet !== chosen.sheet).map((sheet) => sheet.name);
    if (names.length > 0) notices.push(notice(code, { file, sheets: listed(names) }));
  };
  tell(
    'notice_sheets_hidden',
    sheets.filter((sheet) => sheet.isHidden),
  );
  tell('notice_sheets_other', candidates);
  if (sheets.length > 1 || chosen.line > 1) {
    notices.push(notice('notice_sheet_chosen', { file, sheet: chosen.sheet.name, line: chosen.line }));
  }
  return chosen;
}

function headingsOf(cells: readonly GridCell[], isDate1904: boolean): string[] {
  const headings: string[] = [];
  for (let column = 0; column < cells.length; column++) {
    const cell = cells[column];
    // A title merged over the table is one heading, not one for each column.
    const value = typeof cell === 'object' && cell.kind === 'covered' ? undefined : cell;
    const text = gridCellText(value, 'text', { isDate1904, listSign: ' ' });
    const heading = typeof text === 'string' ? text.trim() : '';
    headings.push(isForcedText(heading) ? heading.slice(2, -1) : heading);
  }
  while (headings.at(-1) === '') headings.pop();
  return headings;
}

async function readRows(
  choice: Choice,
  mapping: HeadingMapping,
  target: Pick<RowTarget, 'addRow'>,
  options: GridOptions,
  notices: Notice[],
): Promise<void> {
  const kindOf = new Map<number, GridCellKind>();
  for (const { column, cells } of mapping.sources) {
    // A heading that feeds columns of two kinds is read as text, the kind that loses nothing.
    const schema = columnSchema(column)!;
    const kind = schema.unit === 'hours' ? 'hours' : schema.kind;
    for (const cell of cells) kindOf.set(cell, (kindOf.get(cell) ?? kind) === kind ? kind : 'text');
  }
  const wanted = [...kindOf];
  const repairable = new Set(
    options.numbersInProcedures === 'repair'
      ? mapping.sources.flatMap((source) => (source.column === 'px' ? source.cells : []))
      : [],
  );
  const texts: string[] = new Array(mapping.headingCount).fill('');
  const row = new TextRow();
  const textOptions = { isDate1904: choice.sheet.isDate1904, listSign: options.listSign };
  let labels = 0;
  let amounts = 0;
  let beneath = 0;
  let forced = 0;
  await choice.sheet.readRows(new Set(kindOf.keys()), (line, cells) => {
    if (line <= choice.line) return true;
    let faults: Map<number, CellFault> | undefined;
    for (const [index, kind] of wanted) {
      const cell = cells[index];
      let value = cell as Exclude<GridCell, { kind: 'covered' }>;
      if (typeof cell === 'object' && cell.kind === 'covered') {
        const isAmount = kind === 'money';
        if (cell.beneath !== undefined && cell.beneath !== '') beneath++;
        if (cell.shown !== undefined && isAmount) amounts++;
        if (cell.shown !== undefined && !isAmount) labels++;
        value = isAmount ? undefined : cell.shown;
      }
      if (typeof value === 'string' && isForcedText(value)) {
        value = value.slice(2, -1);
        forced++;
      }
      let text = gridCellText(value, kind, textOptions);
      if (typeof text !== 'string' && repairable.has(index) && text.reason === 'cell_code_is_number') {
        text = PLAIN_NUMBER.test(text.value) ? text.value : text;
      }
      if (typeof text === 'string') {
        texts[index] = text;
      } else {
        texts[index] = '';
        faults ??= new Map();
        faults.set(index, text);
      }
    }
    row.fill(texts);
    target.addRow(row.bytes, row.cells, line - choice.line, faults);
    return true;
  });
  const { file } = options;
  if (forced > 0) notices.push(notice('notice_forced_texts', { file, count: forced }));
  if (amounts > 0) notices.push(notice('notice_merged_amounts', { file, count: amounts }));
  if (labels > 0) notices.push(notice('notice_merged_labels', { file, count: labels }));
  if (beneath > 0) notices.push(notice('notice_merged_beneath', { file, count: beneath }));
}
