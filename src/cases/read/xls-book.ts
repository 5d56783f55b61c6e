import { readFile } from 'node:fs/promises';
import { EngineError } from '../../kernel/errors.js';
import { isCompoundFileCut } from './compound-file.js';
import { FILE_ERRORS } from './file-errors.js';
import type { GridCell, GridSheet, GridValue } from './grid/grid-sheet.js';
import { coverMerges, type MergedRange } from './xlsx/merged-ranges.js';

/** A sheet of this format has 65,536 rows of 256 columns at most; files above this hold pictures. */
const LARGEST_FILE = 1 << 28;

const UNPLACED_RECORD = /record (0x[0-9a-f]+)/i;
/** No record of the format has a higher number. */
const HIGHEST_RECORD = 0x10ff;

/** The part of a cell that is read here; the library gives more. */
interface LibraryCell {
  readonly t: string;
  readonly v?: unknown;
  readonly z?: unknown;
  readonly f?: unknown;
  readonly w?: unknown;
}

/**
 * Opens an Excel 97–2003 workbook (BIFF8). Cells are taken as stored: codes kept as text stay text, numbers come with
 * their formats, dates as serial numbers of either system.
 * @throws xlsx_unreadable, xlsx_truncated, file_is_encrypted, xlsx_too_large
 */
export async function openXls(path: string): Promise<readonly GridSheet[]> {
  const bytes = await readFile(path);
  if (bytes.length > LARGEST_FILE) throw FILE_ERRORS.xlsx_too_large({ part: '.xls', most: LARGEST_FILE }, { path });
  if (isCompoundFileCut(bytes)) throw FILE_ERRORS.xlsx_truncated({}, { path });
  // Loaded only here: few files need it.
  const { read } = await import('@e965/xlsx');
  try {
    const { result: book, told } = withoutConsole(() =>
      read(bytes, { dense: true, raw: true, cellDates: false, cellNF: true, cellText: false, cellHTML: false }),
    );
    // The library steps over records that it cannot place, and only prints them: such a file is not whole.
    const stray = told.find((line) => Number(UNPLACED_RECORD.exec(line)?.[1]) > HIGHEST_RECORD);
    if (stray !== undefined) throw FILE_ERRORS.xlsx_unreadable({ problem: stray }, { path });
    const isDate1904 = book.Workbook?.WBProps?.date1904 === true;
    return book.SheetNames.flatMap((name, index): GridSheet[] => {
      const sheet = book.Sheets[name]!;
      const rows = (sheet as { '!data'?: (readonly (LibraryCell | undefined)[] | undefined)[] })['!data'] ?? [];
      if (sheet['!type'] === 'chart') return [];
      const merges = (sheet['!merges'] ?? []).map(
        ({ s, e }): MergedRange => ({ top: s.r + 1, bottom: e.r + 1, left: s.c, right: e.c }),
      );
      return [
        {
          name,
          isHidden: (book.Workbook?.Sheets?.[index]?.Hidden ?? 0) !== 0,
          isDate1904,
          readRows: async (wanted, take) => readRows(rows, wanted, coverMerges(merges, take)),
        },
      ];
    });
  } catch (cause) {
    if (cause instanceof EngineError) throw cause;
    const problem = problemOf(cause);
    if (/password-protected/i.test(problem)) throw FILE_ERRORS.file_is_encrypted({}, { path, cause });
    throw FILE_ERRORS.xlsx_unreadable({ problem }, { path, cause });
  }
}

/** What the library says of the file; its own faults at damaged places are no sentence for a reader. */
function problemOf(cause: unknown): string {
  if (!(cause instanceof Error)) return String(cause);
  return cause instanceof TypeError || cause instanceof RangeError ? 'BIFF8' : cause.message.split('\n')[0]!;
}

/** Runs the library, which prints what it finds odd; nothing else can run meanwhile. */
function withoutConsole<T>(work: () => T): { result: T; told: string[] } {
  const told: string[] = [];
  const { error } = console;
  console.error = (...parts: unknown[]) => told.push(parts.join(' '));
  try {
    return { result: work(), told };
  } finally {
    console.error = error;
  }
}

function readRows(
  rows: readonly (readonly (LibraryCell | undefined)[] | undefined)[],
  wanted: ReadonlySet<number> | undefined,
  take: (line: number, cells: readonly GridCell[]) => boolean,
): void {
  for (let index = 0; index < rows.length; index++) {
    const row = rows[index];
    if (row === undefined) continue;
    const cells: GridCell[] = [];
    for (let column = 0; column < row.length; column++) {
      cells.push(wanted === undefined || wanted.has(column) ? cellValue(row[column]) : undefined);
    }
    if (!take(index + 1, cells)) return;
  }
}

function cellValue(cell: LibraryCell | undefined): GridValue | undefined {
  if (cell === undefined) return undefined;
  const { t, v, z, f } = cell;
  if (t === 'e') return { kind: 'error', text: ERROR_TEXTS.get(Number(v)) ?? String(cell.w ?? v) };
  if (v === undefined || v === null) {
    return typeof f === 'string' ? { kind: 'formula', text: `=${f}` } : undefined;
  }
  if (t === 'n' && typeof v === 'number') {
    return { kind: 'number', value: v, format: typeof z === 'string' ? z : 'General' };
  }
  if (t === 'b') return v === true ? 'TRUE' : 'FALSE';
  const text = String(v);
  return text === '' ? undefined : text;
}

const ERROR_TEXTS: ReadonlyMap<number, string> = new Map([
  [0x00, '#NULL!'],
  [0x07, '#DIV/0!'],
  [0x0f, '#VALUE!'],
  [0x17, '#REF!'],
  [0x1d, '#NAME?'],
  [0x24, '#NUM!'],
  [0x2a, '#N/A'],
]);
