import { existsSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { packageRoot } from '../src/kernel/package-root.js';

/**
 * Folder of reference facts and sample answers beside the checkout, for reading and checking only. Absent on a plain
 * clone: tests that need it skip and print why.
 */
export function sharedReference(): string | undefined {
  let folder = packageRoot();
  for (let level = 0; level < 3; level++) {
    const candidate = join(dirname(folder), 'shared', 'reference');
    if (existsSync(candidate)) return candidate;
    folder = dirname(folder);
  }
  if (process.env.DRGDIP_REQUIRE_ALL === undefined) {
    console.log('skipped: the folder shared/reference is not beside this checkout');
  }
  return undefined;
}
