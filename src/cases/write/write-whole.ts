import { writeSync } from 'node:fs';

/**
 * Writes all of a text, or the first `length` bytes, to an open file. The system may take a part only (a disk that
 * fills up does, and says so at the next call): a write whose count nobody reads ends in half a file without an error.
 */
export function writeWhole(file: number, content: Uint8Array | string, length?: number): void {
  const bytes = typeof content === 'string' ? new TextEncoder().encode(content) : content;
  const end = length ?? bytes.length;
  for (let from = 0; from < end; ) from += writeSync(file, bytes, from, end - from);
}
