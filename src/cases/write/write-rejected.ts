import type { RejectedRow } from '../read/read-result.js';
import { csvLine, defusedText } from './csv-line.js';
import { writeAside } from './write-aside.js';

const HEADINGS = ['file', 'row', 'sheet_row', 'case_id', 'column', 'value', 'code', 'zh', 'en'];
/** Heading lines by which a rejected.csv of ours is known, that of earlier versions included. */
export const REJECTED_HEADINGS: readonly string[] = [HEADINGS.join(','), 'file,row,column,value,code,zh,en'];
/** Spreadsheets take UTF-8 for the local encoding without it; this file is for people. */
const BYTE_ORDER_MARK = '\ufeff';
/** A cell that a spreadsheet would run as a formula; plain numbers with a sign are none. */
const FORMULA = /^[=@\t\r]|^[+-](?![\d.]+$)/;
const BLOCK = 4096;

const plainText = (text: string): string => (FORMULA.test(text) ? `'${text}` : text);

/**
 * Writes rejected.csv: one line for each reason, in the order of the files' rows. UTF-8 with a byte order mark. `row`
 * counts from the first row after the heading, `sheet_row` is the row that a spreadsheet shows.
 * Values are shown as they were found, with an apostrophe before what a spreadsheet would take for a formula.
 */
export function writeRejected(path: string, rows: readonly RejectedRow[]): void {
  const encoder = new TextEncoder();
  writeAside(path, (put) => {
    put(encoder.encode(BYTE_ORDER_MARK + csvLine(HEADINGS)));
    for (let from = 0; from < rows.length; from += BLOCK) {
      const lines = rows.slice(from, from + BLOCK).map((row) => {
        const { file, column, code, zh, en } = row;
        const places = [String(row.row), String(row.sheetRow), defusedText(row.caseId)];
        return csvLine([file, ...places, column, plainText(row.value), code, zh, en]);
      });
      put(encoder.encode(lines.join('')));
    }
  });
}
