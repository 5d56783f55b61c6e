import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { writeNetted } from '../cases/write/write-netted.js';
import { writeRejected } from '../cases/write/write-rejected.js';
import { todayText } from '../kernel/day.js';
import { canonicalJson, sha256 } from '../kernel/hash.js';
import type { ResultTable } from '../kernel/result-table.js';
import { writeHtmlReport } from '../report/html/write-html-report.js';
import { CAVEAT, type ReportModel } from '../report/report-model.js';
import { writeWorkbook } from '../report/workbook/write-workbook.js';
import { writeTableCsv } from '../report/write-table-csv.js';
import { writeTableParquet } from '../report/write-table-parquet.js';
import type { IntervalOptions } from '../simulation/intervals/add-intervals.js';
import type { PriceCut } from '../simulation/levers/cut-prices.js';
import { engineVersion } from './engine-version.js';
import { writeFolderAside } from './output-folder.js';
import { stage } from './progress.js';
import type { RegionRunResult } from './region-run.js';
import { reformHash, reportModel } from './report-model-of-run.js';
import type { RunContext } from './run-context.js';
import type { StageUse } from './stage-use.js';
import { statementBook } from './statement-book-of-run.js';
import { withoutCases } from './without-cases.js';
import { type StatementOutput, writeStatements } from './write-statements.js';

/** What a finished run hands its door: where it lies, and what to show. */
export interface WrittenResult {
  readonly folder: string;
  readonly manifest: Manifest;
  readonly model: ReportModel;
  readonly tables: readonly ResultTable[];
  /** hospital_id → path of its statement below the folder, without ending; empty unless they were asked for. */
  readonly statements: ReadonlyMap<string, string>;
  readonly stages: { readonly baseline: readonly StageUse[]; readonly reform?: readonly StageUse[] };
}

/** manifest.json: identity of everything that went in and came out. Equal runs write equal manifests. */
export interface Manifest {
  readonly tool: string;
  readonly version: string;
  readonly caveat: string;
  readonly scenario: 'single' | 'comparison';
  readonly inputs: readonly { readonly role: string; readonly name: string; readonly sha256: string }[];
  readonly input_hash: string;
  readonly scheme: { readonly id: string; readonly hash: string };
  readonly reform_scheme?: { readonly id: string; readonly hash: string };
  readonly policy: { readonly id: string; readonly hash: string };
  /** The other policy, where it stands in the place of a reform. */
  readonly reform_policy?: { readonly id: string; readonly hash: string };
  readonly reforms: readonly { readonly id: string; readonly hash: string }[];
  readonly reform_hash: string;
  /** Prices that fall on the reform's side, where some do. */
  readonly price_cuts?: readonly PriceCut[];
  /** Behaviours beside the reform, and what each did to the cases; see docs/behaviour.md. */
  readonly behaviour?: unknown;
  /** The outlook over years, where one was asked for. */
  readonly years?: unknown;
  readonly weights_hash: string;
  readonly scenario_hash: string;
  readonly seed: number | null;
  /** Only where intervals were asked for; quantiles of rule 7. */
  readonly intervals?: IntervalOptions & { readonly quantile: 7 };
  readonly rows_read: number;
  readonly cases: number;
  readonly netted: number;
  readonly rejected: number;
  readonly history_cases: number;
  readonly reconciled: boolean;
  readonly checks: number;
  readonly files: Readonly<Record<string, string>>;
}

/**
 * Writes the result folder: manifest.json, timings.json, each table as CSV and Parquet, report.xlsx, report.html,
 * statements where they are wanted, and rejected.csv where rows were rejected. Written aside and put in place at the
 * end.
 */
export function writeResults(
  folder: string,
  result: RegionRunResult,
  context: RunContext,
  output: StatementOutput = 'none',
): Promise<WrittenResult> {
  const model = reportModel(result, inputHash(result), engineVersion());
  // Nothing here waits, so that the cases are let go of before the workbook and the pages are made.
  return writeModel(folder, withoutCases(result), model, context, output);
}

