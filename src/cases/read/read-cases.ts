import { stat } from 'node:fs/promises';
import { ClosingError, defineErrors, EngineError } from '../../kernel/errors.js';
import type { CaseTable, Column } from '../case-table.js';
import { COLUMNS_TO_GROUP, columnSchema } from '../columns.js';
import { CaseBuilder } from './case-builder.js';
import { checkRows } from './check-rows.js';
import { removeRows, renumberCodes, renumberDictionary } from './compact-columns.js';
import { countMissing } from './count-missing.js';
import { deriveLosDays } from './derive-los-days.js';
import { FILE_ERRORS } from './file-errors.js';
import { FileReading } from './file-reading.js';
import { listed } from './map-headings.js';
import { notice } from './notices.js';
import type { Notice, ReadOptions, ReadResult } from './read-result.js';
import { type SniffedFile, sniffFile } from './sniff-file.js';

export type { ReadOptions, ReadResult, RejectedRow } from './read-result.js';

const CLOSING = defineErrors(ClosingError, {
  rows_do_not_add_up: {
    zh: '读入 {read} 行，但病例 {cases} + 冲抵 {netted} + 拒收 {rejected} 与之不符。这是程序错误，请报告。',
    en: '{read} rows were read, but {cases} cases + {netted} netted + {rejected} rejected are not as many. This is a fault of the program; please report it.',
    status: 500,
    exit: 3,
  },
});

/**
 * Reads files of cases (CSV, TSV, XLSX, Parquet; told by content) into one table. Rows that cannot be read are
 * answered in `rejected` with reason and remedy and never vanish: rowsRead = cases + netted + rejected.
 *
 * @param files  paths; their rows follow each other in the order given
 * @throws InputError naming the file, for a file that cannot be read as a whole (FILE_ERRORS)
 * @throws rows_do_not_add_up when the counts disagree
 */
export async function readCases(files: readonly string[], options: ReadOptions = {}): Promise<ReadResult> {
  const sniffed: SniffedFile[] = [];
  for (const path of files) sniffed.push(await sniffFile(path));
  const bytesTotal = sniffed.reduce((sum, file) => sum + file.bytes, 0);
  const kept = options.columns === undefined || options.columns === 'all' ? undefined : new Set(options.columns);
  const builder = new CaseBuilder(options, kept === undefined ? undefined : columnsToRead(kept));
  const reading = new FileReading(builder, options, options.required ?? COLUMNS_TO_GROUP);
  let bytesDone = 0;
  for (const [index, path] of files.entries()) {
    const file = sniffed[index]!;
    try {
      await reading.readFile(path, file, (done) => options.progress?.(bytesDone + done, bytesTotal));
      const after = await stat(path);
      if (after.size !== file.bytes || after.mtimeMs !== file.modifiedMs) throw FILE_ERRORS.file_changed();
    } catch (error) {
      // Errors from inside a file are told with its path.
      if (error instanceof EngineError && error.path === undefined) {
        throw new (error.constructor as typeof EngineError)(error.code, error.entry, error.details, {
          path,
          cause: error.cause,
        });
      }
      throw error;
    }
    bytesDone += file.bytes;
    options.progress?.(bytesDone, bytesTotal);
  }
  if (builder.rowsRead === 0) throw FILE_ERRORS.file_without_rows({}, { path: files.join(', ') });
  return finishReading(builder, reading, kept, options);
}

/** The dates are read for checking the stay even where the run does not keep them. */
export function columnsToRead(kept: ReadonlySet<string>): Set<string> {
  const columns = new Set([...kept, 'case_id']);
  if (kept.has('los_days')) for (const column of ['admit_date', 'discharge_date']) columns.add(column);
  return columns;
}

/** What was learned of the sources while their rows went into a builder. */
export type ReadingFacts = Pick<FileReading, 'files' | 'notices' | 'mapped' | 'ignored' | 'hasStartedAgain'>;

/** Checks the rows gathered, takes out those that are no cases, and counts: the same end for files and for records. */
export function finishReading(
  builder: CaseBuilder,
  reading: ReadingFacts,
  kept: ReadonlySet<string> | undefined,
  options: ReadOptions,
): ReadResult {
  let columns: Record<string, Column> = builder.finish();
  let { sourceRow } = builder;
  const isRemoved = checkRows(builder, columns);
  if (isRemoved !== undefined) ({ columns, sourceRow } = removeRows(columns, sourceRow, isRemoved));
  const caseCount = sourceRow.length;
  const removedCount = builder.rowCount - caseCount;
  if (removedCount > 0 || builder.rejectedRowCount > 0 || reading.hasStartedAgain) {
    columns = renumbered(columns, options);
  }
  const losDaysDerived = deriveLosDays(columns);
  if (kept !== undefined) {
    columns = Object.fromEntries(Object.entries(columns).filter(([name]) => kept.has(name) || name === 'case_id'));
  }
  const rejectedRows = builder.rejectedRowCount + removedCount;
  const netted = 0;
  if (builder.rowsRead !== caseCount + netted + rejectedRows) {
    throw CLOSING.rows_do_not_add_up({ read: builder.rowsRead, cases: caseCount, netted, rejected: rejectedRows });
  }
  const missing: Record<string, number> = {};
  for (const [name, column] of Object.entries(columns)) missing[name] = countMissing(column, caseCount);
  const { normalisedCodes, principalMissing, roundedAmounts } = builder.tally;
  const ignored = [...reading.ignored];
  const notices: Notice[] = [...reading.notices];
  if (ignored.length > 0) notices.push(notice('notice_columns_ignored', { columns: listed(ignored) }));
  if (principalMissing > 0) notices.push(notice('notice_principal_missing', { count: principalMissing }));
  for (const [column, count] of roundedAmounts) notices.push(notice('notice_amounts_rounded', { column, count }));
  if (normalisedCodes > 0) notices.push(notice('notice_codes_normalised', { count: normalisedCodes }));
  if (losDaysDerived > 0) notices.push(notice('notice_los_derived', { count: losDaysDerived }));
  if (caseCount === 0) notices.push(notice('notice_no_case_left', { count: builder.rowsRead }));
  const order = new Map(builder.fileStarts.map(({ file }, index) => [file, index]));
  const rejected = builder.rejected.sort((a, b) => order.get(a.file)! - order.get(b.file)! || a.row - b.row);
  const table: CaseTable = { caseCount, columns, sourceRow };
  return {
    table,
    rejected,
    summary: {
      files: reading.files,
      rowsRead: builder.rowsRead,
      cases: caseCount,
      netted,
      rejected: rejectedRows,
      columnsMapped: reading.mapped,
      columnsIgnored: ignored,
      missing,
      normalisedCodes,
      losDaysDerived,
      notices,
    },
  };
}

function renumbered(columns: Readonly<Record<string, Column>>, options: ReadOptions): Record<string, Column> {
  const result: Record<string, Column> = {};
  for (const [name, column] of Object.entries(columns)) {
    if (column.kind === 'dictionary') result[name] = renumberDictionary(column);
    else if (column.kind === 'codes') {
      const known = columnSchema(name)?.name === 'dx' ? options.knownCodes?.diagnoses : options.knownCodes?.procedures;
      result[name] = renumberCodes(column, known?.length ?? 0);
    } else result[name] = column;
  }
  return result;
}
