import type { Language, Text } from '../kernel/errors.js';
import type { ResultTable } from '../kernel/result-table.js';
import { fitTable } from './fit-table.js';
import type { Options } from './options.js';
import { pagePlaces } from './result-places.js';
import { tablesByName } from './table-rows.js';

interface WrittenTables {
  readonly folder: string | undefined;
  readonly tables: readonly ResultTable[];
  readonly notices: readonly Text[];
}

/**
 * Prints a finished run: for people the first rows of the tables that they want first, with --json all of them.
 * @param shown  columns by table, in the order of the run's tables; a column that this run lacks is passed over
 */
export function printTables(
  { folder, tables, notices }: WrittenTables,
  shown: Readonly<Record<string, readonly string[]>>,
  limit: number,
  options: Options,
  language: Language,
): void {
  if (options.json) {
    process.stdout.write(`${JSON.stringify({ folder, notices, tables: tablesByName(tables) })}\n`);
    return;
  }
  const width = process.stdout.columns ?? Number.POSITIVE_INFINITY;
  for (const table of tables) {
    const columns = shown[table.schema.name]?.filter((name) => table.columns[name] !== undefined);
    if (columns === undefined || table.rowCount === 0) continue;
    const text = fitTable(table, { language, unit: 'yuan', columns, limit, width });
    process.stdout.write(`${table.schema.title[language]}\n${text}\n\n`);
  }
  for (const notice of notices) process.stdout.write(`! ${notice[language]}\n`);
  if (folder !== undefined) process.stdout.write(`${pagePlaces(folder, language).join('\n')}\n`);
}
