import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { isFile } from '../../kernel/is-file.js';

/** Method that a folder's scheme.yaml states; an overlay of a DRG scheme states none and is one. Undefined: no scheme. */
export function schemeMethod(folder: string): 'drg' | 'dip' | undefined {
  const file = join(folder, 'scheme.yaml');
  if (!isFile(file)) return undefined;
  return /^method:\s*['"]?dip['"]?\s*(#.*)?$/m.test(readFileSync(file, 'utf8')) ? 'dip' : 'drg';
}
