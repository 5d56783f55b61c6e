import { inlineExecutor } from '../../kernel/executor.js';
import { LiveRegion, type LiveSource } from '../../run/live-region.js';
import { silentProgress } from '../../run/progress.js';
import { API_ERRORS } from '../api-errors.js';
import type { RunJob } from '../run-job.js';
import type { RunRecord } from '../run-queue.js';
import type { LiveOpener, LiveRoom } from './live-room.js';

/** A region is kept with its cases: two at once are enough for one who compares. */
const MOST_OPEN = 2;

/** The regions of finished runs that are kept for live questions, the last asked for first. */
export class LiveRegions {
  private readonly rooms = new Map<string, Promise<LiveRoom>>();

  constructor(private readonly open: LiveOpener) {}

  /** The region of a run; opened at the first question, the one longest not asked for makes place. */
  async of({ id, job }: RunRecord): Promise<LiveRoom> {
    const opened = this.rooms.get(id) ?? this.open(sourceOf(job));
    this.rooms.delete(id);
    this.rooms.set(id, opened);
    for (const old of [...this.rooms.keys()].slice(0, -MOST_OPEN)) this.drop(old);
    try {
      return await opened;
    } catch (error) {
      this.rooms.delete(id);
      throw error;
    }
  }

  close(): void {
    for (const id of [...this.rooms.keys()]) this.drop(id);
  }

  private drop(id: string): void {
    this.rooms.get(id)?.then(
      (room) => room.close(),
      () => {},
    );
    this.rooms.delete(id);
  }
}

/** In this thread, for tests. */
export const openHere: LiveOpener = async (source) => {
  const context = { executor: inlineExecutor, progress: silentProgress, timings: [], language: 'en' as const };
  const region = await LiveRegion.open(source, context);
  return { baseline: region.baseline, ask: (...question) => region.ask(...question), close: () => {} };
};

/** A settlement's own reforms are part of its policy; those of a comparison are the question, which is asked anew. */
function sourceOf(job: RunJob): LiveSource {
  if (job.kind === 'compare' || job.kind === 'monitor') throw API_ERRORS.run_without_policy({ kind: job.kind });
  if (job.kind === 'demo') return { kind: 'demo', cases: job.cases, seed: job.seed };
  const { files, policy, history, weights, register, ledger, population, outpatient, groupMeans, seed } = job;
  const underlying = job.kind === 'settle' ? job.reforms : [];
  const beside = { ledger, population, outpatient, groupMeans };
  return { kind: 'files', files, policy, history, weights, register, ...beside, seed, underlying };
}
