import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { writeRejected } from '../../cases/write/write-rejected.js';
import { todayText } from '../../kernel/day.js';
import { sha256 } from '../../kernel/hash.js';
import type { ResultTable } from '../../kernel/result-table.js';
import { writeHtmlReport } from '../../report/html/write-html-report.js';
import { CAVEAT, type ReportModel } from '../../report/report-model.js';
import { writeTablesWorkbook } from '../../report/workbook/write-tables-workbook.js';
import { writeWorkbook } from '../../report/workbook/write-workbook.js';
import { writeTableCsv } from '../../report/write-table-csv.js';
import { writeTableParquet } from '../../report/write-table-parquet.js';
import { engineVersion } from '../engine-version.js';
import { writeFolderAside } from '../output-folder.js';
import { stage } from '../progress.js';
import { firstRows } from '../report-folder/shorten-tables.js';
import type { RunContext } from '../run-context.js';
import { monitorReport } from './monitor-report.js';
import type { Monitored } from './monitored.js';

/** What a finished run hands its door. */
export interface MonitorResult {
  readonly folder: string;
  readonly tables: readonly ResultTable[];
  readonly model: ReportModel;
  readonly rejected: number;
}

/** A sheet holds 1,048,576 rows; a list to be worked by hand is cut long before; review.csv has all. */
const MOST_REVIEWED = 50_000;

/** Writes the folder: each table as CSV and Parquet, the review list, report.xlsx, report.html, manifest. */
export async function writeMonitor(folder: string, monitored: Monitored, context: RunContext): Promise<MonitorResult> {
  const model = monitorReport(monitored);
  const { tables, review, files: further, rejected } = monitored;
  await writeFolderAside(folder, 'monitoring', async (aside) => {
    const written: string[] = [];
    const write = async (name: string, make: (path: string) => Promise<void> | void): Promise<void> => {
      await make(join(aside, name));
      written.push(name);
    };
    const size = { total: 2 * tables.length + 4, unit: 'files' } as const;
    await stage(context, 'write', { zh: '写出结果', en: 'writing results' }, size, async (advance) => {
      for (const table of tables) {
        await write(`${table.schema.name}.csv`, (path) => writeTableCsv(path, table));
        await write(`${table.schema.name}.parquet`, (path) => writeTableParquet(path, table));
        advance(written.length);
      }
      await write('review.csv', (path) => writeTableCsv(path, review, { byteOrderMark: 'utf8' }));
      await write('review.xlsx', (path) =>
        writeTablesWorkbook(path, review.schema.title, [firstRows(review, MOST_REVIEWED)], context.language),
      );
      await write('report.xlsx', (path) => writeWorkbook(path, model, context.language));
      await write('report.html', (path) => writeHtmlReport(path, model, context.language));
      advance(written.length);
      const unmatched = unmatchedTable(further);
      if (unmatched.rowCount > 0) await write('unmatched.csv', (path) => writeTableCsv(path, unmatched));
      if (rejected.length > 0) await write('rejected.csv', (path) => writeRejected(path, rejected));
    });
    const { scheme, policy, rules, inputs, rowsRead, facts } = monitored;
    const manifest = {
      tool: 'drgdip',
      version: engineVersion(),
      kind: 'monitoring',
      caveat: `${CAVEAT.zh} / ${CAVEAT.en}`,
      inputs,
      scheme,
      ...(policy === undefined ? {} : { policy }),
      rules: { id: rules.rules.id, hash: rules.hash },
      rows_read: rowsRead,
      cases: facts.caseCount,
      rejected: rejected.length,
      files: Object.fromEntries(written.sort().map((name) => [name, sha256(readFileSync(join(aside, name)))])),
    };
    writeFileSync(join(aside, 'manifest.json'), `${JSON.stringify(manifest, null, 2)}\n`);
    const timings = { date: todayText(), workers: context.executor.workerCount, stages: context.timings };
    writeFileSync(join(aside, 'timings.json'), `${JSON.stringify(timings, null, 2)}\n`);
  });
  return { folder, tables: [...tables, review], model, rejected: rejected.length };
}

/** Case ids of charge lines and records that the file of cases does not have. */
function unmatchedTable({ items, records }: Monitored['files']): ResultTable {
  const rows = [
    ...(items?.unmatched.caseIds ?? []).map((id) => ['items', id] as const),
    ...(records?.unmatched.caseIds ?? []).map((id) => ['records', id] as const),
  ];
  return {
    schema: {
      name: 'unmatched',
      version: 1,
      title: { zh: '不在病例文件中的病例号', en: 'Case ids that the file of cases does not have' },
      columns: [
        { name: 'file', type: 'text', label: { zh: '来源', en: 'file' }, isKey: true },
        { name: 'case_id', type: 'text', label: { zh: '病例号', en: 'case id' }, isKey: true },
      ],
    },
    rowCount: rows.length,
    columns: { file: rows.map(([file]) => file), case_id: rows.map(([, id]) => id) },
  };
}
