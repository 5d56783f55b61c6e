import type { ValuePath } from './policy-path.js';
import type { Reform } from './policy-schema.js';

/**
 * Where the patches of a reform stood in its file, kept beside the reform and not in it: a reform is plain data with a
 * hash, and one that was made in memory has no lines.
 */
const PLACES = new WeakMap<Reform, (path: ValuePath) => string>();

export function rememberReformPlaces(reform: Reform, place: (path: ValuePath) => string): void {
  PLACES.set(reform, place);
}

/** "file:line" of a patch or of a part of it; "reform-id patch 2" where there is no file. */
export function patchPlace(reform: Reform, patchIndex: number, part?: string): string {
  const place = PLACES.get(reform);
  if (place === undefined) return `${reform.id} patch ${patchIndex + 1}`;
  return place(part === undefined ? ['patches', patchIndex] : ['patches', patchIndex, part]);
}
