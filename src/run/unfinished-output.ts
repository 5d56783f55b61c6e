import { rmSync } from 'node:fs';

/** Folders and files being written aside; removed when the process ends before they are in place. */
const unfinished = new Set<string>();
let isCleaning = false;

/** Exit codes of a process that a signal ended, as shells know them. */
const SIGNALS = { SIGINT: 130, SIGTERM: 143, SIGHUP: 129 } as const;
type Signal = keyof typeof SIGNALS;

function leave(signal: NodeJS.Signals): void {
  process.exit(SIGNALS[signal as Signal]);
}

/**
 * Marks a path as unfinished until the function it answers is called. Signals are listened to only while something is
 * unfinished: at any other time Ctrl-C ends the process at once, also in the middle of a long computation. A program
 * that listens itself (a server) decides itself; whatever ends the process by `exit` leaves nothing behind.
 */
export function keepUnfinished(path: string): () => void {
  if (!isCleaning) {
    isCleaning = true;
    process.on('exit', removeAll);
  }
  unfinished.add(path);
  if (unfinished.size === 1) {
    for (const signal of Object.keys(SIGNALS) as Signal[]) {
      if (process.listenerCount(signal) === 0) process.on(signal, leave);
    }
  }
  return () => {
    unfinished.delete(path);
    if (unfinished.size > 0) return;
    for (const signal of Object.keys(SIGNALS) as Signal[]) process.off(signal, leave);
  };
}

function removeAll(): void {
  // Another thread may still be writing into a folder, so removing is tried again for a moment.
  for (const path of unfinished) rmSync(path, { recursive: true, force: true, maxRetries: 5, retryDelay: 50 });
}
