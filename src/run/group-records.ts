import { findColumn, textAt } from '../cases/case-table.js';
import { GROUPING_COLUMNS } from '../cases/columns.js';
import type { ImportProfile } from '../cases/import-profile.js';
import { readCaseRecords } from '../cases/read/read-case-records.js';
import type { ReadResult } from '../cases/read/read-result.js';
import type { DipExplanation } from '../grouping/dip/explain/dip-explanation.js';
import { dipRecordAt } from '../grouping/dip/explain/dip-record-at.js';
import { explainDip } from '../grouping/dip/explain/explain-dip.js';
import { explainCase } from '../grouping/explain/explain-case.js';
import type { Explanation } from '../grouping/explain/explanation.js';
import { GROUP_REASONS, GROUP_STATUSES, type GroupStatus } from '../grouping/group-columns.js';
import { caseRecordAt } from '../grouping/interpreter/case-record-at.js';
import type { AnyCompiledScheme, AnySwitches } from '../schemes/any-scheme.js';
import type { DipOptions } from '../schemes/dip/dip-document.js';
import type { AnyScheme } from '../schemes/load-any-scheme.js';
import type { SchemeOptions } from '../schemes/scheme-document.js';
import { groupStage, rowPositions, unreadRows } from './group-stages.js';
import { refuseSwitches } from './refuse-switches.js';
import type { RunContext } from './run-context.js';

/** Cases that a caller holds in memory: texts a row, as a file would have them. */
export interface CaseRecords {
  readonly headings: readonly string[];
  readonly rows: readonly (readonly string[])[];
}

/** The six fixed columns of grouping, and where a row could not be read the first code of its rejection. */
export interface GroupedRecord {
  readonly case_id: string;
  readonly mdc: string;
  readonly adrg: string;
  readonly group: string;
  readonly status: GroupStatus;
  readonly reason: string;
}

export interface GroupedRecords {
  readonly read: ReadResult;
  /** One a record given, in the order given. */
  readonly results: readonly GroupedRecord[];
  /** Where an explanation was asked for: one a record, null for those that could not be read. */
  readonly explanations: readonly (Explanation | DipExplanation | null)[] | undefined;
}

export interface GroupRecordsOptions {
  readonly scheme: AnyCompiledScheme;
  readonly switches: AnySwitches;
  readonly records: CaseRecords;
  /** What the records' headings and values mean, where they are not the canonical ones. */
  readonly profile?: ImportProfile | undefined;
  /** Given: each case is explained by the literal interpreter over it. */
  readonly document: AnyScheme | undefined;
}

/** Groups cases held in memory: the same checks, outcomes and order as a file of them. */
export async function groupRecords(options: GroupRecordsOptions, context: RunContext): Promise<GroupedRecords> {
  const { scheme, switches, records, document } = options;
  // The scheme's codes are not put first: a few cases have few codes, and looking those up is a hundred times less.
  refuseSwitches(switches, [scheme]);
  const columnsRead = scheme.method === 'dip' ? [...GROUPING_COLUMNS, ...scheme.columns] : GROUPING_COLUMNS;
  const read = readCaseRecords(records.headings, records.rows, {
    columns: columnsRead,
    ...(options.profile === undefined ? {} : { profile: options.profile }),
  });
  const { table } = read;
  const columns = await groupStage(scheme, table, switches, context);
  const ids = findColumn(table, 'case_id', 'text');
  const { mdcs, adrgs, codes } = scheme.catalogue;
  const results = inOrder(
    read,
    (row): GroupedRecord => {
      const group = columns.group[row]!;
      return {
        case_id: ids === undefined ? '' : textAt(ids, row),
        mdc: mdcs[group]!,
        adrg: adrgs[group]!,
        group: codes[group]!,
        status: GROUP_STATUSES[columns.status[row]!]!,
        reason: GROUP_REASONS[columns.reason[row]!]!,
      };
    },
    unreadRecord,
  );
  const explanations =
    document &&
    inOrder(
      read,
      (row) =>
        document.method === 'dip'
          ? explainDip(document, dipRecordAt(table, row), switches as Partial<DipOptions>)
          : explainCase(document, caseRecordAt(table, row), switches as Partial<SchemeOptions>),
      () => null,
    );
  return { read, results, explanations };
}

/** The answer for a record that could not be read. */
function unreadRecord(caseId: string, code: string): GroupedRecord {
  return { case_id: caseId, mdc: '', adrg: '', group: '', status: 'rejected', reason: code };
}

/** One entry a record, in the order of the records: of its case, or of its rejection. */
export function inOrder<Entry>(
  read: ReadResult,
  ofCase: (row: number) => Entry,
  ofUnread: (caseId: string, code: string) => Entry,
): Entry[] {
  const entries = new Array<Entry>(read.summary.rowsRead);
  for (let row = 0; row < read.table.caseCount; row++) entries[read.table.sourceRow[row]! - 1] = ofCase(row);
  for (const { position, caseId, code } of unreadRows(read.rejected, [], rowPositions(read))) {
    entries[position - 1] = ofUnread(caseId, code);
  }
  return entries;
}
