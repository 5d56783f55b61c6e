import { mkdirSync, readdirSync, readFileSync, statSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import type { ReadResult } from '../cases/read/read-result.js';
import { compareCodePoints } from '../kernel/compare-code-points.js';
import type { Finding } from '../kernel/finding.js';
import { sha256 } from '../kernel/hash.js';
import type { ResultTable } from '../kernel/result-table.js';
import { writeTablesWorkbook } from '../report/workbook/write-tables-workbook.js';
import { writeTableCsv } from '../report/write-table-csv.js';
import type { DipDocument } from '../schemes/dip/dip-document.js';
import { engineVersion } from './engine-version.js';
import type { RunContext } from './run-context.js';

/** The report of a catalogue: each table as CSV, all as sheets of one workbook and as JSON with every finding. */
export async function writeCatalogueReport(
  folder: string,
  tables: readonly ResultTable[],
  findings: readonly Finding[],
  { language }: RunContext,
): Promise<void> {
  mkdirSync(folder);
  for (const table of tables) await writeTableCsv(join(folder, `${table.schema.name}.csv`), table);
  const title = { zh: '病种目录', en: 'DIP catalogue' };
  const shown = tables.map(firstRows);
  await writeTablesWorkbook(join(folder, 'catalogue.xlsx'), title, shown, language);
  const report = { tables: Object.fromEntries(shown.map((table) => [table.schema.name, rowsOf(table)])), findings };
  writeFileSync(join(folder, 'report.json'), `${JSON.stringify(report, null, 1)}\n`);
}

/** A city has more combinations below the threshold than a sheet can be scrolled through; the CSV has all. */
const MOST_BELOW = 10_000;

function firstRows(table: ResultTable): ResultTable {
  if (table.schema.name !== 'below_threshold' || table.rowCount <= MOST_BELOW) return table;
  const columns = Object.entries(table.columns).map(([name, values]) => [name, values.slice(0, MOST_BELOW)]);
  return { ...table, rowCount: MOST_BELOW, columns: Object.fromEntries(columns) };
}

/** Rows as objects; a missing number is null. Money in fen. */
function rowsOf({ schema, columns, rowCount }: ResultTable): Record<string, string | number | null>[] {
  return Array.from({ length: rowCount }, (_, row) =>
    Object.fromEntries(
      schema.columns.map(({ name, type }) => {
        const value = columns[name]![row]!;
        return [
          type === 'money' ? `${name}_fen` : name,
          typeof value === 'number' && Number.isNaN(value) ? null : value,
        ];
      }),
    ),
  );
}

/** Names every file of the folder with its hash, so that a later run may replace it. */
export function writeCatalogueManifest(
  folder: string,
  read: ReadResult,
  document: DipDocument,
  before: DipDocument | undefined,
): void {
  const files = (readdirSync(folder, { recursive: true }) as string[])
    .map((name) => name.replaceAll('\\', '/'))
    .filter((name) => statSync(join(folder, name)).isFile())
    .sort(compareCodePoints);
  const manifest = {
    tool: 'drgdip',
    version: engineVersion(),
    kind: 'dip catalogue',
    scheme: { id: document.id, hash: document.hash },
    ...(before === undefined ? {} : { against: { id: before.id, hash: before.hash } }),
    inputs: read.summary.files.map(({ name, sha256: hash }) => ({ role: 'cases', name, sha256: hash })),
    files: Object.fromEntries(files.map((name) => [name, sha256(readFileSync(join(folder, name)))])),
  };
  writeFileSync(join(folder, 'manifest.json'), `${JSON.stringify(manifest, null, 2)}\n`);
}
