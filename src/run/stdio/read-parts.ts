import type { Readable } from 'node:stream';

/** Bytes gathered before a batch is worked out; below it whatever has come is answered, for a caller may wait for it. */
const ENOUGH = 1 << 20;

/**
 * The bytes of a stream in parts as they come: all that is there without waiting, up to about a MiB. A pipe hands out a
 * few KiB at a time, and a batch of few rows costs more by the row.
 */
export async function* readParts(input: Readable): AsyncGenerator<Buffer[]> {
  const parts: Buffer[] = [];
  let size = 0;
  let isEnded = false;
  let failure: unknown;
  let wake: () => void = () => {};
  const onData = (part: Buffer): void => {
    parts.push(part);
    size += part.length;
    if (size >= ENOUGH) input.pause();
    wake();
  };
  const onEnd = (): void => {
    isEnded = true;
    wake();
  };
  const onError = (cause: unknown): void => {
    failure = cause;
    onEnd();
  };
  input.on('data', onData).on('end', onEnd).on('error', onError).on('close', onEnd);
  try {
    for (;;) {
      if (size === 0 && !isEnded) {
        await new Promise<void>((resolve) => {
          wake = resolve;
        });
      }
      for (let before = -1; before !== size && size < ENOUGH && !isEnded; ) {
        before = size;
        await new Promise((resolve) => setImmediate(resolve));
      }
      if (failure !== undefined) throw failure;
      if (size > 0) {
        input.pause();
        yield parts.splice(0);
        size = parts.reduce((sum, part) => sum + part.length, 0);
        input.resume();
      } else if (isEnded) return;
    }
  } finally {
    input.off('data', onData).off('end', onEnd).off('error', onError).off('close', onEnd);
  }
}
