import { createHash } from 'node:crypto';
import { readFile } from 'node:fs/promises';
import type { Cell, Worksheet } from 'exceljs';
import { renderFixed, xlsxCellText } from '../../../cases/read/xlsx-cell.js';
import { SCHEME_ERRORS } from '../../scheme-errors.js';

/** A cell of a scheme workbook: text, a number with the text that a format of zeros gives it, or what is wrong. */
export type WorkbookCell =
  | string
  | { readonly number: number; readonly fixed: string | undefined }
  | { readonly fault: 'date' | 'error' | 'no_value'; readonly value: string };

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
}

/**
 * Reads every sheet of a workbook. Cells merged down a column all have its value (labels stand so in the workbooks that
 * bureaus send); cells merged across have it once.
 * @returns sheets and the file's SHA-256
 * @throws workbook_unreadable
 */
export async function readWorkbook(path: string): Promise<{ sheets: WorkbookSheet[]; sha256: string }> {
  const { default: ExcelJS } = await import('exceljs');
  const workbook = new ExcelJS.Workbook();
  let sha256: string;
  try {
    const bytes = await readFile(path);
    sha256 = createHash('sha256').update(bytes).digest('hex');
    await workbook.xlsx.load(bytes as unknown as Parameters<typeof workbook.xlsx.load>[0]);
  } catch (cause) {
    const problem = cause instanceof Error ? cause.message.split('\n')[0]! : String(cause);
    throw SCHEME_ERRORS.workbook_unreadable({ problem }, { path, cause });
  }
  return { sheets: workbook.worksheets.map(readSheet), sha256 };
}

function readSheet(sheet: Worksheet): WorkbookSheet {
  const rows: WorkbookRow[] = [];
  let filled = 0;
  sheet.eachRow({ includeEmpty: false }, (sheetRow, line) => {
    const cells: WorkbookCell[] = [];
    for (let column = 1; column <= sheetRow.cellCount; column++) {
      const cell = sheetRow.getCell(column);
      if (!cell.isMerged || cell.master === cell) {
        cells.push(readCell(cell));
      } else if (Number(cell.master.col) === column) {
        filled++;
        cells.push(readCell(cell.master));
      } else {
        cells.push('');
      }
    }
    if (cells.some((cell) => cell !== '')) rows.push({ line, cells });
  });
  return { name: sheet.name.trim(), isHidden: sheet.state !== 'visible', rows, filled };
}

function readCell(cell: Cell): WorkbookCell {
  const value =
    cell.value !== null && typeof cell.value === 'object' && 'result' in cell.value ? cell.value.result : cell.value;
  if (typeof value === 'number') return { number: value, fixed: renderFixed(value, cell.numFmt) };
  const text = xlsxCellText(cell, 'codes');
  if (typeof text === 'string') return text.trim();
  const fault =
    text.reason === 'cell_formula_without_value' ? 'no_value' : text.reason === 'cell_error' ? 'error' : 'date';
  return { fault, value: text.value };
}
