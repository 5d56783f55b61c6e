import { basename, join } from 'node:path';
import { compileScheme } from './compile-scheme.js';
import { type CompiledScheme, compiledSchemeOf } from './compiled-scheme.js';
import { schemeFolder } from './list-schemes.js';
import { loadScheme } from './load-scheme.js';
import { cacheFolder, readCachedScheme, sourceKey, writeCachedScheme } from './scheme-cache.js';

/**
 * The compiled scheme of a folder. Taken from the cache folder when the files are byte for byte those it was made
 * from; else compiled and put there. A file that is missing, cut off, altered or of another version is rebuilt without
 * a word, and a cache that cannot be written is done without.
 * @param idOrFolder  name of a shipped scheme or path to a folder that holds scheme.yaml
 * @throws scheme_… as loadScheme, when the scheme has to be compiled
 */
export function openScheme(idOrFolder: string): CompiledScheme {
  const folder = schemeFolder(idOrFolder);
  const name = basename(folder);
  const file = join(cacheFolder(), `${name}-${sourceKey(folder).slice(0, 32)}.scheme`);
  const cached = readCachedScheme(file);
  if (cached !== undefined) return compiledSchemeOf(cached);
  const compiled = compileScheme(loadScheme(folder));
  writeCachedScheme(file, name, compiled.buffer);
  return compiled;
}
