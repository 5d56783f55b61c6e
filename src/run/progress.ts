import type { Text } from '../kernel/errors.js';

/** What a run tells while it works. The doors decide how it is shown (bar, plain lines, server-sent events). */
export interface Progress {
  /** A stage begins; `total` in the stage's own unit (rows, bytes, files), 0 where unknown. */
  begin(stage: Text, total: number): void;
  advance(done: number): void;
  end(): void;
}

export const silentProgress: Progress = { begin: () => {}, advance: () => {}, end: () => {} };

/** Runs one stage between begin and end and keeps its time. */
export async function stage<Result>(
  context: { readonly progress: Progress; readonly timings: Timings },
  name: string,
  text: Text,
  total: number,
  work: (advance: (done: number) => void) => Promise<Result> | Result,
): Promise<Result> {
  const start = performance.now();
  context.progress.begin(text, total);
  try {
    return await work((done) => context.progress.advance(done));
  } finally {
    context.progress.end();
    context.timings.push({ stage: name, milliseconds: Math.round(performance.now() - start) });
  }
}

/** Time by stage, in order; written to timings.json, the only file that may differ between equal runs. */
export type Timings = { stage: string; milliseconds: number }[];
