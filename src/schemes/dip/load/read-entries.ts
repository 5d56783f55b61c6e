import { readFileSync } from 'node:fs';
import { basename, join } from 'node:path';
import { type NumberedTextRows, readTextRows } from '../../../cases/read/read-text-rows.js';
import { isFile } from '../../../kernel/is-file.js';
import { SCHEME_ERRORS } from '../../scheme-errors.js';
import { DIP_ERRORS } from '../dip-errors.js';
import { ENTRY_COLUMNS, type EntryColumn, type EntryRow } from './entry-row.js';

/** A table of a scheme folder, with the line of each row. @throws scheme_file_missing, file_empty, encoding_unknown */
export function readFolderTable(
  folder: string,
  file: string,
  needed: readonly string[],
): { readonly table: NumberedTextRows; readonly cell: (row: readonly string[], column: string) => string } {
  const path = join(folder, file);
  const name = `${basename(folder)}/${file}`;
  if (!isFile(path)) throw SCHEME_ERRORS.scheme_file_missing({ file }, { path: basename(folder) });
  const table = readTextRows(readFileSync(path), name);
  const places = new Map(table.headings.map((heading, index) => [heading.toLowerCase(), index]));
  const missing = needed.find((column) => !places.has(column));
  if (missing !== undefined) {
    throw DIP_ERRORS.dip_column_missing(
      { column: missing, headings: table.headings.join(', ') },
      { path: `${name}:1` },
    );
  }
  return { table, cell: (row, column) => row[places.get(column) ?? -1] ?? '' };
}

/** Rows of a table of entries with their places; blank rows are skipped. @throws as readFolderTable */
export function readEntryRows(folder: string, file: string): { readonly row: EntryRow; readonly place: string }[] {
  const { table, cell } = readFolderTable(folder, file, ['code', 'dx']);
  return table.rows.flatMap((cells, index) => {
    if (cells.every((text) => text === '')) return [];
    const row = {} as Record<EntryColumn, string>;
    for (const column of ENTRY_COLUMNS) row[column] = cell(cells, column);
    return [{ row, place: `${basename(folder)}/${file}:${table.lines[index]}` }];
  });
}
