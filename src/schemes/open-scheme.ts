import { basename } from 'node:path';
import { COMPILED_FORM, cachedScheme } from './cached-scheme.js';
import { compileScheme } from './compile-scheme.js';
import type { CompiledScheme } from './compiled-scheme.js';
import { schemeFolder } from './list-schemes.js';
import { loadScheme } from './load-scheme.js';
import { cacheFile, writeCachedScheme } from './scheme-cache.js';

/**
 * The compiled scheme of a folder. Taken from the cache folder when the files are byte for byte those it was made
 * from; else compiled and put there. A file that is missing, cut off, altered or of another version is rebuilt without
 * a word, and a cache that cannot be written is done without.
 * @param idOrFolder  name of a shipped scheme or path to a folder that holds scheme.yaml
 * @throws scheme_… as loadScheme, when the scheme has to be compiled
 */
export function openScheme(idOrFolder: string): CompiledScheme {
  const cached = cachedScheme(idOrFolder);
  if (cached !== undefined) return cached;
  const folder = schemeFolder(idOrFolder);
  const compiled = compileScheme(loadScheme(folder));
  writeCachedScheme(cacheFile(folder, COMPILED_FORM), basename(folder), compiled.buffer);
  return compiled;
}
