import { randomUUID } from 'node:crypto';
import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { EngineError, type Text } from '../kernel/errors.js';
import type { Progress } from '../run/progress.js';
import { API_ERRORS, API_POOL_ERRORS } from './api-errors.js';
import type { JobStore, StoredJob } from './job-store.js';
import { type Problem, problemOf } from './problem.js';
import { runIdentity } from './run-identity.js';
import type { RunJob, RunOutcome, RunWorker } from './run-job.js';

export const RUN_STATES = ['queued', 'running', 'done', 'failed', 'cancelled'] as const;
export type RunState = (typeof RUN_STATES)[number];

/** A run as the API tells of it. */
export interface RunRecord {
  readonly id: string;
  readonly kind: RunJob['kind'];
  readonly job: RunJob;
  /** Runs of one identity share one result. */
  readonly identity: string;
  readonly order: number;
  state: RunState;
  /** Stage under way, and how far it is in its own unit. */
  stage: Text | undefined;
  done: number;
  total: number;
  /** Folder of the results: there once the state is done, complete. */
  readonly folder: string;
  /** Present once the state is done. */
  outcome: RunOutcome | undefined;
  error: Problem | undefined;
}

export interface QueueOptions {
  /** Results lie in runs/<id> below it; input files are looked for in it. */
  readonly dataFolder: string;
  readonly work: RunWorker;
  /** Told of failures that are no error of ours, for the log. */
  readonly onUnexpected?: (error: unknown, reference: string) => void;
  /** Runs that wait at most. */
  readonly mostWaiting?: number;
  /** Finished runs remembered; older ones are forgotten, their folders stay. */
  readonly mostFinished?: number;
  /** Keeps runs over a restart; absent: they are forgotten with the process. */
  readonly store?: JobStore;
}

const MOST_WAITING = 100;
const MOST_FINISHED = 100;

/** Runs wait in line and go one at a time, since a run takes all cores itself. First in, first out. */
export class RunQueue {
  private readonly records = new Map<string, RunRecord>();
  private readonly cancelled = new Set<RunRecord>();
  /** Under way or waiting when the queue closed: not cancelled by anyone, so they wait for the next start. */
  private readonly kept = new Set<RunRecord>();
  /** Runs of the server's own, never forgotten. */
  private readonly pinned = new Set<string>();
  private waiting: RunRecord[] = [];
  private order = 0;
  private current: Promise<void> | undefined;
  private isClosed = false;

  constructor(private readonly options: QueueOptions) {
    for (const stored of options.store?.load() ?? []) this.restore(stored);
    if (this.waiting.length > 0) this.current = this.drain();
  }

  get dataFolder(): string {
    return this.options.dataFolder;
  }

  /** True once no more runs are taken. */
  get isShutDown(): boolean {
    return this.isClosed;
  }

  /**
   * Puts a job in line, or answers the run of the same identity that waits, is under way, or is done.
   * @throws too_many_runs, shutting_down
   */
  submit(job: RunJob): RunRecord {
    const limit = this.options.mostWaiting ?? MOST_WAITING;
    if (this.isClosed) throw API_POOL_ERRORS.shutting_down();
    const identity = runIdentity(job);
    const same = this.list().find((record) => record.identity === identity && this.isShared(record));
    if (same !== undefined) return same;
    if (this.waiting.length >= limit) throw API_POOL_ERRORS.too_many_runs({ limit });
    return this.putInLine(randomUUID(), identity, job);
  }

  /**
   * The same for a run of the server's own under a fixed id: one that is there and equal stays, an older one with
   * another identity, or one that failed, is replaced. Asked for before the server listens, while nothing is under way.
   * @param isWhole  asked of a finished one: is what it made beside its result still there?
   */
  keep(id: string, job: RunJob, isWhole: () => boolean): RunRecord {
    this.pinned.add(id);
    const identity = runIdentity(job);
    const known = this.records.get(id);
    if (known?.identity === identity && this.isShared(known) && (known.state !== 'done' || isWhole())) return known;
    if (known !== undefined) {
      this.waiting = this.waiting.filter((one) => one !== known);
      this.forget(known);
    }
    return this.putInLine(id, identity, job);
  }

  /** In the order in which they came. */
  list(): readonly RunRecord[] {
    return [...this.records.values()];
  }

  /**
   * @param place  JSON pointer of the id in the request, for messages
   * @throws run_not_found
   */
  find(id: string, place = '/path/id'): RunRecord {
    const record = this.records.get(id);
    if (record === undefined) throw API_ERRORS.run_not_found({ run: id }, { path: place });
    return record;
  }

  /** Runs that go before it; 0 for the next one, undefined for one that does not wait. */
  placeInLine(record: RunRecord): number | undefined {
    const place = this.waiting.indexOf(record);
    return place < 0 ? undefined : place;
  }

