import type { AnyCompiledScheme } from './any-scheme.js';
import { schemeMethod } from './dip/scheme-method.js';
import { schemeFolder } from './list-schemes.js';
import { readyScheme } from './ready-scheme.js';

/**
 * openAnyScheme for a command that should start at once: what a method needs is loaded only for its schemes.
 * @throws scheme_… and dip_…
 */
export async function readyAnyScheme(idOrFolder: string): Promise<AnyCompiledScheme> {
  const folder = schemeFolder(idOrFolder);
  if (schemeMethod(folder) !== 'dip') return await readyScheme(idOrFolder);
  const { cachedDip } = await import('./dip/compile/dip-cache.js');
  return cachedDip(folder) ?? (await import('./dip/open-dip.js')).openDip(folder);
}
