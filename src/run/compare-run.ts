import { GROUPING_COLUMNS } from '../cases/columns.js';
import type { ImportProfile } from '../cases/import-profile.js';
import type { ReadSummary } from '../cases/read/read-result.js';
import { compareGroupings, type SchemeComparison } from '../grouping/compare/compare-groupings.js';
import { judgeOf } from '../grouping/compare/move-judge.js';
import type { AnySwitches } from '../schemes/any-scheme.js';
import { switchesOfMethod } from '../schemes/any-switches.js';
import { loadAnyScheme } from '../schemes/load-any-scheme.js';
import { openAnyScheme } from '../schemes/open-any-scheme.js';
import { groupStage, readStage } from './group-stages.js';
import { refuseFolder, refuseInputAsOutput } from './output-folder.js';
import { stage } from './progress.js';
import { refuseSwitches } from './refuse-switches.js';
import { refuseNoCase } from './rejection-causes.js';
import type { RunContext } from './run-context.js';
import { writeTableFolder } from './write-table-folder.js';

export interface CompareRunOptions {
  readonly files: readonly string[];
  /** Names or folders of the two schemes. */
  readonly from: string;
  readonly to: string;
  readonly profile?: ImportProfile;
  /** Switches of both schemes. */
  readonly switches?: AnySwitches;
  /** Folder for flows.csv, moved.csv, reasons.csv, rates.csv and report.xlsx of all of them. */
  readonly out?: string;
}

export interface CompareRunResult {
  readonly from: { readonly id: string; readonly hash: string };
  readonly to: { readonly id: string; readonly hash: string };
  readonly summary: ReadSummary;
  readonly comparison: SchemeComparison;
  readonly folder: string | undefined;
}

/** The switches that a scheme's own method knows: between methods each takes its own. */
function switchesFor(switches: AnySwitches, { method }: { readonly method: 'drg' | 'dip' }): AnySwitches {
  const known = switchesOfMethod(method);
  return Object.fromEntries(
    Object.entries(switches).filter(([name, value]) => known[name]?.includes(value as string) === true),
  );
}

/**
 * Groups the same cases under two schemes, DRG or DIP, and tells which moved and why (版本对照). What the move does to money is the
 * simulation's: a reform that changes the scheme.
 */
export async function runCompare(options: CompareRunOptions, context: RunContext): Promise<CompareRunResult> {
  if (options.out !== undefined) {
    refuseFolder(options.out, 'scheme comparison');
    refuseInputAsOutput(options.out, options.files);
  }
  const documents = { from: loadAnyScheme(options.from), to: loadAnyScheme(options.to) };
  const schemes = { from: openAnyScheme(options.from), to: openAnyScheme(options.to) };
  const switches = options.switches ?? {};
  refuseSwitches(switches, [schemes.from, schemes.to]);
  const judge = judgeOf(documents.from, documents.to, switches);
  const more = [schemes.from, schemes.to].flatMap((scheme) => (scheme.method === 'dip' ? scheme.columns : []));
  const columns = [...new Set([...GROUPING_COLUMNS, ...more])];
  const profile = options.profile === undefined ? {} : { profile: options.profile };
  const read = await readStage(options.files, schemes.from, { columns, ...profile }, context);
  const { summary, rejected } = read;
  refuseNoCase(read.table.caseCount, { summary, rejected, rejectedCount: summary.rejected }, options.files);
  const from = await groupStage(schemes.from, read.table, switchesFor(switches, schemes.from), context);
  const to = await groupStage(schemes.to, read.table, switchesFor(switches, schemes.to), context);
  const comparison = await stage(
    context,
    'compare',
    { zh: '查找换组原因', en: 'looking for reasons' },
    read.table.caseCount,
    (advance) =>
      compareGroupings(
        judge,
        read.table,
        { catalogue: schemes.from.catalogue, columns: from },
        { catalogue: schemes.to.catalogue, columns: to },
        advance,
      ),
  );
  const identity = {
    from: { id: schemes.from.id, hash: schemes.from.hash },
    to: { id: schemes.to.id, hash: schemes.to.hash },
  };
  if (options.out !== undefined) {
    const inputs = read.summary.files.map(({ name, sha256 }) => ({ role: 'cases', name, sha256 }));
    const { cases, moved } = comparison;
    const origin = { schemes: identity, switches, inputs, cases, moved };
    const title = {
      zh: `方案对比：${identity.from.id} → ${identity.to.id}`,
      en: `Schemes compared: ${identity.from.id} → ${identity.to.id}`,
    };
    await writeTableFolder(options.out, 'scheme comparison', comparison.tables, origin, title, context.language);
  }
  return { ...identity, summary: read.summary, comparison, folder: options.out };
}
