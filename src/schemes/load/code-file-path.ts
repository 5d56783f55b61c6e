import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { packageRoot } from '../../kernel/package-root.js';

/**
 * Where a code file of a scheme, or its folder of shared lists, lies: in its folder, or beside it. A list that shipped schemes share ("../lists/…") is
 * also found from a copy of the folder elsewhere.
 */
export function codeFilePath(folder: string, file: string): string {
  const path = join(folder, file);
  return !existsSync(path) && file.startsWith('../lists/') ? join(packageRoot(), 'groupers', file.slice(3)) : path;
}
