import { closeSync, openSync, renameSync, rmSync, writeSync } from 'node:fs';
import { basename, dirname, join } from 'node:path';

/** Writes all of the bytes; a short write goes on where it stopped. */
export type WriteBytes = (bytes: Uint8Array) => void;

/** Writes a file beside its place and renames it at the end: nobody sees half a file, and a failure leaves nothing. */
export function writeAside(path: string, write: (put: WriteBytes) => void): void {
  const aside = join(dirname(path), `.${basename(path)}.${process.pid}.part`);
  const file = openSync(aside, 'w');
  try {
    try {
      write((bytes) => {
        for (let from = 0; from < bytes.length; ) from += writeSync(file, bytes, from, bytes.length - from);
      });
    } finally {
      closeSync(file);
    }
    renameSync(aside, path);
  } catch (error) {
    rmSync(aside, { force: true });
    throw error;
  }
}
