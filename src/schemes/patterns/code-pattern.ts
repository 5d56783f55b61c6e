import { SCHEME_ERRORS } from '../scheme-errors.js';

/**
 * One token of a code list. The longest pattern that matches a code decides whether the code is in the list; at equal
 * length `!` wins. A code no pattern matches is in the list if a list referred to (`$name`) holds it.
 *
 * - `K35`          every valid code that begins so
 * - `=K35.900`     exactly this code, not its x-extensions
 * - `K35.0-K35.3`  codes of at least that length whose beginning lies between the two, both included
 * - `!…`           not these
 * - `$GD1.1`       the codes of another list
 */
export type CodePattern =
  | { readonly kind: 'reference'; readonly name: string }
  | {
      readonly kind: 'codes';
      readonly isExact: boolean;
      readonly isExcluded: boolean;
      /** Equal for a plain prefix. */
      readonly from: string;
      readonly to: string;
    };

const TOKEN = /^(!?)(=?)([A-Z0-9][A-Za-z0-9.+*]*)(?:-([A-Z0-9][A-Za-z0-9.+*]*))?$/;
const REFERENCE = /^\$([A-Za-z0-9_.]+)$/;

/**
 * Parses a list's text, tokens separated by white space.
 * @param place  file and line for the error
 * @throws scheme_pattern_syntax
 */
export function parseCodePatterns(text: string, place: string): CodePattern[] {
  const patterns: CodePattern[] = [];
  for (const token of text.split(/\s+/)) {
    if (token !== '') patterns.push(parseToken(token, place));
  }
  return patterns;
}

function parseToken(token: string, place: string): CodePattern {
  const reference = REFERENCE.exec(token);
  if (reference !== null) return { kind: 'reference', name: reference[1]! };
  const parts = TOKEN.exec(token);
  const from = parts?.[3];
  const to = parts?.[4] ?? from;
  const isExact = parts?.[2] === '=';
  const isRange = parts?.[4] !== undefined;
  if (
    parts === null ||
    from === undefined ||
    to === undefined ||
    (isRange && (isExact || from.length !== to.length || from > to))
  ) {
    throw SCHEME_ERRORS.scheme_pattern_syntax({ token }, { path: place });
  }
  return { kind: 'codes', isExact, isExcluded: parts[1] === '!', from, to };
}
