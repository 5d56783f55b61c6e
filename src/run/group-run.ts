import { basename, dirname, join } from 'node:path';
import { GROUPING_COLUMNS } from '../cases/columns.js';
import type { ImportProfile } from '../cases/import-profile.js';
import type { ReadResult } from '../cases/read/read-result.js';
import { NETTED_HEADINGS, writeNetted } from '../cases/write/write-netted.js';
import { REJECTED_HEADINGS, writeRejected } from '../cases/write/write-rejected.js';
import type { GroupedParts } from '../grouping/group-by-date.js';
import { GROUP_REASONS, GROUP_STATUSES } from '../grouping/group-columns.js';
import { formatDay } from '../kernel/day.js';
import type { Finding } from '../kernel/finding.js';
import { canonicalJson, sha256 } from '../kernel/hash.js';
import { writeGroupCsv } from '../report/write-group-csv.js';
import { writeGroupDetailCsv } from '../report/write-group-detail-csv.js';
import { writeGroupParquet } from '../report/write-group-parquet.js';
import { GROUPS_SCHEME_HEADING, writeGroupsScheme } from '../report/write-groups-scheme.js';
import { SCHEME_CSV_COLUMNS, writeSchemeCsv } from '../report/write-scheme-csv.js';
import type { AnySwitches } from '../schemes/any-scheme.js';
import { BY_DATE, type DatedScheme } from '../schemes/dated-schemes.js';
import { groupFiles, type SchemeInUse, schemesInUse } from './group-files.js';
import type { QualityResult } from './group-quality.js';
import { rowPositions, unreadRows } from './group-stages.js';
import { refuseFile, refuseFolder, refuseInputAsOutput, writeFileAside } from './output-folder.js';
import { stage } from './progress.js';
import { refuseSameOutput } from './refuse-same-output.js';
import { type RejectionCause, refuseNoCase, rejectionCauses } from './rejection-causes.js';
import { removeStale } from './remove-stale.js';
import type { RunContext } from './run-context.js';
import { refuseEnding, writeCsvOrParquet } from './write-cases-out.js';

export interface GroupRunOptions {
  readonly files: readonly string[];
  /** A name or folder; or several by date: each case is grouped under the one in force on its day of discharge. */
  readonly scheme: string | readonly DatedScheme[];
  readonly profile?: ImportProfile;
  readonly out: string;
  readonly rejected?: string;
  /** File of codes that grouping ignored, a row each, in input order. */
  readonly detail?: string;
  /** Folder for tables on the quality of grouping. */
  readonly quality?: string;
  readonly switches?: AnySwitches;
}

export interface GroupRunResult {
  /** By date: id `by_date`, and a hash over the schemes in use. */
  readonly scheme: { readonly id: string; readonly hash: string };
  /** Every scheme in use with its cases. */
  readonly schemes: readonly SchemeInUse[];
  readonly summary: ReadResult['summary'];
  /** Cases by status, then by reason for those that are not grouped. */
  readonly statuses: Readonly<Record<string, number>>;
  readonly reasons: Readonly<Record<string, number>>;
  readonly out: string;
  readonly rejectedFile: string | undefined;
  /** Why rows were rejected. */
  readonly causes: readonly RejectionCause[];
  readonly detailFile: string | undefined;
  /** Beside `out`: scheme, hash and switches that its codes have their meaning from. */
  readonly schemeFile: string;
  /** By date: the scheme of each case. */
  readonly schemesFile: string | undefined;
  readonly quality: QualityResult | undefined;
  /** What the loader warns of in the schemes in use; `scheme check` says what else there is. */
  readonly schemeWarnings: readonly Finding[];
}

/**
 * From files of cases to a file of groups: one row per input row, in input order.
 * Unreadable rows go to `rejected.csv` beside it (or where `rejected` says) and keep their row in the output; so do
 * cases that no scheme takes because their day of discharge is missing or lies before the first scheme.
 */
