import type { Workbook, Worksheet } from 'exceljs';
import { displayWidth } from '../display-width.js';
import { REPORT_ERRORS } from '../report-errors.js';

type CellValue = string | number | null;

/** One column of a sheet: its values are all text or all numbers, `null` blank. */
export interface SheetColumn {
  readonly header: string;
  /** Excel number format; `@` for text. */
  readonly format: string;
  readonly values: readonly CellValue[] | Iterable<CellValue>;
  /** Formats of single rows, 0 the first, where they differ from the column's. */
  readonly formatOf?: ReadonlyMap<number, string>;
  /** Characters; from header and values where absent. */
  readonly width?: number;
  /** Long text breaks into lines and its row grows; else it is cut off where the next column begins. */
  readonly overflow?: 'wrapped';
}

export const TEXT_FORMAT = '@';
/** Header and rows together. */
const MOST_ROWS = 1_048_576;
const WIDEST = 60;
const ROWS_MEASURED = 1000;
/** Points of one line of text. */
const LINE_HEIGHT = 15;
/** Characters across that a landscape A4 page still shows at half size; wider tables print over several pages. */
const WIDEST_PRINT = 260;

/**
 * A sheet with one filterable table from A1: header frozen, typed cells, widths from what is in them. LibreOffice
 * takes the filter from the table's buttons; a sheet's own autoFilter does not arrive there.
 * @throws workbook_too_long above 1,048,575 rows
 */
export function addTableSheet(
  workbook: Workbook,
  sheetName: string,
  tableName: string,
  columns: readonly SheetColumn[],
  rowCount: number,
  frozenColumns = 0,
): Worksheet {
  if (rowCount + 1 > MOST_ROWS) throw REPORT_ERRORS.workbook_too_long({ table: sheetName, rows: rowCount + 1 });
  const sheet = workbook.addWorksheet(safeSheetName(workbook, sheetName), {
    views: [{ state: 'frozen', xSplit: frozenColumns, ySplit: 1 }],
    pageSetup: { paperSize: 9, orientation: 'landscape' },
  });
  sheet.pageSetup.printTitlesRow = '1:1';
  const headers = uniqueHeaders(columns.map((column) => column.header));
  const values = columns.map((column) => Array.from(column.values));
  const wrapped = columns.flatMap(({ overflow }, c) => (overflow === 'wrapped' ? [c] : []));
  for (const [c, column] of columns.entries()) {
    const target = sheet.getColumn(c + 1);
    target.numFmt = column.format;
    target.width = column.width ?? widthOf(headers[c]!, values[c]!);
    target.alignment = {
      ...(column.format === TEXT_FORMAT ? {} : { horizontal: 'right' }),
      ...(wrapped.length === 0 ? {} : { vertical: 'top' }),
      ...(column.overflow === 'wrapped' ? { wrapText: true } : {}),
    };
  }
  fitToPage(sheet, columns.length, frozenColumns);
  const rows = Array.from({ length: rowCount }, (_, row) => values.map((cells) => cells[row] ?? null));
  sheet.addTable({
    name: tableName,
    ref: 'A1',
    headerRow: true,
    style: { theme: 'TableStyleLight1', showRowStripes: false },
    columns: headers.map((name) => ({ name, filterButton: true })),
    // A table without rows is a file that Excel repairs: it gets one blank row.
    rows: rows.length > 0 ? rows : [values.map(() => null)],
  });
  columns.forEach(({ formatOf }, c) => {
    for (const [row, format] of formatOf ?? []) sheet.getCell(row + 2, c + 1).numFmt = format;
  });
  for (let row = 0; wrapped.length > 0 && row < rowCount; row++) {
    const lines = wrapped.map((c) => linesOf(values[c]![row] ?? null, sheet.getColumn(c + 1).width!));
    sheet.getRow(row + 2).height = LINE_HEIGHT * Math.max(1, ...lines);
  }
  const header = sheet.getRow(1);
  header.height = 32;
  header.eachCell((cell) => {
    cell.numFmt = TEXT_FORMAT;
    cell.font = { bold: true };
    cell.alignment = { horizontal: 'center', vertical: 'middle', wrapText: true };
    cell.fill = { type: 'pattern', pattern: 'solid', fgColor: { argb: 'FFE8EDF3' } };
  });
  return sheet;
}

/**
 * A table is fitted to one page's width where half size suffices, and to as few pages across as that size needs; there
 * the first columns stand on each page. At full size a comparison of a hundred columns took thousands of pages.
 */
function fitToPage(sheet: Worksheet, columnCount: number, frozenColumns: number): void {
  let width = 0;
  let frozen = 0;
  for (let c = 1; c <= columnCount; c++) {
    width += sheet.getColumn(c).width!;
    if (c <= frozenColumns) frozen = width;
  }
  const isRepeated = width > WIDEST_PRINT && frozen < WIDEST_PRINT / 2;
  sheet.pageSetup.fitToPage = true;
  sheet.pageSetup.fitToWidth = isRepeated
    ? Math.ceil((width - frozen) / (WIDEST_PRINT - frozen))
    : Math.ceil(width / WIDEST_PRINT);
  sheet.pageSetup.fitToHeight = 0;
  if (isRepeated && frozenColumns > 0) {
    sheet.pageSetup.printTitlesColumn = `A:${sheet.getColumn(frozenColumns).letter}`;
  }
}

/** Lines that a text takes in a column; a line seldom fills to the last character, and never breaks within a number. */
function linesOf(value: CellValue, width: number): number {
  return typeof value === 'string' ? Math.ceil(displayWidth(value) / (width - 6)) : 1;
}

/** Headers of a table must differ: a second equal one gets its place behind it. */
function uniqueHeaders(headers: readonly string[]): string[] {
  const seen = new Set<string>();
  return headers.map((header, k) => {
    const name = seen.has(header.toLowerCase()) || header === '' ? `${header} [${k + 1}]` : header;
    seen.add(name.toLowerCase());
    return name;
  });
}

/** At most 31 characters, none of []:*?/\, no two alike. */
function safeSheetName(workbook: Workbook, name: string): string {
  const clean =
    name
      .replace(/[[\]:*?/\\']/g, ' ')
      .slice(0, 28)
      .trim() || 'sheet';
  const used = new Set(workbook.worksheets.map((sheet) => sheet.name.toLowerCase()));
  let candidate = clean;
  for (let k = 2; used.has(candidate.toLowerCase()); k++) candidate = `${clean} ${k}`;
  return candidate;
}

function widthOf(header: string, values: readonly CellValue[]): number {
  // Room for a header's filter button; a very long header breaks into two lines.
  let widest = Math.min(displayWidth(header) + 4, Math.max(26, Math.ceil(displayWidth(header) / 2) + 6));
  for (const value of values.slice(0, ROWS_MEASURED)) {
    if (value === null) continue;
    const length = typeof value === 'string' ? displayWidth(value) : numberWidth(value);
    if (length + 2 > widest) widest = length + 2;
  }
  return Math.min(WIDEST, Math.max(9, widest));
}

function numberWidth(value: number): number {
  const whole = String(Math.trunc(Math.abs(value))).length;
  return whole + Math.floor((whole - 1) / 3) + 4;
}
