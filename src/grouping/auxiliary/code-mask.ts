import type { CodesColumn } from '../../cases/case-table.js';
import { sharedUint8 } from '../../kernel/shared-arrays.js';

/** A code or its beginning, or a range of categories by their first characters: `R57.2`, `A41`, `I60-I69`. */
export type CodePattern = { readonly from: string; readonly to: string };

/** Reads a pattern; undefined where the text is none. A `*` at the end says what is meant anyway. */
export function readCodePattern(text: string): CodePattern | undefined {
  const plain = text.normalize('NFKC').trim().toUpperCase().replace(/\*$/, '');
  const range = /^([A-Z]\d{2}|\d{2})-([A-Z]\d{2}|\d{2})$/.exec(plain);
  if (range !== null) {
    const [, from, to] = range;
    return from!.length === to!.length && from! <= to! ? { from: from!, to: to! } : undefined;
  }
  return /^[A-Z0-9][A-Z0-9.+]*$/.test(plain) ? { from: plain, to: plain } : undefined;
}

/** Whether a cleaned code begins with what a pattern says; case is not looked at (x and X in extension codes). */
export function meetsCode({ from, to }: CodePattern, code: string): boolean {
  const beginning = code.slice(0, from.length).toUpperCase();
  return beginning.length === from.length && beginning >= from && beginning <= to;
}

/** 1 at each entry of a column's dictionary that meets a pattern. Index 0 stands for no code. */
export function codeMask(column: CodesColumn | undefined, patterns: readonly CodePattern[]): Uint8Array {
  const values = column?.values ?? [];
  const mask = sharedUint8(values.length);
  for (let code = 1; code < mask.length; code++) {
    if (patterns.some((pattern) => meetsCode(pattern, values[code]!))) mask[code] = 1;
  }
  return mask;
}
