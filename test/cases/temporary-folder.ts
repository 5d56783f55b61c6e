import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll } from 'vitest';

/** A folder of this test file's own, removed when its tests are done. */
export function temporaryFolder(): string {
  const folder = mkdtempSync(join(tmpdir(), 'drgdip-cases-'));
  afterAll(() => rmSync(folder, { recursive: true, force: true }));
  return folder;
}

let count = 0;

/** Writes content under a name of its own and answers the path. */
export function writeSample(folder: string, content: string | Uint8Array, ending = '.csv'): string {
  const path = join(folder, `sample-${++count}${ending}`);
  writeFileSync(path, content);
  return path;
}
