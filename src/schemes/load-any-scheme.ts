import type { DipDocument } from './dip/dip-document.js';
import { loadDip } from './dip/load-dip.js';
import { schemeMethod } from './dip/scheme-method.js';
import { schemeFolder } from './list-schemes.js';
import { loadScheme } from './load-scheme.js';
import type { SchemeDocument } from './scheme-document.js';

/** A scheme of either method; `method` tells which. */
export type AnyScheme = SchemeDocument | DipDocument;

/**
 * Reads a scheme folder of either method.
 * @param idOrFolder  name of a shipped scheme or path to a folder that holds scheme.yaml
 * @throws scheme_… and dip_… naming file, line and remedy
 */
export function loadAnyScheme(idOrFolder: string): AnyScheme {
  return methodOfScheme(idOrFolder) === 'dip' ? loadDip(idOrFolder) : loadScheme(idOrFolder);
}

/** Method of a scheme, from its scheme.yaml alone. @throws scheme_not_found */
export function methodOfScheme(idOrFolder: string): AnyScheme['method'] {
  return schemeMethod(schemeFolder(idOrFolder)) ?? 'drg';
}
