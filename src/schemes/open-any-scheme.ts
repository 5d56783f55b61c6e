import type { AnyCompiledScheme } from './any-scheme.js';
import { openDip } from './dip/open-dip.js';
import { schemeMethod } from './dip/scheme-method.js';
import { schemeFolder } from './list-schemes.js';
import { openScheme } from './open-scheme.js';

/**
 * The compiled scheme of a folder, DRG or DIP as its scheme.yaml says.
 * @throws scheme_… and dip_… as openScheme and openDip
 */
export function openAnyScheme(idOrFolder: string): AnyCompiledScheme {
  return schemeMethod(schemeFolder(idOrFolder)) === 'dip' ? openDip(idOrFolder) : openScheme(idOrFolder);
}
