import { readCases } from '../cases/read/read-cases.js';
import type { ReadOptions, ReadResult, RejectedRow } from '../cases/read/read-result.js';
import type { NettedRow } from '../cases/refunds/refund-row.js';
import { groupCases } from '../grouping/group-cases.js';
import type { GroupColumns } from '../grouping/group-columns.js';
import type { UnreadRow } from '../report/write-group-csv.js';
import type { AnyCompiledScheme, AnySwitches } from '../schemes/any-scheme.js';
import { stage } from './progress.js';
import type { RunContext } from './run-context.js';

/** The size of a file is known when its reader has opened it. */
export const BYTES = { total: 0, unit: 'bytes' } as const;

/** Reads cases with the scheme's codes first in the dictionaries, so that most codes need no look-up later. */
export async function readStage(
  files: readonly string[],
  scheme: AnyCompiledScheme,
  options: Pick<ReadOptions, 'columns' | 'profile' | 'required'>,
  context: RunContext,
): Promise<ReadResult> {
  return await stage(context, 'read', { zh: '读取病例', en: 'reading cases' }, BYTES, async (advance) =>
    readCases(files, {
      ...options,
      knownCodes: { diagnoses: scheme.diagnoses, procedures: scheme.procedures },
      progress: advance,
    }),
  );
}

export async function groupStage(
  scheme: AnyCompiledScheme,
  table: ReadResult['table'],
  switches: AnySwitches,
  context: RunContext,
): Promise<GroupColumns> {
  return await stage(context, 'group', { zh: '分组', en: 'grouping' }, table.caseCount, (advance) =>
    groupCases(scheme, table, context.executor, switches, advance),
  );
}

/** Positions of rows of one or more files: file after file, row after row, so that rows of all files have one order. */
export interface RowPositions {
  readonly of: (file: string, row: number) => number;
  /** Position of each case; undefined where one file was read and its row number is the position. */
  readonly ofCases: Float64Array | undefined;
}

const ROWS_OF_A_FILE = 2 ** 32;

export function rowPositions({ table, summary, placeOf }: ReadResult): RowPositions {
  if (summary.files.length <= 1) return { of: (_, row) => row, ofCases: undefined };
  const indexOf = new Map(summary.files.map(({ name }, index) => [name, index]));
  const of = (file: string, row: number): number => (indexOf.get(file) ?? 0) * ROWS_OF_A_FILE + row;
  const ofCases = Float64Array.from({ length: table.caseCount }, (_, row) =>
    of(placeOf(row).file, table.sourceRow[row]!),
  );
  return { of, ofCases };
}

/** One entry a rejected row, with its first reason, and one a row that was netted away, in input order. */
export function unreadRows(
  rejected: readonly RejectedRow[],
  netted: readonly NettedRow[],
  positions: RowPositions,
): UnreadRow[] {
  const rows = new Map<number, UnreadRow>();
  for (const { file, row, caseId, code } of rejected) {
    const position = positions.of(file, row);
    if (!rows.has(position)) rows.set(position, { position, caseId, code });
  }
  for (const { file, row, caseId, role } of netted) {
    const position = positions.of(file, row);
    if (role !== 'reduced') rows.set(position, { position, caseId, code: '', status: 'netted' });
  }
  return [...rows.values()].sort((a, b) => a.position - b.position);
}
