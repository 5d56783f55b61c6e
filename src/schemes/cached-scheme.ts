import { type CompiledScheme, compiledSchemeOf } from './compiled-scheme.js';
import { schemeFolder } from './list-schemes.js';
import { cacheFile, readCachedScheme } from './scheme-cache.js';

/** Ending of compiled schemes in the cache folder. */
export const COMPILED_FORM = '.scheme';

/** The compiled scheme of a folder if the cache holds it for exactly these files. @throws scheme_not_found */
export function cachedScheme(idOrFolder: string): CompiledScheme | undefined {
  const cached = readCachedScheme(cacheFile(schemeFolder(idOrFolder), COMPILED_FORM));
  return cached === undefined ? undefined : compiledSchemeOf(cached);
}
