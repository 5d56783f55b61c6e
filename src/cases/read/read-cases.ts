import { stat } from 'node:fs/promises';
import { EngineError } from '../../kernel/errors.js';
import { COLUMNS_TO_GROUP } from '../columns.js';
import { REFUND_COLUMNS, RefundsSeen } from '../refunds/refunds-seen.js';
import { JoinedTables } from '../tables/joined-tables.js';
import { tableOfFile } from '../tables/table-of-file.js';
import { CaseBuilder } from './case-builder.js';
import { columnsToRead } from './columns-to-read.js';
import { FILE_ERRORS } from './file-errors.js';
import { FileReading } from './file-reading.js';
import { finishReading, type ReadingFacts } from './finish-reading.js';
import { mapHeadings } from './map-headings.js';
import type { ReadOptions, ReadResult } from './read-result.js';
import { type SniffedFile, sniffFile } from './sniff-file.js';

export type { ReadOptions, ReadResult, RejectedRow } from './read-result.js';

/**
 * Reads files of cases (CSV, TSV, XLSX, Parquet; told by content) into one table. Rows that cannot be read are
 * answered in `rejected` with reason and remedy and never vanish: rowsRead = cases + netted + rejected.
 *
 * @param files  paths; their rows follow each other in the order given
 * @throws InputError naming the file, for a file that cannot be read as a whole (FILE_ERRORS)
 * @throws rows_do_not_add_up when the counts disagree
 */
export async function readCases(files: readonly string[], options: ReadOptions = {}): Promise<ReadResult> {
  const kept = options.columns === undefined || options.columns === 'all' ? undefined : new Set(options.columns);
  const columns = kept === undefined ? undefined : columnsToRead(kept);
  try {
    return await readOnce(files, options, kept, columns);
  } catch (error) {
    if (!(error instanceof RefundsSeen) || columns === undefined) throw error;
  }
  return await readOnce(files, options, kept, new Set([...columns, ...REFUND_COLUMNS]));
}

async function readOnce(
  files: readonly string[],
  options: ReadOptions,
  kept: ReadonlySet<string> | undefined,
  columns: ReadonlySet<string> | undefined,
): Promise<ReadResult> {
  const sniffed: SniffedFile[] = [];
  for (const path of files) sniffed.push(await sniffFile(path));
  const bytesTotal = sniffed.reduce((sum, file) => sum + file.bytes, 0);
  const { profile } = options;
  const tables = profile?.tables === undefined ? undefined : new JoinedTables(profile, profile.tables);
  const builder = new CaseBuilder(options, columns, tables);
  const required = options.required ?? COLUMNS_TO_GROUP;
  const reading = new FileReading(builder, options, required, (headings) =>
    mapHeadings(headings, profile, tables?.amountColumns()),
  );
  let bytesDone = 0;
  const read = async (index: number, into: FileReading): Promise<void> => {
    const path = files[index]!;
    const file = sniffed[index]!;
    await withPath(path, async () => {
      try {
        await into.readFile(path, file, (done) => options.progress?.(bytesDone + done, bytesTotal));
      } catch (cause) {
        // What looks damaged may have been written meanwhile: that is the reason to tell, and the remedy another.
        if (!(cause instanceof RefundsSeen) && (await hasChanged(path, file))) {
          throw FILE_ERRORS.file_changed({}, { cause });
        }
        throw cause;
      }
      if (await hasChanged(path, file)) throw FILE_ERRORS.file_changed();
    });
    bytesDone += file.bytes;
    options.progress?.(bytesDone, bytesTotal);
  };
  const stays: number[] = [];
  const joined: FileReading[] = [];
  const told = new Set<unknown>();
  if (tables === undefined || profile?.tables === undefined) {
    stays.push(...files.keys());
  } else {
    // The other tables come first, so that each stay finds its codes and amounts when its own row is read.
    for (const [index, path] of files.entries()) {
      const table = await withPath(path, () => tableOfFile(path, sniffed[index]!, tables));
      if (table === undefined) {
        stays.push(index);
        continue;
      }
      told.add(table.table);
      const into = new FileReading(table.table, options, [], table.mapHeadings);
      await read(index, into);
      joined.push(into);
    }
    if (stays.length === 0)
      throw FILE_ERRORS.stay_table_missing({ key: profile.tables.key }, { path: files.join(', ') });
    const { diagnoses } = profile.tables;
    if (diagnoses !== undefined && required.includes('dx') && !told.has(tables.diagnoses)) {
      const key = diagnoses.key ?? profile.tables.key;
      throw FILE_ERRORS.diagnosis_table_missing({ key, code: diagnoses.code }, { path: files.join(', ') });
    }
  }
  for (const index of stays) await read(index, reading);
  if (builder.rowsRead === 0) throw FILE_ERRORS.file_without_rows({}, { path: files.join(', ') });
  const facts: ReadingFacts = {
    files: [...joined.flatMap((one) => one.files), ...reading.files],
    notices: [...joined.flatMap((one) => one.notices), ...reading.notices],
    mapped: reading.mapped,
    ignored: new Set([...reading.ignored, ...joined.flatMap((one) => [...one.ignored])]),
    hasStartedAgain: reading.hasStartedAgain,
    tables,
  };
  return finishReading(builder, facts, kept, options);
}

/** Whether a file is no longer the one that was looked at; one that is gone has changed too. */
async function hasChanged(path: string, file: SniffedFile): Promise<boolean> {
  const now = await stat(path).catch(() => undefined);
  return now === undefined || now.size !== file.bytes || now.mtimeMs !== file.modifiedMs;
}

/** Errors from inside a file are told with its path. */
async function withPath<Result>(path: string, work: () => Promise<Result>): Promise<Result> {
  try {
    return await work();
  } catch (error) {
    if (error instanceof EngineError && error.path === undefined) {
      throw new (error.constructor as typeof EngineError)(error.code, error.entry, error.details, {
        path,
        cause: error.cause,
      });
    }
    throw error;
  }
}
