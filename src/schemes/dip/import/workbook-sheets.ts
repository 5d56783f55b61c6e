import { CodeCellReader, cellText, type KnownCodes } from '../../import/workbook/code-cell.js';
import type { WorkbookRow, WorkbookSheet } from '../../import/workbook/read-workbook.js';
import type { WorkbookFindings } from '../../import/workbook/workbook-findings.js';
import { SCHEME_ERRORS } from '../../scheme-errors.js';
import { DIP_ERRORS } from '../dip-errors.js';

/** A row of a sheet by what its columns are called. */
export interface SheetRow {
  readonly place: string;
  /** Text of the column whose heading holds all of these words. */
  readonly text: (...words: readonly string[]) => string;
  /** Codes of such a column: a number that a spreadsheet made of a procedure's code is the code again. */
  readonly codes: (...words: readonly string[]) => string;
  /** Whether two columns are one: a heading may name both (主要手术操作/相关手术操作编码). */
  readonly isOneColumn: (first: string, second: string) => boolean;
}

/** The sheets of the official DIP workbook. */
export class WorkbookSheets {
  private readonly names: string;

  constructor(
    private readonly sheets: readonly WorkbookSheet[],
    private readonly known: KnownCodes,
    private readonly findings: WorkbookFindings,
    private readonly path: string,
  ) {
    this.names = sheets.map(({ name }) => name).join('、');
  }

  /**
   * Rows of the sheet whose name holds all of these words. White space in headings, line breaks too, does not count; a
   * row is one whose `key` column holds a value that `isRow` takes, so that a heading inside the sheet is no row.
   * @throws workbook_sheet_missing, dip_column_missing
   */
  rows(words: readonly string[], key: readonly string[], isRow: (text: string) => boolean): SheetRow[] {
    const sheet = this.sheets.find(({ name }) => words.every((word) => plain(name).includes(word)));
    if (sheet === undefined)
      throw SCHEME_ERRORS.workbook_sheet_missing({ sheet: words.join('…'), sheets: this.names }, { path: this.path });
    const codes = new CodeCellReader(sheet.name, this.known, this.findings);
    const at = sheet.rows.findIndex(({ cells }) => columnOf(cells.map(cellText).map(plain), key) >= 0);
    if (at < 0)
      throw DIP_ERRORS.dip_column_missing(
        { column: key.join('…'), headings: (sheet.rows[0]?.cells ?? []).map(cellText).join(', ') },
        { path: `${this.path}:${sheet.name}` },
      );
    const headings = sheet.rows[at]!.cells.map(cellText).map(plain);
    const keyColumn = columnOf(headings, key);
    return sheet.rows
      .slice(at + 1)
      .filter(({ cells }) => isRow(plain(cellText(cells[keyColumn]))))
      .map((row) => this.rowOf(sheet, row, headings, codes));
  }

  private rowOf(
    sheet: WorkbookSheet,
    { line, cells }: WorkbookRow,
    headings: string[],
    reader: CodeCellReader,
  ): SheetRow {
    return {
      place: `${sheet.name}:${line}`,
      isOneColumn: (first, second) => columnOf(headings, [first]) === columnOf(headings, [second]),
      text: (...words) => cellText(cells[columnOf(headings, words)]),
      codes: (...words) => {
        const cell = cells[columnOf(headings, words)];
        return typeof cell === 'object' ? (reader.read(cell, line) ?? '') : plain(cell ?? '');
      },
    };
  }
}

/** The column whose heading holds the words; of several the shortest heading. −1: none. */
function columnOf(headings: readonly string[], words: readonly string[]): number {
  let found = -1;
  for (const [column, heading] of headings.entries()) {
    if (!words.every((word) => heading.includes(word))) continue;
    if (found < 0 || heading.length < headings[found]!.length) found = column;
  }
  return found;
}

function plain(text: string): string {
  return text.normalize('NFKC').replace(/_x000[DA]_|\s/g, '');
}
