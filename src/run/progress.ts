import type { Text } from '../kernel/errors.js';

/** What a run tells while it works. The doors decide how it is shown (bar, plain lines, server-sent events). */
export interface Progress {
  /** A stage begins; `total` in the stage's own unit, 0 where it is not known yet. */
  begin(stage: Text, total: number, unit: ProgressUnit): void;
  /** @param total  where it was not known when the stage began */
  advance(done: number, total?: number): void;
  /** @param outcome  done where nothing is said; a stage that failed is not told as finished, its error follows */
  end(outcome?: 'done' | 'failed'): void;
}

export type ProgressUnit = 'cases' | 'bytes' | 'files' | 'none';

export const silentProgress: Progress = { begin: () => {}, advance: () => {}, end: () => {} };

/** How much a stage has to do; a plain number counts cases, 0 says nothing. */
export type StageSize = number | { readonly total: number; readonly unit: ProgressUnit };

/** Runs one stage between begin and end and keeps its time. */
export async function stage<Result>(
  context: { readonly progress: Progress; readonly timings: Timings },
  name: string,
  text: Text,
  size: StageSize,
  work: (advance: (done: number, total?: number) => void) => Promise<Result> | Result,
): Promise<Result> {
  const start = performance.now();
  const { total, unit } = typeof size === 'number' ? { total: size, unit: unitOf(size) } : size;
  context.progress.begin(text, total, unit);
  let outcome: 'done' | 'failed' = 'failed';
  try {
    const result = await work((done, newTotal) => context.progress.advance(done, newTotal));
    outcome = 'done';
    return result;
  } finally {
    context.progress.end(outcome);
    context.timings.push({ stage: name, milliseconds: Math.round(performance.now() - start) });
  }
}

const unitOf = (cases: number): ProgressUnit => (cases === 0 ? 'none' : 'cases');

/** Time by stage, in order; written to timings.json, the only file that may differ between equal runs. */
export type Timings = { stage: string; milliseconds: number }[];
