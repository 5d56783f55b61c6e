import { createHash } from 'node:crypto';
import { readFile } from 'node:fs/promises';
import type { GridCell, GridSheet, GridValue } from '../../../cases/read/grid/grid-sheet.js';
import { isDateFormat, renderFixed } from '../../../cases/read/grid/number-format.js';
import { sniffFile } from '../../../cases/read/sniff-file.js';
import { SCHEME_ERRORS } from '../../scheme-errors.js';

/** A cell of a scheme workbook: text, a number with the text that a format of zeros gives it, or what is wrong. */
export type WorkbookCell =
  | string
  | { readonly number: number; readonly fixed: string | undefined }
  | { readonly fault: string };

export interface WorkbookRow {
  /** Row of the sheet, 1 first. */
  readonly line: number;
  /** From the first column on; '' where nothing stands. */
  readonly cells: readonly WorkbookCell[];
}

export interface WorkbookSheet {
  readonly name: string;
  readonly isHidden: boolean;
  readonly rows: readonly WorkbookRow[];
  /** Cells under a merge down a column, which took the value above. */
  readonly filled: number;
  /** Rows where a merge hides another value than it shows. */
  readonly beneath: readonly number[];
}

/**
 * Reads every sheet of a workbook. Cells merged down a column all have its value (labels stand so in the workbooks that
 * bureaus send); cells merged across have it once.
 * @returns sheets and the file's SHA-256
 * @throws file_… and xlsx_… of the reader of cases; workbook_unreadable for what is no .xlsx or .xls
 */
export async function readWorkbook(path: string): Promise<{ sheets: WorkbookSheet[]; sha256: string }> {
  const { kind } = await sniffFile(path);
  const sheets: WorkbookSheet[] = [];
  if (kind === 'xlsx') {
    const { openXlsx } = await import('../../../cases/read/xlsx/xlsx-book.js');
    const book = await openXlsx(path);
    try {
      for (const sheet of book.sheets) sheets.push(await readSheet(sheet));
    } finally {
      await book.close();
    }
  } else if (kind === 'xls') {
    const { openXls } = await import('../../../cases/read/xls-book.js');
    for (const sheet of await openXls(path)) sheets.push(await readSheet(sheet));
  } else {
    throw SCHEME_ERRORS.workbook_unreadable({ problem: kind }, { path });
  }
  const sha256 = createHash('sha256')
    .update(await readFile(path))
    .digest('hex');
  return { sheets, sha256 };
}

async function readSheet(sheet: GridSheet): Promise<WorkbookSheet> {
  const rows: WorkbookRow[] = [];
  const beneath: number[] = [];
  let filled = 0;
  const read = (cell: GridCell, line: number): WorkbookCell => {
    if (typeof cell !== 'object' || cell.kind !== 'covered') return readCell(cell);
    const shown = readCell(cell.shown);
    const hidden = readCell(cell.beneath);
    if (shown !== '') filled++;
    if (hidden !== '' && JSON.stringify(hidden) !== JSON.stringify(shown) && beneath.at(-1) !== line)
      beneath.push(line);
    return shown;
  };
  await sheet.readRows(undefined, (line, values) => {
    const cells: WorkbookCell[] = [];
    for (let column = 0; column < values.length; column++) cells.push(read(values[column], line));
    if (cells.some((cell) => cell !== '')) rows.push({ line, cells });
    return true;
  });
  return { name: sheet.name.trim(), isHidden: sheet.isHidden, rows, filled, beneath };
}

function readCell(value: GridValue | undefined): WorkbookCell {
  if (value === undefined) return '';
  if (typeof value === 'string') return value.trim();
  if (value.kind !== 'number') return { fault: value.text };
  if (isDateFormat(value.format)) return { fault: `${value.value} (${value.format})` };
  return { number: value.value, fixed: renderFixed(value.value, value.format) };
}
