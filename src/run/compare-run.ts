import type { ImportProfile } from '../cases/import-profile.js';
import type { ReadSummary } from '../cases/read/read-result.js';
import { compareGroupings, type SchemeComparison } from '../grouping/compare/compare-groupings.js';
import { pairSchemes } from '../grouping/compare/pair-schemes.js';
import { loadScheme } from '../schemes/load-scheme.js';
import { openScheme } from '../schemes/open-scheme.js';
import type { SchemeOptions } from '../schemes/scheme-document.js';
import { GROUPING_COLUMNS, groupStage, readStage } from './group-stages.js';
import { refuseFolder, refuseInputAsOutput } from './output-folder.js';
import { stage } from './progress.js';
import type { RunContext } from './run-context.js';
import { writeTableFolder } from './write-table-folder.js';

export interface CompareRunOptions {
  readonly files: readonly string[];
  /** Names or folders of the two schemes. */
  readonly from: string;
  readonly to: string;
  readonly profile?: ImportProfile;
  /** Switches of both schemes. */
  readonly switches?: Partial<SchemeOptions>;
  /** Folder for flows.csv, moved.csv, reasons.csv, rates.csv. */
  readonly out?: string;
}

export interface CompareRunResult {
  readonly from: { readonly id: string; readonly hash: string };
  readonly to: { readonly id: string; readonly hash: string };
  readonly summary: ReadSummary;
  readonly comparison: SchemeComparison;
  readonly folder: string | undefined;
}

/**
 * Groups the same cases under two schemes and tells which moved and why (版本对照). What the move does to money is the
 * simulation's: a reform that changes the scheme.
 */
export async function runCompare(options: CompareRunOptions, context: RunContext): Promise<CompareRunResult> {
  if (options.out !== undefined) {
    refuseFolder(options.out, 'scheme comparison');
    refuseInputAsOutput(options.out, options.files);
  }
  const pair = pairSchemes(loadScheme(options.from), loadScheme(options.to));
  const schemes = { from: openScheme(options.from), to: openScheme(options.to) };
  const switches = options.switches ?? {};
  const profile = options.profile === undefined ? {} : { profile: options.profile };
  const read = await readStage(options.files, schemes.from, { columns: GROUPING_COLUMNS, ...profile }, context);
  const from = await groupStage(schemes.from, read.table, switches, context);
  const to = await groupStage(schemes.to, read.table, switches, context);
  const comparison = await stage(
    context,
    'compare',
    { zh: '查找换组原因', en: 'looking for reasons' },
    read.table.caseCount,
    (advance) =>
      compareGroupings(
        pair,
        read.table,
        { catalogue: schemes.from.catalogue, columns: from },
        { catalogue: schemes.to.catalogue, columns: to },
        switches,
        advance,
      ),
  );
  const identity = {
    from: { id: pair.from.id, hash: pair.from.hash },
    to: { id: pair.to.id, hash: pair.to.hash },
  };
  if (options.out !== undefined) {
    const inputs = read.summary.files.map(({ name, sha256 }) => ({ role: 'cases', name, sha256 }));
    const { cases, moved } = comparison;
    await writeTableFolder(options.out, 'scheme comparison', comparison.tables, {
      schemes: identity,
      switches,
      inputs,
      cases,
      moved,
    });
  }
  return { ...identity, summary: read.summary, comparison, folder: options.out };
}
