import type { Writable } from 'node:stream';

/** Waits for a slow reader, so that answers do not pile up; a reader that left ends the program elsewhere. */
export async function writeBytes(output: Writable, bytes: Buffer): Promise<void> {
  if (output.write(bytes)) return;
  await new Promise<void>((resolve) => {
    const go = (): void => {
      output.off('drain', go).off('close', go);
      resolve();
    };
    output.on('drain', go).on('close', go);
  });
}
