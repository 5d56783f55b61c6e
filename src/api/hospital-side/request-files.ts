import { mkdirSync, mkdtempSync, readdirSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { csvLine } from '../../cases/write/csv-line.js';
import { EngineError } from '../../kernel/errors.js';
import type { CaseRecords } from '../../run/group-records.js';
import { withoutTableFiles } from '../request-places.js';

/** Tables of a request, or the text of a file, by the name of the file that they become. */
export type RequestTables = Readonly<Record<string, CaseRecords | string | undefined>>;

const FOLDER = '.request-';

/** Removes what a server that was killed left of requests; for one that starts. */
export function removeRequestFolders(dataFolder: string): void {
  for (const name of readdirSync(dataFolder)) {
    if (name.startsWith(FOLDER)) rmSync(join(dataFolder, name), { recursive: true, force: true });
  }
}

/**
 * Tables of a request as files that nobody else may read, for as long as the work takes: it then passes the very checks
 * that files pass, and nothing of the request is left behind. Failures name the table, not the file's place.
 * @param work  gets the path of each table that was given
 */
export async function withRequestFiles<Result>(
  dataFolder: string,
  tables: RequestTables,
  work: (paths: Readonly<Record<string, string>>) => Promise<Result>,
): Promise<Result> {
  mkdirSync(dataFolder, { recursive: true });
  const folder = mkdtempSync(join(dataFolder, FOLDER));
  try {
    const paths: Record<string, string> = {};
    for (const [name, table] of Object.entries(tables)) {
      if (table === undefined) continue;
      paths[name] = join(folder, `${name}.csv`);
      const text =
        typeof table === 'string'
          ? table
          : [csvLine(table.headings), ...table.rows.map((row) => csvLine(row))].join('');
      writeFileSync(paths[name], text, { mode: 0o600 });
    }
    return await work(paths);
  } catch (error) {
    throw error instanceof EngineError ? withoutPlace(error, folder, linesAbove(tables)) : error;
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}

/** The text of a file has comments and a heading above its rows; rows of a table are counted without. */
function linesAbove(tables: RequestTables): Readonly<Record<string, number>> {
  const entries = Object.entries(tables).flatMap(([name, table]) => {
    if (typeof table !== 'string') return [];
    const lines = table.split('\n');
    return [[name, lines.findIndex((line) => !line.startsWith('#')) + 1] as const];
  });
  return Object.fromEntries(entries);
}

/** The same failure, its file called as the request calls the table: `/records` for records.csv. */
function withoutPlace(error: EngineError, folder: string, above: Readonly<Record<string, number>>): EngineError {
  const plain = (text: string): string =>
    withoutTableFiles(text.replaceAll(`${folder}/`, '').replaceAll(folder, ''), above);
  const { entry, details } = error;
  const told = Object.fromEntries(
    Object.entries(details).map(([name, value]) => [name, typeof value === 'string' ? plain(value) : value]),
  );
  const path = error.path === undefined ? {} : { path: plain(error.path) };
  const Kind = error.constructor as typeof EngineError;
  return new Kind(error.code, { ...entry, zh: plain(entry.zh), en: plain(entry.en) }, told, { ...path });
}
