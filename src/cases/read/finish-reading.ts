import { ClosingError, defineErrors } from '../../kernel/errors.js';
import { formatYuan } from '../../kernel/money.js';
import type { CaseTable, Column } from '../case-table.js';
import { changeNotices, mergeChanges } from '../codes/code-changes.js';
import { unknownCodes } from '../codes/unknown-codes.js';
import { columnSchema } from '../columns.js';
import { protectPatients } from '../privacy/protect-patients.js';
import { type Netting, netRefunds } from '../refunds/net-refunds.js';
import type { JoinedTables } from '../tables/joined-tables.js';
import type { CaseBuilder } from './case-builder.js';
import { checkRows } from './check-rows.js';
import { removeRows, renumberCodes, renumberDictionary } from './compact-columns.js';
import { countMissing } from './count-missing.js';
import { deriveLosDays } from './derive-los-days.js';
import { derivedNotices } from './derived-notices.js';
import type { FileReading } from './file-reading.js';
import { listed } from './map-headings.js';
import { notice } from './notices.js';
import type { Notice, ReadOptions, ReadResult } from './read-result.js';

const CLOSING = defineErrors(ClosingError, {
  rows_do_not_add_up: {
    zh: '读入 {read} 行，但病例 {cases} + 冲抵 {netted} + 拒收 {rejected} 与之不符。这是程序错误，请报告。',
    en: '{read} rows were read, but {cases} cases + {netted} netted + {rejected} rejected are not as many. This is a fault of the program; please report it.',
    status: 500,
    exit: 3,
  },
});

/** What was learned of the sources while their rows went into a builder. */
export type ReadingFacts = Pick<FileReading, 'files' | 'notices' | 'mapped' | 'ignored' | 'hasStartedAgain'> & {
  readonly tables?: JoinedTables | undefined;
};

/** Checks the rows gathered, takes out those that are no cases, and counts: the same end for files and for records. */
export function finishReading(
  builder: CaseBuilder,
  reading: ReadingFacts,
  kept: ReadonlySet<string> | undefined,
  options: ReadOptions,
): ReadResult {
  const changes = mergeChanges(builder.codeChanges());
  let columns: Record<string, Column> = builder.finish();
  let netting: Netting | undefined;
  if (builder.refunds.length > 0) {
    netting = netRefunds(builder, columns);
    if (netting.withdrawnCount > 0) columns = builder.removeRows(columns, netting.isWithdrawn);
  }
  const netted = netting === undefined ? 0 : builder.refunds.length - netting.rejectedCount + netting.withdrawnCount;
  let { sourceRow } = builder;
  const isRemoved = checkRows(builder, columns);
  if (isRemoved !== undefined) {
    ({ columns, sourceRow } = removeRows(columns, sourceRow, isRemoved));
    builder.fileStarts.removeRows(isRemoved);
  }
  const rowOfCase = sourceRow;
  const caseCount = sourceRow.length;
  const removedCount = builder.rowCount - caseCount;
  if (removedCount > 0 || builder.rejectedRowCount > 0 || builder.refunds.length > 0 || reading.hasStartedAgain) {
    columns = renumbered(columns, options);
  }
  const losDaysDerived = deriveLosDays(columns);
  if (kept !== undefined) {
    columns = Object.fromEntries(Object.entries(columns).filter(([name]) => kept.has(name) || name === 'case_id'));
  }
  const rejectedRows = builder.rejectedRowCount + removedCount + (netting?.rejectedCount ?? 0);
  if (builder.rowsRead !== caseCount + netted + rejectedRows) {
    throw CLOSING.rows_do_not_add_up({ read: builder.rowsRead, cases: caseCount, netted, rejected: rejectedRows });
  }
  const notices: Notice[] = [...reading.notices];
  const privacy = protectPatients(columns, reading, options.profile?.hash_patients);
  columns = privacy.columns;
  notices.push(...privacy.notices);
  const missing: Record<string, number> = {};
  for (const [name, column] of Object.entries(columns)) missing[name] = countMissing(column, caseCount);
  const { normalisedCodes, principalMissing, roundedAmounts, wideSeparators, wideNumbers } = builder.tally;
  const ignored = [...reading.ignored];
  const unused = ignored.filter((heading) => !privacy.personal.includes(heading));
  if (unused.length > 0) notices.push(notice('notice_columns_ignored', { columns: listed(unused) }));
  if (principalMissing > 0) notices.push(notice('notice_principal_missing', { count: principalMissing }));
  for (const [column, count] of roundedAmounts) notices.push(notice('notice_amounts_rounded', { column, count }));
  if (normalisedCodes > 0) notices.push(notice('notice_codes_normalised', { count: normalisedCodes }));
  if (wideSeparators > 0) notices.push(notice('notice_wide_separators', { count: wideSeparators }));
  if (wideNumbers > 0) notices.push(notice('notice_wide_numbers', { count: wideNumbers }));
  notices.push(...derivedNotices(reading.mapped, columns));
  // Told where codes are held against a scheme: other readings may do without procedures.
  const needsProcedures = options.knownCodes !== undefined && (kept === undefined || kept.has('px'));
  if (needsProcedures && columns.px === undefined) notices.push(notice('notice_no_procedures', {}));
  notices.push(...changeNotices(changes));
  if (netting !== undefined) {
    const refunds = builder.refunds.length - netting.rejectedCount;
    const reduced = new Set(
      netting.netted.flatMap((row) => (row.role === 'reduced' ? [`${row.file}:${row.row}`] : [])),
    );
    const withdrawn = netting.withdrawnCount;
    notices.push(
      notice('notice_refunds', { refunds, withdrawn, reduced: reduced.size, rejected: netting.rejectedCount }),
    );
  }
  for (const [column, { stays, fen }] of netting?.leftovers ?? []) {
    notices.push(leftoverNotice(column, stays, fen));
  }
  const joins = reading.tables?.close();
  for (const one of joins?.summaries ?? []) {
    const { table, rows, unmatched, skipped } = one;
    notices.push(notice('notice_joined', { table, rows, unmatched, skipped }));
  }
  notices.push(...(joins?.notices ?? []));
  if (losDaysDerived > 0) notices.push(notice('notice_los_derived', { count: losDaysDerived }));
  if (caseCount === 0) notices.push(notice('notice_no_case_left', { count: builder.rowsRead }));
  const order = builder.fileStarts.order();
  const rejected = builder.rejected.sort((a, b) => order.get(a.file)! - order.get(b.file)! || a.row - b.row);
  const table: CaseTable = { caseCount, columns, sourceRow };
  return {
    table,
    rejected,
    netted: netting?.netted ?? [],
    unmatched: joins?.unmatched ?? [],
    placeOf: (caseRow) => ({
      file: builder.fileOf(caseRow),
      sheetRow: rowOfCase[caseRow]! + builder.fileStarts.headingRowOf(caseRow),
    }),
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
      codeChanges: changes,
      unknownCodes: options.knownCodes === undefined ? [] : unknownCodes(columns, options.knownCodes),
      personalColumns: privacy.personal,
      joins: joins?.summaries ?? [],
      losDaysDerived,
      notices,
    },
  };
}

function leftoverNotice(column: string, stays: number, fen: number): Notice {
  const { label } = columnSchema(column)!;
  const details = { column, stays, amount: formatYuan(fen) };
  const { zh } = notice('notice_refund_leftover', { ...details, label: label.zh });
  return { ...notice('notice_refund_leftover', { ...details, label: label.en }), zh };
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
