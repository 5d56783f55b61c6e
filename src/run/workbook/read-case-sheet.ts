import { columnSchema } from '../../cases/columns.js';
import { guessProfile } from '../../cases/guess-profile.js';
import { IMPORT_PROFILE, type ImportProfile } from '../../cases/import-profile.js';
import type { CellFault } from '../../cases/read/cell-fault.js';
import { type GridCellKind, gridCellText } from '../../cases/read/grid/grid-cell-text.js';
import type { GridCell, GridSheet, GridValue } from '../../cases/read/grid/grid-sheet.js';
import { mapHeadings } from '../../cases/read/map-headings.js';
import { OPTION_ERRORS } from '../run-errors.js';

/** Titles and remarks may stand above the headings. */
const LINES_SEARCHED = 20;
/** Cases of a workbook that is sent and sent back; more go into a file and a run. */
const MOST_ROWS = 100_000;
const LIST_SIGN = '|';

/** A cell of a row that a case is read from. */
export interface CaseCell {
  /** Canonical column that it feeds. */
  readonly column: string;
  readonly text: string;
  /** What its reader already knows to be wrong; the text is then empty. */
  readonly fault: CellFault | undefined;
}

export interface CaseRow {
  /** Row of the sheet, 1 first. */
  readonly line: number;
  /** By place of the heading; absent where nothing feeds a case. */
  readonly cells: readonly (CaseCell | undefined)[];
}

/** The sheet of a workbook that holds cases, as texts with what the headings mean. */
export interface CaseSheet {
  readonly sheet: GridSheet;
  readonly headingLine: number;
  readonly headings: readonly string[];
  readonly profile: ImportProfile;
  readonly rows: readonly CaseRow[];
}

/**
 * Finds the visible sheet and the line whose headings say most, and reads the rows below it. Headings may be canonical
 * names, Chinese labels or those of front pages and settlement lists.
 * @throws workbook_no_cases, workbook_too_many_cases, heading_twice
 */
export async function readCaseSheet(sheets: readonly GridSheet[]): Promise<CaseSheet> {
  const found = await findHeadings(sheets);
  const { sheet, line: headingLine, headings } = found;
  const { profile: guess } = guessProfile(headings);
  const profile = IMPORT_PROFILE.parse({ ...guess, absent: 'skip' });
  const mapping = mapHeadings(headings, profile);
  const kinds = new Map<number, { column: string; kind: GridCellKind }>();
  for (const { column, cells } of mapping.sources) {
    const schema = columnSchema(column)!;
    const kind = schema.unit === 'hours' ? 'hours' : schema.kind;
    for (const cell of cells)
      kinds.set(cell, { column, kind: (kinds.get(cell)?.kind ?? kind) === kind ? kind : 'text' });
  }
  const rows: CaseRow[] = [];
  await sheet.readRows(undefined, (line, cells) => {
    if (line <= headingLine) return true;
    const row = headings.map((_, place): CaseCell | undefined => {
      const known = kinds.get(place);
      return known === undefined ? undefined : cellOf(cells[place], known.column, known.kind, sheet.isDate1904);
    });
    // A line of the user's sums or remarks below the table is no case.
    if (!row.some((cell) => cell !== undefined && (cell.text !== '' || cell.fault !== undefined))) return true;
    if (rows.length >= MOST_ROWS) throw OPTION_ERRORS.workbook_too_many_cases({ most: MOST_ROWS });
    rows.push({ line, cells: row });
    return true;
  });
  return { sheet, headingLine, headings, profile, rows };
}

/** A label goes down a merge, an amount counts once: as files of cases are read. */
function cellOf(cell: GridCell, column: string, kind: GridCellKind, isDate1904: boolean): CaseCell {
  let value = cell as GridValue | undefined;
  if (typeof cell === 'object' && cell.kind === 'covered') value = kind === 'money' ? undefined : cell.shown;
  const text = gridCellText(value, kind, { isDate1904, listSign: LIST_SIGN });
  return typeof text === 'string' ? { column, text: text.trim(), fault: undefined } : { column, text: '', fault: text };
}

async function findHeadings(
  sheets: readonly GridSheet[],
): Promise<{ sheet: GridSheet; line: number; headings: readonly string[] }> {
  let best: { sheet: GridSheet; line: number; headings: readonly string[]; score: number } | undefined;
  for (const sheet of sheets.filter(({ isHidden }) => !isHidden)) {
    await sheet.readRows(undefined, (line, cells) => {
      if (line > LINES_SEARCHED) return false;
      const headings = Array.from(cells, (cell) => headingText(cell, sheet.isDate1904));
      const named = headings.filter((heading) => heading !== '');
      const score = named.length - guessProfile(headings).unknown.length;
      if (score > (best?.score ?? 1)) best = { sheet, line, headings, score };
      return true;
    });
  }
  if (best === undefined) {
    throw OPTION_ERRORS.workbook_no_cases({ sheets: sheets.map(({ name }) => name).join(', ') });
  }
  return best;
}

function headingText(cell: GridCell, isDate1904: boolean): string {
  if (typeof cell === 'object' && cell.kind === 'covered') return '';
  const text = gridCellText(cell, 'text', { isDate1904, listSign: ' ' });
  return typeof text === 'string' ? text.trim() : '';
}
