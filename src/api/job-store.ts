import { existsSync, mkdirSync, readdirSync, readFileSync, renameSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { deserialize, serialize } from 'node:v8';
import { z } from 'zod';
import type { ResultTable } from '../kernel/result-table.js';
import type { Problem } from './problem.js';
import type { RunJob, RunOutcome } from './run-job.js';

/** What is kept of a run so that a restarted server finds it: one under way is kept as one that waits. */
export interface StoredJob {
  readonly id: string;
  /** Place in the order in which runs came. */
  readonly order: number;
  readonly identity: string;
  readonly state: 'queued' | 'done' | 'failed' | 'cancelled';
  readonly job: RunJob;
  readonly error: Problem | undefined;
}

const VERSION = 1;
/** Every kind, or a restart would forget its runs. */
const KINDS: Readonly<Record<RunJob['kind'], true>> = {
  settle: true,
  simulate: true,
  sweep: true,
  demo: true,
  compare: true,
  monitor: true,
};
/** The server wrote these files itself: only that they are whole is checked. */
const storedForm = z.looseObject({
  version: z.literal(VERSION),
  id: z.string(),
  order: z.number(),
  identity: z.string(),
  state: z.enum(['queued', 'done', 'failed', 'cancelled']),
  job: z.looseObject({ kind: z.enum(Object.keys(KINDS)) }),
});

/** Jobs on disk: jobs/<id>.json and, of finished ones, jobs/<id>.outcome. Each is written aside and put in place. */
export class JobStore {
  private readonly folder: string;

  constructor(dataFolder: string) {
    this.folder = join(dataFolder, 'jobs');
  }

  save(job: StoredJob): void {
    this.write(`${job.id}.json`, JSON.stringify({ version: VERSION, ...job }));
  }

  saveOutcome(id: string, outcome: RunOutcome): void {
    this.write(`${id}.outcome`, serialize({ ...outcome, tables: outcome.tables.map(ofPlainMemory) }));
  }

  /** In the order in which they came; files that are not whole are left aside. */
  load(): readonly StoredJob[] {
    if (!existsSync(this.folder)) return [];
    const jobs = readdirSync(this.folder)
      .filter((name) => name.endsWith('.json'))
      .flatMap((name) => {
        try {
          return [storedForm.parse(JSON.parse(readFileSync(join(this.folder, name), 'utf8'))) as unknown as StoredJob];
        } catch {
          return [];
        }
      });
    return jobs.sort((a, b) => a.order - b.order);
  }

  /** Undefined where there is none, or it is not whole. */
  loadOutcome(id: string): RunOutcome | undefined {
    try {
      return deserialize(readFileSync(join(this.folder, `${id}.outcome`))) as RunOutcome;
    } catch {
      return undefined;
    }
  }

  remove(id: string): void {
    for (const ending of ['json', 'outcome']) rmSync(join(this.folder, `${id}.${ending}`), { force: true });
  }

  private write(name: string, content: string | Uint8Array): void {
    mkdirSync(this.folder, { recursive: true });
    const aside = join(this.folder, `${name}.partial`);
    writeFileSync(aside, content);
    renameSync(aside, join(this.folder, name));
  }
}

/** Shared memory cannot be written as it is: its numbers are copied. */
function ofPlainMemory(table: ResultTable): ResultTable {
  const columns = Object.entries(table.columns).map(([name, values]) => {
    const isShared = values instanceof Float64Array && !(values.buffer instanceof ArrayBuffer);
    return [name, isShared ? Float64Array.from(values) : values] as const;
  });
  return { ...table, columns: Object.fromEntries(columns) };
}
