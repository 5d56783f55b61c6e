import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import type { Language } from '../kernel/errors.js';
import type { Executor } from '../kernel/executor.js';
import type { ResultTable } from '../kernel/result-table.js';
import type { Reform } from '../policy/policy-schema.js';
import { runCompare } from '../run/compare-run.js';
import { runDemo } from '../run/demo-run.js';
import { runGenerate } from '../run/generate-run.js';
import { runMonitor } from '../run/monitor/monitor-run.js';
import type { Progress } from '../run/progress.js';
import type { RunContext } from '../run/run-context.js';
import { POOL_ERRORS } from '../run/run-errors.js';
import { runSettle } from '../run/settle-run.js';
import { runSimulate, type SimulateRunOptions } from '../run/simulate-run.js';
import { runSweep, type SweepRunOptions } from '../run/sweep-run.js';
import type { Manifest } from '../run/write-results.js';
import type { StatementOutput } from '../run/write-statements.js';

/** What a run is to do, as plain data: it may travel to a thread. */
export type RunJob = SettleJob | SimulateJob | SweepJob | DemoJob | CompareJob | MonitorJob;
/** Jobs that pay by a policy, so that a what-if may start from them. */
export type PaidJob = Exclude<RunJob, CompareJob | MonitorJob>;

interface FilesJob {
  readonly files: readonly string[];
  readonly policy: string;
  readonly history: readonly string[] | undefined;
  readonly weights: string | undefined;
  readonly register: string | undefined;
  readonly ledger?: string | undefined;
  readonly population?: string | undefined;
  readonly outpatient?: string | undefined;
  readonly groupMeans?: string | undefined;
  readonly reforms: readonly Reform[];
  readonly seed: number | undefined;
  readonly language: Language;
  /** Absent: what the command line writes unasked. */
  readonly statements?: StatementOutput | undefined;
}

interface SettleJob extends FilesJob {
  readonly kind: 'settle';
}

/** What a scenario file has beside policy, reforms and seed. */
type ScenarioOptions = Pick<
  SimulateRunOptions,
  | 'policyYear'
  | 'against'
  | 'againstWeights'
  | 'priceCuts'
  | 'attribution'
  | 'intervals'
  | 'behaviours'
  | 'years'
  | 'alsoRead'
>;

interface SimulateJob extends FilesJob, ScenarioOptions {
  readonly kind: 'simulate';
}

interface SweepJob extends FilesJob, Pick<SweepRunOptions, 'vary' | 'goal' | 'tolerance' | 'clearing'> {
  readonly kind: 'sweep';
}

interface DemoJob {
  readonly kind: 'demo';
  readonly cases: number;
  readonly seed: number;
  /** Absent: the demo's own question. */
  readonly reforms: readonly Reform[] | undefined;
  readonly language: Language;
  readonly statements?: StatementOutput | undefined;
  /** Folder for the region's own files, so that further runs may use them; absent: they are not written. */
  readonly filesTo?: string | undefined;
}

/** The same cases under two schemes: which group each comes from and goes to. */
interface CompareJob {
  readonly kind: 'compare';
  readonly files: readonly string[];
  readonly from: string;
  readonly to: string;
  readonly language: Language;
}

/** Indicators and list quality of a run's own cases. */
interface MonitorJob {
  readonly kind: 'monitor';
  readonly files: readonly string[];
  readonly scheme: string;
  readonly register: string | undefined;
  readonly language: Language;
}

/** What a finished run leaves beside its folder. */
export interface RunOutcome {
  readonly manifest: Pick<Manifest, 'scheme' | 'files'>;
  readonly tables: readonly ResultTable[];
  /** hospital_id → path of its statement below the folder, without ending; absent or empty where none were asked for. */
  readonly statements?: ReadonlyMap<string, string>;
}

/** What a run is handed by the queue. */
export interface RunSurroundings {
  readonly progress: Progress;
  /** Asked at every step of progress. */
  readonly isCancelled: () => boolean;
}

/** Who runs jobs: this thread (tests), or one of its own for each. */
export type RunWorker = (job: RunJob, out: string, surroundings: RunSurroundings) => Promise<RunOutcome>;

/**
 * Does a job through the same functions as the command line.
 * @throws run_cancelled at the next step after cancelling, nothing half-written left behind; and what the run throws
 */
export async function performJob(
  job: RunJob,
  out: string,
  executor: Executor,
  { progress, isCancelled }: RunSurroundings,
): Promise<RunOutcome> {
  const refuseCancelled = (): void => {
    if (isCancelled()) throw POOL_ERRORS.run_cancelled();
  };
  const watched: Progress = {
    begin: (...stage) => {
      refuseCancelled();
      progress.begin(...stage);
    },
    advance: (...step) => {
      refuseCancelled();
      progress.advance(...step);
    },
    end: (...ending) => progress.end(...ending),
  };
  const context = { executor, progress: watched, timings: [], language: job.language };
  const { manifest, tables, statements } = await writtenBy(job, out, context);
  return { manifest, tables, ...(statements === undefined ? {} : { statements }) };
}

async function writtenBy(job: RunJob, out: string, context: RunContext): Promise<RunOutcome> {
  if (job.kind === 'demo') {
    const { cases, seed, filesTo } = job;
    if (filesTo !== undefined) await runGenerate({ out: filesTo, cases, seed }, context);
    return await runDemo({ ...job, out }, context);
  }
  if (job.kind === 'compare') return await comparedBy(job, out, context);
  if (job.kind === 'monitor') return await monitoredBy(job, out, context);
  if (job.kind === 'settle') return await runSettle({ ...job, out }, context);
  if (job.kind === 'simulate') return await runSimulate({ ...job, out }, context);
  const { manifest, table } = await runSweep({ ...job, out }, context);
  return { manifest, tables: [table] };
}

async function comparedBy({ files, from, to }: CompareJob, out: string, context: RunContext): Promise<RunOutcome> {
  const { comparison, from: scheme } = await runCompare({ files, from, to, out }, context);
  const tables = comparison.tables.filter(({ schema }) => schema.name !== 'moved');
  return { manifest: { ...manifestIn(out), scheme }, tables };
}

async function monitoredBy({ files, scheme, register }: MonitorJob, out: string, context: RunContext) {
  const { tables } = await runMonitor({ files, scheme, register, out }, context);
  return { manifest: manifestIn(out), tables };
}

/** The manifest that a run of tables alone wrote. */
function manifestIn(folder: string): RunOutcome['manifest'] {
  return JSON.parse(readFileSync(join(folder, 'manifest.json'), 'utf8')) as RunOutcome['manifest'];
}
