import { readFile } from 'node:fs/promises';
import { defineErrors, InputError } from '../../kernel/errors.js';
import { sha256 } from '../../kernel/hash.js';
import type { CellFault } from './cell-fault.js';
import { gridCellText } from './grid/grid-cell-text.js';
import { type GridSheet, type GridValue, WIDEST_SHEET } from './grid/grid-sheet.js';
import { readTextRows } from './read-text-rows.js';
import { sniffFile } from './sniff-file.js';

/** A cell as its text, codes and amounts as they are shown, or what is wrong with it. */
export type SheetCell = string | CellFault;

export interface SheetRow {
  /** Line of the file or row of the sheet, 1 first. */
  readonly line: number;
  readonly cells: readonly SheetCell[];
  /** Cells under a merge that begins elsewhere; they hold what the merge shows. */
  readonly covered: ReadonlySet<number>;
}

export interface TableSheet {
  /** Empty for a text file. */
  readonly name: string;
  readonly isHidden: boolean;
  /** Rows in which anything stands. */
  readonly rows: readonly SheetRow[];
}

/** More rows than any table of groups has; a file of cases is refused early. */
const MOST_ROWS = 100_000;

const ERRORS = defineErrors(InputError, {
  file_kind_not_table: {
    zh: '这是 {kind} 文件，不能作为病组表读取。请另存为 CSV、TSV 或 XLSX。',
    en: 'this is a file of the kind {kind}, which is not read as a table of groups. Save it as CSV, TSV or XLSX.',
  },
  file_too_long: {
    zh: '超过 {most} 行，不像一份病组表。请核对是否误选了病例文件。',
    en: 'more than {most} rows, which no table of groups has. Make sure that it is not a file of cases.',
  },
});

/**
 * Every sheet of a small table (CSV, TSV, XLSX, BIFF8 or HTML tables) whole, as texts: same readers, encodings and
 * rules of cells as files of cases, but headings are left to the caller, who may want two rows of them.
 * @returns sheets and the SHA-256 of the file
 * @throws the errors of the readers; file_kind_not_table for Parquet and NDJSON, file_too_long
 */
export async function readTableSheets(path: string): Promise<{ sheets: TableSheet[]; sha256: string }> {
  const { kind } = await sniffFile(path);
  const bytes = await readFile(path);
  const hash = sha256(bytes);
  if (kind === 'text') return { sheets: [textSheet(bytes, path)], sha256: hash };
  if (kind === 'xlsx') {
    const { openXlsx } = await import('./xlsx/xlsx-book.js');
    const book = await openXlsx(path);
    try {
      return { sheets: await gridSheets(book.sheets, path), sha256: hash };
    } finally {
      await book.close();
    }
  }
  if (kind === 'xls') {
    const { openXls } = await import('./xls-book.js');
    return { sheets: await gridSheets(await openXls(path), path), sha256: hash };
  }
  if (kind === 'html') {
    const { openHtml } = await import('./html/html-book.js');
    return { sheets: await gridSheets((await openHtml(path, undefined)).sheets, path), sha256: hash };
  }
  throw ERRORS.file_kind_not_table({ kind }, { path });
}

function textSheet(bytes: Uint8Array, path: string): TableSheet {
  const { headings, headingLine, rows, lines } = readTextRows(bytes, path);
  if (rows.length > MOST_ROWS) throw ERRORS.file_too_long({ most: MOST_ROWS }, { path });
  const none: ReadonlySet<number> = new Set();
  const all = [{ line: headingLine, cells: headings, covered: none }];
  rows.forEach((cells, index) => {
    if (cells.some((cell) => cell !== '')) all.push({ line: lines[index]!, cells, covered: none });
  });
  return { name: '', isHidden: false, rows: all };
}

async function gridSheets(sheets: readonly GridSheet[], path: string): Promise<TableSheet[]> {
  // All columns by name: a page of HTML gives only its first lines to who asks for none.
  const every = new Set(Array.from({ length: WIDEST_SHEET }, (_, column) => column));
  const read: TableSheet[] = [];
  for (const sheet of sheets) {
    const rows: SheetRow[] = [];
    await sheet.readRows(every, (line, values) => {
      const covered = new Set<number>();
      const cells = Array.from(values, (cell, column): SheetCell => {
        let value = cell;
        if (typeof value === 'object' && value.kind === 'covered') {
          covered.add(column);
          value = value.shown;
        }
        const text = gridCellText(value as GridValue | undefined, 'text', {
          isDate1904: sheet.isDate1904,
          listSign: ' ',
        });
        return typeof text === 'string' ? text.trim() : text;
      });
      if (cells.some((cell) => cell !== '')) rows.push({ line, cells, covered });
      if (rows.length > MOST_ROWS) throw ERRORS.file_too_long({ most: MOST_ROWS }, { path });
      return true;
    });
    read.push({ name: sheet.name, isHidden: sheet.isHidden, rows });
  }
  return read;
}