export async function runGroup(options: GroupRunOptions, context: RunContext): Promise<GroupRunResult> {
  const { out, detail, quality } = options;
  refuseEnding(out);
  const rejectedPath = options.rejected ?? join(dirname(out), 'rejected.csv');
  const nettedPath = join(dirname(rejectedPath), 'netted.csv');
  const schemeFile = besideGroups(out, '.scheme.json');
  const schemesPath = besideGroups(out, '.schemes.csv');
  const schemesFile = typeof options.scheme === 'string' ? undefined : schemesPath;
  refuseSameOutput([
    ['--out', out],
    ['--detail', detail],
    [options.rejected === undefined ? 'rejected.csv' : '--rejected', rejectedPath],
    ['netted.csv', nettedPath],
    ['.scheme.json', schemeFile],
    ['.schemes.csv', schemesFile],
    ['--quality', quality],
  ]);
  for (const output of [out, detail, rejectedPath, nettedPath, schemeFile, schemesFile]) {
    if (output === undefined) continue;
    refuseFile(output);
    refuseInputAsOutput(output, options.files);
  }
  if (quality !== undefined) {
    refuseFolder(quality, 'grouping quality');
    refuseInputAsOutput(quality, options.files);
  }
  const switches = options.switches ?? {};
  // Loaded where asked for: most groupings want no tables.
  const measuring = quality === undefined ? undefined : await import('./group-quality.js');
  const columns = [
    ...GROUPING_COLUMNS,
    ...(schemesFile === undefined ? [] : ['discharge_date']),
    ...(measuring?.QUALITY_COLUMNS ?? []),
  ];
  const reading = { columns, ...(options.profile === undefined ? {} : { profile: options.profile }) };
  const { read, grouped, outside } = await groupFiles(options.files, options.scheme, reading, switches, context);
  const positions = rowPositions(read);
  const rejected = [...read.rejected, ...outside].sort(
    (a, b) => positions.of(a.file, a.row) - positions.of(b.file, b.row),
  );
  const { caseCount } = read.table;
  if (caseCount === outside.length && options.rejected !== undefined) {
    await writeFileAside(options.rejected, async (aside) => writeRejected(aside, rejected));
  }
  const rejectedCount = read.summary.rejected + outside.length;
  refuseNoCase(caseCount - outside.length, { summary: read.summary, rejected, rejectedCount }, options.files);
  const rows = { unread: unreadRows(rejected, read.netted, positions), ofCases: positions.ofCases };
  // Those of an earlier run go first, so that groups never lie beside the scheme of others, whatever happens.
  removeStale(schemeFile, [GROUPS_SCHEME_HEADING]);
  removeStale(schemesPath, [SCHEME_CSV_COLUMNS.join(',')]);
  await stage(context, 'write', { zh: '写出分组结果', en: 'writing groups' }, read.table.caseCount, () =>
    writeCsvOrParquet(
      out,
      (path) => writeGroupCsv(path, read.table, grouped, rows),
      (path, between) => writeGroupParquet(path, between, read.table, grouped, rows),
    ),
  );
  const rejectedFile = rejected.length === 0 ? undefined : rejectedPath;
  if (rejectedFile !== undefined) await writeFileAside(rejectedFile, async (aside) => writeRejected(aside, rejected));
  else removeStale(rejectedPath, REJECTED_HEADINGS);
  const nettedFile = read.netted.length === 0 ? undefined : nettedPath;
  if (nettedFile !== undefined) await writeFileAside(nettedFile, async (aside) => writeNetted(aside, read.netted));
  else removeStale(nettedPath, NETTED_HEADINGS);
  // A detail was asked for by its name: an earlier one stays, it belongs to the run that named it.
  if (detail !== undefined) {
    await writeFileAside(detail, async (aside) => writeGroupDetailCsv(aside, grouped, read.table, switches));
  }
  if (schemesFile !== undefined) {
    await writeFileAside(schemesFile, async (aside) => writeSchemeCsv(aside, read.table, grouped));
  }
  const schemes = schemesInUse(grouped);
  await writeFileAside(schemeFile, async (aside) =>
    writeGroupsScheme(aside, { groups: basename(out), schemes: keysOf(options.scheme, schemes), switches }),
  );
  return {
    scheme: identityOf(options.scheme, schemes),
    schemes,
    summary: read.summary,
    ...countOutcomes(grouped, rejectedCount),
    causes: rejectionCauses(rejected),
    out,
    rejectedFile,
    detailFile: detail,
    schemeFile,
    schemesFile,
    schemeWarnings: grouped.parts.flatMap(({ scheme }) => scheme.warnings),
    quality:
      quality === undefined
        ? undefined
        : await measuring!.writeQuality(quality, read, grouped, namesOf(options.scheme), context),
  };
}

const namesOf = (scheme: GroupRunOptions['scheme']): string[] =>
  typeof scheme === 'string' ? [scheme] : scheme.map((dated) => dated.scheme);

/** A file beside that of groups, named after it. */
function besideGroups(out: string, ending: string): string {
  return out.replace(/(\.[^./\\]+)?$/, ending);
}

/** Identity of each scheme in use, by date with its first day. */
function keysOf(asked: GroupRunOptions['scheme'], schemes: readonly SchemeInUse[]) {
  return schemes.map(({ id, hash }, index) => {
    const from = typeof asked === 'string' ? undefined : asked[index]?.from;
    return { id, hash, ...(from === undefined ? {} : { from: formatDay(from) }) };
  });
}

function identityOf(asked: GroupRunOptions['scheme'], schemes: readonly SchemeInUse[]): GroupRunResult['scheme'] {
  const identities = schemes.map(({ id, hash }) => ({ id, hash }));
  return typeof asked === 'string' ? identities[0]! : { id: BY_DATE, hash: sha256(canonicalJson(identities)) };
}

function countOutcomes(
  { parts, partOf }: GroupedParts,
  rejected: number,
): Pick<GroupRunResult, 'statuses' | 'reasons'> {
  const statuses = Object.fromEntries(GROUP_STATUSES.map((status) => [status, 0]));
  const reasons: Record<string, number> = {};
  for (const [index, { columns }] of parts.entries()) {
    for (let row = 0; row < columns.status.length; row++) {
      if (partOf !== undefined && partOf[row] !== index) continue;
      statuses[GROUP_STATUSES[columns.status[row]!]!]! += 1;
      const reason = GROUP_REASONS[columns.reason[row]!]!;
      if (reason !== '') reasons[reason] = (reasons[reason] ?? 0) + 1;
    }
  }
  statuses.rejected = rejected;
  return { statuses, reasons };
}
