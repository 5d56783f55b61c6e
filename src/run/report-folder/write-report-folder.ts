import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import type { RejectedRow } from '../../cases/read/read-result.js';
import { writeRejected } from '../../cases/write/write-rejected.js';
import type { Language } from '../../kernel/errors.js';
import { sha256 } from '../../kernel/hash.js';
import type { ResultTable } from '../../kernel/result-table.js';
import { writeHtmlReport } from '../../report/html/write-html-report.js';
import { CAVEAT } from '../../report/report-model.js';
import { writeWorkbook } from '../../report/workbook/write-workbook.js';
import { writeTableCsv } from '../../report/write-table-csv.js';
import { writeTableParquet } from '../../report/write-table-parquet.js';
import { engineVersion } from '../engine-version.js';
import { type FolderKind, writeFolderAside } from '../output-folder.js';
import { type ReportSource, type TablesReport, tablesReport } from './tables-report.js';

/** What a folder of the hospital's side holds. */
export interface ReportFolder {
  /** Tables written one by one. */
  readonly tables: readonly ResultTable[];
  readonly report: TablesReport;
  readonly source: ReportSource;
  /** What the manifest says of the run besides. */
  readonly further?: Readonly<Record<string, unknown>>;
  readonly rejected?: readonly RejectedRow[];
  /** Files beside tables and report, by name. */
  readonly beside?: Readonly<Record<string, (path: string) => Promise<void> | void>>;
}

/**
 * Writes tables as CSV and Parquet, report.html and report.xlsx, and a manifest that names them, so that a later run may
 * replace the folder. Written aside and put in place at the end; equal input makes equal folders.
 * @throws output_not_ours, output_is_file, output_not_writable
 */
export async function writeReportFolder(
  folder: string,
  kind: FolderKind,
  { tables, report, source, further = {}, rejected = [], beside = {} }: ReportFolder,
  language: Language,
): Promise<void> {
  const { inputs, scheme, timeline, reform } = source;
  const model = tablesReport(report, source);
  await writeFolderAside(folder, kind, async (aside) => {
    const files: Record<string, string> = {};
    const write = async (name: string, make: (path: string) => Promise<void> | void): Promise<void> => {
      await make(join(aside, name));
      files[name] = sha256(readFileSync(join(aside, name)));
    };
    for (const table of tables) {
      await write(`${table.schema.name}.csv`, (path) => writeTableCsv(path, table));
      await write(`${table.schema.name}.parquet`, (path) => writeTableParquet(path, table));
    }
    await write('report.html', (path) => writeHtmlReport(path, model, language));
    await write('report.xlsx', (path) => writeWorkbook(path, model, language));
    for (const [name, make] of Object.entries(beside)) await write(name, make);
    if (rejected.length > 0) await write('rejected.csv', (path) => writeRejected(path, rejected));
    const manifest = {
      ...{ tool: 'drgdip', version: engineVersion(), kind, caveat: `${CAVEAT.zh} / ${CAVEAT.en}` },
      inputs,
      scheme: { id: scheme.id, hash: scheme.hash },
      policy: { id: timeline.id, hash: timeline.hash },
      ...(reform === undefined ? {} : { reform: reform.hash }),
      ...further,
      files: Object.fromEntries(Object.entries(files).sort(([a], [b]) => (a < b ? -1 : 1))),
    };
    writeFileSync(join(aside, 'manifest.json'), `${JSON.stringify(manifest, null, 2)}\n`);
  });
}
