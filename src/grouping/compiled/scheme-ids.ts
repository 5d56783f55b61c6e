import { sharedUint16 } from '../../kernel/shared-arrays.js';
import type { SchemeOptions } from '../../schemes/scheme-document.js';

const known = new WeakMap<readonly string[], ReadonlyMap<string, number>>();

/**
 * Scheme id of each entry of a dictionary; 0 where the scheme does not know the code.
 * With `category` a code takes the place of the longest valid code it begins with, a category (three characters) at
 * least: a local extension K35.900x123 goes where K35.900 goes.
 */
export function schemeIdsOf(
  values: readonly string[],
  codes: readonly string[],
  match: SchemeOptions['code_match'],
): Uint16Array {
  const ids = sharedUint16(values.length);
  // A dictionary that starts with the scheme's own codes in order needs no look-up for them.
  let code = 1;
  while (code < values.length && code <= codes.length && values[code] === codes[code - 1]) {
    ids[code] = code;
    code++;
  }
  if (code >= values.length) return ids;
  const byCode = idsByCode(codes);
  for (; code < values.length; code++) {
    let text = values[code]!;
    let id = byCode.get(text) ?? 0;
    while (id === 0 && match === 'category' && text.length > SHORTEST_CATEGORY) {
      text = text.slice(0, -1);
      id = byCode.get(text) ?? 0;
    }
    ids[code] = id;
  }
  return ids;
}

const SHORTEST_CATEGORY = 3;

function idsByCode(codes: readonly string[]): ReadonlyMap<string, number> {
  let map = known.get(codes);
  if (map === undefined) {
    map = new Map(codes.map((code, index) => [code, index + 1]));
    known.set(codes, map);
  }
  return map;
}
