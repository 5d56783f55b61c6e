import type { Worksheet } from 'exceljs';
import type { ColumnKind } from '../columns.js';
import { columnSchema } from '../columns.js';
import type { CellFault } from './case-builder.js';
import { FILE_ERRORS } from './file-errors.js';
import { type HeadingMapping, listed } from './map-headings.js';
import { notice } from './notices.js';
import type { Notice } from './read-result.js';
import type { RowTarget } from './row-target.js';
import { TextRow } from './text-row.js';
import { xlsxCellText } from './xlsx-cell.js';
import { readZipEntry } from './zip-entry.js';

/** Titles and remarks may stand above the headings. */
const LINES_SEARCHED = 20;
const DATES_1904 = /\bdate1904="([^"]*)"/;
const LARGEST_PART = 1 << 20;

export interface XlsxHandler {
  /** How many of these headings are known; decides sheet and line. */
  score(headings: readonly string[]): number;
  /** Called once, for the sheet chosen. */
  heading(headings: readonly string[]): HeadingMapping;
}

export interface XlsxOptions {
  /** Name in messages. */
  readonly file: string;
  readonly sheet: string | undefined;
}

interface Choice {
  readonly sheet: Worksheet;
  readonly line: number;
  readonly score: number;
}

/**
 * Reads the sheet of a workbook whose headings match best; hidden sheets are skipped. Uses the document reader: the
 * streaming one loses hidden state and rich text.
 * @throws xlsx_unreadable, xlsx_sheet_missing, xlsx_dates_1904
 */
export async function readXlsx(
  path: string,
  builder: Pick<RowTarget, 'addRow'>,
  handler: XlsxHandler,
  options: XlsxOptions,
): Promise<Notice[]> {
  // Loaded only here: 0.2 s of start-up.
  const { default: ExcelJS } = await import('exceljs');
  const workbook = new ExcelJS.Workbook();
  try {
    await workbook.xlsx.readFile(path);
  } catch (cause) {
    const problem = cause instanceof Error ? cause.message.split('\n')[0]! : String(cause);
    throw FILE_ERRORS.xlsx_unreadable({ problem }, { path, cause });
  }
  await refuseMisreadDates(path);
  const notices: Notice[] = [];
  const choice = chooseSheet(workbook.worksheets, handler, options, notices, path);
  const headings = headingsOf(choice.sheet, choice.line);
  const mapping = handler.heading(headings);
  readRows(choice, mapping, builder, options.file, notices);
  return notices;
}

/** ExcelJS knows date1904="1" only; LibreOffice writes "true", and dates would shift by four years in silence. */
async function refuseMisreadDates(path: string): Promise<void> {
  const part = await readZipEntry(path, 'xl/workbook.xml', LARGEST_PART);
  const written = DATES_1904.exec(part ?? '')?.[1];
  if (written === undefined || written === '1' || written === '0' || written === 'false') return;
  throw FILE_ERRORS.xlsx_dates_1904({ written }, { path });
}

function chooseSheet(
  sheets: readonly Worksheet[],
  handler: XlsxHandler,
  options: XlsxOptions,
  notices: Notice[],
  path: string,
): Choice {
  const { file } = options;
  const hidden = sheets.filter((sheet) => sheet.state !== 'visible');
  const candidates =
    options.sheet === undefined
      ? sheets.filter((sheet) => sheet.state === 'visible')
      : sheets.filter((sheet) => sheet.name === options.sheet);
  if (candidates.length === 0) {
    const names = listed(sheets.map((sheet) => sheet.name));
    throw FILE_ERRORS.xlsx_sheet_missing({ sheet: options.sheet ?? '', sheets: names }, { path });
  }
  let best: Choice | undefined;
  for (const sheet of candidates) {
    for (let line = 1; line <= Math.min(LINES_SEARCHED, sheet.rowCount); line++) {
      const headings = headingsOf(sheet, line);
      if (headings.every((heading) => heading === '')) continue;
      const score = handler.score(headings);
      if (best === undefined || score > best.score) best = { sheet, line, score };
    }
  }
  if (best === undefined) throw FILE_ERRORS.file_empty({}, { path });
  const skipped = hidden.filter((sheet) => sheet !== best.sheet);
  if (skipped.length > 0) {
    notices.push(notice('notice_sheets_hidden', { file, sheets: listed(skipped.map((sheet) => sheet.name)) }));
  }
  const others = candidates.filter((sheet) => sheet !== best.sheet);
  if (others.length > 0) {
    notices.push(notice('notice_sheets_other', { file, sheets: listed(others.map((sheet) => sheet.name)) }));
  }
  if (sheets.length > 1 || best.line > 1) {
    notices.push(notice('notice_sheet_chosen', { file, sheet: best.sheet.name, line: best.line }));
  }
  return best;
}

function headingsOf(sheet: Worksheet, line: number): string[] {
  const row = sheet.getRow(line);
  const headings: string[] = [];
  for (let column = 1; column <= row.cellCount; column++) {
    const cell = row.getCell(column);
    // A title merged over the table is one heading, not one for each column.
    const text = cell.isMerged && cell.master !== cell ? '' : xlsxCellText(cell, 'text');
    headings.push(typeof text === 'string' ? text.trim() : '');
  }
  return headings;
}

function readRows(
  choice: Choice,
  mapping: HeadingMapping,
  builder: Pick<RowTarget, 'addRow'>,
  file: string,
  notices: Notice[],
): void {
  const kindOf = new Map<number, ColumnKind>();
  for (const { column, cells } of mapping.sources) {
    // A heading that feeds two columns is read as text, the kind that loses nothing.
    for (const cell of cells) kindOf.set(cell, kindOf.has(cell) ? 'text' : columnSchema(column)!.kind);
  }
  const texts: string[] = new Array(mapping.headingCount).fill('');
  const row = new TextRow();
  let labelsFilled = 0;
  let amountsSkipped = 0;
  choice.sheet.eachRow({ includeEmpty: false }, (sheetRow, line) => {
    if (line <= choice.line) return;
    let faults: Map<number, CellFault> | undefined;
    for (const [index, kind] of kindOf) {
      const cell = sheetRow.getCell(index + 1);
      let text: string | CellFault = '';
      if (!cell.isMerged || cell.master === cell) {
        text = xlsxCellText(cell, kind);
      } else if (Number(cell.master.col) === index + 1) {
        // Under a merge ExcelJS repeats the first value: right for a label, a multiple for an amount.
        if (kind === 'money') {
          amountsSkipped++;
        } else {
          labelsFilled++;
          text = xlsxCellText(cell.master, kind);
        }
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
    builder.addRow(row.bytes, row.cells, line - choice.line, faults);
  });
  if (amountsSkipped > 0) notices.push(notice('notice_merged_amounts', { file, count: amountsSkipped }));
  if (labelsFilled > 0) notices.push(notice('notice_merged_labels', { file, count: labelsFilled }));
}
