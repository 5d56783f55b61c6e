/**
 * Runs a row pass over ranges of rows. Stages describe the pass; `run` hands in who executes it: inline, or the worker
 * pool. A payload holds SharedArrayBuffer views and small plain data only (it is cloned for every task), and the pass
 * writes disjoint rows, so any split over any number of workers gives the same bytes.
 */
export interface RowPass<Payload> {
  /** Name of the worker entry (workers/<name>.ts). */
  readonly name:
    | 'group'
    | 'group-dip'
    | 'auxiliary'
    | 'benefit-gather'
    | 'benefit'
    | 'benefit-results'
    | 'price'
    | 'bootstrap';
  /** The same function the worker runs, for inline execution. */
  readonly rows: (payload: Payload, from: number, to: number) => void;
}

export type PassProgress = (rowsDone: number, rowCount: number) => void;

export interface Executor {
  readonly workerCount: number;
  run<Payload>(pass: RowPass<Payload>, payload: Payload, rowCount: number, progress?: PassProgress): Promise<void>;
}

/** Rows a task: small enough for progress and cancelling, large enough that posting a task costs nothing. */
export const ROWS_PER_TASK = 65_536;

/** Runs everything in this thread. */
export const inlineExecutor: Executor = {
  workerCount: 0,
  run: async (pass, payload, rowCount, progress) => {
    for (let from = 0; from < rowCount; from += ROWS_PER_TASK) {
      const to = Math.min(rowCount, from + ROWS_PER_TASK);
      pass.rows(payload, from, to);
      progress?.(to, rowCount);
    }
  },
};
