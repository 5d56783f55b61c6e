import { plainHeading } from '../plain-heading.js';
import type { HeadingMapping } from '../read/map-headings.js';
import { peekTable } from '../read/peek-table.js';
import type { SniffedFile } from '../read/sniff-file.js';
import type { JoinedAmounts } from './joined-amounts.js';
import type { JoinedTable } from './joined-table.js';
import type { JoinedTables } from './joined-tables.js';

export interface FileTable {
  readonly table: JoinedTable | JoinedAmounts;
  readonly mapHeadings: (headings: readonly string[]) => HeadingMapping;
}

/** Which joined table a file is, told by its headings: the one whose key and code it has. undefined: the stays. */
export async function tableOfFile(
  path: string,
  sniffed: SniffedFile,
  tables: JoinedTables,
): Promise<FileTable | undefined> {
  const { headings } = await peekTable(path, sniffed, 0);
  const plain = new Set(headings.map(plainHeading));
  for (const table of [tables.diagnoses, tables.procedures]) {
    if (table === undefined) continue;
    const key = table.profile.key ?? tables.key;
    if (plain.has(plainHeading(key)) && plain.has(plainHeading(table.profile.code))) {
      return { table, mapHeadings: (found) => table.mapHeadings(found, key) };
    }
  }
  const amounts = tables.amounts.find((table) => table.isTable(plain, tables.key));
  if (amounts === undefined) return undefined;
  const key = tables.key;
  return { table: amounts, mapHeadings: (found) => amounts.mapHeadings(found, key) };
}
