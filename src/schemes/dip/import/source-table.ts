import { readFile } from 'node:fs/promises';
import { basename } from 'node:path';
import { plainHeading } from '../../../cases/plain-heading.js';
import { readTextRows } from '../../../cases/read/read-text-rows.js';
import { sniffFile } from '../../../cases/read/sniff-file.js';
import { CodeCellReader, cellText, type KnownCodes } from '../../import/workbook/code-cell.js';
import { readWorkbook } from '../../import/workbook/read-workbook.js';
import type { WorkbookFindings } from '../../import/workbook/workbook-findings.js';
import { SCHEME_ERRORS } from '../../scheme-errors.js';

export interface SourceRow {
  /** "file:line" or "sheet:line". */
  readonly place: string;
  readonly cells: readonly string[];
  /** A cell of a column of procedure codes: a number that a spreadsheet made of a code (3.31) is the code again (03.3100). */
  readonly procedure: (column: number) => string;
}

/** A table of any format as texts, without its line of headings. */
export interface SourceTable {
  readonly headings: readonly string[];
  readonly rows: readonly SourceRow[];
}

/**
 * Reads a table of entries: CSV, TSV (UTF-8, GB18030, UTF-16) or a workbook. The line of headings is the first that holds
 * a heading of each of the groups given; lines above it are titles. Headings repeated below are skipped.
 * @param needed  for each needed column the headings that name it
 * @param sheet  sheet to read; without it the first with such a line
 * @throws workbook_sheet_missing, file_empty, encoding_unknown, xlsx_…
 */
export async function readSourceTable(
  path: string,
  sheet: string | undefined,
  needed: readonly (readonly string[])[],
  known: KnownCodes,
  findings: WorkbookFindings,
): Promise<SourceTable | undefined> {
  const accepted = needed.map((headings) => new Set(headings.map(plainHeading)));
  const isHeadings = (cells: readonly string[]) => {
    const plain = cells.map(plainHeading);
    return accepted.every((headings) => plain.some((heading) => headings.has(heading)));
  };
  const { kind } = await sniffFile(path);
  if (kind !== 'xlsx' && kind !== 'xls') {
    const file = basename(path);
    const { headings, rows, lines } = readTextRows(await readFile(path), path);
    const all = [headings, ...rows].map((cells, index): SourceRow => {
      const line = index === 0 ? 1 : lines[index - 1];
      return { place: `${file}:${line}`, cells, procedure: (column) => cells[column] ?? '' };
    });
    return tableOf(all, isHeadings);
  }
  const { sheets } = await readWorkbook(path);
  const chosen = sheet === undefined ? sheets : sheets.filter(({ name }) => name === sheet.trim());
  if (chosen.length === 0) {
    const names = sheets.map(({ name }) => name).join('、');
    throw SCHEME_ERRORS.workbook_sheet_missing({ sheet: sheet ?? '', sheets: names }, { path });
  }
  for (const one of chosen) {
    const codes = new CodeCellReader(one.name, known, findings);
    const rows = one.rows.map(({ line, cells }): SourceRow => {
      const texts = cells.map((cell) => (typeof cell === 'object' && 'fault' in cell ? cell.fault : cellText(cell)));
      const procedure = (column: number) => {
        const cell = cells[column];
        return typeof cell === 'object' ? (codes.read(cell, line) ?? '') : (texts[column] ?? '');
      };
      return { place: `${one.name}:${line}`, cells: texts, procedure };
    });
    const table = tableOf(rows, isHeadings);
    if (table !== undefined) return table;
  }
  return undefined;
}

function tableOf(
  rows: readonly SourceRow[],
  isHeadings: (cells: readonly string[]) => boolean,
): SourceTable | undefined {
  const at = rows.findIndex(({ cells }) => isHeadings(cells));
  if (at < 0) return undefined;
  const body = rows.slice(at + 1).filter(({ cells }) => cells.some((cell) => cell !== '') && !isHeadings(cells));
  return { headings: rows[at]!.cells, rows: body };
}
