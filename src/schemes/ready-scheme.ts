import { cachedScheme } from './cached-scheme.js';
import type { CompiledScheme } from './compiled-scheme.js';

/**
 * openScheme for a command that should start at once: reader and compiler of scheme folders are loaded only where the
 * cache does not hold the scheme.
 * @throws scheme_… as loadScheme
 */
export async function readyScheme(idOrFolder: string): Promise<CompiledScheme> {
  return cachedScheme(idOrFolder) ?? (await import('./open-scheme.js')).openScheme(idOrFolder);
}
