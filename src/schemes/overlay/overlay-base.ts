import { readFileSync } from 'node:fs';
import { basename, join, resolve } from 'node:path';
import { isFile } from '../../kernel/is-file.js';
import { listSchemes } from '../list-schemes.js';
import { SCHEME_ERRORS } from '../scheme-errors.js';

/** Overlays over overlays; more than this is a circle. */
const DEEPEST = 8;

/**
 * The base of a scheme folder that is an overlay: the name of a shipped scheme, or the path of a folder. Undefined for
 * a folder that states its scheme whole.
 * @throws scheme_base_circle where bases name each other
 */
export function overlayBase(folder: string): string | undefined {
  const base = statedBase(folder);
  let at = base;
  for (let depth = 0; at !== undefined && !listSchemes().includes(at); depth++) {
    if (depth === DEEPEST) {
      throw SCHEME_ERRORS.scheme_base_circle({ base: basename(base!) }, { path: `${basename(folder)}/scheme.yaml` });
    }
    at = statedBase(at);
  }
  return base;
}

/** Read without a YAML parser: the cache asks for it before anything is parsed. */
function statedBase(folder: string): string | undefined {
  const file = join(folder, 'scheme.yaml');
  if (!isFile(file)) return undefined;
  const stated = /^base:[ \t]*(?:'([^']+)'|"([^"]+)"|([^\s#][^#\r\n]*?))[ \t]*(?:#.*)?\r?$/m.exec(
    readFileSync(file, 'utf8'),
  );
  const base = stated?.[1] ?? stated?.[2] ?? stated?.[3];
  if (base === undefined) return undefined;
  return listSchemes().includes(base) ? base : resolve(folder, base);
}
