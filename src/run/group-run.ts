import { dirname, join } from 'node:path';
import { columnSchema } from '../cases/columns.js';
import type { ImportProfile } from '../cases/import-profile.js';
import { readCases } from '../cases/read/read-cases.js';
import type { ReadOptions, ReadResult } from '../cases/read/read-result.js';
import { writeRejected } from '../cases/write/write-rejected.js';
import { groupCases } from '../grouping/group-cases.js';
import { GROUP_REASONS, GROUP_STATUSES, type GroupColumns } from '../grouping/group-columns.js';
import { type UnreadRow, writeGroupCsv } from '../report/write-group-csv.js';
import { writeGroupDetailCsv } from '../report/write-group-detail-csv.js';
import type { CompiledScheme } from '../schemes/compiled-scheme.js';
import { openScheme } from '../schemes/open-scheme.js';
import type { SchemeOptions } from '../schemes/scheme-document.js';
import { refuseFile, refuseInputAsOutput, writeFileAside } from './output-folder.js';
import { stage } from './progress.js';
import type { RunContext } from './run-context.js';
import { writeCasesOut } from './write-cases-out.js';

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

export interface GroupRunOptions {
  readonly files: readonly string[];
  readonly scheme: string;
  readonly profile?: ImportProfile;
  readonly out: string;
  readonly rejected?: string;
  /** File of codes that grouping ignored, a row each, in input order. */
  readonly detail?: string;
  readonly switches?: Partial<SchemeOptions>;
}

export interface GroupRunResult {
  readonly scheme: { readonly id: string; readonly hash: string };
  readonly summary: ReadResult['summary'];
  /** Cases by status, then by reason for those that are not grouped. */
  readonly statuses: Readonly<Record<string, number>>;
  readonly reasons: Readonly<Record<string, number>>;
  readonly out: string;
  readonly rejectedFile: string | undefined;
  readonly detailFile: string | undefined;
}

/**
 * From files of cases to a file of groups: one row per input row, in input order.
 * Unreadable rows go to `rejected.csv` beside it (or where `rejected` says) and keep their row in the output.
 */
export async function runGroup(options: GroupRunOptions, context: RunContext): Promise<GroupRunResult> {
  const rejectedPath = options.rejected ?? join(dirname(options.out), 'rejected.csv');
  for (const output of [options.out, options.detail, rejectedPath]) {
    if (output === undefined) continue;
    refuseFile(output);
    refuseInputAsOutput(output, options.files);
  }
  const scheme = openScheme(options.scheme);
  const read = await readStage(options.files, scheme, { columns: GROUPING_COLUMNS, ...pick(options.profile) }, context);
  const groups = await groupStage(scheme, read.table, options.switches ?? {}, context);
  await stage(context, 'write', { zh: '写出分组结果', en: 'writing groups' }, read.table.caseCount, async () => {
    const unread = unreadRows(read);
    await writeCasesOut(options.out, (path) => writeGroupCsv(path, read.table, groups, scheme.catalogue, unread));
  });
  const rejectedFile = read.rejected.length === 0 ? undefined : rejectedPath;
  if (rejectedFile !== undefined)
    await writeFileAside(rejectedFile, async (aside) => writeRejected(aside, read.rejected));
  const { detail } = options;
  if (detail !== undefined) {
    await writeFileAside(detail, async (aside) =>
      writeGroupDetailCsv(aside, scheme, read.table, options.switches ?? {}),
    );
  }
  return {
    scheme: { id: scheme.id, hash: scheme.hash },
    summary: read.summary,
    ...countOutcomes(groups, read),
    out: options.out,
    rejectedFile,
    detailFile: detail,
  };
}

function pick(profile: ImportProfile | undefined): { profile?: ImportProfile } {
  return profile === undefined ? {} : { profile };
}

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

/** One entry a rejected row, with its first reason, in input order. */
export function unreadRows(read: ReadResult): UnreadRow[] {
  const rows = new Map<number, UnreadRow>();
  for (const rejected of read.rejected) {
    if (!rows.has(rejected.row))
      rows.set(rejected.row, { row: rejected.row, caseId: rejected.caseId, code: rejected.code });
  }
  return [...rows.values()].sort((a, b) => a.row - b.row);
}

function countOutcomes(groups: GroupColumns, read: ReadResult): Pick<GroupRunResult, 'statuses' | 'reasons'> {
  const statuses = Object.fromEntries(GROUP_STATUSES.map((status) => [status, 0]));
  const reasons: Record<string, number> = {};
  for (let row = 0; row < groups.status.length; row++) {
    statuses[GROUP_STATUSES[groups.status[row]!]!]! += 1;
    const reason = GROUP_REASONS[groups.reason[row]!]!;
    if (reason !== '') reasons[reason] = (reasons[reason] ?? 0) + 1;
  }
  statuses.rejected = read.summary.rejected;
  return { statuses, reasons };
}
