import type { SchemeDocument, SchemeOptions } from '../../schemes/scheme-document.js';

/** What is needed of a scheme to tell its codes from others: a document and a compiled scheme both have it. */
export type CodeLists = Pick<SchemeDocument, 'diagnoses' | 'procedures'>;

const sets = new WeakMap<readonly string[], ReadonlySet<string>>();

/** The codes of a list as a set, made once for each list. */
export function codeSet(codes: readonly string[]): ReadonlySet<string> {
  let set = sets.get(codes);
  if (set === undefined) {
    set = new Set(codes);
    sets.set(codes, set);
  }
  return set;
}

/**
 * The scheme's code that a case's code stands for, or undefined where it matches nothing.
 * `exact`: the code itself, if the scheme lists it. `category`: also the longest listed code that the case's code
 * begins with, so that a local extension (K35.900x123) goes where the code it extends goes (K35.900).
 */
export function matchCode(
  codes: readonly string[],
  code: string,
  match: SchemeOptions['code_match'],
): string | undefined {
  const known = codeSet(codes);
  if (known.has(code)) return code;
  if (match === 'exact') return undefined;
  for (let length = code.length - 1; length >= SHORTEST_CATEGORY; length--) {
    const shorter = code.slice(0, length);
    if (known.has(shorter)) return shorter;
  }
  return undefined;
}

/** ICD-10 categories have three characters, ICD-9-CM-3 ones two digits and a point; nothing shorter is a place. */
const SHORTEST_CATEGORY = 3;
