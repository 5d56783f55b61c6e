import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { SCHEME_ERRORS } from '../scheme-errors.js';

/** A row of a table by column name. */
export type TableRow = Readonly<Record<string, string>>;

/**
 * Reads a tab-separated table with a header row. Values are trimmed; exact repeats of a row are read once.
 * @throws scheme_table_missing where the file or a needed column is absent
 */
export function readTable(folder: string, file: string, columns: readonly string[]): TableRow[] {
  const path = join(folder, file);
  if (!existsSync(path)) throw SCHEME_ERRORS.scheme_table_missing({ file, column: columns.join(', ') });
  const [header = '', ...lines] = readFileSync(path, 'utf8')
    .replace(/^\ufeff/, '')
    .split(/\r?\n/);
  const names = header.split('\t').map((name) => name.trim());
  for (const column of columns) {
    if (!names.includes(column)) throw SCHEME_ERRORS.scheme_table_missing({ file, column });
  }
  const seen = new Set<string>();
  const rows: TableRow[] = [];
  for (const line of lines) {
    if (line.trim() === '' || seen.has(line)) continue;
    seen.add(line);
    const values = line.split('\t');
    rows.push(Object.fromEntries(names.map((name, index) => [name, (values[index] ?? '').trim()])));
  }
  return rows;
}