  /**
   * Takes a run out of the line, or stops it at its next step.
   * @throws run_not_found, run_already_over
   */
  cancel(id: string): RunRecord {
    const record = this.find(id);
    if (record.state === 'running') this.cancelled.add(record);
    else if (record.state === 'queued') {
      this.waiting = this.waiting.filter((entry) => entry !== record);
      this.end(record, 'cancelled');
    } else throw API_ERRORS.run_already_over({ run: id, state: record.state });
    return record;
  }

  /** Waits until nothing is running or waiting. */
  async idle(): Promise<void> {
    while (this.current !== undefined) await this.current;
  }

  /**
   * Takes no more runs, cancels those that wait and the one under way, and waits for it to leave cleanly. With a store
   * they stand in line again at the next start.
   */
  async close(): Promise<void> {
    this.isClosed = true;
    for (const record of this.records.values()) {
      if (record.state !== 'queued' && record.state !== 'running') continue;
      if (!this.cancelled.has(record)) this.kept.add(record);
      this.cancel(record.id);
    }
    await this.idle();
  }

  private putInLine(id: string, identity: string, job: RunJob): RunRecord {
    const record = this.newRecord({ id, order: this.order + 1, identity, job });
    this.save(record, 'queued');
    this.waiting.push(record);
    this.current ??= this.drain();
    return record;
  }

  private newRecord(from: Pick<RunRecord, 'id' | 'order' | 'identity' | 'job'>): RunRecord {
    const record: RunRecord = {
      ...from,
      kind: from.job.kind,
      state: 'queued',
      stage: undefined,
      done: 0,
      total: 0,
      folder: join(this.dataFolder, 'runs', from.id),
      outcome: undefined,
      error: undefined,
    };
    this.order = Math.max(this.order, from.order);
    this.records.set(record.id, record);
    return record;
  }

  private restore(stored: StoredJob): void {
    const record = this.newRecord(stored);
    record.state = stored.state;
    record.error = stored.error;
    if (stored.state === 'queued') this.waiting.push(record);
    if (stored.state !== 'done') return;
    record.outcome = existsSync(record.folder) ? this.options.store?.loadOutcome(record.id) : undefined;
    if (record.outcome === undefined) this.forget(record);
  }

  private isShared(record: RunRecord): boolean {
    if (record.state === 'done') return existsSync(record.folder);
    return (record.state === 'queued' || record.state === 'running') && !this.cancelled.has(record);
  }

  private save({ id, order, identity, job, error }: RunRecord, state: StoredJob['state']): void {
    this.options.store?.save({ id, order, identity, state, job, error });
  }

  private forget({ id }: RunRecord): void {
    this.records.delete(id);
    this.options.store?.remove(id);
  }

  private async drain(): Promise<void> {
    // The answer to the request that submitted the run goes out before the run takes the thread.
    await new Promise((resolve) => setImmediate(resolve));
    for (let next = this.waiting.shift(); next !== undefined; next = this.waiting.shift()) await this.work(next);
    this.current = undefined;
  }

  private async work(record: RunRecord): Promise<void> {
    record.state = 'running';
    try {
      record.outcome = await this.options.work(record.job, record.folder, {
        progress: progressInto(record),
        isCancelled: () => this.cancelled.has(record),
      });
      this.options.store?.saveOutcome(record.id, record.outcome);
      this.end(record, 'done');
    } catch (error) {
      record.error = this.problemOf(error, record);
      this.end(record, this.cancelled.has(record) ? 'cancelled' : 'failed');
    }
  }

  private problemOf(error: unknown, record: RunRecord): Problem {
    if (error instanceof ThreadFailure) return error.problem;
    if (error instanceof EngineError) return problemOf(error, 'en', this.dataFolder);
    this.options.onUnexpected?.(error, record.id);
    return problemOf(API_POOL_ERRORS.internal({ reference: record.id }));
  }

  private end(record: RunRecord, state: 'done' | 'failed' | 'cancelled'): void {
    record.state = state;
    if (state !== 'cancelled' || !this.kept.has(record)) this.save(record, state);
    record.stage = undefined;
    this.cancelled.delete(record);
    const finished = this.list().filter(
      (one) => one.state !== 'queued' && one.state !== 'running' && !this.pinned.has(one.id),
    );
    const surplus = finished.length - (this.options.mostFinished ?? MOST_FINISHED);
    for (const old of finished.slice(0, Math.max(0, surplus))) this.forget(old);
  }
}

/** A failure that happened in a run's own thread, as it came over. */
export class ThreadFailure extends Error {
  constructor(readonly problem: Problem) {
    super(problem.code);
  }
}

function progressInto(record: RunRecord): Progress {
  return {
    begin: (text, total) => {
      record.stage = text;
      record.done = 0;
      record.total = total;
    },
    advance: (done, total) => {
      record.done = done;
      if (total !== undefined) record.total = total;
    },
    end: () => {},
  };
}
