/**
 * Lets a fixed number of tasks through at a time, first come, first served, whoever asks. It stands before the worker
 * pool, whose own queue keeps no order and bounds nothing.
 */
export class TaskQueue {
  private free: number;
  private readonly waiting: (() => void)[] = [];

  /** @param limit  tasks under way at most */
  constructor(readonly limit: number) {
    this.free = limit;
  }

  /** Runs the task as soon as its turn has come; what it throws is passed on and frees its place. */
  async run<Result>(task: () => Promise<Result>): Promise<Result> {
    if (this.free > 0) this.free -= 1;
    else await new Promise<void>((resolve) => this.waiting.push(resolve));
    try {
      return await task();
    } finally {
      // A place is handed on, never given back first: nobody who asks in between overtakes.
      const next = this.waiting.shift();
      if (next === undefined) this.free += 1;
      else next();
    }
  }
}
