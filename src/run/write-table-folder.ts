import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import type { Language, Text } from '../kernel/errors.js';
import { sha256 } from '../kernel/hash.js';
import type { ResultTable } from '../kernel/result-table.js';
import { writeTablesWorkbook } from '../report/workbook/write-tables-workbook.js';
import { writeTableCsv } from '../report/write-table-csv.js';
import { engineVersion } from './engine-version.js';
import { type FolderKind, writeFolderAside } from './output-folder.js';

/** Longer tables (a row a case) stay in their CSV: a workbook of them is held in memory whole and opens slowly. */
const MOST_SHEET_ROWS = 100_000;
const WORKBOOK = 'report.xlsx';

/**
 * Writes tables as CSV for programs and together as report.xlsx for people, with a manifest that names them, so that a later
 * run may replace it. Written aside and put in place at the end; equal tables make equal folders.
 * @param title  of the workbook
 * @param identity what the tables were made from: schemes with their hashes, inputs with theirs
 * @returns the names of the files
 */
export async function writeTableFolder(
  folder: string,
  kind: FolderKind,
  tables: readonly ResultTable[],
  identity: Readonly<Record<string, unknown>>,
  title: Text,
  language: Language,
): Promise<string[]> {
  return await writeFolderAside(folder, kind, async (aside) => {
    const files: Record<string, string> = {};
    for (const table of tables) {
      const name = `${table.schema.name}.csv`;
      await writeTableCsv(join(aside, name), table);
      files[name] = sha256(readFileSync(join(aside, name)));
    }
    const short = tables.filter(({ rowCount }) => rowCount <= MOST_SHEET_ROWS);
    await writeTablesWorkbook(join(aside, WORKBOOK), title, short, language);
    files[WORKBOOK] = sha256(readFileSync(join(aside, WORKBOOK)));
    const manifest = { tool: 'drgdip', version: engineVersion(), kind, ...identity, files };
    writeFileSync(join(aside, 'manifest.json'), `${JSON.stringify(manifest, null, 2)}\n`);
    return [...Object.keys(files), 'manifest.json'];
  });
}
