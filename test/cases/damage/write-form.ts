import ExcelJS from 'exceljs';
import { type CaseTexts, HEADINGS } from './clean-cases.js';

export type Form = 'csv' | 'xlsx' | 'ndjson' | 'html';
export const FORMS: readonly Form[] = ['csv', 'xlsx', 'ndjson', 'html'];
export const ENDINGS: Readonly<Record<Form, string>> = { csv: '.csv', xlsx: '.xlsx', ndjson: '.ndjson', html: '.xls' };

/** Cells that only a workbook can hold, by row and heading. */
export type SheetValues = ReadonlyMap<string, ExcelJS.CellValue>;

/** The rows in one form, every text as it stands. */
export async function writeForm(form: Form, rows: readonly CaseTexts[]): Promise<Uint8Array> {
  if (form === 'xlsx') return await writeXlsx(rows, new Map());
  return new TextEncoder().encode({ csv: writeCsv, ndjson: writeNdjson, html: writeHtml }[form](rows));
}

export async function writeXlsx(rows: readonly CaseTexts[], values: SheetValues): Promise<Uint8Array> {
  const book = new ExcelJS.Workbook();
  const sheet = book.addWorksheet('病例');
  sheet.addRow([...HEADINGS]);
  rows.forEach((row, index) => {
    sheet.addRow(
      HEADINGS.map((heading) => {
        const key = `${index}:${heading}`;
        return values.has(key) ? values.get(key) : (row[heading] ?? '') === '' ? null : row[heading];
      }),
    );
  });
  return new Uint8Array(await book.xlsx.writeBuffer());
}

export function csvLine(cells: readonly string[]): string {
  return cells.map((cell) => (/[",\n\r]/.test(cell) ? `"${cell.replaceAll('"', '""')}"` : cell)).join(',');
}

function writeCsv(rows: readonly CaseTexts[]): string {
  const lines = rows.map((row) => csvLine(HEADINGS.map((heading) => row[heading] ?? '')));
  return `${[HEADINGS.join(','), ...lines].join('\n')}\n`;
}

function writeNdjson(rows: readonly CaseTexts[]): string {
  return `${rows.map((row) => JSON.stringify({ ...row, dx: row.dx?.split('|') })).join('\n')}\n`;
}

function writeHtml(rows: readonly CaseTexts[]): string {
  const escaped = (text: string): string => text.replaceAll('&', '&amp;').replaceAll('<', '&lt;');
  const lines = rows.map(
    (row) => `<tr>${HEADINGS.map((heading) => `<td>${escaped(row[heading] ?? '')}</td>`).join('')}</tr>`,
  );
  return `<html><meta charset="utf-8"><table><tr><th>${HEADINGS.join('</th><th>')}</th></tr>\n${lines.join('\n')}</table></html>`;
}
