import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { sha256 } from '../kernel/hash.js';
import type { ResultTable } from '../kernel/result-table.js';
import { writeTableCsv } from '../report/write-table-csv.js';
import { engineVersion } from './engine-version.js';
import { type FolderKind, writeFolderAside } from './output-folder.js';

/**
 * Writes tables as CSV into a folder with a manifest that names them, so that a later run may replace it. Written aside
 * and put in place at the end; equal tables make equal folders.
 * @param identity what the tables were made from: schemes with their hashes, inputs with theirs
 * @returns the names of the files
 */
export async function writeTableFolder(
  folder: string,
  kind: FolderKind,
  tables: readonly ResultTable[],
  identity: Readonly<Record<string, unknown>>,
): Promise<string[]> {
  return await writeFolderAside(folder, kind, async (aside) => {
    const files: Record<string, string> = {};
    for (const table of tables) {
      const name = `${table.schema.name}.csv`;
      await writeTableCsv(join(aside, name), table);
      files[name] = sha256(readFileSync(join(aside, name)));
    }
    const manifest = { tool: 'drgdip', version: engineVersion(), kind, ...identity, files };
    writeFileSync(join(aside, 'manifest.json'), `${JSON.stringify(manifest, null, 2)}\n`);
    return [...Object.keys(files), 'manifest.json'];
  });
}
