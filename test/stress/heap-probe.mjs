// Loaded into a process by NODE_OPTIONS=--import: writes the bytes that live after a collection, a line each time, to
// the file named by DRGDIP_HEAP_FILE, every DRGDIP_HEAP_EVERY milliseconds. The heap without a collection tells nothing.
import { appendFileSync } from 'node:fs';
import { setFlagsFromString } from 'node:v8';
import { runInNewContext } from 'node:vm';
import { isMainThread } from 'node:worker_threads';

const { DRGDIP_HEAP_FILE: file, DRGDIP_HEAP_EVERY: every } = process.env;
if (isMainThread && file !== undefined) {
  setFlagsFromString('--expose-gc');
  const collect = runInNewContext('gc');
  setInterval(() => {
    collect();
    const { heapUsed, external } = process.memoryUsage();
    appendFileSync(file, `${heapUsed + external}\n`);
  }, Number(every)).unref();
}
