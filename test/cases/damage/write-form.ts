import { type CellObject, utils, write } from '@e965/xlsx';
import ExcelJS from 'exceljs';
import { encodeGb18030 } from '../gb18030.js';
import { type CaseTexts, HEADINGS } from './clean-cases.js';
import { writeParquet } from './write-parquet.js';

export type Form = 'csv' | 'xlsx' | 'ndjson' | 'html' | 'gb18030' | 'biff8' | 'parquet';
export const FORMS: readonly Form[] = ['csv', 'xlsx', 'ndjson', 'html', 'gb18030', 'biff8', 'parquet'];
export const ENDINGS: Readonly<Record<Form, string>> = {
  csv: '.csv',
  xlsx: '.xlsx',
  ndjson: '.ndjson',
  html: '.xls',
  gb18030: '.xls',
  biff8: '.xls',
  parquet: '.parquet',
};

/** Cells that only a workbook can hold, by row and heading. */
export type SheetValues = ReadonlyMap<string, ExcelJS.CellValue>;

/** The rows in one form, every text as it stands; `headings` are those of the file, in the order of HEADINGS. */
export async function writeForm(
  form: Form,
  rows: readonly CaseTexts[],
  headings: readonly string[] = HEADINGS,
): Promise<Uint8Array> {
  if (form === 'xlsx') return await writeXlsx(rows, new Map(), headings);
  if (form === 'parquet') return await writeParquet(rows, headings, new Map());
  if (form === 'biff8') return writeBiff8(rows, new Map(), headings);
  return encodeForm(form, writeText(form, rows, headings));
}

/** Forms that are text. */
export type TextForm = 'csv' | 'ndjson' | 'html' | 'gb18030';

export function writeText(form: TextForm, rows: readonly CaseTexts[], headings: readonly string[] = HEADINGS): string {
  return { csv: writeCsv, ndjson: writeNdjson, html: writeHtml, gb18030: writeTabs }[form](rows, headings);
}

export function encodeForm(form: TextForm, text: string): Uint8Array {
  return form === 'gb18030' ? encodeGb18030(text) : new TextEncoder().encode(text);
}

export async function writeXlsx(
  rows: readonly CaseTexts[],
  values: SheetValues,
  headings: readonly string[] = HEADINGS,
): Promise<Uint8Array> {
  const book = new ExcelJS.Workbook();
  const sheet = book.addWorksheet('病例');
  sheet.addRow([...headings]);
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

function cellsOf(row: CaseTexts): string[] {
  return HEADINGS.map((heading) => row[heading] ?? '');
}

function writeCsv(rows: readonly CaseTexts[], headings: readonly string[]): string {
  return `${[csvLine(headings), ...rows.map((row) => csvLine(cellsOf(row)))].join('\n')}\n`;
}

/** As hospital systems write a table that they name .xls: no quotes, CR LF. */
function writeTabs(rows: readonly CaseTexts[], headings: readonly string[]): string {
  return `${[headings, ...rows.map(cellsOf)].map((cells) => cells.join('\t')).join('\r\n')}\r\n`;
}

/** `values`: cells as the library holds them, by row and heading. */
export function writeBiff8(
  rows: readonly CaseTexts[],
  values: ReadonlyMap<string, CellObject>,
  headings: readonly string[] = HEADINGS,
): Uint8Array {
  const sheet = utils.aoa_to_sheet([
    [...headings],
    ...rows.map((row) => cellsOf(row).map((cell) => (cell === '' ? null : cell))),
  ]);
  rows.forEach((_, index) => {
    HEADINGS.forEach((heading, c) => {
      const value = values.get(`${index}:${heading}`);
      if (value !== undefined) sheet[utils.encode_cell({ r: index + 1, c })] = value;
    });
  });
  const book = utils.book_new();
  utils.book_append_sheet(book, sheet, '病例');
  return new Uint8Array(write(book, { bookType: 'biff8', type: 'buffer' }) as Buffer);
}

function writeNdjson(rows: readonly CaseTexts[], headings: readonly string[]): string {
  const lines = rows.map((row) =>
    JSON.stringify(
      Object.fromEntries(HEADINGS.map((name, i) => [headings[i], name === 'dx' ? row.dx?.split('|') : row[name]])),
    ),
  );
  return `${lines.join('\n')}\n`;
}

function writeHtml(rows: readonly CaseTexts[], headings: readonly string[]): string {
  const escaped = (text: string): string => text.replaceAll('&', '&amp;').replaceAll('<', '&lt;');
  const lines = rows.map(
    (row) => `<tr>${HEADINGS.map((heading) => `<td>${escaped(row[heading] ?? '')}</td>`).join('')}</tr>`,
  );
  return `<html><meta charset="utf-8"><table><tr><th>${headings.join('</th><th>')}</th></tr>\n${lines.join('\n')}</table></html>`;
}
