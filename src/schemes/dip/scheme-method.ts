import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';

/** Method that a folder's scheme.yaml states; an overlay of a DRG scheme states none and is one. Undefined: no scheme. */
export function schemeMethod(folder: string): 'drg' | 'dip' | undefined {
  const file = join(folder, 'scheme.yaml');
  if (!existsSync(file)) return undefined;
  return /^method:\s*['"]?dip['"]?\s*(#.*)?$/m.test(readFileSync(file, 'utf8')) ? 'dip' : 'drg';
}
