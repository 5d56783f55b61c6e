import { basename } from 'node:path';
import { schemeFolder } from '../list-schemes.js';
import { writeCachedScheme } from '../scheme-cache.js';
import { compileDip } from './compile/compile-dip.js';
import type { CompiledDip } from './compile/compiled-dip.js';
import { cachedDip, dipCacheFile } from './compile/dip-cache.js';
import { loadDip } from './load-dip.js';

/**
 * The compiled catalogue of a DIP folder, from the cache folder where its files are byte for byte those it was made
 * from, else compiled and put there. A cache file that is missing, cut off or of another version is rebuilt silently.
 * @param idOrFolder name of a shipped scheme or path to a folder that holds scheme.yaml
 * @throws scheme_… and dip_… as loadDip, when the catalogue has to be compiled
 */
export function openDip(idOrFolder: string): CompiledDip {
  const folder = schemeFolder(idOrFolder);
  const cached = cachedDip(folder);
  if (cached !== undefined) return cached;
  const compiled = compileDip(loadDip(folder));
  writeCachedScheme(dipCacheFile(folder), basename(folder), compiled.buffer);
  return compiled;
}
