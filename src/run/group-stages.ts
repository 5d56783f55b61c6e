import { columnSchema } from '../cases/columns.js';
import { readCases } from '../cases/read/read-cases.js';
import type { ReadOptions, ReadResult, RejectedRow } from '../cases/read/read-result.js';
import type { NettedRow } from '../cases/refunds/refund-row.js';
import { groupCases } from '../grouping/group-cases.js';
import type { GroupColumns } from '../grouping/group-columns.js';
import type { UnreadRow } from '../report/write-group-csv.js';
import type { CompiledScheme } from '../schemes/compiled-scheme.js';
import type { SchemeOptions } from '../schemes/scheme-document.js';
import { stage } from './progress.js';
import type { RunContext } from './run-context.js';

/** Everything grouping may look at; a stage asks only for what a scheme can use. */
export const GROUPING_COLUMNS = [
  'case_id',
  'sex',
  'age_years',
  'age_days',
  'birth_weight_g',
  'admission_weight_g',
  'los_days',
  'discharge_type',
  'dx',
  'px',
].filter((name) => columnSchema(name) !== undefined);

/** The size of a file is known when its reader has opened it. */
export const BYTES = { total: 0, unit: 'bytes' } as const;

/** Reads cases with the scheme's codes first in the dictionaries, so that most codes need no look-up later. */
export async function readStage(
  files: readonly string[],
  scheme: CompiledScheme,
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
  scheme: CompiledScheme,
  table: ReadResult['table'],
  switches: Partial<SchemeOptions>,
  context: RunContext,
): Promise<GroupColumns> {
  return await stage(context, 'group', { zh: '分组', en: 'grouping' }, table.caseCount, (advance) =>
    groupCases(scheme, table, context.executor, switches, advance),
  );
}

/** One entry a rejected row, with its first reason, and one a row that was netted away, in input order. */
export function unreadRows(rejected: readonly RejectedRow[], netted: readonly NettedRow[] = []): UnreadRow[] {
  const rows = new Map<number, UnreadRow>();
  for (const { row, caseId, code } of rejected) {
    if (!rows.has(row)) rows.set(row, { row, caseId, code });
  }
  for (const { row, caseId, role } of netted) {
    if (role !== 'reduced') rows.set(row, { row, caseId, code: '', status: 'netted' });
  }
  return [...rows.values()].sort((a, b) => a.row - b.row);
}
