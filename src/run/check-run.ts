import { mkdirSync } from 'node:fs';
import { join } from 'node:path';
import type { ImportProfile } from '../cases/import-profile.js';
import { LATER_COLUMNS, type LaterColumn } from '../cases/profiles/later-columns.js';
import { readCases } from '../cases/read/read-cases.js';
import type { ReadResult } from '../cases/read/read-result.js';
import { writeCaseCsv } from '../cases/write/write-case-csv.js';
import { writeNetted } from '../cases/write/write-netted.js';
import { writeRejected } from '../cases/write/write-rejected.js';
import type { ResultTable } from '../kernel/result-table.js';
import { writeTablesWorkbook } from '../report/workbook/write-tables-workbook.js';
import { openAnyScheme } from '../schemes/open-any-scheme.js';
import { refuseFile, refuseInputAsOutput, writeFileAside } from './output-folder.js';
import { stage } from './progress.js';
import { countReasons, type ReadFigure, type ReasonCount, readFigures, readTables } from './read-tables.js';
import type { RunContext } from './run-context.js';

export interface CheckRunOptions {
  readonly files: readonly string[];
  readonly profile?: ImportProfile;
  /** Codes are checked against its lists. */
  readonly scheme: string | undefined;
  /** Folder for rejected.csv, netted.csv and the list as a workbook. */
  readonly out: string | undefined;
  /** cases: the cases read are written as well, in canonical columns. */
  readonly write: 'list' | 'cases';
}

export interface CheckRunResult {
  readonly figures: Record<ReadFigure, number | undefined>;
  readonly summary: ReadResult['summary'];
  readonly reasons: readonly ReasonCount[];
  /** Columns that the files lack and later steps need. */
  readonly lackingLater: readonly LaterColumn[];
  readonly tables: readonly ResultTable[];
  readonly files: readonly string[];
}

const NEEDED_LATER: readonly LaterColumn[] = [
  { column: 'dx', without: { zh: '不能分组', en: 'no grouping' } },
  ...LATER_COLUMNS,
];

/** Reads files of cases as every run does and lists what was read; nothing is grouped or priced. */
export async function runCheck(options: CheckRunOptions, context: RunContext): Promise<CheckRunResult> {
  const { files, profile, out } = options;
  if (out !== undefined) {
    refuseFile(join(out, 'rejected.csv'));
    refuseInputAsOutput(out, files);
  }
  const scheme = options.scheme === undefined ? undefined : openAnyScheme(options.scheme);
  const read = await stage(
    context,
    'read',
    { zh: '读取病例', en: 'reading cases' },
    { total: 0, unit: 'bytes' },
    (advance) =>
      readCases(files, {
        ...(profile === undefined ? {} : { profile }),
        ...(scheme === undefined ? {} : { knownCodes: { diagnoses: scheme.diagnoses, procedures: scheme.procedures } }),
        required: ['case_id'],
        neededLater: NEEDED_LATER.map(({ column }) => column),
        progress: advance,
      }),
  );
  const tables = readTables(read, scheme !== undefined, context.language);
  const written = out === undefined ? [] : await writeList(out, read, tables, options.write, context);
  return {
    figures: readFigures(read, scheme !== undefined),
    summary: read.summary,
    reasons: countReasons([...read.rejected, ...read.unmatched]),
    lackingLater: NEEDED_LATER.filter(({ column }) => read.table.columns[column] === undefined),
    tables,
    files: written,
  };
}

async function writeList(
  out: string,
  read: ReadResult,
  tables: readonly ResultTable[],
  write: CheckRunOptions['write'],
  context: RunContext,
): Promise<string[]> {
  mkdirSync(out, { recursive: true });
  const title = { zh: '读入清单', en: 'What was read' };
  const writers: [string, (path: string) => void | Promise<void>][] = [
    ['read.xlsx', (path) => writeTablesWorkbook(path, title, tables, context.language)],
    ['rejected.csv', (path) => writeRejected(path, [...read.rejected, ...read.unmatched])],
    ['netted.csv', (path) => writeNetted(path, read.netted)],
  ];
  if (write === 'cases') writers.push(['cases.csv', (path) => writeCaseCsv(path, read.table)]);
  const paths: string[] = [];
  for (const [name, writer] of writers) {
    const path = join(out, name);
    await writeFileAside(path, async (aside) => await writer(aside));
    paths.push(path);
  }
  return paths;
}