async function writeModel(
  folder: string,
  result: RegionRunResult,
  model: ReportModel,
  context: RunContext,
  output: StatementOutput,
): Promise<WrittenResult> {
  let statements: ReadonlyMap<string, string> = new Map();
  const manifest = await writeFolderAside(folder, 'result', async (aside) => {
    const size = { total: 2 * result.tables.length + 2, unit: 'files' } as const;
    await stage(context, 'write', { zh: '写出结果', en: 'writing results' }, size, async (advance) => {
      let done = 0;
      for (const table of result.tables) {
        await writeTableCsv(join(aside, `${table.schema.name}.csv`), table);
        advance(++done);
        await writeTableParquet(join(aside, `${table.schema.name}.parquet`), table);
        advance(++done);
      }
      await writeWorkbook(join(aside, 'report.xlsx'), model, context.language);
      advance(++done);
      await writeHtmlReport(join(aside, 'report.html'), model, context.language);
      advance(++done);
      for (const { pages = {} } of result.additions ?? []) {
        for (const [name, writePage] of Object.entries(pages)) await writePage(join(aside, name), context.language);
      }
      if (result.region.rejected.length > 0) await writeRejected(join(aside, 'rejected.csv'), result.region.rejected);
      const { netted = [] } = result.region;
      if (netted.length > 0) writeNetted(join(aside, 'netted.csv'), netted);
    });
    const files = (result.additions ?? []).flatMap(({ pages = {} }) => Object.keys(pages));
    if (output !== 'none') {
      const written = await statementStage(aside, result, model, output, context);
      files.push(...written.files);
      statements = written.byHospital;
    }
    const written = manifestOf(result, aside, files);
    writeFileSync(join(aside, 'manifest.json'), `${JSON.stringify(written, null, 2)}\n`);
    const timings = {
      date: todayText(),
      workers: context.executor.workerCount,
      stages: context.timings,
      scenario_stages: stagesOf(result),
    };
    writeFileSync(join(aside, 'timings.json'), `${JSON.stringify(timings, null, 2)}\n`);
    return written;
  });
  return { folder, manifest, model, tables: result.tables, statements, stages: stagesOf(result) };
}

/** Which stages ran for each policy, and which were reused from the one before. */
function stagesOf({ region, baseline, reform }: RegionRunResult): WrittenResult['stages'] {
  return {
    baseline: [...(region.stages ?? []), ...baseline.stages],
    ...(reform === undefined ? {} : { reform: reform.stages }),
  };
}

async function statementStage(
  aside: string,
  result: RegionRunResult,
  model: ReportModel,
  output: StatementOutput,
  context: RunContext,
): ReturnType<typeof writeStatements> {
  const total = output === 'files' ? result.baseline.settlement.cells.hospitals.length : 0;
  const text = { zh: '写出清算单', en: 'writing statements' };
  return await stage(context, 'statements', text, { total, unit: 'files' }, (advance) =>
    writeStatements(aside, statementBook(result, model), output, context.language, advance),
  );
}

function inputHash(result: RegionRunResult): string {
  return sha256(canonicalJson(result.region.inputs));
}

function manifestOf(result: RegionRunResult, folder: string, statements: readonly string[]): Manifest {
  const { region, baseline, reform } = result;
  const names = result.tables.flatMap((table) => [`${table.schema.name}.csv`, `${table.schema.name}.parquet`]);
  const { rejected, netted = [] } = region;
  const extra = [...(rejected.length > 0 ? ['rejected.csv'] : []), ...(netted.length > 0 ? ['netted.csv'] : [])];
  const files: Record<string, string> = {};
  for (const name of [...names, 'report.xlsx', 'report.html', ...statements, ...extra].sort()) {
    files[name] = sha256(readFileSync(join(folder, name)));
  }
  const year = region.summaries.year;
  const reforms = (reform ?? baseline).timeline.reforms;
  return {
    tool: 'drgdip',
    version: engineVersion(),
    caveat: `${CAVEAT.zh} / ${CAVEAT.en}`,
    scenario: reform === undefined ? 'single' : 'comparison',
    inputs: region.inputs,
    input_hash: inputHash(result),
    scheme: { id: baseline.scheme.id, hash: baseline.scheme.hash },
    ...(reform === undefined ? {} : { reform_scheme: { id: reform.scheme.id, hash: reform.scheme.hash } }),
    policy: { id: baseline.timeline.id, hash: result.policyHash ?? baseline.timeline.hash },
    ...(reform === undefined || reform.timeline.id === baseline.timeline.id
      ? {}
      : { reform_policy: { id: reform.timeline.id, hash: reform.timeline.hash } }),
    reforms: reforms.map(({ reform: { id }, hash }) => ({ id, hash })),
    reform_hash: reformHash(result),
    ...(result.scenario === undefined || result.scenario.priceCuts.length === 0
      ? {}
      : { price_cuts: result.scenario.priceCuts }),
    ...Object.assign({}, ...(result.additions ?? []).map((addition) => addition.manifest)),
    weights_hash: baseline.weights.hash,
    scenario_hash: result.scenario?.hash ?? '',
    seed: region.seed ?? null,
    ...(result.intervals === undefined ? {} : { intervals: { ...result.intervals, quantile: 7 as const } }),
    rows_read: year?.rowsRead ?? region.year.caseCount,
    cases: region.year.caseCount,
    netted: year?.netted ?? 0,
    rejected: year?.rejected ?? 0,
    history_cases: region.history?.caseCount ?? 0,
    reconciled: result.reconciliation.reconciled,
    checks: result.reconciliation.checks.length,
    files,
  };
}
